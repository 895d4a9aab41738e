/**
 * Standard input as a file: an index is built from files, which are read in parts and by several threads. Its articles
 * are named `stdin`, or by their own names if they have any.
 */
import { createWriteStream, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { interrupted } from '../../commit/interrupted.js'
import { XunzhangError } from '../../errors.js'
import type { Context } from '../context.js'
import { makeTemporaryFolder, unwritableFolder } from './temporary-folder.js'

const STANDARD_INPUT = '-'

/**
 * The given paths, with `-` replaced by a temporary file with the input.
 * @param isForced the input may be empty; otherwise empty input means that the writing program failed
 * @throws XunzhangError INTERRUPTED at the signal, NOT_WRITABLE; INPUT_MISSING for empty input
 */
export async function spoolInput(
  paths: readonly string[],
  signal: AbortSignal,
  context: Context,
  isForced: boolean,
): Promise<readonly string[]> {
  if (!paths.includes(STANDARD_INPUT)) return paths
  const file = await spool(signal, context)
  if (!isForced && statSync(file).size === 0) throw new XunzhangError('INPUT_EMPTY', {})
  return [...new Set(paths)].map((path) => (path === STANDARD_INPUT ? file : path))
}

async function spool(signal: AbortSignal, context: Context): Promise<string> {
  const folder = makeTemporaryFolder('stdin')
  try {
    return await writeTo(folder, context.input(), signal)
  } catch (error) {
    throw signal.aborted ? interrupted() : unwritableFolder(error)
  }
}

/** A name with the extension of JSON Lines lets a large input be read in parts; the first bytes of others tell what they are. */
async function writeTo(folder: string, input: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string> {
  const file = join(folder, 'stdin')
  let isJsonLines: boolean | undefined
  const looked = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of input) {
      isJsonLines ??= /^(?:\xef\xbb\xbf)?\s*\{\s*"/.test(Buffer.from(chunk.subarray(0, 200)).toString('latin1'))
      yield chunk
    }
  }
  await pipeline(Readable.from(looked()), createWriteStream(file), { signal })
  if (isJsonLines !== true) return file
  await rename(file, `${file}.jsonl`)
  return `${file}.jsonl`
}
