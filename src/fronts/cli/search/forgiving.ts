import { isXunzhangError, type XunzhangError } from '../../../base/errors.js'
import type { SearchBackend as Index, SearchOptions, SearchResult } from '../../../library/types.js'

/**
 * Searches for one of many queries given by a program: a query that can't be parsed strictly, such as a question with a
 * stray quotation mark, is read as far as it makes sense.
 * @param onSyntaxError receives the error of the strict parsing
 */
export async function searchForgivingly(
  index: Index,
  query: string,
  options: SearchOptions,
  onSyntaxError: (error: XunzhangError) => void,
): Promise<SearchResult> {
  try {
    return await index.search(query, options)
  } catch (error) {
    if (!isXunzhangError(error) || error.code !== 'QUERY_SYNTAX') throw error
    onSyntaxError(error)
    return index.search(query, { ...options, lenient: true })
  }
}
