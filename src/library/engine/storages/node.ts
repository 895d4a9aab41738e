/**
 * Files in a folder, for an engine that runs in Node: `xunzhang/engine/node`. The folder is an index like any other: the
 * command line searches it, and is kept out by the same lock.
 */
import { join } from 'node:path'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { acquireLock } from '../../../storage/store/lock.js'
import { makeDurableFolder } from '../../../storage/store/atomic.js'
import { nodeFileSystem } from '../../../storage/store/file-system.js'
import { manifestName } from '../../../storage/segment/manifest.js'
import type { Storage } from './storage.js'

/** @param dir the folder of the index, which the first commit creates if it is missing */
export function nodeStorage(dir: string): Storage {
  return {
    name: dir,
    read: (name, from, to) => unlessMissing(() => read(join(dir, name), from, to)),
    write: (name, bytes) => write(join(dir, name), bytes),
    rename: async (from, to) => {
      await rename(join(dir, from), join(dir, to))
      nodeFileSystem.syncFolder(dir)
    },
    list: async () => (await unlessMissing(() => readdir(dir))) ?? [],
    remove: (name) => rm(join(dir, name), { force: true }),
    lock: async () => {
      makeDurableFolder(nodeFileSystem, dir, () => nodeFileSystem.exists(join(dir, manifestName)))
      const held = acquireLock(nodeFileSystem, dir)
      return () => held.release()
    },
  }
}

async function read(path: string, from: number, to: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from))
    let done = 0
    for (let count = -1; done < bytes.length && count !== 0; done += count) {
      count = (await file.read(bytes, done, bytes.length - done, from + done)).bytesRead
    }
    return bytes.subarray(0, done)
  } finally {
    await file.close()
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  // Removed first: it may be a link that leads elsewhere.
  await rm(path, { force: true })
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
