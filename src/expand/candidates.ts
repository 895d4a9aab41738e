/**
 * Strings of a collection that fit a pattern, a set of characters a place: every two neighbours must be a pair of the
 * index. Paths through the pairs are followed from left to right; of each length those are kept that a model of pairs
 * expects in most articles (Markov: articles of the first pair, then the share of each next pair among those of its
 * first character). The best are then counted exactly.
 */
import type { Collection } from './collection.js'

/** The characters that may stand at each place; `any` not at the first. */
export type Pattern = readonly Place[]
type Place = ReadonlySet<string> | 'any'

export interface Candidate {
  readonly text: string
  /** Live articles that hold it; for two characters an upper bound. */
  readonly articles: number
  readonly isWord: boolean
  /** Orders candidates: articles, where a word counts more than a chance meeting of characters. */
  readonly score: number
}

interface Path {
  readonly text: string
  /** Articles that the model expects. */
  readonly expected: number
  /** Characters outside of words of two, and whether the last is one of them. */
  readonly singles: number
  readonly isOpen: boolean
}

const mostPaths = 800
/** Strings that no dictionary knows are looked for in texts, which takes milliseconds each. */
const mostCounted = 10
/** What no dictionary knows counts a fraction: mostly it is the end of one word and the beginning of the next. */
const strangerWeight = 0.08
/** Words side by side are a phrase more often. */
const phraseWeight = 0.3

/**
 * The best `most` strings that fit, best first. Patterns of one place give none.
 * @param accepts asked about each finished string before it is counted
 */
export function findCandidates(
  collection: Collection,
  pattern: Pattern,
  most: number,
  accepts: (text: string) => boolean,
): Candidate[] {
  let paths = firstPairs(collection, pattern)
  for (let place = 2; place < pattern.length && paths.length > 0; place++) {
    paths = best(extend(collection, paths, pattern[place]!), mostPaths)
  }
  const found = wordsThatFit(collection, pattern, accepts)
  const strangers: Path[] = []
  for (const path of paths) {
    if (found.has(path.text) || !accepts(path.text)) continue
    if (path.text.length === 2 && path.singles === 0) found.set(path.text, known(path.text, path.expected))
    else strangers.push(path)
  }
  const counted = best(strangers, mostCounted).map((path) => countStranger(collection, path))
  return [...found.values(), ...counted]
    .filter(({ articles }) => articles > 0)
    .sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
    .slice(0, most)
}

function known(text: string, articles: number): Candidate {
  return { text, isWord: true, articles, score: articles }
}

function countStranger(collection: Collection, { text, expected, singles }: Path): Candidate {
  const articles = text.length === 2 ? expected : collection.articlesWith(text)
  return { text, isWord: false, articles, score: articles * (singles === 0 ? phraseWeight : strangerWeight) }
}

/** Dictionary words of three characters and more have lists of their own. */
function wordsThatFit(
  collection: Collection,
  pattern: Pattern,
  accepts: (text: string) => boolean,
): Map<string, Candidate> {
  const articles = new Map<string, number>()
  if (pattern.length > 2) {
    for (const first of firstCharacters(pattern)) {
      collection.forEachTerm(first, (term, count) => {
        if (fitsPattern(term, pattern)) articles.set(term, (articles.get(term) ?? 0) + count)
      })
    }
  }
  const accepted = [...articles].filter(([text]) => accepts(text))
  return new Map(accepted.map(([text, count]) => [text, known(text, count)]))
}

function fitsPattern(text: string, pattern: Pattern): boolean {
  return text.length === pattern.length && pattern.every((place, at) => place === 'any' || place.has(text[at]!))
}

function firstCharacters([first]: Pattern): Iterable<string> {
  return first === undefined || first === 'any' ? [] : first
}

function firstPairs(collection: Collection, pattern: Pattern): Path[] {
  if (pattern[1] === undefined) return []
  const allowed = unitsOf(pattern[1])
  const paths: Path[] = []
  for (const character of firstCharacters(pattern)) {
    for (const { unit, articles } of following(collection, character.charCodeAt(0), allowed)) {
      const text = character + String.fromCharCode(unit)
      const isWord = collection.isWord(text)
      paths.push({ text, expected: articles, singles: isWord ? 0 : 2, isOpen: !isWord })
    }
  }
  return best(paths, mostPaths)
}

interface Following {
  readonly unit: number
  readonly articles: number
}

/** By unit, zero between calls. */
const sums = new Int32Array(65536)

/** The allowed characters that follow a character, with the articles of the pair. */
function following(collection: Collection, first: number, allowed: Uint8Array): Following[] {
  const met: number[] = []
  collection.forEachSecond(first, (second, articles) => {
    if (allowed[second] !== 1) return
    if (sums[second] === 0) met.push(second)
    sums[second]! += articles
  })
  return met.map((unit) => {
    const articles = sums[unit]!
    sums[unit] = 0
    return { unit, articles }
  })
}

const flags = new WeakMap<ReadonlySet<string>, Uint8Array>()
/** All but the mark of a run's end. */
const every = new Uint8Array(65536).fill(1, 0x3400, 0xa000)

function unitsOf(characters: Place): Uint8Array {
  if (characters === 'any') return every
  let units = flags.get(characters)
  if (units === undefined) {
    units = new Uint8Array(65536)
    for (const character of characters) units[character.charCodeAt(0)] = 1
    flags.set(characters, units)
  }
  return units
}

function extend(collection: Collection, paths: readonly Path[], characters: Place): Path[] {
  const allowed = unitsOf(characters)
  const known = new Map<number, readonly Step[]>()
  const extended: Path[] = []
  for (const { text, expected, singles, isOpen } of paths) {
    const last = text.charCodeAt(text.length - 1)
    let steps = known.get(last)
    if (steps === undefined) known.set(last, (steps = stepsFrom(collection, last, allowed)))
    for (const { character, share, isWord } of steps) {
      const joins = isOpen && isWord
      const next = { text: text + character, expected: expected * share }
      extended.push({ ...next, singles: joins ? singles - 1 : singles + 1, isOpen: !joins })
    }
  }
  return extended
}

interface Step {
  readonly character: string
  /** Of the articles with the first character, those where this one follows. */
  readonly share: number
  /** Whether both are a word. */
  readonly isWord: boolean
}

function stepsFrom(collection: Collection, first: number, allowed: Uint8Array): Step[] {
  const all = Math.max(1, collection.characterFrequency(first))
  return following(collection, first, allowed).map(({ unit, articles }) => {
    const character = String.fromCharCode(unit)
    const isWord = collection.isWord(String.fromCharCode(first) + character)
    return { character, share: Math.min(1, articles / all), isWord }
  })
}

/** Each single character makes a path ten times less likely to be what somebody means. */
const promise = ({ expected, singles }: Path): number => expected * 0.1 ** singles

function best(paths: Path[], most: number): Path[] {
  if (paths.length <= most) return paths
  return paths.sort((a, b) => promise(b) - promise(a) || (a.text < b.text ? -1 : 1)).slice(0, most)
}
