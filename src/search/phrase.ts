/**
 * Exact strings. Pairs and whole words inside the string give candidates; the stored text of each candidate decides.
 * So the hits equal those of a scan over all normalised texts, whatever the segmentation made of them.
 */
import type { DecodedText } from '../segment/articles/text-codec.js'
import { createDecodedText } from '../segment/articles/text-codec.js'
import type { FieldId } from '../segment/fields.js'
import { runEnd } from '../segment/pairs/writer.js'
import type { PostingList } from '../segment/postings/codec.js'
import type { SegmentReader } from '../segment/reader.js'
import { CharClass } from '../text/char-class.js'
import { classAt } from '../text/char-table.js'
import { normalize, textOf } from '../text/normalize.js'
import { createBitset, forEachBit, intersect, setBit, unite } from './bitset.js'
import type { Bitset } from './bitset.js'
import { addCharacter, addList, addMatchingTerms, decodeList, scratch } from './lists.js'
import { createNeedle, indexOf } from './needle.js'
import type { Needle } from './needle.js'

/** What an article that holds the string must have. */
export interface Phrase {
  readonly needle: Needle
  readonly pairs: readonly (readonly [number, number])[]
  /** Latin words and numbers that stand whole inside the string. */
  readonly terms: readonly string[]
  /** A Latin word cut by the string's ends: how the article's word must relate to it. */
  readonly partial: { readonly text: string; readonly starts: boolean; readonly ends: boolean } | undefined
  /** A character of Han, kana or hangul. */
  readonly character: number | undefined
  readonly symbols: readonly string[]
  /** The candidates need no look at the text. */
  readonly decided: boolean
}

/**
 * Plans an exact string; undefined where nothing is left of it after normalising.
 * @param wholeStart, wholeEnd a Latin word at that end must not go on outside
 */
export function planPhrase(source: string, wholeStart = false, wholeEnd = false): Phrase | undefined {
  const text = normalize(source).text.trim()
  if (text === '') return undefined
  const needle = createNeedle(text, wholeStart, wholeEnd)
  const { units } = needle
  const pairs: [number, number][] = []
  const terms: string[] = []
  const symbols: string[] = []
  let partial: Phrase['partial']
  let character: number | undefined
  for (let start = 0; start < units.length; ) {
    const kind = classAt(units, start, units.length)
    const end = endOfRun(units, start, kind)
    if (isRun(kind)) {
      for (let at = start; at + 1 < end; at++) pairs.push([units[at]!, units[at + 1]!])
      if (end < units.length) pairs.push([units[end - 1]!, runEnd])
      character ??= units[start]!
    } else if (kind === CharClass.alnum) {
      const word = textOf(units, start, end)
      const fromStart = start > 0 || wholeStart
      const toEnd = end < units.length || wholeEnd
      if (fromStart && toEnd) terms.push(word)
      else partial ??= { text: word, starts: fromStart, ends: toEnd }
    } else if (kind === CharClass.symbol) symbols.push(textOf(units, start, end))
    start = end
  }
  const decided = units.length === 2 && pairs.length === 1 && pairs[0]![1] !== runEnd
  return { needle, pairs, terms, partial, character, symbols, decided }
}

const isRun = (kind: number): boolean => kind === CharClass.han || kind === CharClass.syllabic

/** Han, kana and hangul make one run; letters another; a symbol stands alone. */
function endOfRun(units: Uint16Array, start: number, kind: number): number {
  const width = (at: number): number => ((units[at]! & 0xfc00) === 0xd800 && (units[at + 1]! & 0xfc00) === 0xdc00 ? 2 : 1)
  let end = start + width(start)
  if (kind === CharClass.symbol) return end
  while (end < units.length) {
    const next = classAt(units, end, units.length)
    if (isRun(kind) ? !isRun(next) : next !== kind) break
    end += width(end)
  }
  return end
}

/** Articles of a segment that hold the string in one of the fields. */
export function phraseSet(segment: SegmentReader, fields: readonly FieldId[], phrase: Phrase): Bitset {
  const found = createBitset(segment.articles)
  for (const field of fields) unite(found, phraseInField(segment, field, phrase))
  return found
}

function phraseInField(segment: SegmentReader, field: FieldId, phrase: Phrase): Bitset {
  const set = candidates(segment, field, phrase)
  if (!phrase.decided) verify(segment, field, phrase.needle, set)
  return set
}

const text: DecodedText = createDecodedText()

/** Keeps the articles whose text holds the needle. */
export function verify(segment: SegmentReader, field: FieldId, needle: Needle, set: Bitset): void {
  forEachBit(set, (article) => {
    segment.decode(article, field, text)
    if (indexOf(text.units, text.unitCount, needle) < 0) set[article >>> 5]! &= ~(1 << (article & 31))
  })
}

/** Superset of the articles that hold the string: the rarest lists that it implies, intersected. */
function candidates(segment: SegmentReader, field: FieldId, phrase: Phrase): Bitset {
  const none = createBitset(segment.articles)
  const lists: PostingList[] = []
  const pairs = segment.pairs(field)
  for (const [first, second] of rarest(phrase.pairs, ([a, b]) => pairs.documentFrequency(a, b))) {
    const list = pairs.find(first, second)
    if (list === undefined) return none
    lists.push(list)
  }
  for (const term of phrase.terms) {
    const list = segment.terms(field).find(term)
    if (list === undefined) return none
    lists.push(list)
  }
  return lists.length > 0 ? intersectLists(segment, lists) : weakCandidates(segment, field, phrase)
}

/** The few least frequent of a string's distinct pairs are enough; the text decides the rest. */
function rarest<T extends readonly [number, number]>(pairs: readonly T[], frequency: (pair: T) => number): T[] {
  const most = 6
  const distinct = [...new Map(pairs.map((pair) => [pair[0] * 65536 + pair[1], pair])).values()]
  return distinct.length <= most ? distinct : distinct.sort((a, b) => frequency(a) - frequency(b)).slice(0, most)
}

function intersectLists(segment: SegmentReader, lists: PostingList[]): Bitset {
  lists.sort((a, b) => a.documentFrequency - b.documentFrequency)
  const set = createBitset(segment.articles)
  addList(set, lists[0])
  let left = lists[0]!.documentFrequency
  for (const list of lists.slice(1)) {
    // Decoding a posting costs about a hundredth of looking at a text.
    if (list.documentFrequency > left * 100) break
    const other = createBitset(segment.articles)
    const count = decodeList(list)
    for (let i = 0; i < count; i++) setBit(other, scratch.documents[i]!)
    intersect(set, other)
    left = Math.min(left, list.documentFrequency)
  }
  return set
}

/** For strings without any pair or whole word: one character, a part of a Latin word, symbols, or nothing at all. */
function weakCandidates(segment: SegmentReader, field: FieldId, phrase: Phrase): Bitset {
  const set = createBitset(segment.articles)
  const { character, partial, symbols } = phrase
  if (character !== undefined) addCharacter(set, segment, field, character)
  else if (partial !== undefined) addPartial(set, segment, field, partial)
  else if (symbols.length > 0) addList(set, segment.terms(field).find(symbols[0]!))
  return set
}

function addPartial(
  set: Bitset,
  segment: SegmentReader,
  field: FieldId,
  { text, starts, ends }: NonNullable<Phrase['partial']>,
): void {
  if (starts) addMatchingTerms(set, segment, field, () => true, text, (term) => term.startsWith(text))
  else if (ends) addMatchingTerms(set, segment, field, ({ term }) => term.endsWith(text))
  else addMatchingTerms(set, segment, field, ({ term }) => term.includes(text))
}
