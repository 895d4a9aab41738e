/**
 * Every occurrence of a query, one after another. Only the articles to read are known in advance (four bytes each), so
 * the first occurrence is there at once and memory doesn't grow, unless occurrences are sorted by the text beside them.
 */
import type { FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { noDate } from '../../storage/segment/format.js'
import { forEachBit } from '../matching/bitset.js'
import type { Occurrence } from '../occurrences/nearby.js'
import { fieldsOfParts, placesIn } from '../occurrences/places.js'
import type { PlacedPart } from '../operators/operator.js'
import type { MatchingSegment } from '../searcher.js'
import { toSurface, type AlignedText } from '../passages/passage.js'
import { textOf } from '../../text/units.js'
import { alignedText } from './aligned-text.js'
import { withBlanks } from '../../base/safe-text.js'
import { scopeEnds, type Scope } from '../../text/sentences.js'

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

/** How much text is shown left and right: a number of characters, or the rest of the sentence or paragraph. */
export type ContextSize = number | Scope

interface Context {
  /** One line each; control characters and line breaks are blanks. */
  readonly left: string
  readonly match: string
  readonly right: string
}

/** Returns a function for the contexts in one text. It must be called for occurrences in order. */
export function createContexts(text: AlignedText, size: ContextSize): (occurrence: Occurrence) => Context {
  const reach = reachOf(text.units, size)
  return (occurrence) => {
    const { start, end } = occurrence
    const [first, last] = reach(occurrence)
    const found = contextOf(text, first, start, end, last)
    if (typeof size === 'number') return cutCharacters(found, size)
    return { left: found.left.trimStart(), match: found.match, right: found.right.trimEnd() }
  }
}

/** The stretch around an occurrence that is its context. The function must be called for occurrences in order. */
export function reachOf(
  units: Uint16Array,
  size: ContextSize,
): (occurrence: Occurrence) => readonly [start: number, end: number] {
  if (typeof size === 'number') return ({ start, end }) => [start - size, end + size]
  const ends = scopeEnds(units, size)
  let scope = 0
  return ({ start, end }) => {
    while (scope < ends.length - 1 && ends[scope]! <= start) scope++
    let last = scope
    while (last < ends.length - 1 && ends[last]! < end) last++
    return [scope === 0 ? 0 : ends[scope - 1]!, ends[last]!]
  }
}

/** The original spelling of units [first, last), extended to whole tokens and split at [start, end). */
function contextOf(text: AlignedText, first: number, start: number, end: number, last: number): Context {
  const from = text.tokenStart(Math.max(0, first))
  const to = text.tokenEnd(Math.min(text.units.length, last) - 1)
  const whole = withBlanks(text.surface(from, to))
  const [[a, b]] = toSurface(text, from, [[start, end]]) as [[number, number]]
  return { left: whole.slice(0, a), match: whole.slice(a, b), right: whole.slice(b) }
}

function cutCharacters({ left, match, right }: Context, most: number): Context {
  return { left: lastCharacters(left, most), match, right: firstCharacters(right, most) }
}

function lastCharacters(text: string, most: number): string {
  if (text.length <= most) return text
  let at = text.length
  for (let count = 0; count < most && at > 0; count++) at -= isPairEnd(text, at) ? 2 : 1
  return text.slice(at)
}

function firstCharacters(text: string, most: number): string {
  if (text.length <= most) return text
  let at = 0
  for (let count = 0; count < most && at < text.length; count++) at += isPairEnd(text, at + 2) ? 2 : 1
  return text.slice(0, at)
}

/** Whether a character of two units ends before `at`. */
function isPairEnd(text: string, at: number): boolean {
  return (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800
}
