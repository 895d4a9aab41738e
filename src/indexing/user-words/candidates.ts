/**
 * Finds strings of neighbouring tokens that belong together. Strings are counted only across a border between tokens
 * whose two characters occur together more often than by chance, as the pair dictionaries show. There are few such
 * borders, so counting all strings across them is cheap.
 */
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { Field, type FieldId } from '../../storage/segment/fields.js'
import type { SecondSums } from '../../storage/segment/pairs/reader.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { isFunctionWord } from '../../text/analysis/function-words.js'
import { kindOf, normalizedOf } from '../../storage/segment/vocabulary/spellings.js'
import { TokenKind } from '../../text/analysis/analysis.js'
import { textOf } from '../../text/units.js'

/** Maximum tokens and characters of a candidate. */
const mostTokens = 6
const mostUnits = 10
/**
 * Logarithm of how much more often than by chance two characters must occur together. In a small collection, where this
 * can't be reached, a third of the possible maximum is enough.
 */
const leastAssociation = 5
const shareOfPossible = 1 / 3

export interface Candidate {
  readonly word: string
  count: number
  articles: number
  /** The end of each of its tokens, in units. */
  readonly ends: readonly number[]
  /** Occurrences by the unit before and after the candidate; 0 stands for the beginning or end of the text. */
  readonly before: Map<number, number>
  readonly after: Map<number, number>
  /** Places in the first few articles. */
  readonly places: Place[]
}

/** Tokens [first, last) of one field of an article. */
export interface Place {
  readonly segment: SegmentReader
  readonly article: number
  readonly field: FieldId
  readonly first: number
  readonly last: number
}

export interface Counts {
  readonly candidates: ReadonlyMap<string, Candidate>
  /** Occurrences of single tokens. */
  readonly tokens: ReadonlyMap<string, number>
  /** Occurrences of all Han tokens. */
  readonly total: number
}

const placesEach = 3
const fields: readonly FieldId[] = [Field.title, Field.body]
const text = createDecodedText()

/** @param articles for each segment, the articles to examine */
export function countCandidates(segments: readonly SegmentReader[], articles: readonly (readonly number[])[]): Counts {
  const candidates = new Map<string, Candidate>()
  const last = new Map<Candidate, number>()
  let serial = 0
  const visit = (place: Place): void => {
    const candidate = countPlace(candidates, place)
    if (last.get(candidate) === serial) return
    last.set(candidate, serial)
    candidate.articles++
    if (candidate.places.length < placesEach) candidate.places.push(place)
  }
  const holds = createAssociation(segments)
  const tokens = new Map<string, number>()
  for (const [i, segment] of segments.entries()) {
    const counts = new Uint32Array(segment.vocabulary.count)
    for (const article of articles[i]!) {
      serial++
      for (const field of fields) {
        segment.decode(article, field, text)
        for (let token = 0; token < text.tokenCount; token++) counts[text.tokens[token]!]!++
        eachChain(segment, holds, (first, end) =>
          eachString(first, end, (from, to) => visit({ segment, article, field, first: from, last: to })),
        )
      }
    }
    addTokens(segment, counts, tokens)
  }
  return { candidates, tokens, total: [...tokens.values()].reduce((sum, count) => sum + count, 0) }
}

/** Calls `visit` with each longest run of Han tokens of which each belongs together with the next. */
function eachChain(
  { vocabulary }: SegmentReader,
  holds: (token: number) => boolean,
  visit: (first: number, end: number) => void,
): void {
  let first = 0
  for (let token = 0; token < text.tokenCount; token++) {
    const isHan = kindOf(vocabulary, text.tokens[token]!) === TokenKind.han
    if (token > first && !(isHan && holds(token))) {
      visit(first, token)
      first = token
    }
    if (!isHan) first = token + 1
  }
  visit(first, text.tokenCount)
}

function eachString(first: number, end: number, visit: (from: number, to: number) => void): void {
  for (let from = first; from + 1 < end; from++) {
    const start = startOf(from)
    for (let to = from + 2; to <= end && to - from <= mostTokens; to++) {
      if (text.tokenEnd[to - 1]! - start > mostUnits) break
      visit(from, to)
    }
  }
}

function startOf(token: number): number {
  return token === 0 ? 0 : text.tokenEnd[token - 1]!
}

function countPlace(candidates: Map<string, Candidate>, { first, last }: Place): Candidate {
  const start = startOf(first)
  const end = text.tokenEnd[last - 1]!
  const word = textOf(text.units, start, end)
  let candidate = candidates.get(word)
  if (candidate === undefined) {
    const ends = Array.from(text.tokenEnd.subarray(first, last), (tokenEnd) => tokenEnd - start)
    candidate = { word, count: 0, articles: 0, ends, before: new Map(), after: new Map(), places: [] }
    candidates.set(word, candidate)
  }
  candidate.count++
  countUnit(candidate.before, start === 0 ? 0 : text.units[start - 1]!)
  countUnit(candidate.after, end === text.unitCount ? 0 : text.units[end]!)
  return candidate
}

function countUnit(counts: Map<number, number>, unit: number): void {
  counts.set(unit, (counts.get(unit) ?? 0) + 1)
}

/** @param counts by token number, because spelling out each token would take longer than everything else */
function addTokens({ vocabulary }: SegmentReader, counts: Uint32Array, tokens: Map<string, number>): void {
  for (const [token, count] of counts.entries()) {
    if (count === 0 || kindOf(vocabulary, token) !== TokenKind.han) continue
    const word = normalizedOf(vocabulary, token)
    tokens.set(word, (tokens.get(word) ?? 0) + count)
  }
}

/**
 * Whether a token belongs together with the one before it: pointwise mutual information of the two characters at the
 * border, computed from the numbers of articles that contain them (Church, Hanks 1990). Function words belong together
 * with nothing.
 */
function createAssociation(segments: readonly SegmentReader[]): (token: number) => boolean {
  const pairs = associatedPairs(segments)
  const isFunction = (start: number, end: number): boolean => isFunctionWord(textOf(text.units, start, end))
  return (token) => {
    const { units, tokenEnd } = text
    const border = tokenEnd[token - 1]!
    if (pairs[units[border - 1]!]?.has(units[border]!) !== true) return false
    return !isFunction(startOf(token - 1), border) && !isFunction(border, tokenEnd[token]!)
  }
}

/**
 * All pairs that occur more often than by chance: second units by their first. The dictionaries are summed, one first
 * unit after the other.
 */
function associatedPairs(segments: readonly SegmentReader[]): readonly (ReadonlySet<number> | undefined)[] {
  const dictionaries = segments.map((segment) => segment.pairs(Field.body))
  const articles = segments.reduce((sum, segment) => sum + segment.articles, 0)
  // The average length of an article: the number of places where the second character could occur by chance.
  const length = segments.reduce((sum, { table }) => sum + table.bodyUnits, 0) / Math.max(1, articles)
  const holding = new Float64Array(65536)
  for (const one of dictionaries) for (const unit of one.firstUnits) holding[unit]! += one.characterFrequency(unit)
  const sums: SecondSums = { articles: new Int32Array(65536), met: new Uint16Array(65536), count: 0 }
  const found = new Array<Set<number> | undefined>(65536)
  const least = Math.min(leastAssociation, Math.log(articles * length + 1) * shareOfPossible)
  const chance = Math.exp(least) / (articles * length)
  for (const first of new Set(dictionaries.flatMap(({ firstUnits }) => [...firstUnits]))) {
    sums.count = 0
    for (const dictionary of dictionaries) dictionary.addSeconds(first, sums)
    const seconds = new Set<number>()
    for (const second of sums.met.subarray(0, sums.count)) {
      const count = sums.articles[second]!
      if (count > 1 && count > chance * holding[first]! * holding[second]!) seconds.add(second)
      sums.articles[second] = 0
    }
    if (seconds.size > 0) found[first] = seconds
  }
  return found
}
