/** The characters that follow a character in a collection, in no order. Merged once per character and collection. */
import type { Collection } from './collection.js'
import type { Successors } from './memory.js'

export function successorsOf(collection: Collection, first: number): Successors {
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
export function isWordAt(collection: Collection, first: number, { units, words }: Successors, at: number): boolean {
  words[at] ||= collection.isWord(String.fromCharCode(first, units[at]!)) ? 1 : 2
  return words[at] === 1
}
