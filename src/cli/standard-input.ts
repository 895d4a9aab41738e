/**
 * Standard input as a file: an index is built from files, which are read in parts and by several threads. Its articles
 * are named `stdin`, or by themselves where they say what they are called.
 */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Context } from './context.js'

const STANDARD_INPUT = '-'

interface Spooled {
  /** The paths given, `-` replaced by a file that holds what came. */
  readonly paths: readonly string[]
  readonly remove: () => Promise<void>
}

/** Writes what stands in for `-` to a temporary file; does nothing where no path is `-`. */
export async function spoolInput(paths: readonly string[], context: Context): Promise<Spooled> {
  if (!paths.includes(STANDARD_INPUT)) return { paths, remove: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'xunzhang-stdin-'))
  const remove = async (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const file = await writeTo(folder, context.input())
    return { paths: [...new Set(paths)].map((path) => (path === STANDARD_INPUT ? file : path)), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** A name with the extension of JSON Lines lets a large input be read in parts; the first bytes of others tell what they are. */
async function writeTo(folder: string, input: AsyncIterable<Uint8Array>): Promise<string> {
  const file = join(folder, 'stdin')
  let isJsonLines: boolean | undefined
  const looked = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of input) {
      isJsonLines ??= /^(?:\xef\xbb\xbf)?\s*\{\s*"/.test(Buffer.from(chunk.subarray(0, 200)).toString('latin1'))
      yield chunk
    }
  }
  await pipeline(Readable.from(looked()), createWriteStream(file))
  if (isJsonLines !== true) return file
  await rename(file, `${file}.jsonl`)
  return `${file}.jsonl`
}
