/**
 * Iterates over a stored vocabulary from its first token to its last, for merging: part by part, and nothing is cached.
 */
import { createByteReader, getUint32 } from '../../store/byte-reader.js'
import { integersOf, unitsOf } from '../../store/views.js'
import { withCapacity } from '../../../base/growing.js'
import {
  brokenVocabulary,
  changedBit,
  changedEntry,
  kindIn,
  lastKind,
  lengthIn,
  longestLength,
  longLength,
} from './codec.js'
import type { EncodedVocabulary, TokenUnits } from './codec.js'

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

/** A cursor over the `count` tokens of a vocabulary. */
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

/** Appends units to the token's spelling. */
function put(cursor: VocabularyCursor, bytes: Uint8Array): void {
  const units = unitsOf(bytes)
  const end = cursor.end + units.length
  if (end > cursor.pool.length) cursor.pool = withCapacity(cursor.pool, new Uint16Array(2 * end))
  cursor.pool.set(units, cursor.end)
  cursor.end = end
}
