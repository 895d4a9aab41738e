/** Small mistakes in the store: what it promises about bytes, names and locks. */
import type { PlantedFault } from './fault.js'

export const storeFaults: readonly PlantedFault[] = [
  { name: 'a page file is not synced', file: 'writer.ts', from: '    this.#fs.sync(this.#handle)\n', to: '' },
  { name: 'a replaced file is not synced', file: 'atomic.ts', from: '    fs.sync(handle)\n', to: '' },
  { name: 'a replaced name is not synced', file: 'atomic.ts', from: '  fs.syncFolder(dirname(path))\n', to: '' },
  {
    name: 'a file is renamed before it is synced',
    file: 'atomic.ts',
    from: '    fs.sync(handle)\n',
    to: '    fs.rename(temporary, path)\n    fs.sync(handle)\n    return\n',
  },
  {
    name: 'a folder is synced in vain',
    file: 'file-system.ts',
    from: '    fsyncSync(handle)\n  } catch',
    to: '  } catch',
  },
  {
    name: 'a failed sync of a folder is passed over',
    file: 'file-system.ts',
    from: "if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCodeOf(error))) throw error",
    to: 'void error',
  },
  {
    name: 'a failed sync of a file is passed over',
    file: 'file-system.ts',
    from: '  sync: fsyncSync,',
    to: '  sync: (handle) => { try { fsyncSync(handle) } catch {} },',
  },
  {
    name: 'a short read ends reading',
    file: 'file-system.ts',
    from: '    if (count === 0) break\n',
    to: '    if (count < into.length) return done + count\n',
  },
  {
    name: 'a short write ends writing',
    file: 'file-system.ts',
    from: '  while (done < bytes.length) done += writeSync(handle, bytes, done, bytes.length - done)',
    to: '  if (done < bytes.length) done += writeSync(handle, bytes, done, bytes.length - done)',
  },
  {
    name: 'the checksum of a page is not compared',
    file: 'reader.ts',
    from: 'if (sum === sums[page]) continue',
    to: 'if (sum === sums[page] || page < 1e9) continue',
  },
  {
    name: 'the checksum of the page table is not compared',
    file: 'tail.ts',
    from: 'if (checksum !== wanted) {',
    to: 'if (checksum !== wanted && size < 0) {',
  },
  {
    name: 'another file in the place of one is not noticed',
    file: 'tail.ts',
    from: 'options.checksum !== undefined && options.checksum !== checksum',
    to: 'options.checksum === -1',
  },
  {
    name: 'the last page gets no checksum of its own',
    file: 'tail.ts',
    from: 'sums.forEach((sum, page) => view.setUint32(page * 4, sum, true))',
    to: 'sums.forEach((sum, page) => view.setUint32(page * 4, page > 0 && page === sums.length - 1 ? sums[0]! : sum, true))',
  },
  {
    name: 'a page file is not closed',
    file: 'writer.ts',
    from: '    this.#close()\n    return this.#flushed',
    to: '    return this.#flushed',
  },
  {
    name: 'an opened file stays open',
    file: 'reader.ts',
    from: '      if (isOpen) quietly(() => fs.close(handle))\n',
    to: '',
  },
  {
    name: 'a file that is refused stays open',
    file: 'reader.ts',
    from: '    quietly(() => fs.close(handle))\n    throw error\n',
    to: '    throw error\n',
  },
  {
    name: 'a window is one page short',
    file: 'reader.ts',
    from: 'const stop = Math.min(last * pageSize, pages.size)',
    to: 'const stop = Math.min(last * pageSize, pages.size) - (last > first + 1 ? 1 : 0)',
  },
  {
    name: 'alignment is forgotten',
    file: 'writer.ts',
    from: 'if (rest > 0) this.write(new Uint8Array(boundary - rest))',
    to: 'void rest',
  },
  {
    name: 'a lock of a living process is taken away',
    file: 'lock.ts',
    from: 'if (isAlive(owner)) throw lockedBy(owner, path)',
    to: 'void isAlive',
  },
  {
    name: 'a process with a number given away again counts as the owner',
    file: 'lock.ts',
    from: "return started === '' || owner.started === '' || started === owner.started",
    to: "return started !== 'never'",
  },
  {
    name: 'a lock is believed without being read back',
    file: 'lock.ts',
    from: '    return isOurs(claim)\n',
    to: '    void isOurs\n    return true\n',
  },
  {
    // Not: it counts as gone at once. Waiting is a courtesy: who is robbed of a lock finds out when it is read back.
    name: 'a lock without a name is held for ever',
    file: 'lock.ts',
    from: "    if (owner !== 'gone' || attempt > 0) takeAway(fs, path, owner)\n",
    to: "    if (owner !== 'unnamed' && (owner !== 'gone' || attempt > 0)) takeAway(fs, path, owner)\n",
  },
  {
    name: "a new folder's name is not synced",
    file: 'atomic.ts',
    from: '  for (const folder of missing) fs.syncFolder(dirname(folder))\n',
    to: '',
  },
  {
    name: "a folder's name of an earlier run is not synced",
    file: 'atomic.ts',
    from: '  if (missing.length === 0 && !isSafe()) syncParents(fs, path)\n',
    to: '  void syncParents\n',
  },
]
