/** What the simulator found, each as the smallest case that shows it. */
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../src/storage/commit/snapshot.js'
import { addWords } from '../../src/indexing/user-words/teach.js'
import { acquireLock, lockName } from '../../src/storage/store/lock.js'
import type { FileSystem } from '../../src/storage/store/file-system.js'
import { refusingDisk } from '../store/failing-disk.js'
import { systemError, type MemoryDisk } from '../store/memory-disk.js'
import { check, contentOf, createSources, emptyDisk, indexDir, update } from './support.js'

const lockPath = join(indexDir, lockName)
const another = new TextEncoder().encode(JSON.stringify({ pid: process.ppid, host: hostname(), started: '' }))

/** Between making the lock and writing its name into it, another process has taken the empty file for a crash's. */
function overtaken(disk: MemoryDisk, write: FileSystem['write']): FileSystem {
  return {
    ...disk,
    write: (handle, bytes) => {
      disk.put(lockPath, another)
      write(handle, bytes)
    },
  }
}

describe('a writer that stops between making its lock and naming itself', () => {
  it('has no lock where another took it meanwhile', () => {
    const disk = emptyDisk()
    disk.makeFolder(indexDir)
    const acquire = (): unknown =>
      acquireLock(
        overtaken(disk, (handle, bytes) => disk.write(handle, bytes)),
        indexDir,
      )
    expect(acquire).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }) as Error)
    expect(disk.readFile(lockPath)).toEqual(another)
  })

  it("leaves the other's lock alone where it can't write", () => {
    const disk = emptyDisk()
    disk.makeFolder(indexDir)
    const refuse = (): never => {
      throw systemError('ENOSPC')
    }
    expect(() => acquireLock(overtaken(disk, refuse), indexDir)).toThrow('ENOSPC')
    expect(disk.readFile(lockPath)).toEqual(another)
  })
})

describe('a writer that has lost its lock', () => {
  it("leaves a lock alone that it can't read: it may be another's", () => {
    const disk = emptyDisk()
    disk.makeFolder(indexDir)
    let isReadable = true
    const readFile = (path: string): Uint8Array => {
      if (!isReadable) throw systemError('EIO')
      return disk.readFile(path)
    }
    const lock = acquireLock({ ...disk, readFile }, indexDir)
    disk.put(lockPath, another)
    isReadable = false
    lock.release()
    expect(disk.readFile(lockPath)).toEqual(another)
  })
})

describe('a commit', () => {
  it('is safe in a folder that a killed run had made', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    // Killed before it made the folder's name safe.
    disk.makeFolder(indexDir)
    await update(sources, disk)
    expect(contentOf(disk.afterPowerCut(() => 0))).toEqual(contentOf(disk))
  })

  it('whose name could not be made safe leaves the one before its files', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    await update(sources, disk)
    const before = contentOf(disk)
    sources.write({ 'a.md': '河水' })
    let isRenamed = false
    const failing: FileSystem = {
      ...disk,
      rename: (from, to) => {
        disk.rename(from, to)
        isRenamed = to.endsWith('manifest.json')
      },
      syncFolder: (path) => {
        if (isRenamed) throw systemError('EIO')
        disk.syncFolder(path)
      },
    }
    await expect(update(sources, failing)).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
    // The power cut takes the manifest's new name, and keeps every removal.
    let changes = 0
    expect(contentOf(disk.afterPowerCut(() => (changes++ < 2 ? 0 : 0.99)))).toEqual(before)
  })

  it('that an update finds up to date is safe afterwards, though a killed run had made it', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'a.md': '河水' })
    const unsafe: FileSystem = { ...disk, syncFolder: () => undefined }
    await update(sources, unsafe)
    await update(sources, disk)
    expect(contentOf(disk.afterPowerCut(() => 0))).toEqual(contentOf(disk))
    expect((await check(disk)).ok).toBe(true)
  })

  it('never gets a lower number because the manifest could not be read for a moment', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'a.md': '河水' })
    await update(sources, disk)
    for (let at = 0; at < 20; at++) {
      const before = readManifest(disk, indexDir)!.generation
      sources.write({ 'a.md': `河水${at}` })
      await update(sources, refusingDisk(disk, at, 'EIO', (name) => name === 'readFile').disk).catch(() => undefined)
      expect(readManifest(disk, indexDir)!.generation).toBeGreaterThanOrEqual(before)
    }
  })
})

describe('building anew', () => {
  it("tells of words that are lost because the manifest can't be read", async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    await update(sources, disk, { tokenizer: 'native' })
    addWords(indexDir, [{ word: '渡口上' }], { fileSystem: disk })
    disk.put(join(indexDir, 'manifest.json'), new Uint8Array(3))
    const told: string[] = []
    const onProblem = ({ path }: { path: string }): void => void told.push(path)
    await update(sources, disk, { tokenizer: 'native', force: true, onProblem })
    expect(told).toEqual([join(indexDir, 'manifest.json')])
  })
})
