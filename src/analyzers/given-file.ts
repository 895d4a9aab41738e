/** Files that are given by name as options: read at once or refused at once. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { XunzhangError } from '../errors.js'

/** Without O_NONBLOCK, opening a pipe waits for whoever writes to it. Windows has no such flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * All bytes of a regular file; a device or a pipe may never end.
 * @param what says of the file that it can't be read
 * @throws XunzhangError INPUT_MISSING
 */
export function readGivenFile(path: string, what: string, remedy: string): Buffer {
  let handle: number | undefined
  try {
    handle = openSync(path, flags)
    if (fstatSync(handle).isFile()) return readFileSync(handle)
  } catch (cause) {
    throw new XunzhangError('INPUT_MISSING', what, { where: path, remedy, cause })
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
  throw new XunzhangError('INPUT_MISSING', `${what}: not a regular file`, { where: path, remedy })
}
