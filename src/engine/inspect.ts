/** What reading makes of one file on disk, for people who wonder why something is or is not found. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { XunzhangError } from '../errors.js'
import { inspectFile as inspectBytes, type Inspection } from '../source/inspect.js'

export type { Inspection } from '../source/inspect.js'

/**
 * Reads a file as `buildIndex` would, and tells every decision: encoding, format, fields, text, what was left out.
 * @throws XunzhangError INPUT_MISSING, INPUT_UNREADABLE
 */
export async function inspectFile(path: string): Promise<Inspection> {
  return inspectBytes(await readBytes(path), basename(path))
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      const remedy = 'Check the path.'
      throw new XunzhangError('INPUT_MISSING', 'there is no such file', { where: path, remedy, cause: error })
    }
    const [what, remedy] =
      code === 'EISDIR' ? ['is a folder', 'Give a file.'] : [`cannot be read (${code})`, 'Check its permissions.']
    throw new XunzhangError('INPUT_UNREADABLE', what, { where: path, remedy, cause: error })
  }
}
