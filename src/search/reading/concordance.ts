/**
 * Every occurrence of a query, one after another. Only the articles to read are known in advance (four bytes each), so
 * the first occurrence is there at once and memory doesn't grow, unless occurrences are sorted by the text beside them.
 */
import type { FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { noDate } from '../../storage/segment/columns.js'
import { forEachBit } from '../matching/bitset.js'
import type { Occurrence } from '../occurrences/nearby.js'
import { fieldsOfParts, placesIn } from '../occurrences/places.js'
import type { PlacedPart } from '../operators/operator.js'
import type { MatchingSegment } from '../searcher.js'
import type { AlignedText } from '../passages/surface.js'
import { textOf } from '../../text/units.js'
import { alignedText } from './aligned-text.js'
import { createContexts, type Context, type ContextSize } from './contexts.js'

/** `article`: as indexed; `date`: newest first; `left` and `right`: by the characters beside the occurrence. */
export type KwicSort = 'article' | 'date' | 'oldest' | 'left' | 'right'

export interface PlacedContext extends Context {
  readonly segment: SegmentReader
  readonly article: number
  readonly field: FieldId
}

export interface ConcordanceOptions {
  readonly sort: KwicSort
  readonly context: ContextSize
  /** Occurrences at most. */
  readonly limit: number
}

export function* concordance(
  matching: Iterable<MatchingSegment>,
  { sort, context, limit }: ConcordanceOptions,
): Generator<PlacedContext> {
  const places = sort === 'left' || sort === 'right' ? byNeighbours(matching, sort) : inArticles(matching, sort)
  let count = 0
  let last: { text: AlignedText; around: (occurrence: Occurrence) => Context } | undefined
  for (const { segment, article, field, text, occurrence } of places) {
    if (count++ >= limit) return
    if (last?.text !== text) last = { text, around: createContexts(text, context) }
    yield { segment, article, field, ...last.around(occurrence) }
  }
}

interface Place {
  readonly segment: SegmentReader
  readonly article: number
  readonly field: FieldId
  readonly text: AlignedText
  readonly occurrence: Occurrence
}

interface Unread {
  readonly segment: SegmentReader
  readonly article: number
  readonly parts: readonly PlacedPart[]
}

function* inArticles(matching: Iterable<MatchingSegment>, sort: KwicSort): Generator<Place> {
  for (const unread of sort === 'article' ? asIndexed(matching) : byDay(matching, sort === 'oldest')) {
    yield* placesOf(unread)
  }
}

function* asIndexed(matching: Iterable<MatchingSegment>): Generator<Unread> {
  for (const { segment, articles, parts } of matching) {
    for (const article of numbersOf(articles)) yield { segment, article, parts }
  }
}

/** Articles without a date come last. */
function byDay(matching: Iterable<MatchingSegment>, oldestFirst: boolean): Unread[] {
  const all = [...asIndexed(matching)]
  const day = ({ segment, article }: Unread): number => segment.days[article]!
  const late = (one: Unread): number => (day(one) === noDate ? Infinity : oldestFirst ? day(one) : -day(one))
  return all.sort((a, b) => (late(a) === late(b) ? 0 : late(a) - late(b)))
}

function numbersOf(articles: MatchingSegment['articles']): number[] {
  const numbers: number[] = []
  forEachBit(articles, (article) => numbers.push(article))
  return numbers
}

function* placesOf({ segment, article, parts }: Unread): Generator<Place> {
  for (const field of fieldsOfParts(parts)) {
    const text = alignedText(segment, article, field)
    for (const occurrence of placesIn(parts, field, text.units)) yield { segment, article, field, text, occurrence }
  }
}

/** Occurrences are sorted by this many characters beside them. */
const keyLength = 20

interface Keyed extends Omit<Place, 'text'> {
  readonly key: string
}

/** Collects all places before the first can be shown, at about 150 bytes each. */
function* byNeighbours(matching: Iterable<MatchingSegment>, side: 'left' | 'right'): Generator<Place> {
  const keyed: Keyed[] = []
  for (const { text, ...place } of inArticles(matching, 'article')) {
    keyed.push({ ...place, key: keyOf(text.units, place.occurrence, side) })
  }
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  for (const { key: _, ...place } of keyed) {
    yield { ...place, text: alignedText(place.segment, place.article, place.field) }
  }
}

/** The text to the right, or the text to the left read from the occurrence outwards. */
function keyOf(units: Uint16Array, { start, end }: Occurrence, side: 'left' | 'right'): string {
  const beside =
    side === 'right' ? units.slice(end, end + keyLength) : units.slice(Math.max(0, start - keyLength), start).reverse()
  return textOf(beside, 0, beside.length)
}
