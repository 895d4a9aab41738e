/**
 * Exact strings. Pairs and whole words inside the string give candidates; the stored text of each candidate decides.
 * So the hits equal those of a scan over all normalised texts, whatever the segmentation made of them.
 */
import { createDecodedText } from '../segment/articles/text-codec.js'
import type { FieldId } from '../segment/fields.js'
import type { PostingList } from '../segment/postings/codec.js'
import type { SegmentReader } from '../segment/reader.js'
import type { Bitset } from './bitset.js'
import { clearBit, createBitset, forEachBit, intersect, setBit, unite } from './bitset.js'
import { innerTerms, termsWith } from './inner-terms.js'
import { addList, addPrefixedTerms, addTerms, decodeList, listsOf, scratch } from './lists.js'
import { indexOf } from './needle.js'
import type { Needle } from './needle.js'
import type { PartialWord, Phrase } from './phrase-plan.js'

/**
 * Articles of a segment that hold the string in one of the fields.
 * @param within where given, articles outside of it may be missing: nobody asks for them
 */
export function phraseSet(segment: SegmentReader, fields: readonly FieldId[], phrase: Phrase, within?: Bitset): Bitset {
  const found = createBitset(segment.articles)
  for (const field of fields) {
    const set = candidates(segment, field, phrase)
    if (within !== undefined) intersect(set, within)
    if (!phrase.decided) verify(segment, field, phrase.needle, set)
    unite(found, set)
  }
  return found
}

const text = createDecodedText()

/** Keeps the articles whose text holds the needle. */
function verify(segment: SegmentReader, field: FieldId, needle: Needle, set: Bitset): void {
  forEachBit(set, (article) => {
    segment.decode(article, field, text)
    if (indexOf(text.units, text.unitCount, needle) < 0) clearBit(set, article)
  })
}

/** Superset of the articles that hold the string: the rarest lists that it implies, intersected. */
function candidates(segment: SegmentReader, field: FieldId, phrase: Phrase): Bitset {
  const lists: PostingList[] = []
  const pairs = segment.pairs(field)
  for (const [first, second] of rarest(phrase.pairs, ([a, b]) => pairs.documentFrequency(a, b))) {
    const list = pairs.find(first, second)
    if (list === undefined) return createBitset(segment.articles)
    lists.push(list)
  }
  for (const term of phrase.terms) {
    const list = segment.terms(field).find(term)
    if (list === undefined) return createBitset(segment.articles)
    lists.push(list)
  }
  return lists.length > 0 ? intersectLists(segment, lists) : weakCandidates(segment, field, phrase)
}

/** The few least frequent of a string's distinct pairs are enough; the text decides the rest. */
function rarest<T extends readonly [number, number]>(pairs: readonly T[], frequency: (pair: T) => number): T[] {
  const most = 6
  const distinct = [...new Map(pairs.map((pair) => [pair[0] * 65536 + pair[1], pair])).values()]
  if (distinct.length <= most) return distinct
  const counted = distinct.map((pair) => ({ pair, count: frequency(pair) }))
  return counted
    .sort((a, b) => a.count - b.count)
    .slice(0, most)
    .map(({ pair }) => pair)
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
function weakCandidates(segment: SegmentReader, field: FieldId, { character, partial, symbol }: Phrase): Bitset {
  const set = createBitset(segment.articles)
  if (character !== undefined) addLists(set, listsOf(segment, field, 'character', String.fromCharCode(character)))
  else if (partial !== undefined) addPartial(set, segment, field, partial)
  else if (symbol !== undefined) addLists(set, listsOf(segment, field, 'term', symbol))
  return set
}

function addLists(set: Bitset, lists: readonly PostingList[]): void {
  for (const list of lists) addList(set, list)
}

function addPartial(set: Bitset, segment: SegmentReader, field: FieldId, { text, starts, ends }: PartialWord): void {
  if (starts) addPrefixedTerms(set, segment, field, text)
  else addTerms(set, segment, field, termsWith(innerTerms(segment, field), text, ends))
}
