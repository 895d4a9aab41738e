/**
 * Tokens as a stream of symbols: one that follows what it followed before, one of those that the file had already, one of
 * the dictionary that all files share, or a new one, spelled. 7 bits a character of news, where deflate takes 11.
 * Format: FORMAT.md, "Tokens of an export".
 */
import type { Coder } from './coder.js'
import { Frequencies } from './coder.js'
import { bucketStart, codeRank, Spellings, step } from './spellings.js'
import type { CharacterRanks } from './spellings.js'

/** First frequencies of the symbols, each at least 1; lengths and units are those of new tokens. */
export interface TokenWeights {
  /** New, had already, then the dictionary's by {@link bucketOf}. */
  readonly kinds: readonly number[]
  readonly lengths: readonly number[]
  readonly units: readonly number[]
}

/** What all files share: tokens by rank, the most frequent first. */
export interface Dictionary {
  readonly tokens: readonly string[]
  readonly rankOf: ReadonlyMap<string, number>
  readonly weights: TokenWeights
}

/** The first ranks are so frequent that they are never taken from what the file had already. */
export const frequentRanks = bucketStart(12)

const mostCached = 0x10000
const roomForNew = 2048
const flagStep = 4
const flagTotal = 128
/** Runs that are told apart by how long they have been followed. */
const runs = 12

/** The tokens of one file, one after the other. */
export class TokenStream {
  readonly spellings: Spellings
  readonly #coder: Coder
  readonly #dictionary: Dictionary
  readonly #kinds: Frequencies
  readonly #follows = Array.from({ length: runs }, () => new Frequencies([2 * flagStep, flagStep], flagStep, flagTotal))
  /** New tokens, whose numbers follow those of the dictionary. */
  readonly #added: string[] = []
  readonly #numberOf = new Map<string, number>()
  readonly #history: number[] = []
  /** By token: one behind its last place in the history; 0 for none. */
  #lastEnd: Int32Array
  readonly #cached: number[] = []
  /** By token: its place among those that the file had, + 1. */
  #cachedAt: Int32Array
  /** The place in the history that is followed; −1 for none. */
  #followed = -1
  #run = 0

  constructor(coder: Coder, dictionary: Dictionary, ranks: CharacterRanks) {
    this.spellings = new Spellings(coder, ranks, dictionary.weights)
    this.#coder = coder
    this.#dictionary = dictionary
    this.#kinds = new Frequencies(dictionary.weights.kinds, step)
    this.#lastEnd = new Int32Array(dictionary.tokens.length + roomForNew)
    this.#cachedAt = new Int32Array(dictionary.tokens.length + roomForNew)
  }

  /** @param text what is written; a reader ignores it */
  token(text: string): string {
    return this.spelling(this.code(text))
  }

  /**
   * Returns the token's number.
   * @param rank its rank in the dictionary, where that is known: then the text isn't needed
   */
  code(text: string, rank = this.#dictionary.rankOf.get(text) ?? -1): number {
    const known = rank >= 0 ? rank : (this.#numberOf.get(text) ?? -1)
    const number = this.#isFollowed(known) ? this.#history[this.#followed]! : this.#coded(known, text)
    const isRun = this.#followed >= 0 && this.#history[this.#followed] === number
    const before = this.#lastEnd[number]!
    this.#lastEnd[number] = this.#history.push(number)
    this.#run = isRun ? Math.min(runs - 1, this.#run + 1) : 0
    this.#followed = isRun ? this.#followed + 1 : before > 0 ? before : -1
    return number
  }

  spelling(number: number): string {
    const { tokens } = this.#dictionary
    return number < tokens.length ? tokens[number]! : this.#added[number - tokens.length]!
  }

  #isFollowed(number: number): boolean {
    if (this.#followed < 0) return false
    const isSame = Number(this.#history[this.#followed] === number)
    return this.#coder.symbol(this.#follows[this.#run]!, isSame) === 1
  }

  #coded(known: number, text: string): number {
    const { length } = this.#dictionary.tokens
    const kind = known >= 0 && this.#cachedAt[known]! > 0 ? -2 : known >= 0 && known < length ? known : -1
    const rank = codeRank(this.#coder, this.#kinds, 2, length, kind)
    if (rank === -2)
      return this.#cached[this.#coder.below(this.#cached.length, known < 0 ? 0 : this.#cachedAt[known]! - 1)]!
    return this.#remember(rank === -1 ? this.#add(this.spellings.code(text)) : rank)
  }

  #add(text: string): number {
    const number = this.#dictionary.tokens.length + this.#added.push(text) - 1
    this.#numberOf.set(text, number)
    if (number >= this.#lastEnd.length) {
      this.#lastEnd = doubled(this.#lastEnd)
      this.#cachedAt = doubled(this.#cachedAt)
    }
    return number
  }

  #remember(number: number): number {
    const isFrequent = number < Math.min(frequentRanks, this.#dictionary.tokens.length)
    if (!isFrequent && this.#cached.length < mostCached) this.#cachedAt[number] = this.#cached.push(number)
    return number
  }
}

function doubled(from: Int32Array): Int32Array {
  const to = new Int32Array(2 * from.length)
  to.set(from)
  return to
}
