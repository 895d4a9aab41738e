/**
 * The vocabulary of a segment: every distinct token of its texts, most frequent first, so that a stored text is a
 * sequence of small numbers. A token keeps its original spelling next to the normalised one if they differ (case,
 * width, Traditional forms). So texts are restored exactly, and matching needs no normalising.
 *
 * It is used in place: 8 bytes a token and nothing to unpack, so that a search that reads thirty texts and ends pays
 * only for those. Format: FORMAT.md, "Vocabulary".
 */
import { integersOf, uint32View, unitsOf, createByteReader, getUint32 } from '../../store/byte-reader.js'
import { createByteWriter, putUint32, reserve, written, type ByteWriter } from '../../store/byte-writer.js'
import { inconsistentSection } from '../../store/damage.js'
import { withCapacity } from '../../../base/growing.js'

/*
 * Iterates over a stored vocabulary from its first token to its last, for merging: part by part, and nothing is cached.
 */

/** Read bytes [start, end) of each section, valid until the next call; throw if the range is outside of it. */
export type VocabularySections = {
  readonly [section in keyof EncodedVocabulary]: (start: number, end: number) => Uint8Array
}

/** Positioned on a token after {@link nextToken} was called; its values are valid until the next call. */
export interface VocabularyCursor extends TokenUnits {
  readonly from: VocabularySections
  readonly count: number
  /** The file, for errors. */
  readonly where: string
  /** Number of tokens read so far, number of changed ones among them, and the end of the last original. */
  met: number
  changed: number
  originalEnd: number
  /** Entries of the part that contains the token. */
  entries: Int32Array
}

const stretch = 1024
const bytesPerToken = 8

export function createVocabularyCursor(from: VocabularySections, count: number, where: string): VocabularyCursor {
  const token: TokenUnits = { flags: 0, pool: new Uint16Array(64), start: 0, normalizedEnd: 0, end: 0 }
  return { from, count, where, met: 0, changed: 0, originalEnd: 0, entries: new Int32Array(0), ...token }
}

/** Moves to the next token; call it once for each token. */
export function nextToken(cursor: VocabularyCursor): void {
  const place = cursor.met % stretch
  if (place === 0) openStretch(cursor)
  cursor.met++
  const [first, entry] = [cursor.entries[2 * place]!, cursor.entries[2 * place + 1]!]
  const isChanged = (entry & changedEntry) !== 0
  cursor.flags = kindIn(entry) | (isChanged ? changedBit : 0)
  cursor.end = 0
  const length = lengthIn(entry)
  if (kindIn(entry) > lastKind || length > longLength) brokenVocabulary(cursor)
  if (length === longLength) putLong(cursor, first, entry & longestLength)
  else {
    cursor.pool[0] = first
    cursor.pool[1] = first >>> 16
    cursor.pool[2] = entry
    cursor.end = length
  }
  cursor.normalizedEnd = cursor.end
  if (isChanged) putOriginal(cursor)
}

function openStretch(cursor: VocabularyCursor): void {
  const start = cursor.met * bytesPerToken
  const bytes = cursor.from.entries(start, Math.min(start + stretch * bytesPerToken, cursor.count * bytesPerToken))
  cursor.entries = integersOf(bytes.slice())
}

function putLong(cursor: VocabularyCursor, start: number, known: number): void {
  const { long } = cursor.from
  const length = known < longestLength ? known : getUint32(createByteReader(long(2 * start - 4, 2 * start)))
  put(cursor, long(2 * start, 2 * (start + length)))
}

function putOriginal(cursor: VocabularyCursor): void {
  const at = cursor.changed++ * bytesPerToken
  const reader = createByteReader(cursor.from.changed(at, at + bytesPerToken))
  const id = getUint32(reader)
  const end = getUint32(reader)
  if (id !== cursor.met - 1) brokenVocabulary(cursor)
  put(cursor, cursor.from.originals(2 * cursor.originalEnd, 2 * end))
  cursor.originalEnd = end
}

function put(cursor: VocabularyCursor, bytes: Uint8Array): void {
  const units = unitsOf(bytes)
  const end = cursor.end + units.length
  if (end > cursor.pool.length) cursor.pool = withCapacity(cursor.pool, new Uint16Array(2 * end))
  cursor.pool.set(units, cursor.end)
  cursor.end = end
}

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
export const kindBits = 7
export const lastKind = 6
export const changedBit = 8

export const lengthShift = 16
const kindShift = 19
export const changedEntry = 1 << 22

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
