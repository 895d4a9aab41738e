/** Reads an open index: every occurrence of a query, its counts over time, the values of a field. */
import { XunzhangError } from '../../base/errors.js'
import { parseQuery, readQuery } from '../../query/index.js'
import { Field } from '../../storage/segment/fields.js'
import type { ArticleRecord } from '../../storage/segment/articles/record.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { MatchingSegment, Searcher } from '../../search/searcher.js'
import { forEachBit } from '../../search/matching/bitset.js'
import { countWords, findCollocates, type Collocate } from '../../search/reading/collocates.js'
import { concordance } from '../../search/reading/concordance.js'
import {
  countOccurrences,
  fieldCounts,
  fieldTerms,
  termFields,
  articlesByDay,
  countByDay,
  makeTimeline,
} from '../../search/reading/timeline.js'
import type { DayCounts, FieldTerm, Timeline } from '../../search/reading/timeline.js'
import { SourcePlaces, type ArticlePlaces } from '../../search/reading/source-places.js'
import type { WordCounts } from '../../search/reading/collocates.js'
import type { Manifest } from '../../storage/segment/manifest.js'
import type { FieldTypes } from '../../text/schema.js'
import { checkCollocates, checkKwic, checkReading, checkTerms, checkTimeline } from '../check-request.js'
import type * as Types from './types.js'

/** What is read of an index. */
export interface ReadableIndex {
  readonly fields: FieldTypes
  readonly searcher: Pick<Searcher, 'leaves'> & {
    matching(...question: Parameters<Searcher['matching']>): Iterable<MatchingSegment>
  }
  partOf(segment: SegmentReader): { readonly manifest: Pick<Manifest, 'roots'> }
  wordCounts?: WordCounts
  /** The articles by day, if they are not those of the searcher. */
  readonly days?: DayCounts
}

/** @throws XunzhangError USAGE, QUERY_SYNTAX, QUERY_TOO_LONG */
export function* kwicLines(index: ReadableIndex, query: string, options: Types.KwicOptions): Generator<Types.KwicLine> {
  checkKwic(query, options)
  const { sort = 'article', context = 40, limit = Infinity } = options
  const files = new SourcePlaces()
  try {
    let last: Article | undefined
    for (const found of concordance(matching(index, query, options), { sort, context, limit })) {
      const { segment, article, field, left, match, right } = found
      if (last?.segment !== segment || last.article !== article) last = openArticle(index, files, segment, article)
      if (last.field !== field) last.places.restart()
      last.field = field
      const { record, title, path } = last
      yield { id: record.id, path, ...last.places.find(left, match), date: record.date, title, left, match, right }
    }
  } finally {
    files.close()
  }
}

interface Article {
  readonly segment: SegmentReader
  readonly article: number
  readonly record: ArticleRecord
  readonly title: string
  readonly path: string
  readonly places: ArticlePlaces
  field: number
}

function openArticle(index: ReadableIndex, files: SourcePlaces, segment: SegmentReader, article: number): Article {
  const record = segment.record(article)
  const path = segment.pathOf(record.file)
  const places = files.article(index.partOf(segment).manifest.roots, path, record)
  return { segment, article, record, title: segment.text(article, Field.title), path, places, field: -1 }
}

export function occurrenceCounts(
  index: ReadableIndex,
  query: string,
  options: Types.ReadingOptions,
): Types.OccurrenceCounts {
  checkReading(query, options)
  let occurrences = 0
  let articles = 0
  for (const found of matching(index, query, options)) {
    const counts = countOccurrences(found)
    forEachBit(found.articles, (article) => {
      occurrences += counts[article]!
      if (counts[article]! > 0) articles++
    })
  }
  return { occurrences, articles }
}

/** @throws XunzhangError USAGE, QUERY_SYNTAX, QUERY_TOO_LONG */
export function timelineOf(index: ReadableIndex, queries: readonly string[], options: Types.TimelineOptions): Timeline {
  checkTimeline(queries, options)
  const { articlesOnly = false } = options
  const counts = queries.map((query) => countByDay(query, matching(index, query, options), articlesOnly))
  return makeTimeline(
    counts,
    options.by,
    options.relative === true ? (index.days ?? articlesByDay(index.searcher.leaves)) : undefined,
  )
}

/** @throws XunzhangError USAGE, QUERY_SYNTAX, QUERY_TOO_LONG */
export function collocatesOf(index: ReadableIndex, query: string, options: Types.CollocatesOptions): Collocate[] {
  checkCollocates(query, options)
  const { window: size = 20, side = 'both', functionWords = false, least = 2, limit = 100, examples = false } = options
  const window = { size, left: side !== 'right', right: side !== 'left' }
  const limits = { window, functionWords, least, most: limit, examples }
  return findCollocates(
    matching(index, query, options),
    (index.wordCounts ??= countWords(index.searcher.leaves)),
    limits,
  )
}

/** @throws XunzhangError USAGE for a field without such values */
export function termsOf(index: ReadableIndex, field: string, options: Types.TermsOptions): FieldTerm[] {
  checkTerms(options)
  const own = Object.keys(index.fields).filter((name) => index.fields[name] === 'keyword')
  const known = [...termFields, ...own]
  if (!known.includes(field)) throw new XunzhangError('READING', { what: 'field', field, known })
  return fieldTerms(fieldCounts(index.searcher.leaves, field), options)
}

function matching(
  { searcher, fields }: ReadableIndex,
  query: string,
  { lenient = false, match = 'all' }: Types.ReadingOptions,
): Iterable<MatchingSegment> {
  const node = lenient ? readQuery(query, fields).node : parseQuery(query, fields)
  return searcher.matching(node, match)
}
