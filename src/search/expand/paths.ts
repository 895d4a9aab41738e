/**
 * Strings that fit a pattern and in which all neighbouring characters are bigrams of the collection. Paths through the
 * bigrams are followed from left to right. At each length, the paths are kept that a bigram model expects in the most
 * articles (Markov: the articles of the first bigram, times the share of each further bigram among the articles of its
 * first character).
 */
import { createBest } from './best.js'
import type { Best } from './best.js'
import type { Collection } from './collection.js'
import { isAllowed } from './pattern.js'
import type { Pattern } from './pattern.js'
import { isWordAt, successorsOf } from './successors.js'

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

/** Most paths of one length that are followed. */
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

/** Each first character with its most frequent followers. */
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
  /** Whether the two characters form a word. */
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
