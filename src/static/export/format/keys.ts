/** Keys of a list file, and what is stored for each key apart from its lists. Format: FORMAT.md, "List files". */
import { Frequencies, type Coder } from './coder.js'
import { Numbers, ones, step, Units, type CharacterRanks } from './spellings.js'

/** Occurrences of a word in the lexicon, or its weight if that can't be computed from a count. */
export type LexiconCount = { readonly count: number } | { readonly weight: number }

/** The units that keys usually consist of, ascending: those of the collection, and the mark of a run's end. */
export interface KeyTable {
  readonly ranks: CharacterRanks
  readonly sorted: Uint16Array
  /** By unit: how many units of the table are smaller. */
  readonly smaller: Uint16Array
}

export function createKeyTable(ranks: CharacterRanks): KeyTable {
  const sorted = Uint16Array.from(new Set([0, ...ranks.units])).sort()
  const smaller = new Uint16Array(0x10000)
  for (let unit = 0, index = 0; unit < 0x10000; unit++) {
    smaller[unit] = index
    if (sorted[index] === unit) index++
  }
  return { ranks, sorted, smaller }
}

/**
 * The shape of a key has a symbol if the key shares at most so many units with the one before and has so many others.
 */
const mostShared = 3
const mostFurther = 4
const shapes = (mostShared + 1) * mostFurther
const mostFlags = 64
const flagBits = 11
const firstShapes = ones(shapes + 1)
const firstFlags = ones(mostFlags + 1)

/**
 * Keys ascend. Each method codes its argument and returns what was coded. A reader passes '' for a key, else anything.
 */
export class KeyStream {
  readonly #coder: Coder
  readonly #table: KeyTable
  readonly #shapes = new Frequencies(firstShapes, step)
  readonly #seen: number[] = []
  readonly #flags = new Frequencies(firstFlags, step)
  readonly #units: Units
  readonly #distances: Numbers
  readonly #counts: Numbers
  readonly #limits: Numbers
  readonly #words: Numbers
  #before = ''

  constructor(coder: Coder, table: KeyTable) {
    this.#coder = coder
    this.#table = table
    this.#units = new Units(coder, table.ranks)
    const [distances, counts, limits, words] = Array.from({ length: 4 }, () => new Numbers(coder))
    this.#distances = distances!
    this.#counts = counts!
    this.#limits = limits!
    this.#words = words!
  }

  /**
   * Codes how many units the key shares with the key before, the distance of its first other unit from the unit there,
   * then the rest.
   * @param given the key to write; '' to read
   */
  key(given: string): string {
    const before = this.#before
    let common = 0
    while (common < given.length && common < before.length && given[common] === before[common]) common++
    const { shared, further } = this.#shape(common, given.length - common)
    if (shared > before.length) throw new RangeError('no key')
    const isGiven = given !== ''
    let key = isGiven ? given : before.slice(0, shared)
    for (let at = shared; at < shared + further; at++) {
      const wanted = given.charCodeAt(at)
      const unit = at === shared ? this.#behind(before.charCodeAt(at), wanted) : this.#units.code(wanted)
      if (!isGiven) key += String.fromCharCode(unit)
    }
    return (this.#before = key)
  }

  #shape(shared: number, further: number): { readonly shared: number; readonly further: number } {
    const isUsual = shared <= mostShared && further >= 1 && further <= mostFurther
    const symbol = this.#coder.symbol(this.#shapes, isUsual ? shared * mostFurther + further - 1 : shapes)
    if (symbol < shapes) return { shared: Math.floor(symbol / mostFurther), further: (symbol % mostFurther) + 1 }
    return { shared: this.#counts.code(shared), further: this.#counts.code(further) }
  }

  /** Codes a unit that is greater than `before` (any if that is NaN) as the distance between them in the table. */
  #behind(before: number, unit: number): number {
    const { sorted, smaller } = this.#table
    const start = Number.isNaN(before) ? 0 : smaller[before]! + Number(sorted[smaller[before]!] === before)
    const index = smaller[unit] ?? 0
    const distance = this.#distances.code(sorted[index] === unit ? 1 + index - start : 0)
    return distance === 0 ? this.#coder.below(0x10000, unit) : (sorted[start + distance - 1] ?? 0)
  }

  /** Which lists a key has. Combinations are numbered in order of first occurrence. */
  flags(given: number): number {
    const known = this.#seen.indexOf(given)
    const symbol = this.#coder.symbol(this.#flags, 1 + known)
    if (symbol > 0) {
      if (symbol > this.#seen.length) throw new RangeError('no flags')
      return this.#seen[symbol - 1]!
    }
    const flags = this.#coder.below(2 ** flagBits, given)
    if (this.#seen.length < mostFlags) this.#seen.push(flags)
    return flags
  }

  /** Articles of a list: at least one. */
  count(given: number): number {
    return 1 + this.#counts.code(given - 1)
  }

  limit(given: number): number {
    return this.#limits.code(given)
  }

  /** The count or weight of a key in the lexicon. */
  word(given: LexiconCount | undefined): LexiconCount {
    const value = this.#words.code(given !== undefined && 'count' in given ? given.count + 1 : 0)
    if (value > 0) return { count: value - 1 }
    const halves = new Uint16Array(Float32Array.of(given !== undefined && 'weight' in given ? given.weight : 0).buffer)
    for (let i = 0; i < 2; i++) halves[i] = this.#coder.below(0x10000, halves[i]!)
    return { weight: new Float32Array(halves.buffer)[0]! }
  }
}
