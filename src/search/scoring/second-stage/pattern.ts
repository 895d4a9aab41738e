/**
 * What the second stage searches for, as tables for a scan. The query's characters get small numbers, so that bigrams
 * of them address a small square.
 */
import { addToGroup } from '../../../base/growing.js'
import { inverseDocumentFrequency } from '../../parameters.js'
import type { CollectionStatistics, WeightedTerm } from '../statistics.js'
import type { TermKind, QueryWord } from '../../planning/query-text.js'

/** Characters of a query beyond this number are ignored. */
const mostCharacters = 250

export interface Unit {
  readonly text: string
  readonly latin: boolean
  readonly idf: number
}

/** Weights by number, and their sum; an empty sum is given as 1, because it is a divisor. */
export interface Weights {
  readonly weight: Float64Array
  readonly total: number
}

/** Neighbouring words of the query; each pair of neighbours once. */
export interface Neighbours extends Weights {
  /** By neighbours: the unit that comes first. */
  readonly before: readonly number[]
  /** By unit: the neighbours in which it comes second. */
  readonly endingIn: readonly (readonly number[])[]
}

/** A Latin word of the query: its number among the bigrams and among the units. */
export interface LatinWord {
  readonly text: string
  readonly pair: number
  readonly unit: number
}

export interface Pattern {
  /** Code unit to number, from 1. */
  readonly numberOf: ReadonlyMap<number, number>
  readonly side: number
  /** By first × side + second number: the bigram, and the unit of two characters; −1 for none. */
  readonly pairAt: Int16Array
  readonly unitAt: Int16Array
  /** By the same: units of three or more characters that begin this way. */
  readonly longUnits: ReadonlyMap<number, readonly number[]>
  /** By character number: unit of one character, or −1. */
  readonly unitOfCharacter: Int16Array
  /** By first code unit. */
  readonly latinWords: ReadonlyMap<number, readonly LatinWord[]>
  /** Bigrams and Latin words. */
  readonly pairs: Weights
  /** By character number. */
  readonly characters: Weights
  readonly units: readonly Unit[]
  readonly neighbours: Neighbours
  /** Single-character words, by number, that are not scored as terms of their own. */
  readonly singles: readonly { readonly number: number; readonly idf: number }[]
}

/** @param terms those that score */
export function createPattern(
  words: readonly QueryWord[],
  terms: readonly WeightedTerm[],
  statistics: CollectionStatistics,
): Pattern {
  const units = distinctUnits(words, terms, statistics)
  const numberOf = numberCharacters(units, terms)
  const side = numberOf.size + 1
  const cellOf = (text: string): number =>
    (numberOf.get(text.charCodeAt(0)) ?? 0) * side + (numberOf.get(text.charCodeAt(1)) ?? 0)
  const grid: Grid = { numberOf, side, isCell: (cell) => cell > side && cell % side > 0, cellOf }
  const { latinPairs, ...pairs } = placePairs(grid, units, terms)
  return {
    numberOf,
    side,
    ...pairs,
    ...placeUnits(grid, units, latinPairs),
    characters: characterWeights(grid, units, statistics),
    units,
    neighbours: findNeighbours(words, units),
    singles: findSingles(grid, units, terms),
  }
}

/** The square of the query's characters. */
interface Grid {
  readonly numberOf: ReadonlyMap<number, number>
  readonly side: number
  /** The cell of a text's first two characters. */
  readonly cellOf: (text: string) => number
  /** False if one of the two has no number. */
  readonly isCell: (cell: number) => boolean
}

function distinctUnits(
  words: readonly QueryWord[],
  terms: readonly WeightedTerm[],
  { articles, characterFrequency }: CollectionStatistics,
): Unit[] {
  const ofPairs = idfsOf(terms, 'pair')
  const ofTerms = idfsOf(terms, 'term')
  const distinct = new Map(words.map((word) => [word.text, word]))
  return Array.from(distinct.values(), ({ text, latin }) => {
    if (latin || text.length > 2) return { text, latin, idf: ofTerms.get(text) ?? 0 }
    if (text.length === 2) return { text, latin, idf: ofPairs.get(text) ?? 0 }
    const frequency = characterFrequency(text.charCodeAt(0))
    return { text, latin, idf: frequency === 0 ? 0 : inverseDocumentFrequency(articles, frequency) }
  })
}

const idfsOf = (terms: readonly WeightedTerm[], kind: TermKind): ReadonlyMap<string, number> =>
  new Map(terms.filter(({ term }) => term.kind === kind).map(({ term, idf }) => [term.text, idf]))

/** The characters of words first, then those that occur only in bigrams. */
function numberCharacters(units: readonly Unit[], terms: readonly WeightedTerm[]): Map<number, number> {
  const numberOf = new Map<number, number>()
  const words = units.filter(({ latin }) => !latin).map(({ text }) => text)
  const pairs = terms.filter(({ term }) => term.kind === 'pair').map(({ term }) => term.text)
  for (const text of [...words, ...pairs]) {
    for (let i = 0; i < text.length && numberOf.size < mostCharacters; i++) {
      const unit = text.charCodeAt(i)
      if (!numberOf.has(unit)) numberOf.set(unit, numberOf.size + 1)
    }
  }
  return numberOf
}

function placePairs(
  { side, cellOf, isCell }: Grid,
  units: readonly Unit[],
  terms: readonly WeightedTerm[],
): Pick<Pattern, 'pairAt' | 'pairs'> & { latinPairs: ReadonlyMap<string, number> } {
  const latin = new Set(units.filter((unit) => unit.latin).map(({ text }) => text))
  const pairAt = new Int16Array(side * side).fill(-1)
  const latinPairs = new Map<string, number>()
  const weights: number[] = []
  for (const { term, weight } of terms) {
    const cell = term.kind === 'pair' ? cellOf(term.text) : 0
    if (isCell(cell)) pairAt[cell] = weights.push(weight) - 1
    else if (term.kind === 'term' && latin.has(term.text)) latinPairs.set(term.text, weights.push(weight) - 1)
  }
  return { pairAt, latinPairs, pairs: withTotal(weights) }
}

function withTotal(weights: ArrayLike<number>): Weights {
  const weight = new Float64Array(weights)
  let total = 0
  for (const one of weight) total += one
  return { weight, total: total === 0 ? 1 : total }
}

function placeUnits(
  { numberOf, side, cellOf, isCell }: Grid,
  units: readonly Unit[],
  latinPairs: ReadonlyMap<string, number>,
): Pick<Pattern, 'unitAt' | 'longUnits' | 'unitOfCharacter' | 'latinWords'> {
  const unitAt = new Int16Array(side * side).fill(-1)
  const unitOfCharacter = new Int16Array(side).fill(-1)
  const longUnits = new Map<number, number[]>()
  const latinWords = new Map<number, LatinWord[]>()
  for (const [unit, { text, latin }] of units.entries()) {
    const first = text.charCodeAt(0)
    if (latin) addToGroup(latinWords, first, { text, pair: latinPairs.get(text) ?? -1, unit })
    else if (text.length === 1) unitOfCharacter[numberOf.get(first) ?? 0] = unit
    else if (!isCell(cellOf(text))) continue
    else if (text.length === 2) unitAt[cellOf(text)] = unit
    else addToGroup(longUnits, cellOf(text), unit)
  }
  return { unitAt, longUnits, unitOfCharacter, latinWords }
}

/** Characters of words weigh their idf; those that occur only in bigrams weigh nothing. */
function characterWeights(
  { numberOf, side }: Grid,
  units: readonly Unit[],
  { articles, characterFrequency }: CollectionStatistics,
): Weights {
  const weights = new Float64Array(side)
  for (const { text, latin } of units) {
    for (let i = 0; i < text.length && !latin; i++) {
      const number = numberOf.get(text.charCodeAt(i))
      const frequency = number === undefined ? 0 : characterFrequency(text.charCodeAt(i))
      if (frequency > 0) weights[number!] = inverseDocumentFrequency(articles, frequency)
    }
  }
  return withTotal(weights)
}

function findNeighbours(words: readonly QueryWord[], units: readonly Unit[]): Neighbours {
  const unitOf = new Map(units.map(({ text }, unit) => [text, unit]))
  const before: number[] = []
  const weights: number[] = []
  const endingIn: number[][] = units.map(() => [])
  const seen = new Set<number>()
  for (let i = 0; i + 1 < words.length; i++) {
    const a = unitOf.get(words[i]!.text)!
    const b = unitOf.get(words[i + 1]!.text)!
    if (a === b || seen.has(a * units.length + b)) continue
    seen.add(a * units.length + b)
    endingIn[b]!.push(before.length)
    before.push(a)
    weights.push(Math.min(units[a]!.idf, units[b]!.idf))
  }
  return { before, endingIn, ...withTotal(weights) }
}

function findSingles({ numberOf }: Grid, units: readonly Unit[], terms: readonly WeightedTerm[]): Pattern['singles'] {
  const scored = new Set(terms.filter(({ term }) => term.kind === 'character').map(({ term }) => term.text))
  return units.flatMap(({ text, latin, idf }) => {
    const number = latin || text.length > 1 || scored.has(text) ? undefined : numberOf.get(text.charCodeAt(0))
    return number === undefined ? [] : [{ number, idf }]
  })
}
