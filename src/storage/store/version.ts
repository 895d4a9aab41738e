/** Which version of a format a program reads. */
import { XunzhangError } from '../../base/errors.js'

/** @throws XunzhangError INDEX_VERSION */
export function requireVersion(found: number, expected: number, where: string): void {
  if (found === expected) return
  throw new XunzhangError('VERSION_DIFFERS', { what: 'format', found, expected: `${expected}` }, { where })
}
