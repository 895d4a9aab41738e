/**
 * The texts of an article as token numbers. For each article: the byte length of every field but the last, then the
 * fields' codes in the order of `fieldNames`. A code is one byte for the 192 most frequent tokens, two for the next
 * 14,336, three for the next 458,752, else four. Decoding costs about 2 ns a character.
 * Format: FORMAT.md, "Texts".
 */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import { createByteWriter, putBytes, putVarint, reserve, written, type ByteWriter } from '../../store/byte-writer.js'
import { textOf } from '../../../text/units.js'
import { storedFields } from '../fields.js'
import { withCapacity } from '../../../base/growing.js'
import { brokenVocabulary, lengthShift, longestLength, longLength, type Vocabulary } from '../vocabulary/codec.js'
import { normalizedLength, putSurface, surfaceLength } from '../vocabulary/spellings.js'

/** Numbers below `oneByte` take one byte, those below `twoBytes` two, those below `threeBytes` three. */
const oneByte = 192
const twoBytes = oneByte + 56 * 256
const threeBytes = twoBytes + 7 * 65536

const codes = createByteWriter(65536)

/**
 * Appends one article's texts. Hot: codes are written without calls.
 * @param fieldEnd exclusive end, in `tokens`, of each stored field
 * @param newNumber the number to store for each number in `tokens`
 */
export function putArticleText(
  out: ByteWriter,
  tokens: Int32Array,
  start: number,
  fieldEnd: ArrayLike<number>,
  newNumber: Int32Array,
): void {
  codes.length = 0
  reserve(codes, (fieldEnd[storedFields - 1]! - start) * 4)
  const { bytes } = codes
  let length = 0
  let at = start
  let fieldStart = 0
  for (let field = 0; field < storedFields; field++) {
    for (const end = fieldEnd[field]!; at < end; at++) {
      const id = newNumber[tokens[at]!]!
      if (id < oneByte) bytes[length++] = id
      else if (id < twoBytes) {
        bytes[length++] = oneByte + ((id - oneByte) >>> 8)
        bytes[length++] = id - oneByte
      } else length = putLongCode(bytes, length, id)
    }
    if (field < storedFields - 1) putVarint(out, length - fieldStart)
    fieldStart = length
  }
  codes.length = length
  putBytes(out, written(codes))
}

/** Writes a code of three or four bytes; returns its end. */
function putLongCode(bytes: Uint8Array, start: number, id: number): number {
  let length = start
  const isFour = id >= threeBytes
  const rest = isFour ? id - threeBytes : id - twoBytes
  bytes[length++] = isFour ? 255 : 248 + (rest >>> 16)
  if (isFour) bytes[length++] = rest >>> 16
  bytes[length++] = rest >>> 8
  bytes[length++] = rest
  return length
}

/**
 * The token of a long code: `first` is its first byte. The others begin at `at`: two if `first` is below 255, otherwise
 * three.
 */
function longCodeAt(bytes: Uint8Array, at: number, first: number): number {
  return first < 255
    ? twoBytes + ((first - 248) << 16) + (bytes[at]! << 8) + bytes[at + 1]!
    : threeBytes + (bytes[at]! << 16) + (bytes[at + 1]! << 8) + bytes[at + 2]!
}

/**
 * Appends the numbers of the tokens of bytes [start, end) to the first `count` of `numbers`, which must have room. Hot.
 * @returns how many numbers there are then; −1 if the bytes are not codes of tokens below `limit`
 */
export function readTokens(
  bytes: Uint8Array,
  start: number,
  end: number,
  limit: number,
  numbers: Int32Array,
  count: number,
): number {
  let at = start
  while (at < end) {
    let id = bytes[at++]!
    if (id >= oneByte) {
      if (id < 248) id = oneByte + ((id - oneByte) << 8) + bytes[at++]!
      else {
        const first = id
        id = longCodeAt(bytes, at, first)
        at += first < 255 ? 2 : 3
      }
    }
    // Negated, because reading past the end of the bytes gives NaN.
    if (!(id < limit)) return -1
    numbers[count++] = id
  }
  return at === end ? count : -1
}

/** The codes of tokens [first, last), as they are stored. */
export function codesOf({ tokens }: DecodedText, first: number, last: number): Uint8Array {
  const bytes = new Uint8Array(4 * (last - first))
  let length = 0
  for (let at = first; at < last; at++) {
    const id = tokens[at]!
    if (id >= twoBytes) length = putLongCode(bytes, length, id)
    else {
      if (id >= oneByte) bytes[length++] = oneByte + ((id - oneByte) >>> 8)
      bytes[length++] = id < oneByte ? id : id - oneByte
    }
  }
  return bytes.subarray(0, length)
}

/**
 * Whether encoded tokens contain a sequence of tokens. Costs about 0.3 µs, a tenth of decoding: most of it is one call
 * of a native search.
 */
export function containsCodes(bytes: Buffer, sequence: Uint8Array): boolean {
  let known = 0
  for (let at = bytes.indexOf(sequence); at >= 0; at = bytes.indexOf(sequence, at + 1)) {
    known = nextCodeStart(bytes, sureStart(bytes, at, known), at)
    if (known === at) return true
  }
  return false
}

/** The last place up to `at` where a code must begin, because no longer one can reach over it; at least `known`. */
function sureStart(bytes: Uint8Array, at: number, known: number): number {
  let start = Math.max(at, known)
  while (start > known && (bytes[start - 1]! >= oneByte || bytes[start - 2]! >= 248 || bytes[start - 3]! === 255))
    start--
  return start
}

/** The first start of a code that is not before `at`. @param start of a code */
function nextCodeStart(bytes: Uint8Array, start: number, at: number): number {
  let next = start
  while (next < at) {
    const first = bytes[next]!
    next += first < oneByte ? 1 : first < 248 ? 2 : first < 255 ? 3 : 4
  }
  return next
}

/** Byte ranges of an article's fields: field f is [bounds[f], bounds[f + 1]). Returns false if they exceed `bytes`. */
export function fieldBounds(bytes: Uint8Array, bounds: Int32Array): boolean {
  const reader = createByteReader(bytes)
  let sum = 0
  for (let field = 0; field < storedFields - 1; field++) {
    const length = getVarint(reader)
    sum += length
    bounds[field + 1] = length
  }
  bounds[0] = reader.at
  if (reader.at + sum > bytes.length) return false
  for (let field = 0; field < storedFields - 1; field++) bounds[field + 1]! += bounds[field]!
  bounds[storedFields] = bytes.length
  return true
}

/**
 * Most units of one field: twice what the readers of formats accept. The size of a file doesn't bound the size of its
 * texts, because a few bytes can repeat a long token many times.
 */
export const longestText = 1 << 28

/** A field decoded into reused buffers; valid until the next decoding into the same object. */
export interface DecodedText {
  /** Normalised UTF-16 units, [0, unitCount). */
  units: Uint16Array
  unitCount: number
  /** Token numbers, and where each token ends in `units`. */
  tokens: Int32Array
  tokenEnd: Int32Array
  tokenCount: number
}

export function createDecodedText(): DecodedText {
  return {
    units: new Uint16Array(8192),
    unitCount: 0,
    tokens: new Int32Array(4096),
    tokenEnd: new Int32Array(4096),
    tokenCount: 0,
  }
}

/**
 * Decodes codes to normalised units and token ends, and appends them to those in `out` (reset its counts to start
 * over). Hot: makes no calls except to grow. Short tokens are written as three units, whatever their length. Numbers of
 * one byte are checked only if the vocabulary has fewer than {@link oneByte} tokens.
 * @throws XunzhangError INDEX_DAMAGED for an unknown token, a code that `end` cuts off, or a text that is too long
 */
export function decodeText(
  bytes: Uint8Array,
  start: number,
  end: number,
  vocabulary: Vocabulary,
  out: DecodedText,
): void {
  const { entries, long, count: all } = vocabulary
  const sure = Math.min(oneByte, all)
  const room = out.tokenCount + end - start
  if (out.tokens.length < room) {
    out.tokens = withCapacity(out.tokens, new Int32Array(room * 2))
    out.tokenEnd = withCapacity(out.tokenEnd, new Int32Array(room * 2))
  }
  const { tokens, tokenEnd } = out
  let units = out.units
  let unit = out.unitCount
  let count = out.tokenCount
  let at = start
  while (at < end) {
    let id = bytes[at++]!
    if (id >= sure) {
      if (id >= oneByte) {
        if (id < 248) id = oneByte + ((id - oneByte) << 8) + bytes[at++]!
        else {
          const first = id
          id = longCodeAt(bytes, at, first)
          at += first < 255 ? 2 : 3
        }
      }
      // Negated, because reading past the end of the bytes gives NaN.
      if (!(id < all)) brokenVocabulary(vocabulary)
    }
    const rest = entries[2 * id + 1]!
    if (unit + longLength > units.length) units = out.units = growUnits(units, unit + longLength, vocabulary)
    const length = (rest >>> lengthShift) & 7
    if (length < longLength) {
      const pair = entries[2 * id]!
      units[unit] = pair
      units[unit + 1] = pair >>> 16
      units[unit + 2] = rest
      unit += length
    } else {
      let from = entries[2 * id]!
      const known = rest & longestLength
      const isThere = length === longLength && known < longestLength && from >= 0 && from + known <= long.length
      const to = from + (isThere ? known : normalizedLength(vocabulary, id))
      if (unit + to - from > units.length) units = out.units = growUnits(units, unit + to - from, vocabulary)
      while (from < to) units[unit++] = long[from++]!
    }
    tokens[count] = id
    tokenEnd[count++] = unit
  }
  if (at !== end) brokenVocabulary(vocabulary)
  out.unitCount = unit
  out.tokenCount = count
}

function growUnits(units: Uint16Array, needed: number, vocabulary: Vocabulary): Uint16Array {
  if (needed > longestText) brokenVocabulary(vocabulary)
  return withCapacity(units, new Uint16Array(needed * 2))
}

export function surfaceText(text: DecodedText, vocabulary: Vocabulary): string {
  return surfaceRange(text, vocabulary, 0, text.tokenCount)
}

export function surfaceRange(text: DecodedText, vocabulary: Vocabulary, first: number, last: number): string {
  if (first === last) return ''
  let length = 0
  for (let i = first; i < last; i++) length += surfaceLength(vocabulary, text.tokens[i]!)
  if (length > longestText) brokenVocabulary(vocabulary)
  const units = new Uint16Array(length)
  let at = 0
  for (let i = first; i < last; i++) at = putSurface(vocabulary, text.tokens[i]!, units, at)
  return textOf(units, 0, length)
}
