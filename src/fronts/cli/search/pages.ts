/** `--limit all`: every hit, a page at a time, so that memory doesn't grow with their number. */
import type { Hit, SearchOptions, SearchResult } from '../../../library/types.js'

/** Hits of a page: the most that a search returns at once. */
export const mostHits = 10_000

/**
 * Searches with `options`, whose limit may be Infinity, and passes each page to `print`.
 * @param isWhole gather all pages into one answer
 * @returns the answer; without the hits if they were printed in pages
 */
export async function answerInPages(
  search: (options: SearchOptions) => Promise<SearchResult>,
  options: SearchOptions,
  isWhole: boolean,
  print: (result: SearchResult) => Promise<void> | undefined,
): Promise<SearchResult & { readonly shown: number }> {
  if (options.limit !== Infinity) {
    const result = await search(options)
    await print(result)
    return { ...result, shown: result.hits.length }
  }
  const { offset: start = 0 } = options
  const gathered: Hit[] = []
  let shown = 0
  let first: SearchResult | undefined
  for (let offset = start; first === undefined || offset < first.total; offset += mostHits) {
    // Only the first page counts values and suggests corrections.
    const more = first === undefined ? {} : { facets: [], suggest: false }
    const page = await search({ ...options, ...more, offset, limit: mostHits })
    first ??= page
    shown += page.hits.length
    if (!isWhole) await print(page)
    else for (const hit of page.hits) gathered.push(hit)
    if (page.hits.length === 0) break
  }
  const whole = { ...first, hits: isWhole ? gathered : [] }
  if (isWhole) await print(whole)
  return { ...whole, shown }
}
