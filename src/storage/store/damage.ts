/**
 * Errors for content that contradicts itself. A checksum only proves that the bytes are as they were written, and a
 * file may have been written with any content. Before decoders use a count, offset, length or name, they check it
 * against the actual data, and throw one of these errors.
 */
import { XunzhangError, isOutOfHandles, outOfHandles, systemCodeOf } from '../../base/errors.js'

/** @param article number in its segment, if the error concerns one */
export function inconsistentSection(where: string, section: string, article?: number): XunzhangError {
  const parameters = article === undefined ? ({ what: 'section' } as const) : ({ what: 'article', article } as const)
  return new XunzhangError('INDEX_FILE', { ...parameters, section }, { where })
}

/** A file without sections: catalog, moves, deletions, lines, words. */
export function inconsistentFile(where: string): XunzhangError {
  return new XunzhangError('INDEX_FILE', { what: 'content' }, { where })
}

/** An impossible value in the manifest or in the table of a segment. */
export function impossibleValue(where: string, key: string): XunzhangError {
  return new XunzhangError('INDEX_FILE', { what: 'value', key }, { where })
}

/** The system's error for a file that can't be read. */
export function unreadable(name: string, cause: unknown): XunzhangError {
  // The index may be intact, so the message must not ask for a rebuild.
  if (isOutOfHandles(cause)) return outOfHandles(cause, name)
  const system = systemCodeOf(cause)
  const details = { where: name, cause }
  return system === 'ENOENT'
    ? new XunzhangError('INDEX_FILE', { what: 'missing' }, details)
    : new XunzhangError('INDEX_FILE', { what: 'unreadable', system }, details)
}

/** @param where the index or one of its files */
export function closedIndex(where: string): XunzhangError {
  return new XunzhangError('INDEX_UNFIT', { what: 'closed' }, { where })
}

/** A failing cleanup must not hide the first error; leftovers are removed by the next commit. */
export function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // Nothing more can be done here.
  }
}

/* JSON from files that anybody may have written: parsed without exceptions, then checked before it is used. */

/** The value, or undefined if the bytes or the text are not JSON. */
export function parseJson(from: Uint8Array | string): unknown {
  try {
    return JSON.parse(isString(from) ? from : new TextDecoder().decode(from)) as unknown
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True for a safe integer ≥ 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

export function isString(value: unknown): value is string {
  return typeof value === 'string'
}

export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isString)
}

/** @throws XunzhangError INDEX_VERSION */
export function requireVersion(found: number, expected: number, where: string): void {
  if (found === expected) return
  throw new XunzhangError('VERSION_DIFFERS', { what: 'format', found, expected }, { where })
}
