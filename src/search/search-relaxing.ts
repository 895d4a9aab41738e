/** A search that treats quotation marks as punctuation if no article contains everything that a sentence quotes. */
import type { QueryNode } from '../query/index.js'
import { relaxQuotes } from './planning/relax.js'
import type { SearchAnswer, SearchRequest } from './searcher.js'
import type { CollectionSearcher } from './several.js'

type Asked = Pick<CollectionSearcher, 'search' | 'analyzer'>

export interface RelaxedAnswer extends SearchAnswer {
  /** Quoted strings that the hits need not contain; absent if all are required. */
  readonly relaxed?: readonly string[]
  /** Present if hits were also ranked by vectors. */
  readonly embedded?: EmbeddedFigures
}

export interface EmbeddedFigures {
  /** How many of the best hits were ranked by both scores. */
  readonly candidates: number
  /** Articles that the words alone don't match; `total` counts them. */
  readonly added: number
}

/** @param query the typed query, from which the request's node was parsed */
export function searchRelaxing(searcher: Asked, request: SearchRequest, query: string): RelaxedAnswer {
  const answer = searcher.search(request)
  if (answer.total > 0 || request.match !== 'auto') return answer
  const relaxation = relaxQuotes(request.node, query, searcher.analyzer)
  if (relaxation === undefined) return answer
  const relaxed = searcher.search({ ...request, node: relaxation.node })
  return relaxed.total === 0 ? answer : { ...relaxed, relaxed: relaxation.strings }
}

/** The node that {@link searchRelaxing} answers by default, for previews of its hits. */
export function relaxedNode(searcher: Asked, node: QueryNode | undefined, query: string): QueryNode | undefined {
  const relaxation = relaxQuotes(node, query, searcher.analyzer)
  if (relaxation === undefined) return node
  return searcher.search(countingRequest(node)).total > 0 ? node : relaxation.node
}

/** A request that only counts a node's articles. */
export function countingRequest(node: QueryNode | undefined): SearchRequest {
  return { node, match: 'auto', sort: 'score', offset: 0, limit: 0, facets: [], explain: false }
}
