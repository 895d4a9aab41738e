/** Which version of a format a program reads. */
import { XunzhangError } from '../../base/errors.js'

/** @throws XunzhangError INDEX_VERSION */
export function requireVersion(found: number, expected: number, where: string): void {
  if (found === expected) return
  throw new XunzhangError('FORMAT_VERSION', { found, expected: `${expected}` }, { where })
}
