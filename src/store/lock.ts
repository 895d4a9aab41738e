/**
 * One writer at a time. The lock is a file that names its owner: process id and, where the system tells it, the time
 * that process started — so a dead owner, even one whose number was given away again, holds nothing.
 */
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { XunzhangError } from '../errors.js'
import type { FileSystem } from './file-system.js'

export const lockName = 'write.lock'

interface Owner {
  readonly pid: number
  readonly host: string
  readonly started: string
}

/**
 * Takes the writer's lock of a folder; returns what releases it.
 * @throws XunzhangError INDEX_LOCKED when a living process holds it
 */
export function acquireLock(fs: FileSystem, folder: string): () => void {
  const path = join(folder, lockName)
  const own: Owner = { pid: process.pid, host: hostname(), started: startOf(process.pid) }
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryCreate(fs, path, own)) return () => release(fs, path)
    const owner = readOwner(fs, path)
    if (owner !== undefined && isAlive(owner)) throw lockedBy(owner, path)
    takeAway(fs, path, owner)
  }
  throw lockedBy(readOwner(fs, path), path)
}

function lockedBy(owner: Owner | undefined, path: string): XunzhangError {
  const who = owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`
  const remedy = 'Wait until it is done, or stop it.'
  return new XunzhangError('INDEX_LOCKED', `${who} is writing this index`, { where: path, remedy })
}

function tryCreate(fs: FileSystem, path: string, own: Owner): boolean {
  let handle: number
  try {
    handle = fs.createExclusive(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  try {
    fs.write(handle, new TextEncoder().encode(JSON.stringify(own)))
  } finally {
    fs.close(handle)
  }
  return true
}

function release(fs: FileSystem, path: string): void {
  const owner = readOwner(fs, path)
  if (owner?.pid === process.pid) fs.remove(path)
}

function readOwner(fs: FileSystem, path: string): Owner | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(fs.readFile(path))) as Owner
  } catch {
    return undefined
  }
}

function isAlive(owner: Owner): boolean {
  // Another machine's processes can't be asked: believe the lock.
  if (owner.host !== hostname()) return true
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const started = startOf(owner.pid)
  return started === '' || owner.started === '' || started === owner.started
}

/** The kernel's start time of a process; '' where the system has no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/** Moves a dead owner's lock away; puts it back where, in between, a living process had taken it. */
function takeAway(fs: FileSystem, path: string, dead: Owner | undefined): void {
  const aside = `${path}.${process.pid}`
  try {
    fs.rename(path, aside)
  } catch {
    return
  }
  const moved = readOwner(fs, aside)
  const isDead = moved === undefined || (moved.pid === dead?.pid && moved.started === dead.started) || !isAlive(moved)
  if (isDead || fs.exists(path)) fs.remove(aside)
  else fs.rename(aside, path)
}
