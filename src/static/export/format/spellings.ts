/** Numbers, units and strings as symbols of a {@link Coder}. Format: FORMAT.md, "Coded numbers and strings". */
import type { Characters } from './characters.js'
import { Frequencies, type Coder } from './coder.js'

export type CharacterRanks = Pick<Characters, 'units' | 'rankOf'>

/** Added to the frequency of a symbol at each occurrence. */
export const step = 16

/** First ranks of the buckets: ⌈2^((bucket + 2) / 2)⌉ − 2. */
const starts = Float64Array.from({ length: 64 }, (_, bucket) => Math.ceil(2 ** ((bucket + 2) / 2) - 1e-9) - 2)

export const bucketStart = (bucket: number): number => starts[bucket]!

/** Buckets grow by √2, so that each is about as frequent as the others: ⌊2 log₂(rank + 2)⌋ − 2. */
export function bucketOf(rank: number): number {
  const bucket = 2 * (31 - Math.clz32(rank + 2)) - 2
  return rank < starts[bucket + 1]! ? bucket : bucket + 1
}

export const bucketsOf = (count: number): number => (count === 0 ? 0 : bucketOf(count - 1) + 1)

/**
 * Codes a special symbol or a rank. A rank is coded as its bucket, whose symbols follow the special ones, then as its
 * place in the bucket.
 * @param own number of special symbols; @param value −1 − special symbol, or a rank below `count`
 */
export function codeRank(coder: Coder, met: Frequencies, own: number, count: number, value: number): number {
  const symbol = coder.symbol(met, value < 0 ? -1 - value : own + bucketOf(value))
  if (symbol < own) return -1 - symbol
  const start = bucketStart(symbol - own)
  return start + coder.below(Math.min(count, bucketStart(symbol - own + 1)) - start, value - start)
}

/** Frequencies of symbols about which nothing is known. */
export const ones = (count: number): readonly number[] => new Array<number>(count).fill(1)

/** Numbers below this are symbols. */
const small = 16
const smallBits = 4
const firstNumbers = ones(small + 31 - smallBits)

/**
 * Numbers below 2³¹ of one kind. Small ones are symbols; others are coded as their width, then the bits after the
 * first.
 */
export class Numbers {
  readonly #coder: Coder
  readonly #met = new Frequencies(firstNumbers, step)

  constructor(coder: Coder) {
    this.#coder = coder
  }

  code(value: number): number {
    const symbol = this.#coder.symbol(this.#met, value < small ? value : small + 31 - Math.clz32(value) - smallBits)
    if (symbol < small) return symbol
    const bits = symbol - small + smallBits
    const low = Math.min(16, bits)
    const high = this.#coder.below(1 << (bits - low), (value - (1 << bits)) >>> low)
    return (1 << bits) + (high << low) + this.#coder.below(1 << low, value & ((1 << low) - 1))
  }
}

/** Units by their rank in the table of characters. */
export class Units {
  readonly #coder: Coder
  readonly #ranks: CharacterRanks
  readonly #met: Frequencies

  /** @param weights first frequencies: of units that the table doesn't have, then of each bucket of ranks */
  constructor(coder: Coder, ranks: CharacterRanks, weights: readonly number[] = ones(unitSymbols(ranks))) {
    this.#coder = coder
    this.#ranks = ranks
    this.#met = new Frequencies(weights, step)
  }

  code(unit: number): number {
    const { units, rankOf } = this.#ranks
    const rank = codeRank(this.#coder, this.#met, 1, units.length, (rankOf[unit] ?? 0) - 1)
    return rank < 0 ? this.#coder.below(0x10000, unit) : units[rank]!
  }
}

export const unitSymbols = ({ units }: Pick<CharacterRanks, 'units'>): number => 1 + bucketsOf(units.length)

/** Shorter lengths have a symbol of their own. */
export const longLength = 15

export interface SpellingWeights {
  /** By length in units; the last is for {@link longLength} and longer. */
  readonly lengths: readonly number[]
  readonly units: readonly number[]
}

/** Strings: their length, then their units. */
export class Spellings {
  readonly numbers: Numbers
  readonly #coder: Coder
  readonly #lengths: Frequencies
  readonly #units: Units

  constructor(coder: Coder, ranks: CharacterRanks, weights?: SpellingWeights) {
    this.#coder = coder
    this.numbers = new Numbers(coder)
    this.#lengths = new Frequencies(weights?.lengths ?? ones(longLength + 1), step)
    this.#units = new Units(coder, ranks, weights?.units)
  }

  code(text: string): string {
    const short = this.#coder.symbol(this.#lengths, Math.min(longLength, text.length))
    const length = short < longLength ? short : longLength + this.numbers.code(text.length - longLength)
    let spelled = ''
    for (let at = 0; at < length; at++) spelled += String.fromCharCode(this.#units.code(text.charCodeAt(at)))
    return spelled
  }
}
