/**
 * The vocabulary of a segment: every distinct token of its texts, most frequent first, so that a stored text is a
 * sequence of small numbers. A token keeps its original spelling next to the normalised one if they differ (case,
 * width, Traditional forms). So texts are restored exactly, and matching needs no normalising.
 *
 * It is used in place: 8 bytes a token and nothing to unpack, so that a search that reads thirty texts and ends pays
 * only for those. Format: FORMAT.md, "Vocabulary".
 */
import { integersOf, uint32View, unitsOf } from '../../store/byte-reader.js'
import { createByteWriter, putUint32, reserve, written, type ByteWriter } from '../../store/byte-writer.js'
import { inconsistentSection } from '../../store/damage.js'

export interface TokenUnits {
  /** Its TokenKind, and {@link changedBit}. */
  flags: number
  pool: Uint16Array
  /**
   * The normalised spelling is pool[start, normalizedEnd); after it, up to `end`, is the original spelling of a changed
   * token.
   */
  start: number
  normalizedEnd: number
  end: number
}

export interface Vocabulary {
  readonly count: number
  /**
   * Two numbers for each token. If its normalised spelling has up to three units, the first number contains two of
   * them, the second in the high half, and the second number the third. Otherwise the first number is the start of the
   * spelling in `long`, and the second its length, or {@link longestLength}. The second number also contains, above its
   * lower half: the length or {@link longLength} (3 bits), the kind (3 bits), {@link changedEntry}. Most tokens are
   * short, so decoding one costs one cache miss.
   */
  readonly entries: Int32Array
  /**
   * Normalised spellings of longer tokens; a length of {@link longestLength} or more precedes the spelling in two
   * units.
   */
  readonly long: Uint16Array
  /** For each token whose original is spelled differently: its number, and the end of its original in `originals`. */
  readonly changed: Uint32Array
  readonly originals: Uint16Array
  /** The file, for errors. */
  readonly where: string
}

/** For a token, or the spelling of a token, that doesn't exist. */
export function brokenVocabulary({ where }: Pick<Vocabulary, 'where'>): never {
  throw inconsistentSection(where, 'vocabulary')
}

/** Tokens of this many units or more are copied from `long`. */
export const longLength = 4
/** Tokens of this many units or more have their length before their spelling. */
export const longestLength = 0xffff
/** The flags of a token: its kind, and whether its original spelling differs. */
const kindBits = 7
export const lastKind = 6
export const changedBit = 8

export const lengthShift = 16
const kindShift = 19
const changedEntry = 1 << 22

/** In the second number of an entry: the token's length in units, at most {@link longLength}. */
export const lengthIn = (entry: number): number => (entry >>> lengthShift) & 7

/** In the same number: the token's TokenKind. */
export const kindIn = (entry: number): number => (entry >>> kindShift) & kindBits

/** As stored: sections of 4-byte numbers and of units, all little-endian. */
export interface EncodedVocabulary {
  readonly entries: Uint8Array
  readonly long: Uint8Array
  readonly changed: Uint8Array
  readonly originals: Uint8Array
}

type Writers = { readonly [section in keyof EncodedVocabulary]: ByteWriter }

/** @param tokenOf the token of each number below `count`, called once for each, in order */
export function encodeVocabulary(count: number, tokenOf: (number: number) => TokenUnits): EncodedVocabulary {
  const out: Writers = {
    entries: createByteWriter(count * 8),
    long: createByteWriter(count * 2),
    changed: createByteWriter(count),
    originals: createByteWriter(count),
  }
  for (let id = 0; id < count; id++) putToken(out, id, tokenOf(id))
  return {
    entries: written(out.entries),
    long: written(out.long),
    changed: written(out.changed),
    originals: written(out.originals),
  }
}

/** A token that is marked as changed but spelled the same is stored as unchanged. */
function putToken({ entries, long, changed, originals }: Writers, id: number, token: TokenUnits): void {
  const { flags, pool, start, normalizedEnd, end } = token
  const length = normalizedEnd - start
  const isChanged = (flags & changedBit) !== 0 && differs(token)
  const above = ((flags & kindBits) << kindShift) | (isChanged ? changedEntry : 0)
  if (length < longLength) {
    putUint32(entries, unitAt(token, 0) | (unitAt(token, 1) << 16))
    putUint32(entries, unitAt(token, 2) | (length << lengthShift) | above)
  } else {
    if (length >= longestLength) putUint32(long, length)
    putUint32(entries, long.length / 2)
    putUint32(entries, Math.min(length, longestLength) | (longLength << lengthShift) | above)
    putUnits(long, pool, start, normalizedEnd)
  }
  if (!isChanged) return
  putUnits(originals, pool, normalizedEnd, end)
  putUint32(changed, id)
  putUint32(changed, originals.length / 2)
}

/** A unit of the normalised spelling, 0 after its end. */
function unitAt({ pool, start, normalizedEnd }: TokenUnits, at: number): number {
  return start + at < normalizedEnd ? pool[start + at]! : 0
}

function differs({ pool, start, normalizedEnd, end }: TokenUnits): boolean {
  if (end - normalizedEnd !== normalizedEnd - start) return true
  for (let i = start, j = normalizedEnd; j < end; i++, j++) if (pool[i] !== pool[j]) return true
  return false
}

function putUnits(out: ByteWriter, units: Uint16Array, start: number, end: number): void {
  reserve(out, (end - start) * 2)
  for (let i = start; i < end; i++) {
    const unit = units[i]!
    out.bytes[out.length++] = unit & 255
    out.bytes[out.length++] = unit >>> 8
  }
}

/** Opens a vocabulary as views of its bytes, which the caller must not change. */
export function openVocabulary(count: number, encoded: EncodedVocabulary, where: string): Vocabulary {
  return {
    count,
    where,
    entries: integersOf(encoded.entries),
    long: unitsOf(encoded.long),
    changed: uint32View(encoded.changed),
    originals: unitsOf(encoded.originals),
  }
}

/** Whether the original of a token is spelled differently from its normalised form. */
export function isChanged({ entries }: Vocabulary, id: number): boolean {
  return (entries[2 * id + 1]! & changedEntry) !== 0
}
