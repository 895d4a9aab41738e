/**
 * The compiled lexicon, little-endian, every section aligned to 8 bytes:
 *
 * | part | type | content |
 * |---|---|---|
 * | header | u32 × 16 | magic `XZLX`, version, hash (2), words, leaves, inner nodes, codes, slots, frequency runs, units of all words, least frequency, sum of frequencies (f64) |
 * | slots | i32 × slots | the trie from the second character on: double-array.ts |
 * | bases | i32 × inner | by node number − leaves: base of the node's children, above it the kinds of their codes |
 * | root | i32 × 2 × (codes + 1) | by code: base of the children or 0, word id or −1; entry 0 stands for unknown characters |
 * | runs | u32 × 2 × runs | frequency, number of words with it; in the order of word ids |
 * | alphabet | u16 × (codes + 1) | by code: the UTF-16 unit, 0 where there is none; frequent characters have small codes |
 *
 * A word's id is its node number: words that no longer word begins with (leaves) first, then the others, each part by
 * falling frequency. Its spelling is the path to its node: spell.ts.
 * Opening makes views, not copies; only log probabilities (from the runs) and the table of codes are computed.
 */
export const MAGIC = 0x584c5a58
export const VERSION = 3
export const HEADER_BYTES = 64

export interface Counts {
  readonly words: number
  readonly leaves: number
  readonly inner: number
  readonly codes: number
  readonly slots: number
  readonly runs: number
  readonly units: number
}

interface Sections {
  readonly slots: number
  readonly bases: number
  readonly root: number
  readonly runs: number
  readonly alphabet: number
  readonly end: number
}

const aligned = (bytes: number): number => (bytes + 7) & ~7

/** Byte offsets of the sections. */
export function sectionsOf(counts: Counts): Sections {
  const slots = HEADER_BYTES
  const bases = aligned(slots + 4 * counts.slots)
  const root = aligned(bases + 4 * counts.inner)
  const runs = aligned(root + 8 * (counts.codes + 1))
  const alphabet = runs + 8 * counts.runs
  return { slots, bases, root, runs, alphabet, end: aligned(alphabet + 2 * (counts.codes + 1)) }
}
