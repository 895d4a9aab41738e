import { XunzhangError } from '../../errors.js'
import type { Context } from '../context.js'

/**
 * The query of a command: its words joined by spaces; a single `-` means standard input.
 * @throws XunzhangError USAGE if it is empty
 */
export async function readQuery(operands: readonly string[], context: Context): Promise<string> {
  const isInput = operands.length === 1 && operands[0] === '-'
  const query = isInput ? await readAll(context) : operands.join(' ')
  if (query.trim() === '') throw new XunzhangError('QUERY_EMPTY', {})
  return query
}

async function readAll(context: Context): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of context.input()) chunks.push(chunk)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, ' ')
    .trim()
}
