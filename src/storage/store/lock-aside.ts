/**
 * Locks that were set aside. No system call removes a file on condition that its content has not changed. So a dead
 * owner's lock is first renamed to a name that only this process uses, and put back if it turns out to be the lock of a
 * living process. This process may end between the two steps.
 */
import { join } from 'node:path'
import type { FileSystem } from './file-system.js'
import { isAlive, isSame, processExists, readOwner, type Found, type Owner } from './lock-owner.js'

export const lockName = 'write.lock'

interface SetAside {
  readonly path: string
  /** The process that moved it. */
  readonly by: number
}

/** Removes a lock that named no owner, or an ended process; puts it back if a living process has taken it meanwhile. */
export function takeAway(fs: FileSystem, path: string, dead: Found): void {
  const aside = `${path}.${process.pid}`
  if (!moveIfThere(fs, path, aside)) return
  const moved = readOwner(fs, aside)
  const isDead = !isAlive(moved) || (typeof dead === 'object' && isSame(moved, dead))
  if (!isDead) moveIfThere(fs, aside, path)
  else unlessGone(() => fs.remove(aside))
}

/** Puts back the lock of another living process if it was set aside. @returns its owner */
export function putBackLiving(fs: FileSystem, folder: string, own: Owner): Owner | undefined {
  for (const { path } of setAside(fs, folder)) {
    const owner = readOwner(fs, path)
    if (!isAlive(owner) || isSame(owner, own)) continue
    if (moveIfThere(fs, path, join(folder, lockName))) return owner
  }
  return undefined
}

/** @returns the path under which our own lock was set aside */
export function ownAside(fs: FileSystem, folder: string, own: Owner): string | undefined {
  return setAside(fs, folder).find(({ path }) => isSame(readOwner(fs, path), own))?.path
}

/**
 * Removes the locks that ended processes have set aside, except those of living owners. Such a lock may be our own, set
 * aside by a process that took us for dead and then ended. Call it while holding the lock.
 */
export function removeSetAside(fs: FileSystem, folder: string): void {
  const left = setAside(fs, folder).filter(({ by }) => by === process.pid || !processExists(by))
  for (const { path } of left) if (!isAlive(readOwner(fs, path))) removeQuietly(fs, path)
}

/** Tries twice: on some systems a virus scanner holds a new file for a moment. */
export function removeQuietly(fs: FileSystem, path: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return fs.remove(path)
    } catch {
      // A lock that can't be removed is taken over once its owner has ended.
    }
  }
}

/** @returns false if another process was faster */
export function moveIfThere(fs: FileSystem, from: string, to: string): boolean {
  return unlessGone(() => fs.rename(from, to))
}

function unlessGone(change: () => void): boolean {
  try {
    change()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function setAside(fs: FileSystem, folder: string): SetAside[] {
  return fs
    .list(folder)
    .filter((name) => name.startsWith(`${lockName}.`))
    .map((name) => ({ path: join(folder, name), by: Number(name.slice(lockName.length + 1)) }))
    .filter(({ by }) => Number.isInteger(by))
}
