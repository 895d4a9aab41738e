/** The versions of a format that a program reads. */
import { XunzhangError } from '../errors.js'

/** The remedy for an index that can't be read. */
export const rebuild = 'Rebuild with "xunzhang index --force".'

export interface ReadableVersions {
  /** The newest version; the only one, unless `oldestVersion` is given. */
  readonly version: number
  readonly oldestVersion?: number
}

/** @throws XunzhangError INDEX_VERSION */
export function requireVersion(found: number, { version, oldestVersion = version }: ReadableVersions, where: string) {
  if (found >= oldestVersion && found <= version) return
  const expected = oldestVersion === version ? `${version}` : `${oldestVersion}–${version}`
  throw new XunzhangError('FORMAT_VERSION', { found, expected }, { where })
}
