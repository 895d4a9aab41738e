/** Answers from one commit of an index, in this thread. */
import { XunzhangError } from '../base/errors.js'
import { groupBy } from '../base/growing.js'
import type { Collection } from '../search/expand/collection.js'
import type { ExpandedQuery } from '../search/expand/query.js'
import { readQuery, type QueryNode } from '../query/index.js'
import { storedFacets } from '../text/facets/index.js'
import { Field } from '../storage/segment/fields.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import { relaxedNode, searchRelaxing, type RelaxedAnswer } from '../search/search-relaxing.js'
import type { FoundArticle } from '../search/scoring/rank-again.js'
import { inOneGo, marksOf, Searcher } from '../search/searcher.js'
import type { InPieces, SearchAnswer, SearchRequest } from '../search/searcher.js'
import type { OpenCommit } from '../storage/commit/open-segments.js'
import type { Leaf } from '../search/leaf.js'
import type { Analyzer } from '../text/analysis/analysis.js'
import { openAnalyzer } from '../text/analyzers/analyzers.js'
import { normalizedOf } from '../storage/segment/vocabulary/spellings.js'
import { milliseconds, nextTurn } from './clock.js'
import { collectionView } from '../search/expand/collection-view.js'
import { expandQueryIn, lookAlikes, pinyinTable } from './expansion/expanding.js'
import { likeQuery, noSuchArticle, requestLike, termNumbers } from '../search/similar/like.js'
import type { FieldTypes } from '../text/schema.js'
import { fieldsOf } from './schema.js'
import { markedArticle, presentResult, readRequest } from './results/present.js'
import type { MarkedArticle, QueryVector, SearchOptions, SearchResult, Suggestion } from './types.js'
import type { Completer } from '../search/completer.js'
import { suggestCorrections } from '../search/expand/suggest/index.js'
import type { WordCounts } from '../search/reading/collocates.js'

/** Commits that are open together. Their searcher is created at the first query; showing an article needs none. */
export class OpenIndex {
  readonly parts: readonly OpenCommit[]
  readonly segments: readonly SegmentReader[]
  /** The best hits of the last answers, latest first: the articles that are likely to be requested next. */
  recent: readonly (readonly FoundArticle[])[] = []
  /** For completion, without and with pinyin; created when first needed. */
  readonly completers: (Promise<Completer<Suggestion>> | undefined)[] = []
  /** Counts of the words of all live articles; set once they have been counted. */
  wordCounts?: WordCounts
  readonly #known: readonly Leaf[]
  #searcher: Searcher | undefined
  #collection: Collection | undefined

  /**
   * @param parts at least one; parts with the same analysis are grouped, because they share a searcher
   * @param known leaves of an earlier commit, which are reused
   */
  constructor(parts: readonly OpenCommit[], known: readonly Leaf[] = []) {
    this.parts = parts
    this.#known = known
    this.segments = [...byAnalysis(parts).values()].flat().flatMap(({ segments }) => segments)
  }

  /** What has been computed about the segments so far. */
  get leaves(): readonly Leaf[] {
    return this.#searcher?.leaves ?? []
  }

  get searcher(): Searcher {
    return (this.#searcher ??= this.#createSearcher())
  }

  #createSearcher(): Searcher {
    const [first, ...others] = Array.from(byAnalysis(this.parts).values(), (parts) => ({
      segments: parts.flatMap(({ segments }) => segments),
      analyzer: analyzerOf(parts[0]!),
    }))
    return new Searcher(first!.segments, first!.analyzer, this.#known, others)
  }

  get fields(): FieldTypes {
    return fieldsOf(this.parts.map(({ manifest }) => manifest))
  }

  partOf(segment: SegmentReader): OpenCommit {
    return this.parts.find(({ segments }) => segments.includes(segment))!
  }

  get collection(): Collection {
    return (this.#collection ??= collectionView(this.searcher))
  }

  expand(node: QueryNode | undefined, query: string, options: SearchOptions): Partial<ExpandedQuery> {
    return expandQueryIn(node, query, options, () => this.collection, this.searcher.analyzer)
  }
}

function byAnalysis(parts: readonly OpenCommit[]): ReadonlyMap<string, readonly OpenCommit[]> {
  return groupBy(parts, ({ manifest }) => manifest.analyzer)
}

/** @throws XunzhangError INDEX_ANALYZER if this program analyses texts differently from the one that built the index */
function analyzerOf({ manifest, words, lexicon: shared, dir: where }: OpenCommit): Analyzer {
  const { tokenizer, lexicon, analyzer } = manifest
  const opened = openAnalyzer({ tokenizer: tokenizer as 'native', lexicon, words, shared })
  if (opened.id === analyzer) return opened
  throw new XunzhangError('ANALYZER_DIFFERS', { what: 'index', found: analyzer, expected: opened.id }, { where })
}

/** Answers with a vector as well. @param ask answers by words alone. @returns undefined if the vector doesn't apply */
export type AnswerWithVector = (
  reader: OpenIndex,
  query: string,
  request: SearchRequest,
  vector: QueryVector,
  ask: (request: SearchRequest) => RelaxedAnswer,
) => RelaxedAnswer | undefined

/**
 * An answer in pieces, or in one go.
 * @param withVector uses the vector, if the options contain one
 * @param attempt for pieces
 */
export function* answer(
  reader: OpenIndex,
  query: string,
  options: SearchOptions,
  withVector?: AnswerWithVector,
  attempt?: SearchRequest['attempt'],
): InPieces<SearchResult> {
  const began = milliseconds()
  const { searcher } = reader
  const { request, typed } = readRequest(query, options, reader.fields)
  const { node, expansions = [] } = reader.expand(request.node, query, options)
  const asked = { ...request, node, attempt }
  const { like, vector } = options
  const ask = (one: SearchRequest): InPieces<RelaxedAnswer> =>
    like === undefined ? searchRelaxing(searcher, one, query) : searchLike(like, one, reader)
  const isAsked = vector !== undefined && like === undefined
  const found =
    (isAsked && withVector?.(reader, query, asked, vector, (one) => inOneGo(ask(one)))) || (yield* ask(asked))
  if (found.hits.length > 0) reader.recent = [found.hits.slice(0, mostHits), ...reader.recent].slice(0, mostAnswers)
  const corrections =
    options.suggest === true
      ? suggestCorrections(request.node, query, expansions, {
          collection: reader.collection,
          table: pinyinTable,
          lookAlikes,
        })
      : []
  const recordedOf = (segment: SegmentReader) => reader.partOf(segment).manifest
  const indexOf = reader.parts.length > 1 ? (segment: SegmentReader) => reader.partOf(segment).dir : undefined
  const result = presentResult(
    typed,
    options,
    found,
    { segments: reader.segments, recordedOf, indexOf },
    began,
    expansions,
  )
  return corrections.length === 0 ? result : { ...result, suggestions: corrections }
}

function* searchLike(id: string, request: SearchRequest, reader: OpenIndex): InPieces<SearchAnswer> {
  const { searcher } = reader
  const place = findArticle(reader, id)
  if (place === undefined) throw noSuchArticle(id)
  const node = likeQuery(place, request.node, termNumbers(searcher.statistics), searcher.analyzer)
  const own = reader.segments.indexOf(place.segment)
  const except = { segment: own, article: place.article }
  return yield* searcher.searching({ ...requestLike(request, node), except })
}

const mostAnswers = 20
const mostHits = 50

export interface Place {
  readonly segment: SegmentReader
  readonly article: number
}

export function findArticle({ segments, recent, parts }: OpenIndex, id: string): Place | undefined {
  for (const hits of recent) {
    const hit = hits.find(({ segment, article }) => segments[segment]!.record(article).id === id)
    if (hit !== undefined) return { segment: segments[hit.segment]!, article: hit.article }
  }
  for (const part of parts.toReversed()) {
    const [found] = part.find(id)
    if (found !== undefined) return { segment: part.segments[found.segment]!, article: found.article }
  }
  return undefined
}

export function markArticle(reader: OpenIndex, { segment, article }: Place, query: string): MarkedArticle {
  const { node } = reader.expand(readQuery(query, reader.fields).node, query, {})
  const marks = marksOf(relaxedNode(reader.searcher, node, query), reader.searcher)
  return markedArticle(segment, article, marks, reader.partOf(segment).manifest)
}

/** Yields to other requests while it reads the titles: 20,000 take 0.1 s. */
export async function suggestions({ segments }: OpenIndex): Promise<Suggestion[]> {
  const titles = new Map<string, string>()
  const facets = storedFacets.map(({ name }) => ({ kind: name, values: new Set<string>() }))
  for (const segment of segments) {
    for (const { kind, values } of facets) for (const value of segment.facets(kind).values) values.add(value)
    for (let article = 0; article < segment.articles; article++) {
      if (article % suggestionsAtOnce === 0) await nextTurn()
      if (segment.isDeleted(article)) continue
      const title = segment.text(article, Field.title)
      if (title !== '' && !titles.has(title)) titles.set(title, segment.record(article).id)
    }
  }
  return [
    ...Array.from(titles, ([text, id]) => ({ text, kind: 'title' as const, id })),
    ...facets.flatMap(({ kind, values }) => Array.from(values, (text) => ({ text, kind }))),
  ]
}

/** Titles that are read before other requests may run; this takes about 3 ms. */
const suggestionsAtOnce = 500

/** Words that completion offers. Rarer ones are hardly ever meant, and each costs memory. */
const mostWords = 30_000

/** The words of two Han characters or more, and those of three letters, the most frequent of a segment first. */
export function frequentWords({ segments }: OpenIndex): string[] {
  const ranks = new Map<string, number>()
  for (const { vocabulary } of segments)
    for (let token = 0, rank = 0; token < vocabulary.count && rank < mostWords; token++) {
      const word = normalizedOf(vocabulary, token)
      if (!/^(?:\p{Script=Han}{2,}|\p{L}{3,})$/u.test(word)) continue
      ranks.set(word, Math.min(rank++, ranks.get(word) ?? Infinity))
    }
  return [...ranks]
    .sort(([, a], [, b]) => a - b)
    .map(([word]) => word)
    .slice(0, mostWords)
}
