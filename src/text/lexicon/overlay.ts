/**
 * A user's words on top of a compiled lexicon, which is shared and not changed: new words go to a second trie, known
 * words get another weight in a copy of the weights. Takes about 1 ms, or 100 ms for 10,000 words.
 */
import { BASE_MASK, CODE_BITS, CODE_MASK, basesOf, MAX_CODE, placeTrie, MAX_NODES, type Trie } from './double-array.js'
import { hashText, hashBytes, HEADER_BYTES, MAGIC, sectionsOf, VERSION, type TrieView, type Counts } from './format.js'
import type { Spellings } from '../analysis/tokenizer.js'
import { openLexicon, type Lexicon } from './open.js'
import { textOf } from '../units.js'

/** A word as given by the user. */
export interface UserWord {
  /** Normalised, at most 255 units. */
  readonly word: string
  /**
   * Occurrences on the scale of the lexicon. Without it, as many as make the word just likelier than its parts (jieba's
   * suggest_freq). 0 removes a word of several characters from the lexicon.
   */
  readonly frequency?: number
}

/**
 * @param words no duplicates
 * @returns a lexicon whose hash covers the words; ids of the old words stay
 */
export function withUserWords(lexicon: Lexicon, words: readonly UserWord[]): Lexicon {
  if (words.length === 0) return lexicon
  const fresh = words.filter(({ word, frequency }) => findWord(lexicon.trie, word) < 0 && frequency !== 0)
  const added = openLexicon(buildLexicon(fresh.map(({ word }) => ({ word, frequency: 1 }))))
  const weights = new Float32Array(lexicon.wordCount + added.wordCount)
  weights.set(lexicon.weights)
  for (const { word, frequency } of words) {
    const known = findWord(lexicon.trie, word)
    const id = known >= 0 ? known : lexicon.wordCount + findWord(added.trie, word)
    if (known >= 0 || frequency !== 0) weights[id] = weightOf(lexicon, word, frequency)
  }
  let spelled: readonly Spellings[] | undefined
  return {
    ...lexicon,
    hash: hashText(
      [lexicon.hash, ...words.map(({ word, frequency }) => `${word} ${frequency ?? ''}`).sort()].join('\n'),
    ),
    wordCount: weights.length,
    weights,
    user: { ...added.trie, firstId: lexicon.wordCount },
    spell: (id, into) => (id < lexicon.wordCount ? lexicon.spell(id, into) : added.spell(id - lexicon.wordCount, into)),
    spelling: (id) => (id < lexicon.wordCount ? lexicon.spelling(id) : added.spelling(id - lexicon.wordCount)),
    spellings: () => (spelled ??= [...lexicon.spellings(), ...added.spellings()]),
  }
}

/** The node number of a word in a trie, which is its ID within that trie; −1 if it is not there. */
export function findWord(trie: TrieView, word: string): number {
  const { codeOf, root, slots, bases, leaves, words } = trie
  const first = codeOf[word.charCodeAt(0)]!
  let node = root[2 * first + 1]!
  let base = root[2 * first]!
  for (let i = 1; i < word.length; i++) {
    const code = codeOf[word.charCodeAt(i)]!
    const entry = slots[base + code]!
    if (base === 0 || (entry & CODE_MASK) !== code) return -1
    node = entry >>> CODE_BITS
    base = node < leaves ? 0 : bases[node - leaves]! & BASE_MASK
  }
  return node >= 0 && node < words ? node : -1
}

function weightOf(lexicon: Lexicon, word: string, frequency: number | undefined): number {
  const single = [...word].length === 1
  if (frequency === 0) return single ? lexicon.unknown : -Infinity
  if (frequency !== undefined) return Math.log(frequency / lexicon.total)
  const known = findWord(lexicon.trie, word)
  const own = known < 0 ? lexicon.unknown : lexicon.weights[known]!
  if (single) return own
  const parts = Math.exp(weightOfParts(lexicon, word)) * lexicon.total
  return Math.max(own, Math.log((Math.floor(parts) + 1) / lexicon.total))
}

/** Log probability of the likeliest way to split a word into two or more. */
function weightOfParts(lexicon: Lexicon, word: string): number {
  const best = new Float64Array(word.length + 1).fill(-Infinity)
  best[word.length] = 0
  for (let i = word.length - 1; i >= 0; i--) {
    best[i] = lexicon.unknown + best[i + 1]!
    for (let j = i + 1; j <= word.length; j++) {
      if (i === 0 && j === word.length) continue
      const id = findWord(lexicon.trie, word.slice(i, j))
      if (id >= 0) best[i] = Math.max(best[i]!, lexicon.weights[id]! + best[j]!)
    }
  }
  return best[0]!
}

/* Compiles a word list into the binary of format.ts. Runs at build time, and for the few words of a user lexicon. */

/**
 * @param entries words in any order, no duplicates, of 1 to 255 units; their distinct prefixes number less than 524,288
 * @throws RangeError if a limit of the format is exceeded
 */
export function buildLexicon(entries: readonly LexiconEntry[], statistics: LexiconStatistics = {}): Uint8Array {
  const ranked = [...entries].sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
  check(ranked)
  const alphabet = alphabetOf(ranked)
  const grown = growTrie(ranked, alphabet)
  const { slots, base } = placeTrie(grown.trie, alphabet.length)
  if (slots.length > BASE_MASK) throw new RangeError('too many words')
  const root = new Int32Array(2 * alphabet.length).fill(-1)
  for (const { code, node } of grown.roots) {
    root[2 * code] = base[node]!
    root[2 * code + 1] = node < ranked.length ? node : -1
  }
  for (let code = 0; code < alphabet.length; code++) if (root[2 * code] === -1) root[2 * code] = 0
  const words = grown.order.map((rank) => ranked[rank]!)
  return writeLexicon(
    { words, leaves: grown.leaves, alphabet, slots, bases: basesOf(grown.trie, base, grown.leaves), root },
    statistics,
  )
}

function check(ranked: readonly LexiconEntry[]): void {
  for (const { word, frequency } of ranked) {
    if (word.length < 1 || word.length > 255) throw new RangeError(`a word has 1 to 255 units: ${word.slice(0, 20)}`)
    if (!(frequency > 0 && frequency <= 0xffffffff)) throw new RangeError(`not a frequency: ${frequency}`)
  }
}

/**
 * Units by code; codes 0 and {@link CODE_MASK} are unused. Units that follow another unit in a word come first, the
 * most frequent with small codes.
 */
function alphabetOf(ranked: readonly LexiconEntry[]): Uint16Array {
  const weight = new Float64Array(0x10000)
  const follows = new Uint8Array(0x10000)
  const units: number[] = []
  for (const { word, frequency } of ranked) {
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i)
      if (weight[unit] === 0) units.push(unit)
      weight[unit]! += frequency
      if (i > 0) follows[unit] = 1
    }
  }
  units.sort((a, b) => follows[b]! - follows[a]! || weight[b]! - weight[a]! || a - b)
  if (units.filter((unit) => follows[unit] === 1).length > MAX_CODE) throw new RangeError('too many characters')
  // With this code an empty slot would look like a child.
  if (units.length >= CODE_MASK) units.splice(CODE_MASK - 1, 0, 0)
  return Uint16Array.from([0, ...units])
}

/** Writes the sections of format.ts. */
interface Parts {
  readonly words: readonly LexiconEntry[]
  readonly leaves: number
  readonly alphabet: Uint16Array
  readonly slots: Int32Array
  readonly bases: Int32Array
  readonly root: Int32Array
}

function writeLexicon(parts: Parts, statistics: LexiconStatistics): Uint8Array {
  const { words, alphabet } = parts
  const runs = runsOf(words)
  const counts = {
    words: words.length,
    leaves: parts.leaves,
    inner: parts.bases.length,
    codes: alphabet.length - 1,
    slots: parts.slots.length,
    runs: runs.length / 2,
    units: words.reduce((sum, { word }) => sum + word.length, 0),
  }
  const at = sectionsOf(counts)
  const bytes = new Uint8Array(at.end)
  const { buffer } = bytes
  new Int32Array(buffer, at.slots, counts.slots).set(parts.slots)
  new Int32Array(buffer, at.bases, counts.inner).set(parts.bases)
  new Int32Array(buffer, at.root, parts.root.length).set(parts.root)
  new Uint32Array(buffer, at.runs, runs.length).set(runs)
  new Uint16Array(buffer, at.alphabet, alphabet.length).set(alphabet)
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

/** Builds the trie that double-array.ts lays out from ranked words. */
interface Grown {
  readonly trie: Trie
  /** Ranks of the words in the order of their node numbers: leaves first, each part by descending frequency. */
  readonly order: readonly number[]
  readonly leaves: number
  readonly roots: readonly { readonly code: number; readonly node: number }[]
}

/** Prefixes of words, found level by level; `item` numbers them as found, `number` as double-array.ts requires. */
function growTrie(ranked: readonly LexiconEntry[], alphabet: Uint16Array): Grown {
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

export interface LexiconEntry {
  readonly word: string
  /** Occurrences in the corpus from which the lexicon was counted, > 0. */
  readonly frequency: number
}

interface LexiconStatistics {
  /** Sum of all frequencies, the denominator of probabilities; default: the sum of the entries. */
  readonly total?: number
  /** Frequency of an unknown character; default: the smallest of the entries. */
  readonly least?: number
}
