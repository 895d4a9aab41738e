/**
 * Answers with the vector of a query as well: the best articles by words and the nearest by meaning are ranked
 * together. The nearest articles must also fulfil what the query demands: quoted strings, operators, filters, excluded
 * words.
 */
import { XunzhangError } from '../../base/errors.js'
import { ranking } from '../../search/parameters.js'
import { planQuery } from '../../search/planning/plan.js'
import { combinedScores, orderOf, type Floors } from '../../search/scoring/convex.js'
import { nearestVectors, type ComparedSegment } from '../../search/scoring/nearest-vectors.js'
import type { FoundArticle } from '../../search/scoring/rank-again.js'
import { createTieBreaker } from '../../search/scoring/ties.js'
import type { Place } from '../../search/scoring/top-k.js'
import { relaxedNode, type RelaxedAnswer } from '../../search/search-relaxing.js'
import type { SearchRequest } from '../../search/searcher.js'
import type { QueryNode } from '../../query/index.js'
import { hasBit } from '../../search/matching/bitset.js'
import { readVector, similarity, unitVector } from '../../storage/segment/vectors/codec.js'
import type { AskedVector, VectorRows } from '../../storage/segment/vectors/codec.js'
import type { OpenIndex } from '../answer-query.js'
import type { QueryVector } from '../types.js'

export const defaultWeight = 0.5
export const defaultDepth = 100

/** The lowest possible scores: 0 by words, −1 for a cosine. */
export const vectorFloors: Floors = { ours: 0, theirs: -1 }

/**
 * @param ask answers by words alone
 * @returns undefined if the vector doesn't apply: no hits are requested, there is no query, or the order isn't by score
 * @throws XunzhangError UNAVAILABLE for an index without vectors, or with vectors of another model
 */
export function answerWithVector(
  reader: OpenIndex,
  query: string,
  request: SearchRequest,
  vector: QueryVector,
  ask: (request: SearchRequest) => RelaxedAnswer,
): RelaxedAnswer | undefined {
  const { offset, limit, sort, match, node } = request
  if (limit === 0 || sort !== 'score' || node === undefined) return undefined
  const asked = readAsked(vector, reader)
  const { weight = defaultWeight, depth = defaultDepth } = vector
  const found = ask({ ...request, offset: 0, limit: Math.max(depth, offset + limit) })
  const answered = found.relaxed === undefined ? node : relaxedNode(reader.searcher, node, query)
  const rows = rowsOf(reader)
  const allowed = allowedArticles(reader, answered, match)
  const compared = rows.map((one, i): ComparedSegment => ({ rows: one, allowed: allowed[i] }))
  const nearest = nearestVectors(compared, asked, depth, createTieBreaker(reader.segments))
  const best = found.hits.slice(0, depth)
  const known = keysOf(best)
  const others = nearest.filter((place) => !known.has(keyOf(place)))
  const added = countOutside(others, found, reader, answered, match)
  const ranked = rank([...best, ...others.map(withoutWords)], rows, asked, weight)
  const moved = keysOf(others)
  const rest = found.hits.slice(depth).filter((hit) => !moved.has(keyOf(hit)))
  const hits = [...ranked, ...behind(rest, ranked, best, weight)].slice(offset, offset + limit)
  return { ...found, total: found.total + added, hits, embedded: { candidates: ranked.length, added } }
}

/** @throws XunzhangError UNAVAILABLE */
function readAsked({ values, model }: QueryVector, { parts }: OpenIndex): AskedVector {
  const made = parts.flatMap(({ manifest }) => manifest.vectors ?? [])
  if (made.length === 0) throw new XunzhangError('VECTORS_MISSING', {})
  for (const { model: expected, dimensions } of made) {
    if (model !== undefined && model !== expected) throw new XunzhangError('MODEL_DIFFERS', { found: model, expected })
    if (values.length !== dimensions)
      throw new XunzhangError('VECTOR_LENGTH', { found: values.length, expected: dimensions })
  }
  return readVector(unitVector(values)!)
}

/** The vectors of each segment, in the order of the reader's segments. */
function rowsOf(reader: OpenIndex): (VectorRows | undefined)[] {
  return reader.segments.map((segment) => {
    const part = reader.partOf(segment)
    return part.vectors[part.segments.indexOf(segment)]?.rows
  })
}

/** For each segment, the articles that fulfil what the query demands; undefined for all articles. */
function allowedArticles({ searcher }: OpenIndex, node: QueryNode | undefined, match: SearchRequest['match']) {
  const demanded = match === 'auto' ? planQuery(node, match, searcher.analyzer, ranking).hard : node
  if (demanded === undefined) return searcher.leaves.map(({ live }) => live.set)
  return [...searcher.matching(demanded, match)].map(({ articles }) => articles)
}

/** How many of the articles are not matched by the words alone. */
function countOutside(
  places: readonly Place[],
  { hits, total }: RelaxedAnswer,
  { searcher }: OpenIndex,
  node: QueryNode | undefined,
  match: SearchRequest['match'],
): number {
  if (hits.length === total) {
    const all = keysOf(hits)
    return places.filter((place) => !all.has(keyOf(place))).length
  }
  const matching = [...searcher.matching(node, match)]
  return places.filter(({ segment, article }) => !hasBit(matching[segment]!.articles, article)).length
}

const keyOf = ({ segment, article }: Place): string => `${segment} ${article}`

const keysOf = (places: readonly Place[]): ReadonlySet<string> => new Set(places.map(keyOf))

/** An article that words rank behind the candidates gets score 0; otherwise its score would depend on the page. */
const withoutWords = ({ segment, article }: Place): FoundArticle => ({ segment, article, score: 0 })

function rank(
  candidates: readonly FoundArticle[],
  rows: readonly (VectorRows | undefined)[],
  asked: AskedVector,
  weight: number,
): FoundArticle[] {
  const cosines = candidates.map(({ segment, article }) => {
    const own = rows[segment]
    return own === undefined || own.scales[article] === 0 ? undefined : similarity(own, article, asked)
  })
  const ours = candidates.map(({ score }) => score)
  const sums = combinedScores(ours, cosines, weight, vectorFloors)
  return orderOf(sums).map((at) => {
    const cosine = cosines[at]
    return { ...candidates[at]!, score: sums[at]!, ...(cosine !== undefined && { similarity: cosine }) }
  })
}

/** Hits behind the candidates keep their order; their scores are scaled to be no higher than the last candidate's. */
function behind(
  rest: readonly FoundArticle[],
  ranked: readonly FoundArticle[],
  best: readonly FoundArticle[],
  weight: number,
): FoundArticle[] {
  const least = ranked.at(-1)?.score ?? 0
  const most = best[0]?.score ?? 0
  const scaled = (score: number): number => (most > 0 ? ((1 - weight) * score) / most : 0)
  return rest.map((hit) => ({ ...hit, score: Math.min(least, scaled(hit.score)) }))
}
