/** Opens a compiled lexicon as views of its bytes. */
import { XunzhangError } from '../../errors.js'
import type { Spellings } from '../tokenizer.js'
import { textOf } from '../units.js'
import { HEADER_BYTES, MAGIC, sectionsOf, VERSION, type Counts } from './format.js'

/** A lexicon ready to cut with; all arrays are read-only by convention. */
export interface Lexicon {
  /** 16 hexadecimal digits over the content, user words included. */
  readonly hash: string
  /** Word ids lie in [0, wordCount); user words follow those of the lexicon. */
  readonly wordCount: number
  readonly trie: TrieView
  /** Words added on top, with their own codes; `undefined` where there are none. */
  readonly user: TrieView | undefined
  /**
   * Natural logarithm of each word's probability, by id. In single precision: half the memory to miss in the cache,
   * and sums of few of them are exact in doubles, so that what is equally likely compares equal in any order.
   */
  readonly weights: Float32Array
  /** Weight of a character that is no word. */
  readonly unknown: number
  /** Sum of all frequencies. */
  readonly total: number
  spelling(id: number): string
  /** All spellings, those of user words in a table of their own. */
  readonly spellings: readonly Spellings[]
}

/** A trie over UTF-16 units. */
export interface TrieView {
  /** Code of each unit, 0 for those that occur in no word. */
  readonly codeOf: Uint16Array
  /** By code of the first unit: base of its children or 0, word id or −1. */
  readonly root: Int32Array
  /** Node number << 13 | code: double-array.ts. */
  readonly slots: Int32Array
  /** By node number − leaves: base of the children. */
  readonly bases: Int32Array
  /** Nodes below this number have no children. */
  readonly leaves: number
  /** Nodes below this number are words. */
  readonly words: number
  /** Added to every word id of this trie. */
  readonly firstId: number
}

/**
 * @param bytes a file as written by `buildLexicon`; kept, never copied where its offset is aligned to 8 bytes
 * @throws XunzhangError LEXICON_INVALID when the bytes are none, are cut short or of another version
 */
export function openLexicon(bytes: Uint8Array): Lexicon {
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  if (bytes.length < HEADER_BYTES) throw invalid(`${bytes.length} bytes are no compiled lexicon`)
  const header = new Uint32Array(buffer, byteOffset, HEADER_BYTES / 4)
  if (header[0] !== MAGIC) throw invalid('not a compiled lexicon')
  if (header[1] !== VERSION) throw invalid(`the compiled lexicon has version ${header[1]!}, expected ${VERSION}`)
  const counts = countsOf(header)
  const at = sectionsOf(counts)
  if (at.end !== bytes.length) throw invalid(`the compiled lexicon has ${bytes.length} bytes, expected ${at.end}`)
  const total = new Float64Array(buffer, byteOffset + 48, 1)[0]!
  const alphabet = new Uint16Array(buffer, byteOffset + at.alphabet, counts.codes + 1)
  const spellings = new Uint16Array(buffer, byteOffset + at.spellings, counts.units)
  const lengths = new Uint8Array(buffer, byteOffset + at.lengths, counts.words)
  return {
    hash: [header[2]!, header[3]!].map((half) => half.toString(16).padStart(8, '0')).join(''),
    wordCount: counts.words,
    trie: {
      codeOf: codesOf(alphabet),
      root: new Int32Array(buffer, byteOffset + at.root, 2 * (counts.codes + 1)),
      slots: new Int32Array(buffer, byteOffset + at.slots, counts.slots),
      bases: new Int32Array(buffer, byteOffset + at.bases, counts.inner),
      leaves: counts.leaves,
      words: counts.words,
      firstId: 0,
    },
    user: undefined,
    weights: weightsOf(new Uint32Array(buffer, byteOffset + at.runs, 2 * counts.runs), counts.words, total),
    unknown: Math.fround(Math.log(header[11]! / total)),
    total,
    spelling: speller(spellings, lengths),
    spellings: [{ units: spellings, lengths }],
  }
}

function invalid(what: string): XunzhangError {
  return new XunzhangError('LEXICON_INVALID', what, {
    remedy: 'Install xunzhang again, or build it with "npm run build".',
  })
}

function countsOf(header: Uint32Array): Counts {
  return {
    words: header[4]!,
    leaves: header[5]!,
    inner: header[6]!,
    codes: header[7]!,
    slots: header[8]!,
    runs: header[9]!,
    units: header[10]!,
  }
}

function codesOf(alphabet: Uint16Array): Uint16Array {
  const codeOf = new Uint16Array(0x10000)
  for (let code = 1; code < alphabet.length; code++) codeOf[alphabet[code]!] = code
  return codeOf
}

function weightsOf(runs: Uint32Array, words: number, total: number): Float32Array {
  const weights = new Float32Array(words)
  for (let run = 0, id = 0; run < runs.length; run += 2) {
    weights.fill(Math.log(runs[run]! / total), id, (id += runs[run + 1]!))
  }
  return weights
}

/** Word spellings by id; where each begins is added up at the first call. */
function speller(spellings: Uint16Array, lengths: Uint8Array): (id: number) => string {
  let starts: Int32Array | undefined
  return (id) => {
    if (starts === undefined) {
      starts = new Int32Array(lengths.length + 1)
      for (let word = 0; word < lengths.length; word++) starts[word + 1] = starts[word]! + lengths[word]!
    }
    if (!(id >= 0 && id < lengths.length)) throw new RangeError(`no word ${id} of ${lengths.length}`)
    const start = starts[id]!
    return textOf(spellings, start, starts[id + 1]!)
  }
}
