/** What the commands that read an index share: the query, and the index while it is open. */
import { text } from 'node:stream/consumers'
import { XunzhangError } from '../../../base/errors.js'
import { openIndex } from '../../../library/open-index.js'
import type { Index } from '../../../library/types.js'
import { indexFolders, type Context } from '../command.js'

/**
 * The query of a command: its words joined by spaces; a single `-` means standard input.
 * @param isRegex whether it is a regular expression; it becomes one of the query language
 * @throws XunzhangError USAGE if it is empty
 */
export async function readQuery(operands: readonly string[], context: Context, isRegex = false): Promise<string> {
  const isInput = operands.length === 1 && operands[0] === '-'
  const query = isInput ? (await text(context.input())).replace(/\s+/g, ' ').trim() : operands.join(' ')
  if (query.trim() === '') throw new XunzhangError('ARGUMENT', { what: 'query' })
  return isRegex ? `/${query.replaceAll(/\\[^]|\//g, (piece) => (piece === '/' ? '\\/' : piece))}/` : query
}

/** Runs `use` while the indexes are open. */
export async function withIndex<T>(
  values: Parameters<typeof indexFolders>[0],
  context: Context,
  use: (index: Index) => Promise<T>,
  options?: Parameters<typeof openIndex>[1],
): Promise<T> {
  const index = await openIndex(indexFolders(values, context), options)
  try {
    return await use(index)
  } finally {
    await index.close()
  }
}

type Reading = 'kwic' | 'timeline' | 'collocates' | 'terms' | 'duplicates'
type LocalIndex = Index & Required<Pick<Index, Reading | 'countOccurrences'>>

/** As {@link withIndex}, for what a collection on a cluster can't do. @throws XunzhangError USAGE if it is one */
export function reading<T>(
  command: Reading,
  values: Parameters<typeof indexFolders>[0],
  context: Context,
  use: (index: LocalIndex) => Promise<T>,
): Promise<T> {
  return withIndex(values, context, async (index) => {
    if (index[command] === undefined) throw new XunzhangError('INDEX_UNFIT', { what: 'remote', command })
    return use(index as LocalIndex)
  })
}
