/** Compiles a word list into the binary of format.ts. Runs at build time, and for the few words of a user lexicon. */
import { MAX_CODE, MAX_NODES, placeTrie, type Trie } from './double-array.js'
import { HEADER_BYTES, MAGIC, sectionsOf, VERSION, type Counts } from './format.js'
import { hashBytes } from './hash.js'

export interface LexiconEntry {
  readonly word: string
  /** Occurrences in the corpus that the lexicon was counted on, > 0. */
  readonly frequency: number
}

export interface LexiconStatistics {
  /** Sum of all frequencies, the denominator of probabilities; by default that of the entries. */
  readonly total?: number
  /** Frequency that an unknown character counts with; by default the least of the entries. */
  readonly least?: number
}

/**
 * @param entries words in any order, none twice, of 1 to 255 units; their beginnings number less than 524,288
 * @throws RangeError where a limit of the format is passed
 */
export function buildLexicon(entries: readonly LexiconEntry[], statistics: LexiconStatistics = {}): Uint8Array {
  const ranked = [...entries].sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
  check(ranked)
  const alphabet = alphabetOf(ranked)
  const grown = growTrie(ranked, alphabet)
  const { slots, base } = placeTrie(grown.trie, alphabet.length)
  const root = new Int32Array(2 * alphabet.length).fill(-1)
  for (const { code, node } of grown.roots) {
    root[2 * code] = base[node]!
    root[2 * code + 1] = node < ranked.length ? node : -1
  }
  for (let code = 0; code < alphabet.length; code++) if (root[2 * code] === -1) root[2 * code] = 0
  const words = grown.order.map((rank) => ranked[rank]!)
  return write({ words, leaves: grown.leaves, alphabet, slots, bases: base.subarray(grown.leaves), root }, statistics)
}

function check(ranked: readonly LexiconEntry[]): void {
  for (const { word, frequency } of ranked) {
    if (word.length < 1 || word.length > 255) throw new RangeError(`a word has 1 to 255 units: ${word.slice(0, 20)}`)
    if (!(frequency > 0 && frequency <= 0xffffffff)) throw new RangeError(`not a frequency: ${frequency}`)
  }
}

/** Units by code; code 0 is no character. Those that follow another come first, the most frequent with small codes. */
function alphabetOf(ranked: readonly LexiconEntry[]): Uint16Array {
  const weight = new Float64Array(0x10000)
  const follows = new Uint8Array(0x10000)
  for (const { word, frequency } of ranked) {
    for (let i = 0; i < word.length; i++) {
      weight[word.charCodeAt(i)]! += frequency
      if (i > 0) follows[word.charCodeAt(i)] = 1
    }
  }
  const units = [...weight.keys()].filter((unit) => weight[unit]! > 0)
  units.sort((a, b) => follows[b]! - follows[a]! || weight[b]! - weight[a]! || a - b)
  if (units.filter((unit) => follows[unit] === 1).length > MAX_CODE) throw new RangeError('too many characters')
  return Uint16Array.from([0, ...units])
}

interface Grown {
  readonly trie: Trie
  /** Ranks of the words in the order of their node numbers: leaves first, each part by falling frequency. */
  readonly order: readonly number[]
  readonly leaves: number
  readonly roots: readonly { readonly code: number; readonly node: number }[]
}

/** Beginnings of words found level by level; `item` numbers them as found, `number` as double-array.ts wants them. */
function growTrie(ranked: readonly LexiconEntry[], alphabet: Uint16Array): Grown {
  const { codes, starts, sorted } = sortedCodes(ranked, alphabet)
  const code: number[] = []
  const wordOf: number[] = []
  const firstChild: number[] = []
  const from: number[] = [0]
  const to: number[] = [sorted.length]
  // Item 0 is the empty beginning; its children are the first characters.
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
    return String.fromCharCode(...codes.subarray(starts[rank], starts[rank + 1]))
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

interface Parts {
  readonly words: readonly LexiconEntry[]
  readonly leaves: number
  readonly alphabet: Uint16Array
  readonly slots: Int32Array
  readonly bases: Int32Array
  readonly root: Int32Array
}

function write(parts: Parts, statistics: LexiconStatistics): Uint8Array {
  const { words, alphabet } = parts
  const runs = runsOf(words)
  const spellings = words.map(({ word }) => word).join('')
  const counts = {
    words: words.length,
    leaves: parts.leaves,
    inner: parts.bases.length,
    codes: alphabet.length - 1,
    slots: parts.slots.length,
    runs: runs.length / 2,
    units: spellings.length,
  }
  const at = sectionsOf(counts)
  const bytes = new Uint8Array(at.end)
  const { buffer } = bytes
  new Int32Array(buffer, at.slots, counts.slots).set(parts.slots)
  new Int32Array(buffer, at.bases, counts.inner).set(parts.bases)
  new Int32Array(buffer, at.root, parts.root.length).set(parts.root)
  new Uint32Array(buffer, at.runs, runs.length).set(runs)
  new Uint16Array(buffer, at.alphabet, alphabet.length).set(alphabet)
  const units = new Uint16Array(buffer, at.spellings, counts.units)
  for (let i = 0; i < spellings.length; i++) units[i] = spellings.charCodeAt(i)
  words.forEach(({ word }, id) => (bytes[at.lengths + id] = word.length))
  writeHeader(bytes, counts, statistics, words)
  return bytes
}

function writeHeader(bytes: Uint8Array, counts: Counts, statistics: LexiconStatistics, words: readonly LexiconEntry[]) {
  const { words: n, leaves, inner, codes, slots, runs, units } = counts
  const frequencies = words.map(({ frequency }) => frequency)
  const header = new Uint32Array(bytes.buffer, 0, HEADER_BYTES / 4)
  header.set([MAGIC, VERSION, 0, 0, n, leaves, inner, codes, slots, runs, units])
  header[11] = statistics.least ?? frequencies.reduce((least, frequency) => Math.min(least, frequency), Infinity)
  new Float64Array(bytes.buffer, 48, 1)[0] =
    statistics.total ?? frequencies.reduce((sum, frequency) => sum + frequency, 0)
  const hash = hashBytes(bytes)
  header[2] = parseInt(hash.slice(0, 8), 16)
  header[3] = parseInt(hash.slice(8), 16)
}

function runsOf(words: readonly LexiconEntry[]): number[] {
  const runs: number[] = []
  for (const { frequency } of words) {
    if (runs.length > 0 && runs.at(-2) === frequency) runs[runs.length - 1]!++
    else runs.push(frequency, 1)
  }
  return runs
}
