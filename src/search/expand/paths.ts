/**
 * Strings that fit a pattern and in which all neighbouring characters are bigrams of the collection. Paths through the
 * bigrams are followed from left to right. At each length, the paths are kept that a bigram model expects in the most
 * articles (Markov: the articles of the first bigram, times the share of each further bigram among the articles of its
 * first character).
 */
import type { Collection, Successors } from './collection.js'
import { isAllowed, type Pattern } from './pattern.js'

/** The characters that follow a character in a collection, in no order. Merged once per character and collection. */
function successorsOf(collection: Collection, first: number): Successors {
  const all = collection.memory.successors
  let found = all.get(first)
  if (found === undefined)
    all.set(first, (found = collection.articlesAtMost(first) > 0 ? merge(collection, first) : none))
  return found
}

const none: Successors = { units: new Uint16Array(0), articles: new Int32Array(0), words: new Uint8Array(0) }

/** Reused by all calls; zero between them. */
const sums = { articles: new Int32Array(65536), met: new Uint16Array(65536), count: 0 }

function merge(collection: Collection, first: number): Successors {
  try {
    collection.addSeconds(first, sums)
  } catch (error) {
    // Other indexes use the same sums, so they must be zero again.
    sums.articles.fill(0)
    sums.count = 0
    throw error
  }
  const units = sums.met.slice(0, sums.count)
  const articles = new Int32Array(sums.count)
  for (let i = 0; i < sums.count; i++) {
    const second = units[i]!
    articles[i] = sums.articles[second]!
    sums.articles[second] = 0
  }
  sums.count = 0
  return { units, articles, words: new Uint8Array(units.length) }
}

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

/**
 * The best of many entries, each a key and two numbers. Equal keys are ordered by the numbers, so that the order of
 * arrival doesn't matter.
 */
interface Best {
  /** Returns the numbers of the kept entries, best first, and empties the heap. */
  drain(): { readonly first: number; readonly second: number }[]
  offer(key: number, first: number, second: number): void
  /** False if no entry with such a key or a smaller one would be kept. */
  takes(key: number): boolean
}

/** Keeps `most` entries: a heap whose root is the worst, so that rejecting an entry costs one comparison. */
export function createBest(most: number): Best {
  const keys = new Float64Array(most)
  const firsts = new Int32Array(most)
  const seconds = new Int32Array(most)
  let count = 0
  const isWorse = (key: number, first: number, second: number, other: number): boolean => {
    if (key !== keys[other]!) return key < keys[other]!
    return first === firsts[other]! ? second > seconds[other]! : first > firsts[other]!
  }
  const put = (at: number, key: number, first: number, second: number): void => {
    keys[at] = key
    firsts[at] = first
    seconds[at] = second
  }
  const move = (from: number, to: number): void => put(to, keys[from]!, firsts[from]!, seconds[from]!)
  const add = (key: number, first: number, second: number): void => {
    let at = count++
    for (; at > 0; at = (at - 1) >> 1) {
      const parent = (at - 1) >> 1
      if (!isWorse(key, first, second, parent)) break
      move(parent, at)
    }
    put(at, key, first, second)
  }
  const replaceWorst = (key: number, first: number, second: number): void => {
    let at = 0
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && isWorse(keys[child + 1]!, firsts[child + 1]!, seconds[child + 1]!, child)) child++
      if (isWorse(key, first, second, child)) break
      move(child, at)
      at = child
    }
    put(at, key, first, second)
  }
  return {
    offer: (key, first, second) => {
      if (count < most) add(key, first, second)
      else if (!isWorse(key, first, second, 0)) replaceWorst(key, first, second)
    },
    takes: (key) => count < most || key >= keys[0]!,
    drain: () => {
      const order = Array.from({ length: count }, (_, i) => i)
      order.sort((a, b) => (isWorse(keys[a]!, firsts[a]!, seconds[a]!, b) ? 1 : -1))
      count = 0
      return order.map((i) => ({ first: firsts[i]!, second: seconds[i]! }))
    },
  }
}
