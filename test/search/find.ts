/** Asking a collection as a person would. */
import { parseQuery } from '../../src/query/index.js'
import { Searcher } from '../../src/search/searcher.js'
import type { SearchAnswer, SearchRequest } from '../../src/search/searcher.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { analyzer, segmentOf } from './collection.js'
import type { TestArticle } from './collection.js'

export interface Found {
  readonly ids: readonly string[]
  readonly total: number
  readonly answer: SearchAnswer
}

export function ask(segments: readonly SegmentReader[], query: string, options: Partial<SearchRequest> = {}): Found {
  const answer = new Searcher(segments, analyzer).search({
    node: parseQuery(query),
    match: 'auto',
    sort: 'score',
    offset: 0,
    limit: 100,
    facets: [],
    ...options,
  })
  const ids = answer.hits.map(({ segment, article }) => segments[segment]!.record(article).id)
  return { ids, total: answer.total, answer }
}

/** Ids of the hits, best first. */
export function find(
  articles: readonly TestArticle[],
  query: string,
  options: Partial<SearchRequest> = {},
): readonly string[] {
  return ask([segmentOf(articles)], query, options).ids
}
