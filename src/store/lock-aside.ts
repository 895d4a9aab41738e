/**
 * Locks that were set aside. Nothing takes a file away only if it still says what was read: so a dead owner's lock is moved
 * to a name of one's own first, and put back if it turns out to be a living one's. A process may end between the two.
 */
import { join } from 'node:path'
import type { FileSystem } from './file-system.js'
import { isAlive, isSame, processExists, readOwner } from './lock-owner.js'
import type { Found, Owner } from './lock-owner.js'

export const lockName = 'write.lock'

interface SetAside {
  readonly path: string
  /** The process that moved it. */
  readonly by: number
}

/** Moves a lock away that named nobody, or a process that has ended; puts it back if a living one has taken it meanwhile. */
export function takeAway(fs: FileSystem, path: string, dead: Found): void {
  const aside = `${path}.${process.pid}`
  if (!moveIfThere(fs, path, aside)) return
  const moved = readOwner(fs, aside)
  const isDead = !isAlive(moved) || (typeof dead === 'object' && isSame(moved, dead))
  if (!isDead) moveIfThere(fs, aside, path)
  else unlessGone(() => fs.remove(aside))
}

/** Puts back the lock of a living process that was set aside by one that ended. @returns its owner */
export function putBackLiving(fs: FileSystem, folder: string, own: Owner): Owner | undefined {
  for (const { path } of setAside(fs, folder)) {
    const owner = readOwner(fs, path)
    if (!isAlive(owner) || isSame(owner, own)) continue
    if (moveIfThere(fs, path, join(folder, lockName))) return owner
  }
  return undefined
}

/** @returns the path under which the own lock was set aside */
export function ownAside(fs: FileSystem, folder: string, own: Owner): string | undefined {
  return setAside(fs, folder).find(({ path }) => isSame(readOwner(fs, path), own))?.path
}

/**
 * Removes what processes that ended have set aside, but for a living one's lock: it may be one's own, moved away by a
 * process that took it for a dead one's and ended. Call it while holding the lock.
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
      // A lock that stays behind is taken over once its owner has ended.
    }
  }
}

/** @returns false where another was faster */
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
