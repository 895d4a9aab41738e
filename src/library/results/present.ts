/** Turns what a search found into results: hits with passages, whole articles, articles with their matches marked. */
import type { QueryExpansion, AlternativeText } from '../../search/expand/query.js'
import { readFinished, readQuery, type QueryReading } from '../../query/index.js'
import { Field, defaultFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { WeightedMarks } from '../../search/passages/marks.js'
import { explainHit } from '../../search/scoring/explain.js'
import type { FoundArticle } from '../../search/scoring/rank-again.js'
import type { RelaxedAnswer } from '../../search/search-relaxing.js'
import type { SearchRequest } from '../../search/searcher.js'
import { createPlaceLookup, type RecordedRoots } from '../../storage/commit/catalog.js'
import { folderOfRoot } from '../../source/roots.js'
import { inconsistentSection, isRecord, parseJson } from '../../storage/store/damage.js'
import { markSurface } from '../../search/passages/passage.js'
import type { Manifest } from '../../storage/segment/manifest.js'
import { givenPath } from '../../text/qualified-ids.js'
import type { FieldTypes } from '../../text/schema.js'
import { checkFacets, noFields, readOrder, splitOwn } from '../schema.js'
import { sortOrders } from '../../search/scoring/top-k.js'
import { checkSearch } from '../check-request.js'
import { alignedText, headingOf, hitPassage, passageLength } from '../../search/reading/aligned-text.js'
import { byCount } from '../../search/facets.js'
import { milliseconds } from '../clock.js'
import { foldDuplicates } from '../../search/similar/equal-articles.js'
import { createLocating } from '#locating'
import { foldSimilar } from '../../search/similar/near-duplicates.js'
import type { Hit, MarkedArticle, SearchOptions, SearchResult, StoredArticle, MatchedBy } from '../types.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { createNeedle, indexOf } from '../../search/matching/needle.js'
import { normalize } from '../../text/normalize.js'

/** A query as it was typed, and hints about parts that were probably meant differently. */
interface TypedQuery {
  readonly query: string
  readonly hints: QueryReading['hints']
}

/** @throws XunzhangError USAGE; QUERY_SYNTAX, QUERY_TOO_LONG, unless read leniently */
export function readRequest(
  query: string,
  options: SearchOptions,
  fields: FieldTypes = noFields,
): { readonly request: SearchRequest; readonly typed: TypedQuery } {
  checkSearch(query, options)
  checkFacets(options.facets ?? [], fields)
  const { match = 'auto', sort = 'score', facets = [], explain = false, lenient = false } = options
  const limit = options.countOnly === true ? 0 : (options.limit ?? 10)
  const offset = options.offset ?? 0
  const { node, hints } = lenient ? readQuery(query, fields) : readFinished(query, fields)
  const order = readOrder(sort, sortOrders, fields)
  const request = { node, match, sort: order, offset, limit, facets, explain: explain ? explainHit : undefined }
  return { request, typed: { query, hints } }
}

/** Columns count from 1. */
function hintsOf({ hints }: TypedQuery): Pick<SearchResult, 'hints'> {
  if (hints.length === 0) return {}
  return { hints: hints.map(({ reason, parameters, span }) => ({ reason, parameters, column: span[0] + 1 })) }
}

/** Where the hits of an answer are from. */
interface AnsweringIndex {
  readonly segments: readonly SegmentReader[]
  readonly recordedOf: (segment: SegmentReader) => RecordedRoots & Pick<Manifest, 'fields'>
  /** The folder of a segment's index, if several are open. */
  readonly indexOf?: ((segment: SegmentReader) => string) | undefined
}

/** @param began `milliseconds()` when the query arrived */
export function presentResult(
  typed: TypedQuery,
  options: SearchOptions,
  found: RelaxedAnswer,
  { segments, recordedOf, indexOf }: AnsweringIndex,
  began: number,
  expansions: readonly QueryExpansion[] = [],
): SearchResult {
  const length = options.snippets === false ? 0 : passageLength(options.snippetLength)
  const first = (options.offset ?? 0) + 1
  const locate = options.locate === true ? createLocating() : undefined
  const place = createPlacing(recordedOf)
  const hits = found.hits.map((answer, i) => {
    const segment = segments[answer.segment]!
    const hit = makeHit(segment, answer, first + i, found.marks, length, place)
    const own = ownFields(segment, answer.article, recordedOf(segment))
    if (own !== undefined) hit.fields = own
    if (expansions.length > 0) hit.matchedBy = matchedBy(segment, answer.article, expansions)
    if (indexOf !== undefined) hit.index = indexOf(segment)
    if (locate !== undefined) hit.location = locationOf(hit, segment, answer.article, locate)
    return hit
  })
  const folded = fold(segments, found.hits, hits, options.fold)
  const tookMs = Math.round((milliseconds() - began) * 1000) / 1000
  const result = {
    ...{ query: typed.query, total: found.total, tookMs, hits: folded },
    ...(found.relaxed !== undefined && { relaxed: found.relaxed }),
    ...(found.embedded !== undefined && { embedded: found.embedded }),
    ...(expansions.length > 0 && { expansions }),
    ...hintsOf(typed),
  }
  if ((options.facets ?? []).length === 0) return result
  return {
    ...result,
    facets: Object.fromEntries([...found.facets].map(([name, counts]) => [name, byCount(counts)])),
  }
}

type Placing = (segment: SegmentReader, name: string) => Pick<Hit, 'path' | 'root'>

function createPlacing(recordedOf: (segment: SegmentReader) => RecordedRoots): Placing {
  const known = new Map<RecordedRoots, ReturnType<typeof createPlaceLookup>>()
  return (segment, name) => {
    const recorded = recordedOf(segment)
    const placeOf = known.get(recorded) ?? createPlaceLookup(recorded)
    known.set(recorded, placeOf)
    const place = placeOf(name)
    return place === undefined ? { path: name, root: '' } : { path: place.inner, root: folderOfRoot(place.root) }
  }
}

/** The place of the passage in the file as it is now, or the beginning of the article if the place isn't known. */
function locationOf(hit: Hit, segment: SegmentReader, article: number, locate: ReturnType<typeof createLocating>) {
  const place = hit.root === '' ? undefined : locate(hit, hit.root, segment.text(article, Field.body))
  return place ?? { line: hit.line, column: 1, text: hit.snippet.text }
}

function fold(
  segments: readonly SegmentReader[],
  found: readonly FoundArticle[],
  hits: readonly Hit[],
  how: SearchOptions['fold'],
): readonly Hit[] {
  if (how === 'similar') return foldSimilar(segments, found, hits)
  return how === true ? foldDuplicates(segments, found, hits) : hits
}

function makeHit(
  segment: SegmentReader,
  found: FoundArticle,
  rank: number,
  marks: WeightedMarks,
  length: number,
  placeOf: Placing,
): GrowingHit {
  const { article } = found
  const { record, title, author, tags } = segment.head(article)
  const { path, root } = placeOf(segment, segment.pathOf(record.file))
  // Optional properties are set afterwards: with spreads in the literal, a warm search took 6 % longer.
  const hit: GrowingHit = {
    rank,
    id: record.id,
    score: rounded(found.score),
    title,
    titleHighlights: length === 0 || title === '' ? [] : markSurface(alignedText(segment, article, Field.title), marks),
    date: record.date,
    author,
    tags: [...tags],
    path,
    root,
    line: record.line,
    url: record.url,
    snippet: length === 0 ? { text: '', highlights: [] } : hitPassage(segment, article, marks, length),
  }
  if (title === '' && length > 0) hit.heading = headingOf(segment, article)
  if (found.similarity !== undefined) hit.similarity = rounded(found.similarity)
  if (found.parts !== undefined) hit.explanation = found.parts
  return hit
}

type GrowingHit = { -readonly [name in keyof Hit]: Hit[name] }

const rounded = (score: number): number => Math.round(score * 1e6) / 1e6

function ownFields(segment: SegmentReader, article: number, { fields }: Pick<Manifest, 'fields'>): Hit['fields'] {
  if (fields === undefined) return undefined
  const metadata = readMetadata(segment.text(article, Field.metadata)) ?? damagedMetadata(segment, article)
  return splitOwn(metadata, fields).own
}

function tagsOf(segment: SegmentReader, article: number, tagCount: number): { tags: string[]; categories: string[] } {
  const text = segment.text(article, Field.tags)
  const lines = text === '' ? [] : text.split('\n')
  return { tags: lines.slice(0, tagCount), categories: lines.slice(tagCount) }
}

/** @param recorded the roots and own fields of the index, as its last commit records them */
export function storedArticle(
  segment: SegmentReader,
  article: number,
  recorded: RecordedRoots & Pick<Manifest, 'fields'>,
): StoredArticle {
  const record = segment.record(article)
  const text = (field: FieldId): string => segment.text(article, field)
  const captions = text(Field.captions)
  const stored = readMetadata(text(Field.metadata)) ?? damagedMetadata(segment, article)
  const { own, rest, texts } = splitOwn(stored, recorded.fields ?? noFields)
  const lines = captions === '' ? [] : captions.split('\n')
  const path = segment.pathOf(record.file)
  const place = path === givenPath ? undefined : createPlaceLookup(recorded)(path)
  return {
    id: record.id,
    title: text(Field.title),
    body: text(Field.body),
    // The texts of own fields are stored after the captions, so that they can be searched.
    captions: lines.slice(0, Math.max(0, lines.length - texts)),
    author: text(Field.author),
    date: record.date,
    url: record.url,
    ...tagsOf(segment, article, record.tagCount),
    metadata: rest,
    ...(recorded.fields !== undefined && { fields: own }),
    path: place?.inner ?? path,
    root: place === undefined ? '' : folderOfRoot(place.root),
    line: record.line,
  }
}

/** Maximum nesting of values, far above what the readers of formats accept. */
const deepestMetadata = 100

/** Undefined for metadata that no reader stores: anything but an object, or values nested too deeply to be printed. */
function readMetadata(text: string): Record<string, unknown> | undefined {
  if (text === '') return {}
  const value = parseJson(text)
  return isRecord(value) && isFlat(value) ? value : undefined
}

function isFlat(value: unknown): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === deepestMetadata) return false
    level = level.flatMap((one): unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return true
}

function damagedMetadata(segment: SegmentReader, article: number): never {
  throw inconsistentSection(segment.name, 'texts', article)
}

export function markedArticle(
  segment: SegmentReader,
  article: number,
  marks: WeightedMarks,
  roots: RecordedRoots & Pick<Manifest, 'fields'>,
): MarkedArticle {
  const titleHighlights = markSurface(alignedText(segment, article, Field.title), marks)
  const bodyHighlights = markSurface(alignedText(segment, article, Field.body), marks)
  return { article: storedArticle(segment, article, roots), titleHighlights, bodyHighlights }
}

/** Finds the alternatives of a query's texts that an article contains. */

const text = createDecodedText()

export function matchedBy(segment: SegmentReader, article: number, expansions: readonly QueryExpansion[]): MatchedBy[] {
  const alternatives = expansions.flatMap(({ text: of, alternatives }) =>
    alternatives.map((alternative) => ({ of, alternative, needle: createNeedle(normalize(alternative.text).text) })),
  )
  const held = new Set<AlternativeText>()
  for (const field of defaultFields) {
    segment.decode(article, field, text)
    for (const { alternative, needle } of alternatives) {
      if (indexOf(text.units, text.unitCount, needle) >= 0) held.add(alternative)
    }
  }
  return alternatives
    .filter(({ alternative }) => held.has(alternative))
    .map(({ of, alternative: { by, text } }) => ({ query: of, by, text }))
}
