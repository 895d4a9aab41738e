/**
 * A compiled lexicon of which only the pages that a few short texts need are read. A search segments only its query,
 * and reading all 4 MB would take as long as finding the answer.
 */
import { BASE_BITS, BASE_MASK, CODE_BITS, CODE_MASK, KIND_MASK } from './double-array.js'
import { HEADER_BYTES, sectionsOf } from './format.js'
import { firstAbove } from '../sorted.js'
import { fillCodes, fillWeights, headerOf, viewLexicon, type Lexicon } from './open.js'

const pageSize = 4096
/** Preparing this many units takes as long as reading everything. */
const mostUnits = 512

export class PagedLexicon {
  /** Correct for texts that were prepared, and for all texts once it is complete. */
  readonly lexicon: Lexicon
  readonly #bytes: Uint8Array
  readonly #read: (into: Uint8Array, position: number) => void
  readonly #sections: ReturnType<typeof sectionsOf>
  readonly #views: ReturnType<typeof viewLexicon>
  readonly #present: Uint8Array
  readonly #known = new Uint8Array(0x10000)
  readonly #ends: Uint32Array
  #unitsLeft = mostUnits

  /**
   * @param size bytes of the file
   * @param read fills `into` from a position of the file, which stays as it is
   * @throws XunzhangError LEXICON_INVALID
   */
  constructor(size: number, read: (into: Uint8Array, position: number) => void) {
    // Untouched parts of this buffer never become resident memory.
    const bytes = new Uint8Array(size)
    read(bytes.subarray(0, HEADER_BYTES), 0)
    const at = sectionsOf(headerOf(bytes.subarray(0, HEADER_BYTES), size))
    read(bytes.subarray(at.root, at.end), at.root)
    this.#bytes = bytes
    this.#read = read
    this.#sections = at
    this.#views = viewLexicon(bytes)
    this.lexicon = this.#views.lexicon
    this.#present = new Uint8Array(Math.ceil(size / pageSize))
    this.#known[0] = 1
    this.#ends = endsOf(this.#views.runs)
  }

  /** Loads everything needed to segment units[start, end). After some thousand units, everything is loaded. */
  prepare(units: Uint16Array, start: number, end: number): void {
    if (this.#unitsLeft < 0) return
    if (end - start > this.#unitsLeft) return this.complete()
    this.#unitsLeft -= end - start
    for (let i = start; i < end; i++) this.#walk(units, i, end)
  }

  /** Reads the missing parts. */
  complete(): void {
    if (this.#unitsLeft < 0) return
    this.#unitsLeft = -1
    this.#read(this.#bytes, 0)
    fillCodes(this.#views)
    fillWeights(this.#views)
  }

  /** For numbers of four bytes, which never cross a page boundary. */
  #need(position: number): void {
    const page = Math.floor(position / pageSize)
    if (this.#present[page] === 1) return
    const start = page * pageSize
    // The tables in the middle are there already, and reading them again gives the same bytes.
    this.#read(this.#bytes.subarray(start, start + pageSize), start)
    this.#present[page] = 1
  }

  #code(unit: number): number {
    const { codeOf } = this.lexicon.trie
    if (this.#known[unit] === 0) {
      codeOf[unit] = Math.max(0, this.#views.alphabet.indexOf(unit, 1))
      this.#known[unit] = 1
    }
    return codeOf[unit]!
  }

  #weigh(id: number): void {
    const { weights, total } = this.lexicon
    weights[id] = Math.log(this.#views.runs[2 * firstAbove(this.#ends, id)]! / total)
  }

  #walk(units: Uint16Array, from: number, end: number): void {
    const { codeOf, root, slots, bases, leaves, words } = this.lexicon.trie
    const first = 2 * this.#code(units[from]!)
    if (root[first + 1]! >= 0) this.#weigh(root[first + 1]!)
    let base = root[first]!
    for (let i = from + 1; base !== 0 && i < end; i++) {
      const slot = base + this.#code(units[i]!)
      this.#need(this.#sections.slots + 4 * slot)
      if ((slots[slot]! & CODE_MASK) !== codeOf[units[i]!]) return
      const node = slots[slot]! >>> CODE_BITS
      if (node < words) this.#weigh(node)
      if (node < leaves) return
      this.#need(this.#sections.bases + 4 * (node - leaves))
      const children = bases[node - leaves]!
      if (i + 1 < end && ((children >>> (BASE_BITS + (this.#code(units[i + 1]!) & KIND_MASK))) & 1) === 0) return
      base = children & BASE_MASK
    }
  }
}

/** For each run of words with one frequency: the first ID after it. */
function endsOf(runs: Uint32Array): Uint32Array {
  const ends = new Uint32Array(runs.length / 2)
  for (let run = 0, id = 0; run < ends.length; run++) ends[run] = id += runs[2 * run + 1]!
  return ends
}
