/** Compiles a word list into the binary of format.ts. Runs at build time, and for the few words of a user lexicon. */
import { MAX_CODE, NO_WORD, placeTrie, type Trie } from './double-array.js'
import { HEADER_BYTES, MAGIC, sectionsOf, VERSION } from './format.js'
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
 * @param entries words by any order, no word twice, 1 to 255 units each, fewer than 524,287
 * @throws RangeError where a limit of the format is passed
 */
export function buildLexicon(entries: readonly LexiconEntry[], statistics: LexiconStatistics = {}): Uint8Array {
  const ranked = [...entries].sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
  check(ranked)
  const alphabet = alphabetOf(ranked)
  const codeOf = new Uint16Array(0x10000)
  alphabet.forEach((unit, code) => (codeOf[unit] = code))
  const trie = growTrie(ranked, codeOf, alphabet.length)
  const { slots, base } = placeTrie(trie, alphabet.length)
  const root = new Int32Array(2 * alphabet.length)
  for (let code = 0; code < alphabet.length; code++) {
    root[2 * code] = base[code]!
    root[2 * code + 1] = trie.word[code] === NO_WORD ? -1 : trie.word[code]!
  }
  return write(ranked, alphabet, slots, root, statistics)
}

function check(ranked: readonly LexiconEntry[]): void {
  if (ranked.length >= NO_WORD) throw new RangeError(`a lexicon holds at most ${NO_WORD - 1} words`)
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

/** Level by level; the `level` nodes of the first one are numbered by code, node 0 is none. */
function growTrie(ranked: readonly LexiconEntry[], codeOf: Uint16Array, level: number): Trie {
  const codes = ranked.map(({ word }) => Uint16Array.from(word, (_, i) => codeOf[word.charCodeAt(i)]!))
  const sorted = Int32Array.from(codes.keys()).sort((a, b) => compare(codes[a]!, codes[b]!))
  const words: number[] = new Array<number>(level).fill(NO_WORD)
  const counts: number[] = new Array<number>(level).fill(0)
  const firsts: number[] = new Array<number>(level).fill(0)
  const childCode: number[] = []
  const childNode: number[] = []
  /** Ranges of `sorted` that share the path to a node: [node, from, to, depth]. */
  const open: [number, number, number, number][] = []
  for (let from = 0; from < sorted.length;) {
    const code = codes[sorted[from]!]![0]!
    let to = from
    while (to < sorted.length && codes[sorted[to]!]![0] === code) to++
    open.push([code, from, to, 1])
    from = to
  }
  for (let item = 0; item < open.length; item++) {
    const [node, from, to, depth] = open[item]!
    let at = from
    if (codes[sorted[at]!]!.length === depth) words[node] = sorted[at++]!
    firsts[node] = childCode.length
    while (at < to) {
      const code = codes[sorted[at]!]![depth]!
      const start = at
      while (at < to && codes[sorted[at]!]![depth] === code) at++
      const child = words.length
      words.push(NO_WORD)
      counts.push(0)
      firsts.push(0)
      childCode.push(code)
      childNode.push(child)
      open.push([child, start, at, depth + 1])
    }
    counts[node] = childCode.length - firsts[node]
  }
  return {
    count: Int32Array.from(counts),
    first: Int32Array.from(firsts),
    childCode: Uint16Array.from(childCode),
    childNode: Int32Array.from(childNode),
    word: Int32Array.from(words),
  }
}

function compare(a: Uint16Array, b: Uint16Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

function write(
  ranked: readonly LexiconEntry[],
  alphabet: Uint16Array,
  slots: Int32Array,
  root: Int32Array,
  statistics: LexiconStatistics,
): Uint8Array {
  const runs = runsOf(ranked)
  const units = ranked.reduce((sum, { word }) => sum + word.length, 0)
  const counts = {
    words: ranked.length,
    codes: alphabet.length - 1,
    slots: slots.length / 2,
    runs: runs.length / 2,
    units,
  }
  const at = sectionsOf(counts)
  const bytes = new Uint8Array(at.end)
  const buffer = bytes.buffer
  new Int32Array(buffer, at.slots, slots.length).set(slots)
  new Int32Array(buffer, at.root, root.length).set(root)
  new Uint32Array(buffer, at.runs, runs.length).set(runs)
  new Uint16Array(buffer, at.alphabet, alphabet.length).set(alphabet)
  const spellings = new Uint16Array(buffer, at.spellings, units)
  let unit = 0
  ranked.forEach(({ word }, id) => {
    bytes[at.lengths + id] = word.length
    for (let i = 0; i < word.length; i++) spellings[unit++] = word.charCodeAt(i)
  })
  const header = new Uint32Array(buffer, 0, HEADER_BYTES / 4)
  header.set([MAGIC, VERSION, 0, 0, counts.words, counts.codes, counts.slots, counts.runs, counts.units])
  header[9] = statistics.least ?? ranked.at(-1)?.frequency ?? 1
  new Float64Array(buffer, 40, 1)[0] = statistics.total ?? ranked.reduce((sum, { frequency }) => sum + frequency, 0)
  const hash = hashBytes(bytes)
  header[2] = parseInt(hash.slice(0, 8), 16)
  header[3] = parseInt(hash.slice(8), 16)
  return bytes
}

function runsOf(ranked: readonly LexiconEntry[]): number[] {
  const runs: number[] = []
  for (const { frequency } of ranked) {
    if (runs.length > 0 && runs.at(-2) === frequency) runs[runs.length - 1]!++
    else runs.push(frequency, 1)
  }
  return runs
}
