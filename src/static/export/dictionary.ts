/** Chooses the tokens of the dictionary that all texts of an export share, by how often files would spell them out. */
import { unitMap } from '../../text/characters/char-table.js'
import { normalize } from '../../text/normalize.js'
import { isChanged, type Vocabulary } from '../../storage/segment/vocabulary/codec.js'
import { normalizedOf, surfaceOf } from '../../storage/segment/vocabulary/spellings.js'
import type { DecodedText } from '../../storage/segment/articles/text-codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { inBuckets, frequentRanks, NumberedTokens, type Dictionary, type TokenWeights } from './format/tokens.js'
import { bucketOf, bucketsOf, longLength, unitSymbols, type CharacterRanks } from './format/spellings.js'

/** A token that fewer articles contain costs more in the dictionary than it saves. */
const leastArticles = 24
const mostTokens = 8000

/** Distinct tokens as they are spelled, in order of first occurrence. */
class MetTokens {
  readonly spellings: string[] = []
  readonly counts: number[] = []
  readonly articles: number[] = []
  readonly #numbers = new Map<string, number>()

  /** Returns the token's number. */
  meet(token: string, count: number, articles: number): number {
    let number = this.#numbers.get(token)
    if (number === undefined) {
      number = this.spellings.push(token) - 1
      this.#numbers.set(token, number)
      this.counts.push(0)
      this.articles.push(0)
    }
    this.counts[number]! += count
    this.articles[number]! += articles
    return number
  }
}

interface SegmentCounts {
  readonly counts: Uint32Array
  readonly articles: Uint32Array
  readonly lastMet: Int32Array
}

export interface SegmentTokens {
  /** By number in the segment: the number in {@link CollectionTokens.written}; −1 for tokens that no text contains. */
  readonly numbers: Int32Array
  /** Not 0 for tokens whose normalised form differs from what normalising their spelling alone gives. */
  readonly odd: Uint8Array
}

export interface CollectionTokens {
  readonly dictionary: Dictionary
  readonly written: NumberedTokens
  readonly bySegment: ReadonlyMap<SegmentReader, SegmentTokens>
  /** By the number that {@link TokenCounter.addPiece} returned: the number in `written`. */
  readonly numbers: Int32Array
  /** Of all texts, in UTF-8. */
  readonly textBytes: number
}

export class TokenCounter {
  readonly #bySegment = new Map<SegmentReader, SegmentCounts>()
  readonly #met = new MetTokens()
  #textBytes = 0

  /**
   * Counts the tokens of a text. Hot.
   * @param spelled gets the units, as spelled, of tokens that are new in the article
   * @param bodies gets their normalised units
   */
  add(segment: SegmentReader, article: number, text: DecodedText, spelled: Holders, bodies?: Holders): void {
    const { units, tokens, tokenEnd, tokenCount } = text
    const { vocabulary } = segment
    const { counts, articles, lastMet } = this.#countsOf(segment)
    for (let i = 0; i < tokenCount; i++) {
      const token = tokens[i]!
      counts[token]!++
      if (lastMet[token] === article) continue
      lastMet[token] = article
      articles[token]!++
      const start = i === 0 ? 0 : tokenEnd[i - 1]!
      bodies?.add(article, units, start, tokenEnd[i]!)
      // The text has normalised units. If they differ from the spelling, that is in the vocabulary.
      if (isChanged(vocabulary, token)) spelled.addText(article, surfaceOf(vocabulary, token))
      else spelled.add(article, units, start, tokenEnd[i]!)
    }
  }

  /** Counts a token of a label. @param articles how many more articles contain it; returns the token's number */
  addPiece(token: string, articles: number): number {
    return this.#met.meet(token, articles, articles)
  }

  /** Chooses the tokens of the dictionary, numbers all tokens and computes the first weights. Called once. */
  finish(characters: CharacterRanks): CollectionTokens {
    const joined = new Map(Array.from(this.#bySegment, ([segment, counts]) => [segment, this.#join(segment, counts)]))
    this.#bySegment.clear()
    const tokens = chooseTokens(this.#met, characters)
    const { spellings } = this.#met
    const ranks = ranksOf(tokens, spellings)
    const numbers = ranks.map((rank, met) => (rank < 0 ? tokens.length + met : rank))
    for (const { numbers: own } of joined.values())
      for (let token = 0; token < own.length; token++) if (own[token]! >= 0) own[token] = numbers[own[token]!]!
    const spellingOf = (number: number): string =>
      number < tokens.length ? tokens[number]! : spellings[number - tokens.length]!
    return {
      dictionary: { tokens, weights: weigh(this.#met, ranks, tokens.length, characters) },
      written: new NumberedTokens(tokens.length + spellings.length, spellingOf),
      bySegment: joined,
      numbers,
      textBytes: this.#textBytes,
    }
  }

  #join({ vocabulary }: SegmentReader, { counts, articles }: SegmentCounts): SegmentTokens {
    const numbers = new Int32Array(counts.length).fill(-1)
    const odd = new Uint8Array(counts.length)
    for (let token = 0; token < counts.length; token++) {
      if (counts[token] === 0) continue
      const spelling = surfaceOf(vocabulary, token)
      numbers[token] = this.#met.meet(spelling, counts[token]!, articles[token]!)
      odd[token] = Number(isOdd(vocabulary, token, spelling))
      this.#textBytes += counts[token]! * Buffer.byteLength(spelling)
    }
    return { numbers, odd }
  }

  #countsOf(segment: SegmentReader): SegmentCounts {
    const { count } = segment.vocabulary
    const known = this.#bySegment.get(segment) ?? {
      counts: new Uint32Array(count),
      articles: new Uint32Array(count),
      lastMet: new Int32Array(count).fill(-1),
    }
    this.#bySegment.set(segment, known)
    return known
  }
}

function isOdd(vocabulary: Vocabulary, token: number, spelling: string): boolean {
  if (isChanged(vocabulary, token)) return normalize(spelling).text !== normalizedOf(vocabulary, token)
  for (let at = 0; at < spelling.length; at++) {
    const unit = spelling.charCodeAt(at)
    if (unitMap[unit] !== unit) return normalize(spelling).text !== spelling
  }
  return false
}

/**
 * The first {@link frequentRanks} are chosen by occurrences, because each occurrence is coded; the others by articles,
 * because a file codes them only once.
 */
function chooseTokens({ spellings, counts, articles }: MetTokens, ranks: CharacterRanks): string[] {
  const isCoded = (token: number): boolean =>
    articles[token]! >= leastArticles && ranks.rankOf[spellings[token]!.charCodeAt(0)]! > 0
  const by = (column: readonly number[]) => (a: number, b: number) =>
    column[b]! - column[a]! || (spellings[a]! < spellings[b]! ? -1 : 1)
  const all = [...spellings.keys()].filter(isCoded).sort(by(counts))
  const others = all.slice(frequentRanks).sort(by(articles))
  const chosen = [...all.slice(0, frequentRanks), ...others].slice(0, mostTokens)
  return inBuckets(
    chosen.map((token) => spellings[token]!),
    ranks,
  )
}

/** By token: its rank, or −1 if it was not chosen. */
function ranksOf(chosen: readonly string[], spellings: readonly string[]): Int32Array {
  const ranks = new Map(chosen.map((token, rank) => [token, rank]))
  return Int32Array.from(spellings, (token) => ranks.get(token) ?? -1)
}

/** The first weights of symbols. @param ranks by token; @param chosen number of tokens that have a rank */
function weigh(
  { spellings, counts, articles }: MetTokens,
  ranks: Int32Array,
  chosen: number,
  { units, rankOf }: CharacterRanks,
): TokenWeights {
  const kinds = new Float64Array(2 + bucketsOf(chosen))
  const lengths = new Float64Array(longLength + 1)
  const ofUnits = new Float64Array(unitSymbols({ units }))
  for (let token = 0; token < ranks.length; token++) {
    const [spelling, rank, holders] = [spellings[token]!, ranks[token]!, articles[token]!]
    const isFrequent = rank >= 0 && rank < frequentRanks
    if (!isFrequent) kinds[1]! += counts[token]! - holders
    kinds[rank < 0 ? 0 : 2 + bucketOf(rank)]! += isFrequent ? counts[token]! : holders
    if (rank >= 0) continue
    lengths[Math.min(longLength, spelling.length)]! += holders
    for (let at = 0; at < spelling.length; at++) {
      const unit = rankOf[spelling.charCodeAt(at)]! - 1
      ofUnits[unit < 0 ? 0 : 1 + bucketOf(unit)]! += holders
    }
  }
  return { kinds: scaled(kinds), lengths: scaled(lengths), units: scaled(ofUnits) }
}

/** First weights are scaled to this sum, so small that what a file contains soon outweighs them. */
const weightOfAll = 2000

function scaled(counts: Float64Array): number[] {
  const sum = counts.reduce((all, count) => all + count, 1)
  return Array.from(counts, (count) => 1 + Math.round((weightOfAll * count) / sum))
}

/** Counts how many articles contain each unit. */
interface Holders {
  /** By unit: how many articles contain it. */
  readonly counts: Uint32Array
  /** Counts units[start, end). Articles ascend. Hot. */
  add(article: number, units: Uint16Array, start: number, end: number): void
  addText(article: number, text: string): void
}

export function createHolders(): Holders {
  const counts = new Uint32Array(0x10000)
  const lastMet = new Int32Array(0x10000).fill(-1)
  const meet = (article: number, unit: number): void => {
    if (lastMet[unit] === article) return
    lastMet[unit] = article
    counts[unit]!++
  }
  return {
    counts,
    add: (article, units, start, end) => {
      for (let at = start; at < end; at++) meet(article, units[at]!)
    },
    addText: (article, text) => {
      for (let at = 0; at < text.length; at++) meet(article, text.charCodeAt(at))
    },
  }
}
