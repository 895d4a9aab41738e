/** Small mistakes in the commit, and in what decides what it holds. */
import type { PlantedFault } from './fault.js'

export const commitFaults: readonly PlantedFault[] = [
  {
    name: 'names of new files are not synced before the manifest',
    file: 'commit.ts',
    from: '  fs.syncFolder(dir)\n  lock.confirm()\n',
    to: '  lock.confirm()\n',
  },
  {
    name: 'files of the last commit go before the new one is safe',
    file: 'commit.ts',
    from: '  replaceFile(fs, join(dir, manifestName), encodeManifest(named))\n',
    to: '  removeLeftovers(fs, dir, named)\n  replaceFile(fs, join(dir, manifestName), encodeManifest(named))\n',
  },
  {
    name: 'a failed run removes files without making the manifest safe',
    file: 'commit.ts',
    from: '    fs.syncFolder(dir)\n    removeLeftovers(fs, dir, readManifest(fs, dir))\n',
    to: '    removeLeftovers(fs, dir, readManifest(fs, dir))\n',
  },
  {
    name: 'deletion bits are not committed',
    file: 'commit.ts',
    from: '...(count > 0 && { deletions',
    to: '...(count > 1e9 && { deletions',
  },
  {
    name: 'moves are not committed',
    file: 'commit.ts',
    from: '...(moves && { moves: putFile',
    to: '...(moves && articles < 0 && { moves: putFile',
  },
  {
    name: 'leftovers stay',
    file: 'commit.ts',
    from: 'if (isOurs(name) && !wanted.has(name)) quietly',
    to: 'if (isOurs(name) && wanted.has(name) && name === manifestName) quietly',
  },
  {
    name: 'deletion bits count as leftovers',
    file: 'commit.ts',
    from: 'return [name, deletions?.name, moves?.name, vectors?.name].filter',
    to: 'return [name, undefined && deletions?.name, moves?.name, vectors?.name].filter',
  },
  {
    name: 'a number of a file is given twice',
    file: 'commit.ts',
    from: '    return next++\n',
    to: '    return next % 5 === 4 ? next++ - 1 : next++\n',
  },
  {
    name: 'taught words are forgotten by a commit of words',
    file: 'commit.ts',
    from: '{ ...rest, ...putWords(context, lexicon) }',
    to: 'rest',
  },
  {
    name: 'the manifest is not checked',
    file: 'manifest.ts',
    from: '  if (found !== head.crc32) {',
    to: "  if (found !== head.crc32 && found === 'never') {",
  },
  {
    name: 'deletion bits of larger segments are not read',
    file: 'snapshot.ts',
    from: '  const { articles, deletions } = entry\n',
    to: '  const { articles, deletions } = entry\n  if (articles > 3) return undefined\n',
  },
  {
    name: 'segments stay open when one fails to open',
    file: 'snapshot.ts',
    from: '    for (const file of opened) file.close()\n    throw error\n',
    to: '    throw error\n',
  },
  {
    name: 'the catalog forgets that a file had problems',
    file: 'catalog.ts',
    from: '    putVarint(out, entry.problems)\n',
    to: '    putVarint(out, 0)\n',
  },
  {
    name: 'the catalog shortens paths by one too many',
    file: 'catalog.ts',
    from: 'return last >= 0xd800 && last < 0xdc00 ? at - 1 : at',
    to: 'return at > 3 ? at + 1 : last >= 0xd800 && last < 0xdc00 ? at - 1 : at',
  },
  {
    name: 'articles of files that went stay',
    file: 'settle-changes.ts',
    from: '  for (const { path } of gone) counts.removed += deleteAll(old.get(path), changes)\n',
    to: '  void deleteAll\n',
  },
  {
    name: 'only two articles of a segment are deleted at once',
    file: 'old-articles.ts',
    from: '  for (const article of deleted) setDeleted(bits, article)\n',
    to: '  for (const article of deleted.slice(0, 2)) setDeleted(bits, article)\n',
  },
  {
    name: 'moves begin anew with each commit',
    file: 'old-articles.ts',
    from: '{ lines: before.lines + more.lines, bytes: before.bytes + more.bytes }',
    to: '{ lines: more.lines, bytes: more.bytes }',
  },
  {
    name: 'an unchanged commit is told of before it is safe',
    file: 'build-index.ts',
    from: '  context.fs.syncFolder(context.dir)\n',
    to: '',
  },
]
