/** Whether two backends give one answer. */
import type { SearchBackend as Index, SearchOptions, SearchResult } from '../../../src/library/types.js'

const tolerance = 1e-6

/** What differs between two answers, in words; '' where nothing does. */
export function difference(a: SearchResult, b: SearchResult): string {
  if (a.total !== b.total) return `${a.total} against ${b.total} articles`
  if (a.hits.length !== b.hits.length) return `${a.hits.length} against ${b.hits.length} hits`
  for (const [i, hit] of a.hits.entries()) {
    const other = b.hits[i]!
    if (hit.id !== other.id) return `rank ${hit.rank}: ${hit.id} (${hit.score}) against ${other.id} (${other.score})`
    if (Math.abs(hit.score - other.score) > tolerance) return `rank ${hit.rank}: ${hit.score} against ${other.score}`
    if (JSON.stringify({ ...hit, score: 0 }) !== JSON.stringify({ ...other, score: 0 }))
      return `rank ${hit.rank}: shown otherwise`
  }
  if (JSON.stringify(a.facets) !== JSON.stringify(b.facets)) return 'other facets'
  return ''
}

/** The queries that two backends answer differently, with the difference. */
export async function differences(
  a: Index,
  b: Index,
  queries: readonly string[],
  options: SearchOptions = {},
): Promise<string[]> {
  const found: string[] = []
  for (const query of queries) {
    const [here, there] = [await a.search(query, options), await b.search(query, options)]
    const what = difference(here, there)
    if (what !== '') found.push(`${query}: ${what}`)
  }
  return found
}
