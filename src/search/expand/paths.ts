/**
 * Strings that fit a pattern and in which all neighbouring characters are bigrams of the collection. Paths through the
 * bigrams are followed from left to right. At each length, the paths are kept that a bigram model expects in the most
 * articles (Markov: the articles of the first bigram, times the share of each further bigram among the articles of its
 * first character).
 */
import type { Collection, Successors } from './collection.js'
import { sumSeconds } from '../scoring/pair-frequencies.js'
import { createTopK } from '../scoring/top-k.js'

/** The characters that follow a character in a collection, in no order. Merged once per character and collection. */
function successorsOf(collection: Collection, first: number): Successors {
  const all = collection.memory.successors
  let found = all.get(first)
  if (found === undefined) {
    const seconds =
      collection.articlesAtMost(first) > 0 ? sumSeconds((sums) => collection.addSeconds(first, sums)) : none
    all.set(first, (found = { ...seconds, words: new Uint8Array(seconds.units.length) }))
  }
  return found
}

const none = { units: new Uint16Array(0), articles: new Int32Array(0) }

/** Whether `first` and the successor at position `at` form a word. */
function isWordAt(collection: Collection, first: number, { units, words }: Successors, at: number): boolean {
  words[at] ||= collection.isWord(String.fromCharCode(first, units[at]!)) ? 1 : 2
  return words[at] === 1
}

export interface Path extends Likelihood {
  readonly text: string
}

interface Likelihood {
  /** Number of articles that the model expects. */
  readonly expected: number
  /** Number of characters outside two-character words, and whether the last is one of them. */
  readonly singles: number
  readonly isOpen: boolean
}

const mostPaths = 200
/** Most characters that are tried after a character; the most frequent are chosen. */
const mostSteps = 24
/** Each single character makes a path ten times less likely to be meant. */
const strangeness = 0.1

/** The likeliest paths, best first; none for patterns of one position. */
export function likelyPaths(collection: Collection, pattern: Pattern): Path[] {
  let paths = firstPairs(collection, pattern)
  for (let place = 2; place < pattern.length && paths.length > 0; place++) {
    paths = extend(collection, paths, pattern[place]!.bits)
  }
  return paths
}

const promise = ({ expected, singles }: Likelihood): number => expected * strangeness ** singles

function firstPairs(collection: Collection, pattern: Pattern): Path[] {
  const [start, next] = pattern
  if (start === undefined || next === undefined) return []
  const pairAt = (first: number, at: number): Likelihood => {
    const successors = successorsOf(collection, first)
    const isWord = isWordAt(collection, first, successors, at)
    return { expected: successors.articles[at]!, singles: isWord ? 0 : 2, isOpen: !isWord }
  }
  const likely = createBest(mostPaths)
  for (const first of mostFrequentFirst(collection, start.units)) {
    // The characters after this one have fewer articles, so none of their bigrams would be kept either.
    if (!likely.takes(collection.articlesAtMost(first))) break
    const { units, articles } = successorsOf(collection, first)
    for (let at = 0; at < units.length; at++) {
      if (isAllowed(next.bits, units[at]!) && likely.takes(articles[at]!))
        likely.offer(promise(pairAt(first, at)), first, units[at]!)
    }
  }
  return likely.drain().map(({ first, second }) => {
    const text = String.fromCharCode(first, second)
    return { text, ...pairAt(first, successorsOf(collection, first).units.indexOf(second)) }
  })
}

/** Units of the collection, ordered so that the likeliest bigrams come early and most others need not be visited. */
function mostFrequentFirst(collection: Collection, units: Uint16Array): Uint16Array {
  const articles = (unit: number): number => collection.articlesAtMost(unit)
  return units.filter((unit) => articles(unit) > 0).sort((a, b) => articles(b) - articles(a) || a - b)
}

interface Step {
  readonly unit: number
  /** The share of the articles with the first character in which this one follows. */
  readonly share: number
  readonly isWord: boolean
}

function extend(collection: Collection, paths: readonly Path[], allowed: Uint32Array): Path[] {
  const known = new Map<number, readonly Step[]>()
  const likely = createBest(mostPaths)
  const frequent = createBest(mostSteps)
  for (const [i, path] of paths.entries()) {
    if (!likely.takes(promise(extended(path, bestStep)))) continue
    const last = path.text.charCodeAt(path.text.length - 1)
    let steps = known.get(last)
    if (steps === undefined) known.set(last, (steps = stepsFrom(collection, last, allowed, frequent)))
    for (const step of steps) likely.offer(promise(extended(path, step)), i, step.unit)
  }
  return likely.drain().map(({ first, second: unit }) => {
    const path = paths[first]!
    const step = known.get(path.text.charCodeAt(path.text.length - 1))!.find((step) => step.unit === unit)!
    return { text: path.text + String.fromCharCode(unit), ...extended(path, step) }
  })
}

/** The best possible step: an upper bound for every extension of a path. */
const bestStep = { share: 1, isWord: true }

function extended({ expected, singles, isOpen }: Likelihood, { share, isWord }: Omit<Step, 'unit'>): Likelihood {
  const joins = isOpen && isWord
  return { expected: expected * share, singles: joins ? singles - 1 : singles + 1, isOpen: !joins }
}

function stepsFrom(collection: Collection, first: number, allowed: Uint32Array, frequent: Best): Step[] {
  const all = Math.max(1, collection.characterFrequency(first))
  const successors = successorsOf(collection, first)
  const { units, articles } = successors
  for (let at = 0; at < units.length; at++) {
    if (isAllowed(allowed, units[at]!)) frequent.offer(articles[at]!, units[at]!, at)
  }
  return frequent.drain().map(({ first: unit, second: at }) => {
    return { unit, share: Math.min(1, articles[at]! / all), isWord: isWordAt(collection, first, successors, at) }
  })
}

type Best = ReturnType<typeof createBest>

/**
 * The `most` best of many entries, each a key and two numbers. Equal keys are ordered by the numbers, so that the order
 * of arrival doesn't matter.
 */
export function createBest(most: number) {
  const top = createTopK(most, (a, b) => a.segment - b.segment || a.article - b.article)
  return {
    offer: (key: number, first: number, second: number): void => top.offer(0, key, first, second),
    /** False if no entry with such a key or a smaller one would be kept. */
    takes: (key: number): boolean => top.worst === undefined || key >= top.worst.key,
    /** Returns the numbers of the kept entries, best first, and empties the heap. */
    drain: () => top.drain().map(({ segment, article }) => ({ first: segment, second: article })),
  }
}

export type Pattern = readonly Place[]

export interface Place {
  /** Without duplicates. */
  readonly units: Uint16Array
  /** One bit for each unit: 1 if it is allowed here. */
  readonly bits: Uint32Array
}

/** @param characters of the basic plane; others are left out */
export function placeOf(characters: string): Place {
  const units = new Uint16Array(characters.length)
  const bits = new Uint32Array(2048)
  let count = 0
  for (let i = 0; i < characters.length; i++) {
    const unit = characters.charCodeAt(i)
    if (isSurrogate(unit) || isAllowed(bits, unit)) continue
    bits[unit >>> 5]! |= 1 << (unit & 31)
    units[count++] = unit
  }
  return { units: units.subarray(0, count), bits }
}

const isSurrogate = (unit: number): boolean => (unit & 0xf800) === 0xd800

/** Any Han character of the basic plane; not for the first position of a pattern. */
export const anyHan: Place = {
  units: new Uint16Array(0),
  bits: new Uint32Array(2048).fill(-1, 0x3400 >>> 5, 0xa000 >>> 5),
}

export function isAllowed(bits: Uint32Array, unit: number): boolean {
  return ((bits[unit >>> 5]! >>> (unit & 31)) & 1) === 1
}

export function charactersAt({ units }: Place): string[] {
  return Array.from(units, (unit) => String.fromCharCode(unit))
}
