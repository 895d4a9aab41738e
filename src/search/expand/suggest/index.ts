/**
 * Did you mean: for a Han text that hardly any article contains, finds strings of the collection that sound alike, look
 * alike, or differ by two swapped characters, a missing one or an extra one. They are suggested, never searched
 * automatically.
 */
import { lazy } from '../../../base/growing.js'
import { findCandidates, wordsThatFit, type Candidate } from '../candidates.js'
import type { Collection } from '../collection.js'
import { anyHan, charactersAt, placeOf, type Pattern, type Place } from '../paths.js'
import type { PinyinTable } from '../pinyin/table.js'
import type { QueryExpansion } from '../query.js'
import { isOrigin, operandsOf, type QueryNode, type TextNode } from '../../../query/index.js'
import { normalize } from '../../../text/normalize.js'

/** How a suggestion differs from what was typed. */
export type Slip = 'reading' | 'shape' | 'order' | 'other' | 'missing' | 'surplus' | 'letters'

export interface CorrectedText {
  readonly text: string
  readonly by: Slip
  /** Approximate number of articles that contain it. */
  readonly articles: number
}

interface Scored extends CorrectedText {
  readonly score: number
}

export interface SuggestContext {
  readonly collection: Collection
  readonly table: () => PinyinTable
  readonly lookAlikes: () => LookAlikes
}

/** A correction of a text of the query, suggested if hardly any article contains the text. */
export interface Correction extends CorrectedText {
  /** The query with the correction applied. */
  readonly query: string
  readonly replaces: string
}

/** Most texts of a query that are looked up. */
const mostTexts = 6

/** @param expansions texts that got alternatives need no correction */
export function suggestCorrections(
  node: QueryNode | undefined,
  query: string,
  expansions: readonly QueryExpansion[],
  context: SuggestContext,
): Correction[] {
  if (node === undefined) return []
  const expanded = expansions.map(({ text }) => text).join(' ')
  const texts = textsOf(node).filter(({ text }) => !expanded.includes(text))
  return texts.slice(0, mostTexts).flatMap(({ text, span: [start, end] }) => {
    const normalized = normalize(text).text
    const corrections = hasHan(text) ? correct(normalized, context) : correctLatin(normalized, context.collection)
    return corrections.map((correction) => ({
      query: query.slice(0, start) + correction.text + query.slice(end),
      replaces: text,
      ...correction,
    }))
  })
}

// Common characters first: an expression over the whole script takes half a millisecond to compile.
const hasHan = (text: string): boolean => /[\u4e00-\u9fff]/.test(text) || /\p{Script=Han}/u.test(text)

function textsOf(node: QueryNode): readonly TextNode[] {
  if (node.kind === 'text') return [node]
  const isExempt = node.kind === 'not' || (node.kind === 'field' && isOrigin(node.field))
  return isExempt ? [] : operandsOf(node).flatMap(textsOf)
}

const shortest = 2
const longest = 8
/** A text in more articles than this is not a typo. */
const few = 2
const mostCorrections = 3
const mostOfPattern = 6
/** Texts are read only if some bigram is in at most this many articles. */
const rarePair = 1000

/** The likelihood of each kind of typo, relative to a wrong character with the same reading. */
const weights: Readonly<Record<Slip, number>> = {
  reading: 1,
  shape: 0.6,
  order: 1,
  other: 0.1,
  missing: 0.1,
  surplus: 0.03,
  letters: 1,
}
/** Factor for each further wrong character. */
const furtherSlip = 0.02
/**
 * Factor for dropping the first or last character: the suggestion is then only a part of what the reader typed.
 */
const truncation = 0.02

/** The likeliest corrections of a text, best first; none if it is not a short Han text, or occurs often enough. */
export function correct(text: string, context: SuggestContext): CorrectedText[] {
  const { collection } = context
  if (text.length < shortest || text.length > longest || !isRare(text, collection)) return []
  if (!new RegExp(`^\\p{Script=Han}{${shortest},${longest}}$`, 'u').test(text)) return []
  const found = new Map<string, Scored>()
  const add = (corrections: readonly Scored[]): void => {
    for (const correction of corrections) {
      const known = found.get(correction.text)
      if (correction.text !== text && (known?.score ?? 0) < correction.score) found.set(correction.text, correction)
    }
  }
  add([...misread(text, context), ...reordered(text, collection)])
  if (![...found.values()].some(({ articles }) => articles > few)) add(miswritten(text, collection))
  add(resized(text, collection))
  return [...found.values()]
    .filter(({ articles }) => articles > few)
    .sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
    .slice(0, mostCorrections)
    .map(({ text, by, articles }) => ({ text, by, articles }))
}

/** Checks the bigrams first, which costs nothing. */
function isRare(text: string, collection: Collection): boolean {
  let least = Infinity
  for (let at = 0; at + 1 < text.length; at++) {
    least = Math.min(least, collection.pairFrequency(text.charCodeAt(at), text.charCodeAt(at + 1)))
  }
  if (least <= few) return true
  return text.length > 2 && least <= rarePair && !collection.isInMoreThan(few, text)
}

/** Each character may be replaced by one that sounds or looks like it. */
function misread(text: string, { collection, table: openTable, lookAlikes: openLookAlikes }: SuggestContext): Scored[] {
  const [table, lookAlikes] = [openTable(), openLookAlikes()]
  const alike = Array.from(text, (character) => {
    const readings = table.readingsOf(character).map((reading) => reading.slice(0, -1))
    return new Set([character, ...readings.flatMap((text) => charactersAt(table.charactersOf({ text, tone: 0 })))])
  })
  const pattern = alike.map((characters, at) => placeOf([...characters, ...lookAlikes(text[at]!)].join('')))
  const candidates = findCandidates(collection, pattern, mostOfPattern * 4, (candidate) => slips(candidate, text) <= 2)
  return candidates.flatMap((candidate) => {
    const wrong = slips(candidate.text, text)
    const isReading = Array.from(candidate.text).every((character, at) => alike[at]!.has(character))
    // A look-alike that has no character in common with the text is a different text, for example a name.
    if (!isReading && wrong === alike.length) return []
    return [scored(candidate, isReading ? 'reading' : 'shape', furtherSlip ** Math.max(0, wrong - 1))]
  })
}

function slips(a: string, b: string): number {
  return Array.from(a).filter((character, at) => character !== b[at]).length
}

function reordered(text: string, collection: Collection): Scored[] {
  const swapped = Array.from({ length: text.length - 1 }, (_, at) => {
    return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2)
  })
  return swapped.flatMap((candidate) => existing(collection, candidate, 'order'))
}

/**
 * One character may be any other, in texts of at least three characters. The first one is replaced only if the result
 * is a dictionary word.
 */
function miswritten(text: string, collection: Collection): Scored[] {
  if (text.length < 3) return []
  const places = Array.from(text, placeOf)
  const first = Array.from(wordsThatFit(collection, [commonHan(), ...places.slice(1)]), ([word, articles]) => {
    return { text: word, articles, isWord: true, score: articles }
  })
  const others = places.slice(1).flatMap((_, i) => {
    const pattern = places.map((place, at) => (at === i + 1 ? anyHan : place))
    return findCandidates(collection, pattern, mostOfPattern, () => true)
  })
  return [...first, ...others].map((candidate) => scored(candidate, 'other', 1))
}

/** The characters of GB 2312: nearly all that texts contain. */
const commonHan = lazy((): Place => {
  const bytes = new Uint8Array(2 * (0xf7 - 0xb0 + 1) * 94)
  let at = 0
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      bytes[at++] = row
      bytes[at++] = cell
    }
  }
  return placeOf(new TextDecoder('gb18030').decode(bytes))
})

/** An extra character, or one missing inside or at the end. */
function resized(text: string, collection: Collection): Scored[] {
  const characters = Array.from(text)
  const without = text.length < 3 ? [] : characters.map((_, at) => text.slice(0, at) + text.slice(at + 1))
  const surplus = without.flatMap((candidate, at) => {
    const factor = at === 0 || at === text.length - 1 ? truncation : 1
    return existing(collection, candidate, 'surplus').map((one) => ({ ...one, score: one.score * factor }))
  })
  const missing = characters.flatMap((_, at) => {
    const pattern: Pattern = [
      ...characters.slice(0, at + 1).map(placeOf),
      anyHan,
      ...characters.slice(at + 1).map(placeOf),
    ]
    return findCandidates(
      collection,
      pattern,
      mostOfPattern,
      (candidate) => text.length > 2 || collection.isWord(candidate),
    )
  })
  return [...surplus, ...missing.map((candidate) => scored(candidate, 'missing', 1))]
}

function existing(collection: Collection, text: string, by: Slip): Scored[] {
  const pattern = Array.from(text, placeOf)
  return findCandidates(collection, pattern, 1, () => true).map((candidate) => scored(candidate, by, 1))
}

function scored({ text, articles, score }: Candidate, by: Slip, factor: number): Scored {
  return { text, by, articles, score: score * weights[by] * factor }
}

const shortestLatin = 4
const longestLatin = 30

/** For a Latin word that does not occur: the most frequent Latin words one letter away, or with two letters swapped. */
export function correctLatin(word: string, collection: Collection): CorrectedText[] {
  if (!/^[a-z]+$/.test(word) || word.length < shortestLatin || word.length > longestLatin) return []
  if (collection.termFrequency(word) > 0) return []
  const articles = new Map<string, number>()
  for (let letter = 97; letter <= 122; letter++) {
    collection.forEachTerm(String.fromCharCode(letter), (term, count) => {
      if (isOneSlip(term, word)) articles.set(term, (articles.get(term) ?? 0) + count)
    })
  }
  return [...articles]
    .map(([text, articles]) => ({ text, by: 'letters' as const, articles }))
    .sort((a, b) => b.articles - a.articles || (a.text < b.text ? -1 : 1))
    .slice(0, mostCorrections)
}

/** Whether one letter or two swapped letters differ: compares what is left without the common prefix and suffix. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const restA = a.slice(start, a.length - end)
  const restB = b.slice(start, b.length - end)
  if (restA.length <= 1 && restB.length <= 1) return true
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}

/*
 * Characters that look alike: they differ in a stroke or in one component, and people who write with a pen or a
 * stroke-based input method confuse them. Simplified characters; each line of `data/words/look-alikes.txt` stands for all
 * pairs in it.
 */

/** Characters that look like a character; empty for most. */
export type LookAlikes = (character: string) => ReadonlySet<string>

/** @param text the content of look-alikes.txt. The groups are scanned, because few characters are ever looked up. */
export function readLookAlikes(text: string): LookAlikes {
  const groups = text.trimEnd().split('\n')
  const known = new Map<string, ReadonlySet<string>>()
  return (character) => {
    const found = known.get(character)
    if (found !== undefined) return found
    const others = new Set(groups.filter((group) => group.includes(character)).join(''))
    others.delete(character)
    known.set(character, others)
    return others
  }
}
