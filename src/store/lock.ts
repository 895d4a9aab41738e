/**
 * One writer at a time. The lock is a file that names its owner: process ID and, if the system provides it, the time
 * when that process started. So a dead owner holds nothing, even if its process ID was reused.
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

export interface Lock {
  /**
   * Checks that nobody has taken the lock away; call it before a commit.
   * @throws XunzhangError INDEX_LOCKED
   */
  confirm(): void
  /** Releases the lock; never throws. */
  release(): void
}

/**
 * Takes the writer's lock of a folder.
 * @throws XunzhangError INDEX_LOCKED when a living process holds it; NOT_WRITABLE when its name is not a file's
 */
export function acquireLock(fs: FileSystem, folder: string): Lock {
  const path = join(folder, lockName)
  const own: Owner = { pid: process.pid, host: hostname(), started: startOf(process.pid) }
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryCreate(fs, path, own))
      return { confirm: () => confirm(fs, path, own), release: () => release(fs, path, own) }
    const owner = waitForOwner(fs, path)
    if (owner !== undefined && isAlive(owner)) throw lockedBy(owner, path)
    takeAway(fs, path, owner)
  }
  throw lockedBy(readOwner(fs, path), path)
}

function lockedBy(owner: Owner | undefined, path: string): XunzhangError {
  const isElsewhere = owner !== undefined && owner.host !== hostname()
  const who = owner === undefined ? {} : { pid: owner.pid, host: owner.host }
  return new XunzhangError('INDEX_LOCKED', { ...who, isElsewhere }, { where: path })
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
    try {
      fs.write(handle, new TextEncoder().encode(JSON.stringify(own)))
    } finally {
      fs.close(handle)
    }
  } catch (error) {
    // Unless another has taken the unnamed file for a crash's meanwhile, and made its own.
    release(fs, path, own)
    throw error
  }
  return isStillOurs(fs, path, own)
}

/** Another may have taken the empty file for a crash's, where we stopped between making it and naming ourselves. */
function isStillOurs(fs: FileSystem, path: string, own: Owner): boolean {
  try {
    return isSame(parseOwner(fs.readFile(path)), own)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    release(fs, path, own)
    throw error
  }
}

function confirm(fs: FileSystem, path: string, own: Owner): void {
  const owner = fs.exists(path) ? parseOwner(fs.readFile(path)) : undefined
  if (!isSame(owner, own)) throw lockedBy(owner, path)
}

/** A lock that can't be read may be another's by now: it stays, and is taken over once its owner has ended. */
function release(fs: FileSystem, path: string, own: Owner): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const owner = parseOwner(fs.readFile(path))
      // Nobody takes away what names a living process; what names nobody may be gone, and another's in its place.
      if (owner === undefined) takeAway(fs, path, undefined)
      else if (isSame(owner, own)) removeQuietly(fs, path)
      return
    } catch {
      // Once more: it may have failed for a moment only.
    }
  }
}

/** Tries twice: on some systems a virus scanner holds a new file for a moment. */
function removeQuietly(fs: FileSystem, path: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return fs.remove(path)
    } catch {
      // A lock that stays behind is taken over once its owner has ended.
    }
  }
}

function isSame(a: Owner | undefined, b: Owner): boolean {
  return a?.pid === b.pid && a.started === b.started && a.host === b.host
}

/**
 * @throws XunzhangError NOT_WRITABLE where no process can have made what has the lock's name
 * @throws an error of the system where it can't be read
 */
function readOwner(fs: FileSystem, path: string): Owner | undefined {
  try {
    return parseOwner(fs.readFile(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EISDIR' || code === 'EFTYPE') throw notALock(path)
    // A file that can't be read, such as another user's, may be a held lock, so it is not taken over.
    if (code !== 'ENOENT') throw error
    return undefined
  }
}

function notALock(path: string): XunzhangError {
  return new XunzhangError('LOCK_NOT_A_FILE', {}, { where: path })
}

function parseOwner(bytes: Uint8Array): Owner | undefined {
  try {
    const { pid, host, started } = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Owner>
    const isWhole = Number.isSafeInteger(pid) && pid! > 0 && typeof host === 'string' && typeof started === 'string'
    return isWhole ? { pid: pid!, host, started } : undefined
  } catch {
    return undefined
  }
}

/**
 * An owner writes its name right after creating the file, so an empty file is given a moment before it counts as left
 * by a crash.
 */
const patience = { attempts: 10, milliseconds: 20 }

function waitForOwner(fs: FileSystem, path: string): Owner | undefined {
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    const owner = readOwner(fs, path)
    if (owner !== undefined || !fs.exists(path)) return owner
    Atomics.wait(clock, 0, 0, patience.milliseconds)
  }
  return readOwner(fs, path)
}

function isAlive(owner: Owner): boolean {
  // Processes of another machine can't be checked: trust the lock.
  if (owner.host !== hostname()) return true
  if (!processExists(owner.pid)) return false
  const started = startOf(owner.pid)
  return started === '' || owner.started === '' || started === owner.started
}

export function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/**
 * The start of a process: the boot ID of the machine and the kernel's ticks since then; '' if the system has no /proc.
 */
export function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return ticks === undefined ? '' : `${boot}/${ticks}`
  } catch {
    return ''
  }
}

/** Moves a dead owner's lock away; puts it back if a living process has taken it in between. */
function takeAway(fs: FileSystem, path: string, dead: Owner | undefined): void {
  const aside = `${path}.${process.pid}`
  try {
    fs.rename(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const moved = readOwner(fs, aside)
  const isDead = moved === undefined || (dead !== undefined && isSame(moved, dead)) || !isAlive(moved)
  if (isDead || fs.exists(path)) fs.remove(aside)
  else fs.rename(aside, path)
}

/** Removes the leftovers of a process that ended in the middle of {@link takeAway}. Call it while holding the lock. */
export function removeSetAside(fs: FileSystem, folder: string): void {
  for (const name of fs.list(folder)) {
    const pid = Number(name.slice(lockName.length + 1))
    if (!name.startsWith(`${lockName}.`) || !Number.isInteger(pid)) continue
    if (pid === process.pid || !processExists(pid)) removeQuietly(fs, join(folder, name))
  }
}
