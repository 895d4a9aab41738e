/** Opens a compiled lexicon as views of its bytes. */
import { XunzhangError } from '../../base/errors.js'
import type { Spellings } from '../analysis/tokenizer.js'
import { HEADER_BYTES, MAGIC, sectionsOf, VERSION, type Counts, type TrieView } from './format.js'
import { textOf } from '../units.js'
import { BASE_MASK, CODE_BITS, CODE_MASK } from './double-array.js'

/*
 * The spellings of a lexicon, read back from its trie: in the file they would be 40 % of it. The first word takes about
 * 10 ms for 500,000 nodes, each further one a few steps up the trie; all 350,000 at once take about 10 ms more.
 */

/** In units. */
const LONGEST_WORD = 255

interface Speller {
  /** Writes a word's units to the start of `into`, which has room for {@link LONGEST_WORD}. @returns how many */
  readonly spell: (id: number, into: Uint16Array) => number
  readonly spelling: (id: number) => string
  readonly all: () => Spellings
}

/**
 * @param alphabet by code: the unit
 * @param units of all words together
 */
function createSpeller(trie: TrieView, alphabet: Uint16Array, units: number): Speller {
  let ancestry: Ancestry | undefined
  let all: Spellings | undefined
  const reversed = new Uint16Array(LONGEST_WORD)
  const scratch = new Uint16Array(LONGEST_WORD)

  const spell = (id: number, into: Uint16Array): number => {
    if (!(id >= 0 && id < trie.words)) throw new RangeError(`no word ${id} of ${trie.words}`)
    const { first, above } = (ancestry ??= ancestryOf(trie, alphabet))
    let length = 0
    let node = id
    for (; first[node] === 0; node = above[node]! >>> CODE_BITS)
      reversed[length++] = alphabet[above[node]! & CODE_MASK]!
    into[0] = first[node]!
    for (let i = 1; i <= length; i++) into[i] = reversed[length - i]!
    return length + 1
  }
  const spellAll = (): Spellings => {
    const made = { units: new Uint16Array(units), lengths: new Uint8Array(trie.words) }
    for (let id = 0, at = 0; id < trie.words; id++) {
      const length = (made.lengths[id] = spell(id, scratch))
      for (let i = 0; i < length; i++) made.units[at++] = scratch[i]!
    }
    return made
  }
  return {
    spell,
    spelling: (id) => textOf(scratch, 0, spell(id, scratch)),
    all: () => (all ??= spellAll()),
  }
}

interface Ancestry {
  /** By node: its unit if it is a first character, otherwise 0. */
  readonly first: Uint16Array
  /** By node: its parent << 13 | the code of its last unit. */
  readonly above: Int32Array
}

/** No two nodes share a base, so the base that a slot belongs to names the parent. */
function ancestryOf({ slots, bases, root, leaves }: TrieView, alphabet: Uint16Array): Ancestry {
  const nodes = leaves + bases.length
  const [first, above] = [new Uint16Array(nodes), new Int32Array(nodes)]
  const owner = new Int32Array(slots.length)
  for (let inner = 0; inner < bases.length; inner++) owner[bases[inner]! & BASE_MASK] = leaves + inner
  for (let code = 1; code < alphabet.length; code++) {
    const base = root[2 * code]!
    const node = base === 0 ? root[2 * code + 1]! : owner[base]!
    if (node >= 0) first[node] = alphabet[code]!
  }
  for (let slot = 0; slot < slots.length; slot++) {
    const code = slots[slot]! & CODE_MASK
    if (code !== CODE_MASK) above[slots[slot]! >>> CODE_BITS] = (owner[slot - code]! << CODE_BITS) | code
  }
  return { first, above }
}

/** A lexicon ready for segmenting; all arrays are read-only by convention. */
export interface Lexicon {
  /** 16 hexadecimal digits over the content, user words included. */
  readonly hash: string
  /** Word ids lie in [0, wordCount); user words follow those of the lexicon. */
  readonly wordCount: number
  readonly trie: TrieView
  /** Additional words, with codes of their own; `undefined` if there are none. */
  readonly user: TrieView | undefined
  /**
   * Natural logarithm of each word's probability, by ID. In single precision: half the memory, so fewer cache misses.
   * Sums of a few of them are exact in doubles, so equal probabilities compare equal in any order.
   */
  readonly weights: Float32Array
  /** Weight of a character that is not a word. */
  readonly unknown: number
  /** Sum of all frequencies. */
  readonly total: number
  /** Writes a word's units to the start of `into`, which has room for LONGEST_WORD. @returns how many */
  spell(id: number, into: Uint16Array): number
  spelling(id: number): string
  /** All spellings, read from the trie when first asked for; those of user words are in a table of their own. */
  spellings(): readonly Spellings[]
}

/**
 * @param bytes a file as written by `buildLexicon`; kept, and not copied if its offset is aligned to 8 bytes
 * @throws XunzhangError LEXICON_INVALID if the bytes are not a lexicon, are cut short or have another version
 */
export function openLexicon(bytes: Uint8Array): Lexicon {
  return viewLexicon(bytes).lexicon
}

/** The hash of a compiled lexicon, read from its header. @throws XunzhangError LEXICON_INVALID */
export function compiledHash(bytes: Uint8Array): string {
  const header = headerOf(bytes)
  countsOf(header, bytes.length)
  return hashOf(header)
}

/** 16 hexadecimal digits. */
function hashOf(header: Uint32Array): string {
  return [header[2]!, header[3]!].map((half) => half.toString(16).padStart(8, '0')).join('')
}

/** @throws XunzhangError LEXICON_INVALID */
function headerOf(bytes: Uint8Array): Uint32Array {
  if (bytes.length < HEADER_BYTES) throw new XunzhangError('COMPILED_LEXICON', { what: 'unknown' })
  return new Uint32Array(bytes.slice(0, HEADER_BYTES).buffer)
}

/** The counts of a header. @throws XunzhangError LEXICON_INVALID */
function countsOf(header: Uint32Array, size: number): Counts {
  if (header[0] !== MAGIC) throw new XunzhangError('COMPILED_LEXICON', { what: 'unknown' })
  if (header[1] !== VERSION)
    throw new XunzhangError('COMPILED_LEXICON', { what: 'version', found: header[1]!, expected: VERSION })
  const count = (at: number): number => header[at]!
  const [words, leaves, inner, codes] = [count(4), count(5), count(6), count(7)]
  const counts = { words, leaves, inner, codes, slots: count(8), runs: count(9), units: count(10) }
  const { end } = sectionsOf(counts)
  if (end !== size) throw new XunzhangError('COMPILED_LEXICON', { what: 'size', found: size, expected: end })
  return counts
}

/**
 * As {@link openLexicon}.
 * @returns also `runs`: frequency and number of words with it, in the order of word IDs
 */
export function viewLexicon(bytes: Uint8Array): { readonly lexicon: Lexicon; readonly runs: Uint32Array } {
  const header = headerOf(bytes)
  const counts = countsOf(header, bytes.length)
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const at = sectionsOf(counts)
  const total = new Float64Array(buffer, byteOffset + 48, 1)[0]!
  const alphabet = new Uint16Array(buffer, byteOffset + at.alphabet, counts.codes + 1)
  const runs = new Uint32Array(buffer, byteOffset + at.runs, 2 * counts.runs)
  const trie: TrieView = {
    codeOf: codesOf(alphabet),
    root: new Int32Array(buffer, byteOffset + at.root, 2 * (counts.codes + 1)),
    slots: new Int32Array(buffer, byteOffset + at.slots, counts.slots),
    bases: new Int32Array(buffer, byteOffset + at.bases, counts.inner),
    leaves: counts.leaves,
    words: counts.words,
    firstId: 0,
  }
  const { spell, spelling, all } = createSpeller(trie, alphabet, counts.units)
  const lexicon: Lexicon = {
    hash: hashOf(header),
    wordCount: counts.words,
    trie,
    user: undefined,
    weights: weightsOf(runs, counts.words, total),
    unknown: Math.fround(Math.log(header[11]! / total)),
    total,
    spell,
    spelling,
    spellings: () => [all()],
  }
  return { lexicon, runs }
}

/** @param alphabet by code: the unit */
function codesOf(alphabet: Uint16Array): Uint16Array {
  const codeOf = new Uint16Array(0x10000)
  for (let code = 1; code < alphabet.length; code++) codeOf[alphabet[code]!] = code
  codeOf[0] = 0
  return codeOf
}

function weightsOf(runs: Uint32Array, words: number, total: number): Float32Array {
  const weights = new Float32Array(words)
  for (let run = 0, id = 0; run < runs.length; run += 2) {
    weights.fill(Math.log(runs[run]! / total), id, (id += runs[run + 1]!))
  }
  return weights
}
