import { XunzhangError } from '../../../base/errors.js'
import type { Context } from '../context.js'
import { readText } from '../input/read-text.js'

/**
 * The query of a command: its words joined by spaces; a single `-` means standard input.
 * @param isRegex whether it is a regular expression; it becomes one of the query language
 * @throws XunzhangError USAGE if it is empty
 */
export async function readQuery(operands: readonly string[], context: Context, isRegex = false): Promise<string> {
  const isInput = operands.length === 1 && operands[0] === '-'
  const query = isInput ? onOneLine(await readText(context.input())) : operands.join(' ')
  if (query.trim() === '') throw new XunzhangError('ARGUMENT', { what: 'query' })
  return isRegex ? `/${query.replaceAll(/\\[^]|\//g, (piece) => (piece === '/' ? '\\/' : piece))}/` : query
}

function onOneLine(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, ' ')
    .trim()
}
