/** An index whose best hits are reordered by a reranking model. */
import type { RerankFailure, SearchBackend, SearchOptions, SearchResult } from '../../../library/types.js'
import { XunzhangError } from '../../../base/errors.js'
import { checkEndpoint } from '../endpoint/post.js'
import { failureOf, withSearch } from '../endpoint/post.js'
import { combinedOrder } from '../../../search/scoring/convex.js'
import { askReranker, type RerankEndpoint } from './endpoint.js'

export interface RerankOptions extends RerankEndpoint {
  /** Weight of the model's score, 0 to 1. Default 0.5. */
  readonly weight?: number
  /** How many of the best hits the model scores. Default 50. */
  readonly depth?: number
}

export const defaultWeight = 0.5
export const defaultDepth = 50

/** Characters of a passage that the model reads. */
const passageLength = 400

/**
 * Searches as the index does, then orders the best hits by both scores. The hits stay the same articles, so quoted
 * strings and filters still apply. If the endpoint fails, hits keep their order and `rerankFailure` says why.
 * @throws XunzhangError USAGE for an address, weight or depth that can't be used
 */
export function withReranker<Backend extends SearchBackend>(index: Backend, options: RerankOptions): Backend {
  checkEndpoint(options)
  const { weight = defaultWeight, depth = defaultDepth } = options
  if (!(weight >= 0 && weight <= 1))
    throw new XunzhangError('NUMBER_INVALID', { what: 'weight', value: String(weight) })
  const search = async (query: string, asked: SearchOptions = {}): Promise<SearchResult> => {
    const { offset = 0, limit = 10, sort = 'score' } = asked
    if (asked.countOnly === true || limit === 0 || offset >= depth || sort !== 'score')
      return index.search(query, asked)
    const wide = { ...asked, offset: 0, limit: Math.max(depth, offset + limit) }
    const found = await index.search(query, wide)
    const order = await orderOf(index, query, { ...wide, limit: depth }, options, weight)
    const isFailure = !Array.isArray(order)
    const hits = isFailure ? found.hits : [...order.map((at) => found.hits[at]!), ...found.hits.slice(order.length)]
    const page = hits.slice(offset, offset + limit).map((hit, i) => ({ ...hit, rank: offset + i + 1 }))
    return { ...found, hits: page, ...(isFailure && { rerankFailure: order }) }
  }
  return withSearch(index, search as Backend['search'])
}

/** Places of the candidates in their new order, or why they keep the old one. */
async function orderOf(
  index: SearchBackend,
  query: string,
  asked: SearchOptions,
  endpoint: RerankEndpoint,
  weight: number,
): Promise<number[] | RerankFailure> {
  const plain = { facets: [], explain: false, locate: false, suggest: false }
  try {
    const { hits } = await index.search(query, { ...asked, ...plain, snippets: true, snippetLength: passageLength })
    const texts = hits.map(({ title, snippet }) => (title === '' ? snippet.text : `${title}\n${snippet.text}`))
    const theirs = texts.length < 2 ? texts.map(() => 0) : await askReranker(endpoint, query, texts)
    const ours = hits.map(({ score }) => score)
    return combinedOrder(ours, theirs, weight)
  } catch (error) {
    return failureOf(error)
  }
}
