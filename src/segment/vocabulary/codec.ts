/**
 * The vocabulary of a segment: every distinct token of its texts, most frequent first, so that a stored text is a
 * sequence of small numbers. A token keeps its original spelling beside the normalised one where they differ
 * (case, width, Traditional forms): texts come back exactly as they were, and matching needs no normalising.
 *
 * Held in memory while a segment is open: about 8 bytes a token. Format: FORMAT.md, "Vocabulary".
 */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import type { ByteWriter } from '../../store/byte-writer.js'
import { createByteWriter, putUint32, putVarint, reserve, written } from '../../store/byte-writer.js'

/** A token as units of a pool. */
export interface TokenUnits {
  /** Its TokenKind, and {@link changedBit}. */
  flags: number
  pool: Uint16Array
  /** The normalised spelling is pool[start, normalizedEnd); behind it, up to `end`, the original one of a changed token. */
  start: number
  normalizedEnd: number
  end: number
}

/**
 * Look-up tables by token number, into one pool of UTF-16 units, filled block by block: what decoding needs when a text
 * first holds a token of the block, the rest when it is first asked for. A search looks at some thirty texts, and at the
 * originals of a few of their tokens.
 */
export interface Vocabulary {
  readonly count: number
  readonly pool: Uint16Array
  /**
   * Two numbers a token, for decoding: its first two units, then the third with the length above it, plus 1 (0: not
   * unpacked yet), and above that whether its original is spelled otherwise. Most tokens are that short, so that a token
   * costs one miss of the cache. Of a longer token: where it begins in the pool, then its length in place of the unit.
   */
  readonly short: Int32Array
  /** By block: how many of its tokens are unpacked so, and where the next begins, as in `blocks`. */
  readonly reached: Uint8Array
  readonly next: Uint32Array
  /** By block, once asked for: for each token its kind, where its original begins in the pool, and both lengths. */
  readonly spellings: (Int32Array | undefined)[]
  readonly lengths: Uint8Array
  readonly blocks: Uint32Array
}

/** Tokens of so many units and more are copied from the pool. */
export const longLength = 4
/** Tokens of so many units and more have their length in the tables alone. */
export const longestLength = 0xffff
/** Of a token's flags: its kind, and whether its original spelling differs. */
export const kindBits = 7
export const changedBit = 8

/** Tokens of a block, whose place in the file is known without reading those of other blocks. */
export const vocabularyBlockBits = 6
export const vocabularyBlockSize = 1 << vocabularyBlockBits

/** As stored: kinds and lengths as bytes and varints, units little-endian, and where each block begins in both. */
export interface EncodedVocabulary {
  readonly lengths: Uint8Array
  /** On an even byte offset, so that no copy is needed. */
  readonly pool: Uint8Array
  /** Two 32-bit numbers a block: byte in `lengths`, unit in the pool. */
  readonly blocks: Uint8Array
}

/** @param tokenOf the token of each number below `count`, asked for once and in order */
export function encodeVocabulary(count: number, tokenOf: (number: number) => TokenUnits): EncodedVocabulary {
  const lengths = createByteWriter(count * 2)
  const pool = createByteWriter(count * 6)
  const blocks = createByteWriter(count / 8 + 16)
  for (let id = 0; id < count; id++) {
    if (id % vocabularyBlockSize === 0) {
      putUint32(blocks, lengths.length)
      putUint32(blocks, pool.length / 2)
    }
    putToken(lengths, pool, tokenOf(id))
  }
  return { lengths: written(lengths), pool: written(pool), blocks: written(blocks) }
}

/** A token that is marked as changed, and is spelled alike after all, is stored as one that isn't. */
function putToken(lengths: ByteWriter, pool: ByteWriter, token: TokenUnits): void {
  const { flags, pool: units, start, normalizedEnd, end } = token
  const isChanged = (flags & changedBit) !== 0 && differs(token)
  putVarint(lengths, isChanged ? flags : flags & kindBits)
  putVarint(lengths, normalizedEnd - start)
  if (isChanged) putVarint(lengths, end - normalizedEnd)
  putUnits(pool, units, start, isChanged ? end : normalizedEnd)
}

function differs({ pool, start, normalizedEnd, end }: TokenUnits): boolean {
  if (end - normalizedEnd !== normalizedEnd - start) return true
  for (let i = start, j = normalizedEnd; j < end; i++, j++) if (pool[i] !== pool[j]) return true
  return false
}

function putUnits(pool: ByteWriter, units: Uint16Array, start: number, end: number): void {
  reserve(pool, (end - start) * 2)
  for (let i = start; i < end; i++) {
    const unit = units[i]!
    pool.bytes[pool.length++] = unit & 255
    pool.bytes[pool.length++] = unit >>> 8
  }
}

/** Opens a vocabulary; nothing is unpacked yet. */
export function openVocabulary(count: number, { lengths, pool, blocks }: EncodedVocabulary): Vocabulary {
  const starts = new Uint32Array(blocks.slice().buffer)
  return {
    count,
    pool: unitsOf(pool),
    short: new Int32Array(2 * count),
    reached: new Uint8Array(Math.ceil(count / vocabularyBlockSize)),
    next: starts.slice(),
    spellings: Array.from({ length: Math.ceil(count / vocabularyBlockSize) }),
    lengths,
    blocks: starts,
  }
}

/**
 * Unpacks what decoding needs of a token and of those before it in its block: of most blocks a search meets a token or
 * two. Called for tokens that aren't unpacked. Hot where little was compiled yet: written without calls.
 */
export function unpackShort({ pool, short, reached, next, lengths }: Vocabulary, id: number): void {
  const block = id >>> vocabularyBlockBits
  const first = block << vocabularyBlockBits
  let from = next[2 * block]!
  let at = next[2 * block + 1]!
  for (let place = 2 * (first + reached[block]!); place <= 2 * id; place += 2) {
    const flags = lengths[from++]!
    let length = lengths[from++]!
    if (length > 127) {
      length = varintAt(lengths, from - 1)
      from += varintRest(length)
    }
    const changed = (flags & changedBit) === 0 ? 0 : changedFlag
    if (length < longLength) {
      // What lies behind a shorter token doesn't matter: decoding writes the next token over it.
      short[place] = pool[at]! | (pool[at + 1]! << 16)
      short[place + 1] = pool[at + 2]! | ((length + 1) << 16) | changed
    } else {
      short[place] = at
      short[place + 1] = Math.min(length, longestLength) | ((longLength + 1) << 16) | changed
    }
    at += length
    if (changed === 0) continue
    let surface = lengths[from++]!
    if (surface > 127) {
      surface = varintAt(lengths, from - 1)
      from += varintRest(surface)
    }
    at += surface
  }
  next[2 * block] = from
  next[2 * block + 1] = at
  reached[block] = id + 1 - first
}

function varintAt(bytes: Uint8Array, at: number): number {
  return getVarint(createByteReader(bytes, at))
}

/** Bytes of a varint behind its first. */
function varintRest(value: number): number {
  return Math.floor((31 - Math.clz32(value)) / 7)
}

const changedFlag = 1 << 24

/** Whether the original of a decoded token is spelled otherwise than its normalised form. */
export function isChanged({ short }: Vocabulary, id: number): boolean {
  return (short[2 * id + 1]! & changedFlag) !== 0
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** The pool's units, in place where they can be. */
export function unitsOf(bytes: Uint8Array): Uint16Array {
  if (littleEndian && bytes.byteOffset % 2 === 0)
    return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  const units = new Uint16Array(bytes.length / 2)
  for (let i = 0; i < units.length; i++) units[i] = bytes[2 * i]! | (bytes[2 * i + 1]! << 8)
  return units
}
