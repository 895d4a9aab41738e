import { describe, expect, it } from 'vitest'
import { createMemoryFileSystem, type FileSystem } from '../../src/storage/store/file-system.js'
import { makeDurableFolder } from '../../src/storage/store/atomic.js'

/** Folders that were synced, in order; a sync of `failing` fails. */
function watched(failing = '', code = ''): { fs: FileSystem; synced: string[] } {
  const synced: string[] = []
  const syncFolder = (path: string): void => {
    if (path === failing) throw Object.assign(new Error(code), { code })
    synced.push(path)
  }
  return { fs: { ...createMemoryFileSystem(), syncFolder }, synced }
}

describe('a folder that is to outlive a crash', () => {
  it('is made with its parents, each name synced in the folder that holds it', () => {
    const { fs, synced } = watched()
    makeDurableFolder(fs, '/a/b/c', () => false)
    expect(fs.exists('/a/b/c')).toBe(true)
    expect(synced.sort()).toEqual(['/', '/a', '/a/b'])
  })

  it('that is there is synced up to the root, unless something in it tells that it was before', () => {
    const { fs, synced } = watched()
    fs.makeFolder('/a')
    makeDurableFolder(fs, '/a', () => true)
    expect(synced).toEqual([])
    makeDurableFolder(fs, '/a', () => false)
    expect(synced).toEqual(['/'])
  })

  it.each(['EACCES', 'EPERM', 'EROFS'])('needs no parent that we may not open: %s', (code) => {
    const { fs, synced } = watched('/', code)
    fs.makeFolder('/a')
    fs.makeFolder('/a/b')
    makeDurableFolder(fs, '/a/b', () => false)
    expect(synced).toEqual(['/a'])
  })

  it('is not promised where a parent cannot be synced', () => {
    const { fs } = watched('/', 'EIO')
    fs.makeFolder('/a')
    expect(() => makeDurableFolder(fs, '/a', () => false)).toThrow('EIO')
  })
})
