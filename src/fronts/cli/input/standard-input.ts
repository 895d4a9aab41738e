/**
 * Standard input as a file, because an index is built from files, which are read in parts and by several threads. Its
 * articles are named `stdin`, or by their own names if they have any.
 */
import { createWriteStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { interrupted } from '../../../storage/commit/interrupted.js'
import { XunzhangError } from '../../../base/errors.js'
import type { BuildOptions } from '../../../library/types.js'
import type { Context } from '../context.js'
import { makeTemporaryFolder, unwritableFolder } from './temporary-folder.js'

/** The operand that means standard input. */
export const standardInput = '-'

/**
 * Keeps standard input in a temporary file.
 * @param id the name of its article; default `stdin`
 * @param isForced the input may be empty; otherwise empty input means that the writing program failed
 * @throws XunzhangError INTERRUPTED at the signal, NOT_WRITABLE; INPUT_MISSING for empty input
 */
export async function spoolInput(
  id: string | undefined,
  signal: AbortSignal,
  context: Context,
  isForced: boolean,
): Promise<NonNullable<BuildOptions['pipe']>> {
  const { file, isJsonLines } = await spool(signal, context)
  if (!isForced && statSync(file).size === 0) throw new XunzhangError('INPUT_EMPTY', {})
  const name = inputName(id)
  // The extension of JSON Lines lets a large input be read in parts; other formats are recognised by their first bytes.
  return { file, name: isJsonLines && !/\.(?:jsonl|ndjson)$/i.test(name) ? `${name}.jsonl` : name }
}

/** A name inside the index; a path that leads out of it is refused. */
function inputName(id = 'stdin'): string {
  const name = id.replaceAll('\\', '/').replace(/^(?:\.{0,2}\/)+/, '')
  if (name !== '' && !name.split('/').includes('..')) return name
  throw new XunzhangError('ID_INVALID', { id })
}

interface Spooled {
  readonly file: string
  readonly isJsonLines: boolean
}

async function spool(signal: AbortSignal, context: Context): Promise<Spooled> {
  const file = join(makeTemporaryFolder('stdin'), 'stdin')
  try {
    return { file, isJsonLines: await writeTo(file, context.input(), signal) }
  } catch (error) {
    throw signal.aborted ? interrupted() : unwritableFolder(error)
  }
}

async function writeTo(file: string, input: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<boolean> {
  let isJsonLines: boolean | undefined
  const looked = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of input) {
      isJsonLines ??= /^(?:\xef\xbb\xbf)?\s*\{\s*"/.test(Buffer.from(chunk.subarray(0, 200)).toString('latin1'))
      yield chunk
    }
  }
  await pipeline(Readable.from(looked()), createWriteStream(file), { signal })
  return isJsonLines === true
}
