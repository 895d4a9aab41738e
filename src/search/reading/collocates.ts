/**
 * Words that occur near a query's occurrences more often than by chance, by the log-likelihood ratio (Dunning 1993,
 * "Accurate methods for the statistics of surprise and coincidence").
 *
 * Each word of the texts is inside a window around an occurrence or outside, and is counted once. Of `total` words,
 * `near` are inside windows. A word occurs `all` times, `count` of them inside; by chance near · all / total are
 * expected. The score is 2 Σ k ln (k / e) over the four cells of this table, where k is the count in a cell and e the
 * expected count. Words are those of the segmentation, without punctuation.
 */
import { createDecodedText, type DecodedText } from '../../storage/segment/articles/text-codec.js'
import { defaultFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { kindOf, normalizedOf } from '../../storage/segment/vocabulary/spellings.js'
import type { Leaf } from '../leaf.js'
import { forEachBit, fullBitset } from '../matching/bitset.js'
import type { Occurrence, Occurrences } from '../occurrences/nearby.js'
import { fieldsOfParts, placesIn } from '../occurrences/places.js'
import type { MatchingSegment } from '../searcher.js'
import { TokenKind } from '../../text/analysis/analysis.js'
import { isFunctionWord } from '../../text/analysis/function-words.js'
import { alignedText } from './aligned-text.js'
import { createContexts, reachOf } from './concordance.js'

export interface Collocate {
  /** Normalised. */
  readonly word: string
  /** How often it occurs near. */
  readonly count: number
  /** How often it would occur near by chance. */
  readonly expected: number
  /** Log-likelihood ratio; by chance one word in a thousand exceeds 10.83. */
  readonly score: number
  /** Articles in which it occurs near. */
  readonly articles: number
  /** The first occurrence with its context; only if requested. */
  readonly example?: string
}

/** Where words are near: a word counts if all of it is inside the window and no part of it belongs to a match. */
export interface Window {
  /** Characters on a side, or up to the end of the sentence. */
  readonly size: number | 'sentence'
  readonly left: boolean
  readonly right: boolean
}

export interface CollocateLimits {
  readonly window: Window
  readonly functionWords: boolean
  /** Rarer words are left out. */
  readonly least: number
  readonly most: number
  readonly examples: boolean
}

export interface WordCounts {
  readonly total: number
  readonly of: ReadonlyMap<string, number>
}

const text = createDecodedText()

/** Reads all texts: about 10 µs an article. */
export function countWords(leaves: readonly Leaf[]): WordCounts {
  const of = new Map<string, number>()
  let total = 0
  for (const { reader, live } of leaves) {
    const counts = countTokens(reader, live.set ?? fullBitset(reader.articles))
    for (let id = 0; id < counts.length; id++) {
      if (counts[id] === 0 || !isWord(reader, id)) continue
      const word = normalizedOf(reader.vocabulary, id)
      of.set(word, (of.get(word) ?? 0) + counts[id]!)
      total += counts[id]!
    }
  }
  return { total, of }
}

function countTokens(reader: SegmentReader, articles: Uint32Array): Uint32Array {
  const counts = new Uint32Array(reader.vocabulary.count)
  forEachBit(articles, (article) => {
    for (const field of defaultFields) {
      reader.decode(article, field, text)
      const { tokens, tokenCount } = text
      for (let i = 0; i < tokenCount; i++) counts[tokens[i]!]!++
    }
  })
  return counts
}

function isWord({ vocabulary }: SegmentReader, id: number): boolean {
  const kind = kindOf(vocabulary, id)
  return kind === TokenKind.han || kind === TokenKind.alnum || kind === TokenKind.syllabic
}

interface Found {
  count: number
  articles: number
  /** The article counted last. */
  last: number
  readonly first: Sight
}

interface Sight {
  readonly segment: SegmentReader
  readonly article: number
  readonly field: FieldId
  readonly start: number
  readonly end: number
}

export function findCollocates(
  matching: Iterable<MatchingSegment>,
  words: WordCounts,
  { window, functionWords, least, most, examples }: CollocateLimits,
): Collocate[] {
  const found = new Map<string, Found>()
  let near = 0
  let number = 0
  for (const { segment, articles, parts } of matching) {
    const fields = fieldsOfParts(parts)
    forEachBit(articles, (article) => {
      number++
      for (const field of fields) {
        segment.decode(article, field, text)
        const units = text.units.subarray(0, text.unitCount)
        const places = placesIn(parts, field, units)
        if (places.length === 0) continue
        near += eachNear(segment, text, places, window, (id, place) => {
          note(found, normalizedOf(segment.vocabulary, id), number, () => ({ segment, article, field, ...place }))
        })
      }
    })
  }
  const scored = Array.from(found, ([word, { count, articles, first }]) => {
    const all = words.of.get(word) ?? count
    const expected = (near * all) / words.total
    return { first, word, count, expected, score: logLikelihood(count, near, all, words.total), articles }
  })
  const kept = scored.filter(
    ({ word, count, expected }) => count >= least && count > expected && (functionWords || !isFunctionWord(word)),
  )
  kept.sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
  return kept.slice(0, most).map(({ first, ...rest }) => (examples ? { ...rest, example: exampleOf(first) } : rest))
}

function note(found: Map<string, Found>, word: string, article: number, sight: () => Sight): void {
  const known = found.get(word)
  if (known === undefined) {
    found.set(word, { count: 1, articles: 1, last: article, first: sight() })
    return
  }
  known.count++
  if (known.last !== article) known.articles++
  known.last = article
}

/** Calls `each` with every word in a window, once; returns how many there are. */
function eachNear(
  segment: SegmentReader,
  { units, unitCount, tokens, tokenEnd, tokenCount }: DecodedText,
  places: Occurrences,
  window: Window,
  each: (id: number, place: { start: number; end: number }) => void,
): number {
  const windows = windowsOf(places, window, units.subarray(0, unitCount))
  let count = 0
  let at = 0
  let place = 0
  for (let i = 0; i < tokenCount; i++) {
    const [start, end] = [i === 0 ? 0 : tokenEnd[i - 1]!, tokenEnd[i]!]
    while (at < windows.length && windows[at]!.end < end) at++
    while (place < places.length && places[place]!.end <= start) place++
    if (at === windows.length) break
    // Windows may overlap. Both their ends ascend, so if the first one that reaches far enough begins too late, all do.
    const inside = windows[at]!.start <= start ? windows[at] : undefined
    if (start === end || inside === undefined || (places[place]?.start ?? Infinity) < end) continue
    if (!isWord(segment, tokens[i]!)) continue
    count++
    each(tokens[i]!, { start: Math.min(start, inside.match.start), end: Math.max(end, inside.match.end) })
  }
  return count
}

interface WindowRange {
  readonly start: number
  readonly end: number
  readonly match: Occurrence
}

/** Ascending by start and by end. */
function windowsOf(places: Occurrences, { size, left, right }: Window, units: Uint16Array): WindowRange[] {
  const reach = reachOf(units, size)
  return places.map((match) => {
    const [start, end] = reach(match)
    return { start: left ? start : match.start, end: right ? end : match.end, match }
  })
}

/** Dunning's ratio for a word that occurs `count` times among `near` words, and `all` times among `total`. */
export function logLikelihood(count: number, near: number, all: number, total: number): number {
  const cells = [
    [count, near * all],
    [near - count, near * (total - all)],
    [all - count, (total - near) * all],
    [total - near - all + count, (total - near) * (total - all)],
  ] as const
  return 2 * cells.reduce((sum, [k, product]) => sum + (k <= 0 ? 0 : k * Math.log((k * total) / product)), 0)
}

const exampleContext = 8

function exampleOf({ segment, article, field, start, end }: Sight): string {
  const { left, match, right } = createContexts(alignedText(segment, article, field), exampleContext)({ start, end })
  return `${left}${match}${right}`
}
