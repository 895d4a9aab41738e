/** Reads files that are named in options: whole, or not at all. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { XunzhangError } from '../../base/errors.js'

/** Without O_NONBLOCK, opening a pipe waits for a writer. Windows has no such flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * All bytes of a regular file; a device or a pipe may never end.
 * @throws XunzhangError INPUT_MISSING
 */
export function readGivenFile(path: string, what: 'lexicon' | 'synonyms'): Buffer {
  let handle: number | undefined
  try {
    handle = openSync(path, flags)
    if (fstatSync(handle).isFile()) return readFileSync(handle)
  } catch (cause) {
    throw new XunzhangError('WORD_FILE', { what, isIrregular: false }, { where: path, cause })
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
  throw new XunzhangError('WORD_FILE', { what, isIrregular: true }, { where: path })
}
