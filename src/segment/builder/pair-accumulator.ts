/**
 * Collects which character pairs each article holds, and how often. Hot: every character of a collection passes here
 * once, so state lies in flat typed arrays and nothing is allocated per pair.
 *
 * Within an article pairs are counted in a hash table that stays in the first-level cache; across articles they only
 * line up, one number a posting. At the end two passes of a radix sort bring them into dictionary order. A table over
 * all pairs of a batch would be met in random order, and cost three times as much in cache misses.
 */
import { grown } from './growing.js'

export interface PairAccumulator {
  /** Begins an article of at most so many pairs. */
  beginArticle(pairs: number): void
  /** Adds the pairs of the run units[start, end), its end included. */
  addRun(units: Uint16Array, start: number, end: number): void
  endArticle(): void
  /** All pairs in ascending order, with their postings as document × 256 + frequency. Spends the accumulator. */
  drain(each: (first: number, second: number, packed: Uint32Array, start: number, count: number) => void): void
}

const smallestTable = 2048

export function createPairAccumulator(): PairAccumulator {
  // By place: the pair, and its posting + 1. A posting of an earlier article means the place is free.
  let tableKey = new Uint32Array(smallestTable)
  let tablePosting = new Int32Array(smallestTable)
  let shift = 32 - Math.log2(smallestTable)
  let keys = new Uint32Array(1 << 12)
  let frequencies = new Uint8Array(1 << 12)
  let postings = 0
  let articleStart = 0
  const articleEnds: number[] = []

  const beginArticle = (pairs: number): void => {
    // At most half full, and no larger than this article needs: a small table is a fast one.
    const bits = Math.max(11, 33 - Math.clz32(Math.max(1, pairs)))
    shift = 32 - bits
    if (tableKey.length < 1 << bits) {
      tableKey = new Uint32Array(1 << bits)
      tablePosting = new Int32Array(1 << bits)
    }
    if (postings + pairs > keys.length) {
      const size = Math.max(keys.length * 2, postings + pairs)
      keys = grown(keys, new Uint32Array(size))
      frequencies = grown(frequencies, new Uint8Array(size))
    }
  }

  const addRun = (units: Uint16Array, start: number, end: number): void => {
    const mask = -1 >>> shift
    let unit = units[start]!
    for (let at = start + 1; at <= end; at++) {
      const next = at < end ? units[at]! : 0
      const key = ((unit << 16) | next) >>> 0
      unit = next
      let place = Math.imul(key, 0x9e3779b1) >>> shift
      let posting = tablePosting[place]!
      while (posting > articleStart && tableKey[place] !== key) {
        place = (place + 1) & mask
        posting = tablePosting[place]!
      }
      if (posting > articleStart) {
        if (frequencies[posting - 1]! < 255) frequencies[posting - 1]!++
        continue
      }
      tableKey[place] = key
      keys[postings] = key
      frequencies[postings] = 1
      tablePosting[place] = ++postings
    }
  }

  const drain: PairAccumulator['drain'] = (each) => {
    const packed = new Uint32Array(postings)
    let p = 0
    for (let article = 0; article < articleEnds.length; article++) {
      for (const end = articleEnds[article]!; p < end; p++) packed[p] = article * 256 + frequencies[p]!
    }
    const sorted = sortByKey(keys.subarray(0, postings), packed)
    keys = tableKey = new Uint32Array(0)
    for (let start = 0; start < postings; ) {
      const key = sorted.keys[start]!
      let end = start + 1
      while (end < postings && sorted.keys[end] === key) end++
      each(key >>> 16, key & 0xffff, sorted.values, start, end - start)
      start = end
    }
  }

  return {
    beginArticle,
    addRun,
    endArticle: () => {
      articleEnds.push(postings)
      articleStart = postings
    },
    drain,
  }
}

interface Sorted {
  readonly keys: Uint32Array
  readonly values: Uint32Array
}

/**
 * Sorts by key, equal keys in their order: least significant half first. Some thousands of units occur, so the places
 * written to in turn fit the second-level cache.
 */
function sortByKey(keys: Uint32Array, values: Uint32Array): Sorted {
  const bySecond = radixPass({ keys, values }, 0)
  return radixPass(bySecond, 16)
}

function radixPass({ keys, values }: Sorted, shift: number): Sorted {
  const count = keys.length
  const starts = new Int32Array(65537)
  for (let i = 0; i < count; i++) starts[((keys[i]! >>> shift) & 0xffff) + 1]!++
  for (let i = 0; i < 65536; i++) starts[i + 1]! += starts[i]!
  const toKeys = new Uint32Array(count)
  const toValues = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const key = keys[i]!
    const at = starts[(key >>> shift) & 0xffff]!++
    toKeys[at] = key
    toValues[at] = values[i]!
  }
  return { keys: toKeys, values: toValues }
}
