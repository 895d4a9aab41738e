/** Shows how one file is read and cleaned, from disk, together with its folder's pages if it is one of them. */
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { XunzhangError } from '../errors.js'
import { inspectFile as inspectBytes } from '../source/inspect.js'
import type { Inspection } from '../source/inspect.js'
import { linesBeside } from '../commit/repeated-lines.js'

export type { Inspection }

/** @throws XunzhangError INPUT_MISSING, also for anything but a regular file: a pipe may never end */
export async function inspectFile(path: string): Promise<Inspection> {
  let bytes: Uint8Array
  try {
    if (!statSync(path).isFile()) throw new TypeError('no regular file')
    bytes = readFileSync(path)
  } catch (cause) {
    throw new XunzhangError('FILE_NOT_READ', {}, { where: path, cause })
  }
  return inspectBytes(bytes, basename(path), { repeatedLines: await linesBeside(path) })
}
