/** Builds the trie that double-array.ts lays out from ranked words. */
import { textOf } from '../units.js'
import type { LexiconEntry } from './entry.js'
import { MAX_NODES, type Trie } from './double-array.js'

interface Grown {
  readonly trie: Trie
  /** Ranks of the words in the order of their node numbers: leaves first, each part by descending frequency. */
  readonly order: readonly number[]
  readonly leaves: number
  readonly roots: readonly { readonly code: number; readonly node: number }[]
}

/** Prefixes of words, found level by level; `item` numbers them as found, `number` as double-array.ts requires. */
export function growTrie(ranked: readonly LexiconEntry[], alphabet: Uint16Array): Grown {
  const { codes, starts, sorted } = sortedCodes(ranked, alphabet)
  const code: number[] = []
  const wordOf: number[] = []
  const firstChild: number[] = []
  const from: number[] = [0]
  const to: number[] = [sorted.length]
  // Item 0 is the empty prefix; its children are the first characters.
  code.push(0)
  wordOf.push(-1)
  for (let item = 0, depth = 0, level = 1; item < code.length; item++) {
    if (item === level) {
      depth++
      level = code.length
    }
    let at = from[item]!
    if (at < to[item]! && starts[sorted[at]! + 1]! - starts[sorted[at]!]! === depth) wordOf[item] = sorted[at++]!
    firstChild.push(code.length)
    while (at < to[item]!) {
      const next = codes[starts[sorted[at]!]! + depth]!
      code.push(next)
      wordOf.push(-1)
      from.push(at)
      while (at < to[item]! && codes[starts[sorted[at]!]! + depth] === next) at++
      to.push(at)
    }
  }
  firstChild.push(code.length)
  return renumber(code, wordOf, firstChild)
}

/** All words as codes in one array, and their ranks in the order of their codes. */
function sortedCodes(ranked: readonly LexiconEntry[], alphabet: Uint16Array) {
  const codeOf = new Uint16Array(0x10000)
  alphabet.forEach((unit, at) => (codeOf[unit] = at))
  const starts = new Int32Array(ranked.length + 1)
  ranked.forEach(({ word }, rank) => (starts[rank + 1] = starts[rank]! + word.length))
  const codes = new Uint16Array(starts[ranked.length]!)
  // As strings of codes, because the engine compares strings faster than any function of ours.
  const keys = ranked.map(({ word }, rank) => {
    for (let i = 0; i < word.length; i++) codes[starts[rank]! + i] = codeOf[word.charCodeAt(i)]!
    return textOf(codes, starts[rank]!, starts[rank + 1]!)
  })
  const sorted = Int32Array.from(keys.keys()).sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1))
  return { codes, starts, sorted }
}

function renumber(code: readonly number[], wordOf: readonly number[], firstChild: readonly number[]): Grown {
  const isLeaf = (item: number): boolean => firstChild[item] === firstChild[item + 1]
  const items = [...wordOf.keys()].slice(1)
  const words = items.filter((item) => wordOf[item]! >= 0).sort((a, b) => wordOf[a]! - wordOf[b]!)
  const leaves = words.filter(isLeaf)
  const ordered = [...leaves, ...words.filter((item) => !isLeaf(item)), ...items.filter((item) => wordOf[item]! < 0)]
  if (ordered.length >= MAX_NODES) throw new RangeError(`more than ${MAX_NODES - 1} beginnings of words`)
  const number = new Int32Array(code.length)
  ordered.forEach((item, at) => (number[item] = at))
  const roots = code.slice(1, firstChild[1]).map((first, at) => ({ code: first, node: number[at + 1]! }))
  return {
    trie: {
      count: Int32Array.from(ordered, (item) => firstChild[item + 1]! - firstChild[item]!),
      first: Int32Array.from(ordered, (item) => firstChild[item]!),
      childCode: Uint16Array.from(code),
      childNode: number,
    },
    order: words.length === 0 ? [] : ordered.slice(0, words.length).map((item) => wordOf[item]!),
    leaves: leaves.length,
    roots,
  }
}
