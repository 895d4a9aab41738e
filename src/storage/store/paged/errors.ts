/** Errors of files that can't be read or written, whatever they contain. */
import { isOutOfHandles, outOfHandles, systemCodeOf, XunzhangError } from '../../../base/errors.js'

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
