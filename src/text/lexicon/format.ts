import { unitsOf } from '../units.js'

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

export interface TrieView {
  /** Code of each unit, 0 for units that occur in no word. */
  readonly codeOf: Uint16Array
  /** By code of the first unit: base of its children or 0, word ID or −1. */
  readonly root: Int32Array
  /** Node number << 13 | code: double-array.ts. */
  readonly slots: Int32Array
  /** By node number − leaves: base of the children, above it the kinds of their codes: double-array.ts. */
  readonly bases: Int32Array
  /** Nodes below this number have no children. */
  readonly leaves: number
  /** Nodes below this number are words. */
  readonly words: number
  /** Added to every word id of this trie. */
  readonly firstId: number
}

/*
 * A 64-bit hash that distinguishes lexicons and tables: two FNV-1a hashes with different offsets, finished as in
 * MurmurHash3. Not cryptographic: it guards against mistakes, not against attackers.
 */

/** @returns 16 hexadecimal digits */
export function hashBytes(bytes: Uint8Array): string {
  let low = 0x811c9dc5
  let high = 0x9747b28c
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    low = Math.imul(low ^ byte, 0x01000193)
    high = Math.imul(high ^ byte, 0x85ebca6b)
    high ^= high >>> 13
  }
  return hex(low) + hex(high ^ low)
}

/** Hash of a string's UTF-16 units. */
export function hashText(text: string): string {
  return hashBytes(new Uint8Array(unitsOf(text).buffer))
}

function hex(hash: number): string {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0')
}
