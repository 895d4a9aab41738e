/** Optional packages, which a user installs beside the program: too large for everybody, or needed by few. */
import { createRequire } from 'node:module'

export type OptionalPackage = 'mammoth' | 'unpdf'

/** The results so far, kept as long as the process lives. */
const found = new Map<OptionalPackage, boolean>()

export function isInstalled(name: OptionalPackage): boolean {
  const known = found.get(name)
  if (known !== undefined) return known
  const isThere = resolves(name)
  found.set(name, isThere)
  return isThere
}

function resolves(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}
