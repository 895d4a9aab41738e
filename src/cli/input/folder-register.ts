/** Which folders stand behind their names, so that one that was replaced by another of its name is noticed. */
import { statSync } from 'node:fs'

interface FolderRegister {
  /** Takes up folders that it has not met before, as they are now. */
  meet(paths: readonly string[]): void
  isAnyReplaced(): boolean
}

/** @param roots counted as replaced, too, once they are there again after they were missing */
export function createFolderRegister(roots: readonly string[]): FolderRegister {
  const known = new Map(roots.map((path) => [path, identityOf(path)]))
  return {
    meet(paths) {
      for (const path of paths) if (!known.has(path)) known.set(path, identityOf(path))
    },
    isAnyReplaced: () => [...known].some(([path, identity]) => ![identity, missing].includes(identityOf(path))),
  }
}

const missing = ''

/** A number of its own is not enough: a new folder is often given that of the one just removed. */
function identityOf(path: string): string {
  try {
    const { dev, ino, birthtimeMs } = statSync(path)
    return `${dev}:${ino}:${birthtimeMs}`
  } catch {
    return missing
  }
}
