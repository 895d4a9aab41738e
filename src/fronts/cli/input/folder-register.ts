/** Remembers the identity of folders, so that one that was replaced by another with the same name is noticed. */
import { statSync } from 'node:fs'

interface FolderRegister {
  /** Adds new folders in their current state. */
  add(paths: readonly string[]): void
  isAnyReplaced(): boolean
}

/** @param roots also count as replaced when they reappear after they were missing */
export function createFolderRegister(roots: readonly string[]): FolderRegister {
  const known = new Map(roots.map((path) => [path, identityOf(path)]))
  return {
    add(paths) {
      for (const path of paths) if (!known.has(path)) known.set(path, identityOf(path))
    },
    isAnyReplaced: () => [...known].some(([path, identity]) => ![identity, missing].includes(identityOf(path))),
  }
}

const missing = ''

/** The inode number alone is not enough: a new folder often gets the number of the one just removed. */
function identityOf(path: string): string {
  try {
    const { dev, ino, birthtimeMs } = statSync(path)
    return `${dev}:${ino}:${birthtimeMs}`
  } catch {
    return missing
  }
}
