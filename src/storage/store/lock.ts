/** One writer at a time. The lock is a file that names its owner. */
import { hostname, processId, sendSignal } from '#system/os'
import { join } from '#system/path'
import { systemCodeOf, XunzhangError } from '../../base/errors.js'
import { isCount, isString, parseJson } from './damage.js'
import type { FileSystem } from './file-system.js'
import { readFileSync } from '#system/fs'

/*
 * Locks that were set aside. No system call removes a file on condition that its content has not changed. So a dead
 * owner's lock is first renamed to a name that only this process uses, and put back if it turns out to be the lock of a
 * living process. This process may end between the two steps.
 */

export const lockName = 'write.lock'

/** Removes a lock that named no owner, or an ended process; puts it back if a living process has taken it meanwhile. */
function takeAway(fs: FileSystem, path: string, dead: Found): void {
  const aside = `${path}.${processId()}`
  if (!moveIfThere(fs, path, aside)) return
  const moved = readOwner(fs, aside)
  const isDead = !isAlive(moved) || (typeof dead === 'object' && isSame(moved, dead))
  if (!isDead) moveIfThere(fs, aside, path)
  else unlessGone(() => fs.remove(aside))
}

/** Puts back the lock of another living process if it was set aside. @returns its owner */
function putBackLiving(fs: FileSystem, folder: string, own: Owner): Owner | undefined {
  for (const { path } of setAside(fs, folder)) {
    const owner = readOwner(fs, path)
    if (!isAlive(owner) || isSame(owner, own)) continue
    if (moveIfThere(fs, path, join(folder, lockName))) return owner
  }
  return undefined
}

/** @returns the path under which our own lock was set aside */
function ownAside(fs: FileSystem, folder: string, own: Owner): string | undefined {
  return setAside(fs, folder).find(({ path }) => isSame(readOwner(fs, path), own))?.path
}

/**
 * Removes the locks that ended processes have set aside, except those of living owners. Such a lock may be our own, set
 * aside by a process that took us for dead and then ended. Call it while holding the lock.
 */
export function removeSetAside(fs: FileSystem, folder: string): void {
  const left = setAside(fs, folder).filter(({ by }) => by === processId() || !processExists(by))
  for (const { path } of left) if (!isAlive(readOwner(fs, path))) removeQuietly(fs, path)
}

/** Tries twice: on some systems a virus scanner holds a new file for a moment. */
function removeQuietly(fs: FileSystem, path: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return fs.remove(path)
    } catch {
      // A lock that can't be removed is taken over once its owner has ended.
    }
  }
}

/** @returns false if another process was faster */
function moveIfThere(fs: FileSystem, from: string, to: string): boolean {
  return unlessGone(() => fs.rename(from, to))
}

function unlessGone(change: () => void): boolean {
  try {
    change()
    return true
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return false
    throw error
  }
}

/** Locks that were set aside, each with the process that moved it. */
function setAside(fs: FileSystem, folder: string): { readonly path: string; readonly by: number }[] {
  const names = fs.list(folder).filter((name) => name.startsWith(`${lockName}.`))
  return names
    .map((name) => ({ path: join(folder, name), by: Number(name.slice(lockName.length + 1)) }))
    .filter(({ by }) => Number.isInteger(by))
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

/** A lock that is wanted or held. */
interface Claim {
  readonly fs: FileSystem
  readonly folder: string
  readonly path: string
  readonly own: Owner
}

/**
 * Takes the writer's lock of a folder.
 * @throws XunzhangError INDEX_LOCKED if a living process holds it; NOT_WRITABLE if anything but a file has its name
 */
export function acquireLock(fs: FileSystem, folder: string): Lock {
  const path = join(folder, lockName)
  const claim: Claim = { fs, folder, path, own: thisOwner() }
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryCreate(claim)) return { confirm: () => confirm(claim), release: () => release(claim) }
    const owner = waitForOwner(fs, path)
    if (isAlive(owner)) throw lockedBy(owner, path)
    // If the name is taken but there is no file, twice in a row, it is a broken link.
    if (owner !== 'gone' || attempt > 0) takeAway(fs, path, owner)
  }
  throw lockedBy(readOwner(fs, path), path)
}

function lockedBy(owner: Found, path: string): XunzhangError {
  const who = typeof owner === 'string' ? {} : { pid: owner.pid, host: owner.host }
  const isElsewhere = typeof owner === 'object' && owner.host !== hostname()
  return new XunzhangError('INDEX_LOCKED', { ...who, isElsewhere }, { where: path })
}

function tryCreate(claim: Claim): boolean {
  const { fs, path, own } = claim
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
    return isOurs(claim)
  } catch (error) {
    release(claim)
    throw error
  }
}

/**
 * Whether the lock file that we created is still ours. Its name may have been free only because a living process's lock
 * was set aside; then that lock is put back. Or another process has taken our file, while it was still empty, for one
 * that a crash left. Checked in this order: a lock that was set aside earlier is either found or back in its place.
 */
function isOurs({ fs, folder, path, own }: Claim): boolean {
  const living = putBackLiving(fs, folder, own)
  if (living !== undefined) throw lockedBy(living, path)
  return isSame(readOwner(fs, path), own)
}

function confirm({ fs, folder, path, own }: Claim): void {
  let owner = readOwner(fs, path)
  const aside = owner === 'gone' ? ownAside(fs, folder, own) : undefined
  if (aside !== undefined && moveIfThere(fs, aside, path)) owner = readOwner(fs, path)
  if (!isSame(owner, own)) throw lockedBy(owner, path)
}

/** A lock that can't be read may belong to another process by now, so it stays until its owner has ended. */
function release(claim: Claim): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      if (!giveBack(claim)) removeAside(claim)
      return
    } catch {
      // Tried once more, because the failure may be temporary.
    }
  }
}

/** @returns false if the lock file is missing or belongs to another process */
function giveBack({ fs, path, own }: Claim): boolean {
  const owner = readOwner(fs, path)
  // Nobody removes a lock that names a living process. One without a name may have been replaced by another process's.
  if (owner === 'unnamed') takeAway(fs, path, owner)
  else if (isSame(owner, own)) removeQuietly(fs, path)
  else return false
  return true
}

/**
 * Removes our lock where it was set aside, because it names a living process. If it was put back meanwhile, removes it
 * there.
 */
function removeAside(claim: Claim): void {
  const aside = ownAside(claim.fs, claim.folder, claim.own)
  if (aside !== undefined) removeQuietly(claim.fs, aside)
  giveBack(claim)
}

/** An empty file is given a moment before it counts as left by a crash. */
const patience = { attempts: 10, milliseconds: 20 }

function waitForOwner(fs: FileSystem, path: string): Found {
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    const owner = readOwner(fs, path)
    if (owner !== 'unnamed') return owner
    Atomics.wait(clock, 0, 0, patience.milliseconds)
  }
  return readOwner(fs, path)
}

/* Who holds a lock: process ID and, if the system provides it, the time when that process started. */

interface Owner {
  readonly pid: number
  readonly host: string
  readonly started: string
}

/** The content of a lock file. The owner is written right after the file is created: one without it may be new. */
type Found = Owner | 'unnamed' | 'gone'

function thisOwner(): Owner {
  return { pid: processId(), host: hostname(), started: startOf(processId()) }
}

/**
 * @throws XunzhangError NOT_WRITABLE if something other than a file has the lock's name
 * @throws an error of the system if the file can't be read; it may be a lock that another user holds
 */
function readOwner(fs: FileSystem, path: string): Found {
  let bytes: Uint8Array
  try {
    bytes = fs.readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return 'gone'
    if (code === 'EISDIR' || code === 'EFTYPE')
      throw new XunzhangError('NOT_WRITABLE', { what: 'lock' }, { where: path })
    throw error
  }
  return parseOwner(bytes) ?? 'unnamed'
}

function parseOwner(bytes: Uint8Array): Owner | undefined {
  const { pid, host, started } = (parseJson(bytes) ?? {}) as Readonly<Record<keyof Owner, unknown>>
  return isCount(pid) && pid > 0 && isString(host) && isString(started) ? { pid, host, started } : undefined
}

function isSame(a: Found, b: Owner): boolean {
  return typeof a === 'object' && a.pid === b.pid && a.started === b.started && a.host === b.host
}

/** A dead owner holds nothing, even if its process ID was reused. */
function isAlive(owner: Found): owner is Owner {
  if (typeof owner === 'string') return false
  // Processes of another machine can't be checked: trust the lock.
  if (owner.host !== hostname()) return true
  if (!processExists(owner.pid)) return false
  const started = startOf(owner.pid)
  return started === '' || owner.started === '' || started === owner.started
}

export function processExists(pid: number): boolean {
  try {
    return sendSignal(pid, 0)
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
