/**
 * Collects which character pairs each article holds, and how often. Hot: every character of a collection passes here
 * once, so state lies in flat typed arrays, nothing is allocated per pair, and the loops are functions of the module:
 * closures would be compiled anew for every batch.
 *
 * Within an article pairs are counted in a hash table that stays in the first-level cache; across articles they only
 * line up, one number a posting. At the end two passes of a radix sort bring them into dictionary order. A table over
 * all pairs of a batch would be met in random order, and cost three times as much in cache misses.
 */
import { addPair } from '../pairs/writer.js'
import type { PairWriter } from '../pairs/writer.js'
import { grown, roomy } from './growing.js'

export interface PairAccumulator {
  /** By place: the pair, and its posting + 1. A posting of an earlier article means the place is free. */
  tableKey: Uint32Array
  tablePosting: Int32Array
  /** 32 minus the table's size in bits. */
  shift: number
  /** By posting: first × 65536 + second, and how often. */
  keys: Uint32Array
  frequencies: Uint8Array
  postings: number
  articleStart: number
  /** By article: postings up to its end. */
  articleEnds: Int32Array
  articles: number
  // Room for sorting.
  packed: Uint32Array
  otherKeys: Uint32Array
  otherPacked: Uint32Array
}

const smallestBits = 11

export function createPairAccumulator(): PairAccumulator {
  return {
    tableKey: new Uint32Array(1 << smallestBits),
    tablePosting: new Int32Array(1 << smallestBits),
    shift: 32 - smallestBits,
    keys: new Uint32Array(1 << 12),
    frequencies: new Uint8Array(1 << 12),
    postings: 0,
    articleStart: 0,
    articleEnds: new Int32Array(1 << 8),
    articles: 0,
    packed: new Uint32Array(0),
    otherKeys: new Uint32Array(0),
    otherPacked: new Uint32Array(0),
  }
}

/** Forgets all pairs, keeps the room. */
export function clearPairs(pairs: PairAccumulator): void {
  pairs.tablePosting.fill(0)
  pairs.postings = pairs.articleStart = pairs.articles = 0
}

/** Begins an article of at most so many pairs. */
export function beginArticle(pairs: PairAccumulator, most: number): void {
  // At most half full, and no larger than this article needs: a small table is a fast one.
  const bits = Math.max(smallestBits, 33 - Math.clz32(Math.max(1, most)))
  pairs.shift = 32 - bits
  if (pairs.tableKey.length < 1 << bits) {
    pairs.tableKey = new Uint32Array(1 << bits)
    pairs.tablePosting = new Int32Array(1 << bits)
  }
  if (pairs.postings + most > pairs.keys.length) {
    const size = Math.max(pairs.keys.length * 2, pairs.postings + most)
    pairs.keys = grown(pairs.keys, new Uint32Array(size))
    pairs.frequencies = grown(pairs.frequencies, new Uint8Array(size))
  }
}

/** Adds the pairs of the run units[start, end), its end included. */
export function addRun(pairs: PairAccumulator, units: Uint16Array, start: number, end: number): void {
  const { tableKey, tablePosting, shift, keys, frequencies, articleStart } = pairs
  const mask = -1 >>> shift
  let postings = pairs.postings
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
  pairs.postings = postings
}

export function endArticle(pairs: PairAccumulator): void {
  if (pairs.articles === pairs.articleEnds.length)
    pairs.articleEnds = grown(pairs.articleEnds, new Int32Array(pairs.articles * 2))
  pairs.articleEnds[pairs.articles++] = pairs.postings
  pairs.articleStart = pairs.postings
}

/** Hands all pairs to `out` in ascending order. Then {@link clearPairs} them. */
export function drainPairs(pairs: PairAccumulator, out: PairWriter): void {
  const { postings, keys } = pairs
  const packed = (pairs.packed = roomy(pairs.packed, postings))
  const otherKeys = (pairs.otherKeys = roomy(pairs.otherKeys, postings))
  const otherPacked = (pairs.otherPacked = roomy(pairs.otherPacked, postings))
  packPostings(pairs.frequencies, pairs.articleEnds, pairs.articles, packed)
  if (postings <= fewPostings) {
    sortFew(keys, packed, postings, otherKeys, otherPacked)
    addGroups(otherKeys, otherPacked, postings, out)
    return
  }
  radixPass(keys, packed, postings, 0, otherKeys, otherPacked)
  radixPass(otherKeys, otherPacked, postings, 16, keys, packed)
  addGroups(keys, packed, postings, out)
}

/** Up to here comparing costs less than walking the radix sort's counters. */
const fewPostings = 2 ** 14

/** Sorts by the whole key, equals in their order: key and place are one number. */
function sortFew(
  keys: Uint32Array,
  values: Uint32Array,
  count: number,
  toKeys: Uint32Array,
  toValues: Uint32Array,
): void {
  const order = Float64Array.from({ length: count }, (_, i) => keys[i]! * fewPostings + i).sort()
  for (let rank = 0; rank < count; rank++) {
    const i = order[rank]! % fewPostings
    toKeys[rank] = keys[i]!
    toValues[rank] = values[i]!
  }
}

/** Postings as document × 256 + frequency, in the order in which they came. */
export function packPostings(frequencies: Uint8Array, ends: Int32Array, articles: number, packed: Uint32Array): void {
  let p = 0
  for (let article = 0; article < articles; article++) {
    for (const end = ends[article]!; p < end; p++) packed[p] = article * 256 + frequencies[p]!
  }
}

/**
 * Sorts `count` pairs by one half of their key into `toKeys` and `toValues`, equals in their order.
 * Some thousands of units occur: the places written to in turn fit the second-level cache.
 */
function radixPass(
  keys: Uint32Array,
  values: Uint32Array,
  count: number,
  shift: number,
  toKeys: Uint32Array,
  toValues: Uint32Array,
): void {
  starts.fill(0)
  for (let i = 0; i < count; i++) starts[((keys[i]! >>> shift) & 0xffff) + 1]!++
  for (let i = 0; i < 65536; i++) starts[i + 1]! += starts[i]!
  for (let i = 0; i < count; i++) {
    const key = keys[i]!
    const at = starts[(key >>> shift) & 0xffff]!++
    toKeys[at] = key
    toValues[at] = values[i]!
  }
}

const starts = new Int32Array(65537)

function addGroups(keys: Uint32Array, packed: Uint32Array, postings: number, out: PairWriter): void {
  for (let start = 0; start < postings;) {
    const key = keys[start]!
    let end = start + 1
    while (end < postings && keys[end] === key) end++
    addPair(out, key >>> 16, key & 0xffff, packed, start, end - start)
    start = end
  }
}
