/**
 * Standard input as a file: an index is built from files, which are read in parts and by several threads. Its articles
 * are named `stdin`, or by themselves where they say what they are called.
 */
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { interrupted } from '../../commit/interrupted.js'
import type { Context } from '../context.js'
import { makeTemporaryFolder, unwritableFolder } from './temporary-folder.js'

const STANDARD_INPUT = '-'

/**
 * The paths given, `-` replaced by a temporary file that holds what came.
 * @throws XunzhangError INTERRUPTED at the signal, NOT_WRITABLE
 */
export async function spoolInput(
  paths: readonly string[],
  signal: AbortSignal,
  context: Context,
): Promise<readonly string[]> {
  if (!paths.includes(STANDARD_INPUT)) return paths
  const folder = makeTemporaryFolder('stdin', context)
  try {
    const file = await writeTo(folder, context.input(), signal)
    return [...new Set(paths)].map((path) => (path === STANDARD_INPUT ? file : path))
  } catch (error) {
    throw signal.aborted ? interrupted() : unwritableFolder(error, context)
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
