/** The writer's lock where the system refuses, and where others come and go between its steps. */
import { hostname } from 'node:os'
import { describe, expect, it, vi } from 'vitest'
import { acquireLock, lockName, removeSetAside, processExists, startOf } from '../../src/storage/store/lock.js'
import { createMemoryFileSystem, type FileSystem } from '../../src/storage/store/file-system.js'

const folder = '/index'
const path = `${folder}/${lockName}`
const self = { pid: process.pid, host: hostname(), started: startOf(process.pid) }
/** No process has it: pid_max is at most 2²². */
const dead = { ...self, pid: 2 ** 22 + 1 }

function memory(owner?: unknown): FileSystem {
  const fs = createMemoryFileSystem()
  fs.makeFolder(folder)
  if (owner !== undefined) put(fs, path, typeof owner === 'string' ? owner : JSON.stringify(owner))
  return fs
}

function put(fs: FileSystem, at: string, text: string): void {
  if (fs.exists(at)) fs.remove(at)
  const handle = fs.createExclusive(at)
  fs.write(handle, Buffer.from(text))
  fs.close(handle)
}

const fail = (code: string) => () => {
  throw Object.assign(new Error(code), { code })
}

describe('the lock of a folder', () => {
  it('is taken, confirmed and given back', () => {
    const fs = memory()
    const lock = acquireLock(fs, folder)
    lock.confirm()
    expect(() => acquireLock(fs, folder)).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }))
    lock.release()
    expect(fs.exists(path)).toBe(false)
    expect(() => lock.confirm()).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }))
  })

  it('of a process that has ended is taken over, and of a process whose number another has now', () => {
    const nobodys = [
      { ...self, pid: -1 },
      { ...self, host: 7 },
    ]
    for (const owner of [dead, { ...self, started: 'another boot/5' }, '', ...nobodys]) {
      const fs = memory(owner)
      acquireLock(fs, folder).release()
      expect(fs.list(folder)).toEqual([])
    }
  })

  it('of another machine is trusted, and named', () => {
    const taken = () => acquireLock(memory({ ...dead, host: 'elsewhere' }), folder)
    expect(taken).toThrow(
      expect.objectContaining({ parameters: { pid: dead.pid, host: 'elsewhere', isElsewhere: true } }),
    )
  })

  it('is refused where no process can have made what has its name', () => {
    const fs = memory()
    fs.makeFolder(path)
    expect(() => acquireLock(fs, folder)).toThrow(
      expect.objectContaining({ reason: 'NOT_WRITABLE', parameters: { what: 'lock' } }),
    )
  })

  it('is not taken over where it cannot be read', () => {
    const fs = { ...memory(dead), readFile: fail('EACCES') }
    expect(() => acquireLock(fs, folder)).toThrow('EACCES')
  })

  it('is not left behind where its owner cannot be written', () => {
    const fs = memory()
    expect(() => acquireLock({ ...fs, write: fail('ENOSPC') }, folder)).toThrow('ENOSPC')
    expect(fs.list(folder)).toEqual([])
    expect(() => acquireLock({ ...fs, createExclusive: fail('EROFS') }, folder)).toThrow('EROFS')
  })

  it('is given up where it cannot be read back, and where it is gone', () => {
    const fs = memory()
    expect(() => acquireLock({ ...fs, readFile: fail('EIO') }, folder)).toThrow('EIO')
    const vanishing = memory()
    const gone = { ...vanishing, close: (handle: number) => (vanishing.close(handle), vanishing.remove(path)) }
    expect(() => acquireLock(gone, folder)).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }))
  })

  it('stays where its removal is refused, once more than it is tried', () => {
    const fs = memory()
    const remove = vi.fn(fail('EBUSY'))
    acquireLock({ ...fs, remove }, folder).release()
    expect(remove).toHaveBeenCalledTimes(2)
    expect(fs.list(folder)).toEqual([lockName])
  })

  it('of a dead process that cannot be moved is told, unless another was faster', () => {
    expect(() => acquireLock({ ...memory(dead), rename: fail('EPERM') }, folder)).toThrow('EPERM')
    const fs = memory(dead)
    const faster = { ...fs, rename: () => (fs.remove(path), fail('ENOENT')()) }
    acquireLock(faster, folder).release()
    expect(fs.list(folder)).toEqual([])
  })

  it('that a living process took between reading and moving is put back', () => {
    const fs = memory(dead)
    const living = { ...self, started: self.started === '' ? '' : self.started, pid: process.ppid }
    const owner = { ...living, started: startOf(process.ppid) }
    const swapped = {
      ...fs,
      rename: (from: string, to: string) => {
        if (from === path) put(fs, path, JSON.stringify(owner))
        fs.rename(from, to)
      },
    }
    expect(() => acquireLock(swapped, folder)).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }))
    expect(JSON.parse(Buffer.from(fs.readFile(path)).toString())).toEqual(owner)
  })

  describe('that a process ended while it had it set aside', () => {
    const aside = `${path}.${dead.pid}`
    const living = { ...self, pid: process.ppid, started: startOf(process.ppid) }

    it('is left to another who puts it back meanwhile', () => {
      const fs = memory()
      put(fs, aside, JSON.stringify(living))
      const rename = vi.fn((from: string, to: string) => {
        fs.rename(from, to)
        fail('ENOENT')()
      })
      expect(() => acquireLock({ ...fs, rename }, folder)).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }))
      expect(rename).toHaveBeenCalledExactlyOnceWith(aside, path)
      expect(JSON.parse(Buffer.from(fs.readFile(path)).toString())).toEqual(living)
    })

    it('is put back where its owner lives, and nobody else takes it', () => {
      const fs = memory()
      put(fs, aside, JSON.stringify(living))
      expect(() => acquireLock(fs, folder)).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }))
      expect(fs.list(folder)).toEqual([lockName])
      expect(JSON.parse(Buffer.from(fs.readFile(path)).toString())).toEqual(living)
    })

    it('is put back by its owner, who may commit', () => {
      const fs = memory()
      const lock = acquireLock(fs, folder)
      fs.rename(path, aside)
      lock.confirm()
      expect(fs.list(folder)).toEqual([lockName])
      lock.release()
      expect(fs.list(folder)).toEqual([])
    })

    it('is given back where it lies', () => {
      const fs = memory()
      const lock = acquireLock(fs, folder)
      fs.rename(path, aside)
      lock.release()
      expect(fs.list(folder)).toEqual([])
    })

    it('is not held by an owner that has ended', () => {
      const fs = memory()
      put(fs, aside, JSON.stringify(dead))
      acquireLock(fs, folder).confirm()
      expect(fs.list(folder)).toEqual([lockName, `${lockName}.${dead.pid}`])
    })
  })

  it('without a name is waited for, even where the system cannot say whether it is there', () => {
    const owner = JSON.stringify({ ...self, pid: process.ppid, started: startOf(process.ppid) })
    const fs = memory('')
    const rename = vi.fn((from: string, to: string) => fs.rename(from, to))
    const readFile = (from: string): Uint8Array => {
      const before = fs.readFile(from)
      put(fs, path, owner)
      return before
    }
    const taken = () => acquireLock({ ...fs, exists: () => false, readFile, rename }, folder)
    expect(taken).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }))
    expect(rename).not.toHaveBeenCalled()
  })

  it('leaves nothing set aside of processes that have ended', () => {
    const fs = memory(self)
    for (const name of [`${lockName}.${dead.pid}`, `${lockName}.${process.pid}`, `${lockName}.${process.ppid}`, 'x.1'])
      put(fs, `${folder}/${name}`, '')
    put(fs, `${folder}/${lockName}.notes`, '')
    removeSetAside(fs, folder)
    expect(fs.list(folder)).toEqual([lockName, `${lockName}.${process.ppid}`, `${lockName}.notes`, 'x.1'].sort())
  })

  it('keeps the own lock, which a process moved away and ended', () => {
    const fs = memory()
    const lock = acquireLock(fs, folder)
    fs.rename(path, `${path}.${dead.pid}`)
    removeSetAside(fs, folder)
    lock.confirm()
    expect(fs.list(folder)).toEqual([lockName])
  })

  it('knows the processes that are there', () => {
    expect([processExists(process.pid), processExists(dead.pid)]).toEqual([true, false])
    expect(startOf(dead.pid)).toBe('')
  })
})

describe('files in memory', () => {
  it('refuse as a disk does', () => {
    const fs = memory('x')
    expect(() => fs.readFile('/nowhere')).toThrow('ENOENT')
    expect(() => fs.readFile(folder)).toThrow('EISDIR')
    expect(() => fs.createExclusive(path)).toThrow('EEXIST')
    expect(() => fs.createExclusive(folder)).toThrow('EEXIST')
    expect(() => fs.createExclusive('/no/folder/file')).toThrow('ENOENT')
    expect(() => fs.size(77)).toThrow('EBADF')
    expect(() => fs.remove('/nowhere')).toThrow('ENOENT')
    expect(() => fs.rename('/nowhere', path)).toThrow('ENOENT')
  })

  it('are listed by folder, in order, and read by parts', () => {
    const fs = memory()
    put(fs, `${folder}/b`, 'second')
    put(fs, `${folder}/a`, 'first')
    put(fs, '/top', '')
    expect([fs.list(folder), fs.list('/')]).toEqual([['a', 'b'], ['top']])
    const handle = fs.openRead(`${folder}/b`)
    const into = new Uint8Array(4)
    expect([fs.size(handle), fs.read(handle, into, 3)]).toEqual([6, 3])
    expect(Buffer.from(into).toString()).toBe('ond\0')
    fs.sync(handle)
    fs.close(handle)
    expect(() => fs.read(handle, into, 0)).toThrow('EBADF')
    fs.syncFolder(folder)
  })
})
