/**
 * Tokens as a stream of symbols. A token is coded as the one that followed the same token before, as one that the file
 * already contains, as one of the dictionary that all files share, or as a new one, spelled out. This takes 7 bits a
 * character of news, deflate takes 11. Format: FORMAT.md, "Tokens of an export".
 */
import { withCapacity } from '../../../base/growing.js'
import { Frequencies, RangeReader, RangeWriter, type Coder } from './coder.js'
import { bucketStart, codeRank, Spellings, step, bucketOf, bucketsOf, longLength, unitSymbols } from './spellings.js'
import type { CharacterRanks } from './spellings.js'

/* The dictionary that the texts of an export share. Format: FORMAT.md, "Tokens of an export". */

const sizes = (tokens: number, ranks: CharacterRanks): Readonly<Record<keyof TokenWeights, number>> => ({
  kinds: 2 + bucketsOf(tokens),
  lengths: longLength + 1,
  units: unitSymbols(ranks),
})

/** Sorts each bucket by first character: all ranks of a bucket cost the same, and sorted tokens take less room. */
export function inBuckets(tokens: readonly string[], { rankOf }: CharacterRanks): string[] {
  const first = (token: string): number => rankOf[token.charCodeAt(0)]!
  const compare = (a: string, b: string): number => first(a) - first(b) || (a < b ? -1 : 1)
  const all = Array.from({ length: bucketsOf(tokens.length) }, (_, bucket) =>
    tokens.slice(bucketStart(bucket), bucketStart(bucket + 1)).sort(compare),
  )
  return all.flat()
}

/** @param dictionary no token is empty, each begins with a unit of the table; ordered by {@link inBuckets} */
export function encodeDictionary(dictionary: Dictionary, ranks: CharacterRanks): Uint8Array {
  const writer = new RangeWriter()
  walk(writer, dictionary, ranks)
  return writer.finish()
}

/** @throws RangeError */
export function decodeDictionary(bytes: Uint8Array, ranks: CharacterRanks): Dictionary {
  return walk(new RangeReader(bytes), undefined, ranks)
}

/** @param given the dictionary to write; undefined to read */
function walk(coder: Coder, given: Dictionary | undefined, ranks: CharacterRanks): Dictionary {
  const spellings = new Spellings(coder, ranks)
  const { numbers } = spellings
  const count = numbers.code(given?.tokens.length ?? 0)
  const weights = { kinds: [] as number[], lengths: [] as number[], units: [] as number[] }
  for (const [name, size] of Object.entries(sizes(count, ranks)) as [keyof TokenWeights, number][])
    for (let i = 0; i < size; i++) weights[name].push(numbers.code(given?.weights[name][i] ?? 0))
  const tokens: string[] = []
  for (let rank = 0, before = 0; rank < count; rank++) {
    if (rank > 0 && bucketOf(rank) !== bucketOf(rank - 1)) before = 0
    const token = given?.tokens[rank] ?? ''
    const first = before + numbers.code(ranks.rankOf[token.charCodeAt(0)]! - 1 - before)
    tokens.push(String.fromCharCode(ranks.units[first] ?? 0) + spellings.code(token.slice(1)))
    before = first
  }
  return { tokens, weights }
}

/** First frequencies of the symbols, each at least 1; `lengths` and `units` are for new tokens. */
export interface TokenWeights {
  /** A new token, one that the file already contains, then tokens of the dictionary by {@link bucketOf}. */
  readonly kinds: readonly number[]
  readonly lengths: readonly number[]
  readonly units: readonly number[]
}

/** What all files share: tokens by rank, the most frequent first. */
export interface Dictionary {
  readonly tokens: readonly string[]
  readonly weights: TokenWeights
}

/** Tokens with a rank below this are so frequent that they are always coded by rank, never as already in the file. */
export const frequentRanks = bucketStart(12)

const mostCached = 0x10000
const roomForNew = 2048
const flagStep = 4
const flagTotal = 128
/** Lengths of runs of correct predictions with frequencies of their own; the last is for longer runs too. */
const runs = 12

/**
 * The tokens to be written, by number: those of the dictionary by rank, then the others. All files share one instance;
 * {@link TokenStream.end} clears what a file noted in it.
 */
export class NumberedTokens {
  readonly spellingOf: (number: number) => string
  readonly places: TokenPlaces

  /** @param count of numbers */
  constructor(count: number, spellingOf: (number: number) => string) {
    this.spellingOf = spellingOf
    this.places = new TokenPlaces(count)
  }
}

/** By token: where the file contains it. */
class TokenPlaces {
  /** Its last place in the history, + 1; 0 for none. */
  lastEnd: Int32Array
  /** Its place in the cache, + 1; 0 for none. */
  cachedAt: Int32Array

  constructor(count: number) {
    this.lastEnd = new Int32Array(count)
    this.cachedAt = new Int32Array(count)
  }

  grow(): void {
    this.lastEnd = withCapacity(this.lastEnd, new Int32Array(2 * this.lastEnd.length))
    this.cachedAt = withCapacity(this.cachedAt, new Int32Array(2 * this.cachedAt.length))
  }

  clear(numbers: readonly number[]): void {
    for (const number of numbers) this.lastEnd[number] = this.cachedAt[number] = 0
  }
}

/** The tokens of one file, one after the other. */
export class TokenStream {
  readonly spellings: Spellings
  readonly #coder: Coder
  readonly #dictionary: Dictionary
  readonly #written: NumberedTokens | undefined
  readonly #kinds: Frequencies
  readonly #follows = Array.from({ length: runs }, () => new Frequencies([2 * flagStep, flagStep], flagStep, flagTotal))
  /** New tokens that were read; their numbers follow those of the dictionary. */
  readonly #added: string[] = []
  readonly #numberOf = new Map<string, number>()
  readonly #history: number[] = []
  readonly #places: TokenPlaces
  readonly #cached: number[] = []
  /** The place in the history of the token that is predicted next; −1 for none. */
  #followed = -1
  #run = 0

  /** @param written undefined to read */
  constructor(coder: Coder, dictionary: Dictionary, ranks: CharacterRanks, written?: NumberedTokens) {
    this.spellings = new Spellings(coder, ranks, dictionary.weights)
    this.#coder = coder
    this.#dictionary = dictionary
    this.#written = written
    this.#kinds = new Frequencies(dictionary.weights.kinds, step)
    this.#places = written?.places ?? new TokenPlaces(dictionary.tokens.length + roomForNew)
  }

  /**
   * Returns the token's number. Hot.
   * @param given the token to write; a reader leaves it out
   */
  code(given = -1): number {
    const number = this.#isFollowed(given) ? this.#history[this.#followed]! : this.#coded(given)
    const isRun = this.#followed >= 0 && this.#history[this.#followed] === number
    const { lastEnd } = this.#places
    const before = lastEnd[number]!
    lastEnd[number] = this.#history.push(number)
    this.#run = isRun ? Math.min(runs - 1, this.#run + 1) : 0
    this.#followed = isRun ? this.#followed + 1 : before > 0 ? before : -1
    return number
  }

  /** The spelling of a number that {@link code} returned when reading. */
  spelling(number: number): string {
    const { tokens } = this.#dictionary
    return number < tokens.length ? tokens[number]! : this.#added[number - tokens.length]!
  }

  /** Called when a file has been written. */
  end(): void {
    this.#written?.places.clear(this.#history)
  }

  #isFollowed(number: number): boolean {
    if (this.#followed < 0) return false
    const isSame = Number(this.#history[this.#followed] === number)
    return this.#coder.symbol(this.#follows[this.#run]!, isSame) === 1
  }

  #coded(given: number): number {
    const { length } = this.#dictionary.tokens
    const { cachedAt } = this.#places
    const place = given < 0 ? 0 : cachedAt[given]!
    const rank = codeRank(this.#coder, this.#kinds, 2, length, place > 0 ? -2 : given < length ? given : -1)
    if (rank === -2) return this.#cached[this.#coder.below(this.#cached.length, place - 1)]!
    return this.#remember(rank === -1 ? this.#spelled(given) : rank)
  }

  #spelled(given: number): number {
    if (this.#written === undefined) return this.#add(this.spellings.code(''))
    this.spellings.code(this.#written.spellingOf(given))
    return given
  }

  /** A token may be known: once the cache is full, further tokens are spelled out at each occurrence. */
  #add(text: string): number {
    const known = this.#numberOf.get(text)
    if (known !== undefined) return known
    const number = this.#dictionary.tokens.length + this.#added.push(text) - 1
    this.#numberOf.set(text, number)
    if (number >= this.#places.lastEnd.length) this.#places.grow()
    return number
  }

  #remember(number: number): number {
    const isFrequent = number < Math.min(frequentRanks, this.#dictionary.tokens.length)
    if (!isFrequent && this.#cached.length < mostCached) this.#places.cachedAt[number] = this.#cached.push(number)
    return number
  }
}
