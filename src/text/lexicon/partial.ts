/**
 * A compiled lexicon of which only the pages that a few short texts need are read. A search segments only its query,
 * and reading all 4 MB would take as long as finding the answer.
 */
import { BASE_BITS, BASE_MASK, CODE_BITS, CODE_MASK, KIND_MASK } from './double-array.js'
import { HEADER_BYTES, sectionsOf } from './format.js'
import { firstAbove } from '../sorted.js'
import { fillCodes, fillWeights, headerOf, viewLexicon, type Lexicon } from './open.js'

export interface PartialLexicon {
  /** Correct for texts that were prepared, and for all texts once it is complete. */
  readonly lexicon: Lexicon
  /** Loads everything needed to segment units[start, end). After some thousand units, everything is loaded. */
  readonly prepare: (units: Uint16Array, start: number, end: number) => void
  /** Reads the missing parts. */
  readonly complete: () => void
}

const pageSize = 4096
/** Preparing this many units takes as long as reading everything. */
const mostUnits = 512

/**
 * @param size bytes of the file
 * @param read fills `into` from a position of the file, which stays as it is
 * @throws XunzhangError LEXICON_INVALID
 */
export function openPartially(size: number, read: (into: Uint8Array, position: number) => void): PartialLexicon {
  // Untouched parts of this buffer never become resident memory.
  const bytes = new Uint8Array(size)
  read(bytes.subarray(0, HEADER_BYTES), 0)
  const at = sectionsOf(headerOf(bytes.subarray(0, HEADER_BYTES), size))
  read(bytes.subarray(at.root, at.end), at.root)
  const views = viewLexicon(bytes)
  const { lexicon, alphabet, runs } = views
  const { codeOf, root, slots, bases, leaves, words } = lexicon.trie
  const present = new Uint8Array(Math.ceil(size / pageSize))
  const known = new Uint8Array(0x10000)
  known[0] = 1
  const ends = endsOf(runs)
  let unitsLeft = mostUnits

  /** For numbers of four bytes, which never cross a page boundary. */
  const need = (position: number): void => {
    const page = Math.floor(position / pageSize)
    if (present[page] === 1) return
    const start = page * pageSize
    // The tables in the middle are there already, and reading them again gives the same bytes.
    read(bytes.subarray(start, Math.min(start + pageSize, size)), start)
    present[page] = 1
  }
  const code = (unit: number): number => {
    if (known[unit] === 0) {
      codeOf[unit] = Math.max(0, alphabet.indexOf(unit, 1))
      known[unit] = 1
    }
    return codeOf[unit]!
  }
  const weigh = (id: number): void => {
    lexicon.weights[id] = Math.log(runs[2 * firstAbove(ends, id)]! / lexicon.total)
  }
  const walk = (units: Uint16Array, from: number, end: number): void => {
    const first = 2 * code(units[from]!)
    if (root[first + 1]! >= 0) weigh(root[first + 1]!)
    let base = root[first]!
    for (let i = from + 1; base !== 0 && i < end; i++) {
      const slot = base + code(units[i]!)
      need(at.slots + 4 * slot)
      if ((slots[slot]! & CODE_MASK) !== codeOf[units[i]!]) return
      const node = slots[slot]! >>> CODE_BITS
      if (node < words) weigh(node)
      if (node < leaves) return
      need(at.bases + 4 * (node - leaves))
      const children = bases[node - leaves]!
      if (i + 1 < end && ((children >>> (BASE_BITS + (code(units[i + 1]!) & KIND_MASK))) & 1) === 0) return
      base = children & BASE_MASK
    }
  }
  const complete = (): void => {
    if (unitsLeft < 0) return
    unitsLeft = -1
    read(bytes, 0)
    fillCodes(views)
    fillWeights(views)
  }
  return {
    lexicon,
    prepare: (units, start, end) => {
      if (unitsLeft < 0) return
      if (end - start > unitsLeft) return complete()
      unitsLeft -= end - start
      for (let i = start; i < end; i++) walk(units, i, end)
    },
    complete,
  }
}

/** For each run of words with one frequency: the first ID after it. */
function endsOf(runs: Uint32Array): Uint32Array {
  const ends = new Uint32Array(runs.length / 2)
  for (let run = 0, id = 0; run < ends.length; run++) ends[run] = id += runs[2 * run + 1]!
  return ends
}
