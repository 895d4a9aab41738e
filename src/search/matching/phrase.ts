/**
 * Exact strings. Bigrams and whole words inside the string give candidates, and the stored text of each candidate
 * decides. So the hits equal those of a scan over all normalised texts, however they were segmented.
 */
import { codesOf, createDecodedText } from '../../storage/segment/articles/text-codec.js'
import type { FieldId } from '../../storage/segment/fields.js'
import type { PostingList } from '../../storage/segment/postings/codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import {
  clearBit,
  countBits,
  createBitset,
  forEachBit,
  hasBit,
  intersect,
  isEmpty,
  setBit,
  someBit,
  unite,
} from './bitset.js'
import type { Bitset } from './bitset.js'
import { termsWith, indexOf, planPhrase, type Needle, type PartialWord, type Phrase } from './needle.js'
import { addList, addPrefixedTerms, addTerms, decodeList, listsOf, scratch } from './lists.js'
import { firstAbove } from '../../text/sorted.js'
import type { Leaf } from '../leaf.js'

/*
 * Narrows the candidates of an exact string that begins or ends inside a Latin word or number: each must contain a term
 * with that piece. Of Pro旗舰, which occurs nowhere, this leaves the articles of 旗舰 that have a word ending in "pro"
 * instead of all that have 旗舰, whose texts would have to be read.
 */

/** Fewer candidates than this are not narrowed: reading their texts is cheaper than reading further lists. */
const fewTexts = 16

/** Fetching the list of a term takes as long as reading at least this many texts. */
const textsOfList = 2

/** Reading a text takes as long as passing over so many terms of a dictionary that was not scanned yet. */
const termsOfText = 32

/** Removes the candidates that contain no term of which the cut word may be a part. */
function keepHolders(set: Bitset, leaf: Leaf, field: FieldId, phrase: Phrase): void {
  const { partial, character } = phrase
  // Without other lists, the candidates are the holders of such a term.
  if (partial === undefined || (!hasLists(phrase) && character === undefined)) return
  const { text, starts, ends } = partial
  const count = countBits(set)
  const isRemote = leaf.reader.occurs !== undefined
  if (count < fewTexts || (!isRemote && !starts && count * termsOfText < leaf.termsToScan(field))) return
  const mostTerms = count / textsOfList
  const terms: string[] = []
  for (const term of starts ? termsFrom(leaf, field, text) : termsWith(leaf.innerTerms(field), text, ends))
    if (terms.push(term) > mostTerms) return
  const holders = createBitset(leaf.reader.articles)
  addTerms(holders, leaf.reader, field, terms)
  intersect(set, holders)
}

function* termsFrom({ reader }: Leaf, field: FieldId, prefix: string): Generator<string> {
  for (const { term } of reader.terms(field).scan(prefix)) {
    if (!term.startsWith(prefix)) return
    yield term
  }
}

/** A superset of the articles of a segment that contain a string, by field; no text was read for it. */
export type Candidates = readonly { readonly field: FieldId; readonly set: Bitset }[]

export function candidatesOf(leaf: Leaf, fields: readonly FieldId[], phrase: Phrase): Candidates {
  return fields.flatMap((field) => {
    const set = candidates(leaf, field, phrase)
    return set === undefined ? [] : [{ field, set }]
  })
}

/**
 * Articles of a segment that contain the string in one of the fields.
 * @param within if given, articles outside of it may be missing, because the caller doesn't need them
 * @param among the candidates, if they are known; they are changed
 */
export function phraseSet(
  leaf: Leaf,
  fields: readonly FieldId[],
  phrase: Phrase,
  within?: Bitset,
  among: Candidates = candidatesOf(leaf, fields, phrase),
): Bitset {
  const found = createBitset(leaf.reader.articles)
  const spellings: Spellings = []
  for (const { field, set } of among) {
    if (within !== undefined) intersect(set, within)
    if (!phrase.decided) verify(leaf, field, phrase, set, spellings)
    unite(found, set)
  }
  return found
}

/**
 * Whether any live article contains a string. Field by field and segment by segment, because a text that occurs is
 * usually found early.
 */
export function occurs(leaves: readonly Leaf[], text: string, fields: readonly FieldId[]): boolean {
  const phrase = planPhrase(text)
  if (phrase === undefined) return false
  return leaves.some((leaf) => fields.some((field) => isInAny(leaf, field, phrase)))
}

/** Whether any live article of a segment contains the string in the field: reads no text after the first that does. */
function isInAny(leaf: Leaf, field: FieldId, phrase: Phrase): boolean {
  const [place] = livingCandidates(leaf, [field], phrase)
  if (place === undefined || isEmpty(place.set)) return false
  if (phrase.decided) return true
  const { set } = place
  keepHolders(set, leaf, field, phrase)
  const sure = cutInto(leaf.reader, field, phrase)
  intersect(sure, set)
  if (!isEmpty(sure)) return true
  return someBit(set, (article) => holds(leaf.reader, field, article, phrase.needle, []))
}

/**
 * Articles of a segment that contain a string in one of the fields; none if nothing is left of it after normalising.
 * @param within as for {@link phraseSet}
 * @param wholeStart, wholeEnd as for {@link planPhrase}
 */
export function stringSet(
  leaf: Leaf,
  fields: readonly FieldId[],
  text: string,
  within?: Bitset,
  wholeStart = false,
  wholeEnd = false,
): Bitset {
  const phrase = planPhrase(text, wholeStart, wholeEnd)
  return phrase === undefined ? createBitset(leaf.reader.articles) : phraseSet(leaf, fields, phrase, within)
}

/** Whether the lists of the string's bigrams and words give its candidates, rather than a scan of a dictionary. */
export const hasLists = ({ pairs, terms }: Phrase): boolean => pairs.length + terms.length > 0

/**
 * Number of live articles that contain the string: exact if there are at most `looks` candidates, otherwise estimated
 * from a sample of that size.
 * @param least if there are fewer candidates, the result is 0
 */
export function estimateHolders(
  leaves: readonly Leaf[],
  fields: readonly FieldId[],
  phrase: Phrase,
  looks: number,
  least: number,
): number {
  const places = leaves.flatMap((leaf) =>
    livingCandidates(leaf, fields, phrase).map((one) => ({ ...one, segment: leaf.reader })),
  )
  const total = places.reduce((sum, { set }) => sum + countBits(set), 0)
  if (total < least || total === 0) return 0
  const stride = phrase.decided ? 1 : Math.max(1, total / looks)
  const held = new Map(places.map(({ segment }) => [segment, createBitset(segment.articles)]))
  let seen = 0
  for (const { segment, field, set } of places) {
    const spellings: Spellings = []
    const sure = cutInto(segment, field, phrase)
    forEachBit(set, (article) => {
      const isLookedAt = Math.floor((seen + 1) / stride) > Math.floor(seen / stride)
      seen++
      if (!isLookedAt) return
      if (phrase.decided || hasBit(sure, article) || holds(segment, field, article, phrase.needle, spellings))
        setBit(held.get(segment)!, article)
    })
  }
  return Math.round([...held.values()].reduce((sum, set) => sum + countBits(set), 0) * stride)
}

function livingCandidates(leaf: Leaf, fields: readonly FieldId[], phrase: Phrase): Candidates {
  const live = leaf.live.set
  const found = candidatesOf(leaf, fields, phrase)
  if (live !== undefined) for (const { set } of found) intersect(set, live)
  return found
}

/**
 * Sequences of tokens, as a segment stores them, in which a string was found, latest first. Most articles that contain
 * the string have it in one of a few such sequences, which are found without decoding.
 */
type Spellings = Uint8Array[]

/** Most sequences that are tried before a text is decoded. */
const mostSpellings = 6

function holds(segment: SegmentReader, field: FieldId, article: number, needle: Needle, spellings: Spellings): boolean {
  const known = segment.occurs?.(article, field, needle.units)
  if (known !== undefined) return known
  if (spellings.length > 0 && segment.containsAny?.(article, field, spellings) === true) return true
  segment.decode(article, field, text)
  const at = indexOf(text.units, text.unitCount, needle)
  // Where a word must end, the tokens alone do not decide.
  if (at >= 0 && !needle.wholeStart && !needle.wholeEnd) learn(spellings, at, at + needle.units.length)
  return at >= 0
}

function learn(spellings: Spellings, start: number, end: number): void {
  const ends = text.tokenEnd.subarray(0, text.tokenCount)
  spellings.unshift(codesOf(text, firstAbove(ends, start), firstAbove(ends, end - 1) + 1))
  spellings.length = Math.min(spellings.length, mostSpellings)
}

const text = createDecodedText()

function verify(leaf: Leaf, field: FieldId, phrase: Phrase, set: Bitset, spellings: Spellings): void {
  const segment = leaf.reader
  keepHolders(set, leaf, field, phrase)
  const sure = cutInto(segment, field, phrase)
  forEachBit(set, (article) => {
    if (!hasBit(sure, article) && !holds(segment, field, article, phrase.needle, spellings)) clearBit(set, article)
  })
}

/** Articles whose field has the string as one word of its segmentation: they contain it. */
function cutInto(segment: SegmentReader, field: FieldId, { word }: Phrase): Bitset {
  const set = createBitset(segment.articles)
  const list = word === undefined ? undefined : segment.terms(field).find(word)
  if (list !== undefined) addList(set, list)
  return set
}

/**
 * A superset of the articles that contain the string: the intersection of the rarest lists that it implies. Undefined
 * if there is none.
 */
function candidates(leaf: Leaf, field: FieldId, phrase: Phrase): Bitset | undefined {
  const segment = leaf.reader
  const lists: PostingList[] = []
  const pairs = segment.pairs(field)
  for (const [first, second] of rarest(phrase.pairs, ([a, b]) => pairs.documentFrequency(a, b))) {
    const list = pairs.find(first, second)
    if (list === undefined) return undefined
    lists.push(list)
  }
  for (const term of phrase.terms) {
    const list = segment.terms(field).find(term)
    if (list === undefined) return undefined
    lists.push(list)
  }
  return lists.length > 0 ? intersectLists(segment, lists) : weakCandidates(leaf, field, phrase)
}

/** The few rarest of a string's bigrams are enough; the text decides the rest. */
function rarest<T extends readonly [number, number]>(
  pairs: readonly T[],
  frequency: (pair: T) => number,
): readonly T[] {
  const most = 6
  if (pairs.length <= most) return pairs
  const counted = pairs.map((pair) => ({ pair, count: frequency(pair) }))
  return counted
    .sort((a, b) => a.count - b.count)
    .slice(0, most)
    .map(({ pair }) => pair)
}

function intersectLists(segment: SegmentReader, lists: PostingList[]): Bitset {
  lists.sort((a, b) => a.documentFrequency - b.documentFrequency)
  const fewest = decodeList(lists[0]!)
  let held: Int32Array = scratch.documents.slice(0, fewest)
  for (const list of lists.slice(1)) {
    // Decoding a posting costs about a hundredth of reading a text.
    if (list.documentFrequency > fewest * 100 || held.length === 0) break
    held = keepListed(held, list)
  }
  const set = createBitset(segment.articles)
  for (const article of held) setBit(set, article)
  return set
}

/** Those of some articles that a list contains, in their array; both ascend. Of a long list, few blocks are decoded. */
function keepListed(articles: Int32Array, list: PostingList): Int32Array {
  const count = decodeList(list, articles)
  const { documents } = scratch
  let kept = 0
  for (let at = 0, i = 0; i < count && at < articles.length; i++) {
    while (at < articles.length && articles[at]! < documents[i]!) at++
    if (articles[at] === documents[i]) articles[kept++] = articles[at]!
  }
  return articles.subarray(0, kept)
}

/** For strings without any bigram or whole word: one character, a part of a Latin word, symbols, or nothing at all. */
function weakCandidates(leaf: Leaf, field: FieldId, { character, partial, symbol }: Phrase): Bitset {
  const segment = leaf.reader
  const set = createBitset(segment.articles)
  if (character !== undefined) addLists(set, listsOf(segment, field, 'character', String.fromCharCode(character)))
  else if (partial !== undefined) addPartial(set, leaf, field, partial)
  else if (symbol !== undefined) addLists(set, listsOf(segment, field, 'term', symbol))
  return set
}

function addLists(set: Bitset, lists: readonly PostingList[]): void {
  for (const list of lists) addList(set, list)
}

function addPartial(set: Bitset, leaf: Leaf, field: FieldId, { text, starts, ends }: PartialWord): void {
  if (starts) addPrefixedTerms(set, leaf.reader, field, text)
  else addTerms(set, leaf.reader, field, termsWith(leaf.innerTerms(field), text, ends))
}
