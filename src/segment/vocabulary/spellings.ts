/** The spellings of a vocabulary's tokens, normalised and original. */
import { textOf } from '../../text/units.js'
import type { Vocabulary } from './codec.js'
import { isChanged, kindIn, lengthIn, longestLength, longLength } from './codec.js'

/** A token's TokenKind. */
export function kindOf({ entries }: Vocabulary, id: number): number {
  return kindIn(entries[2 * id + 1]!)
}

/** In units. */
export function normalizedLength({ entries, long }: Vocabulary, id: number): number {
  const entry = entries[2 * id + 1]!
  const length = lengthIn(entry)
  if (length < longLength) return length
  const known = entry & longestLength
  if (known < longestLength) return known
  const start = entries[2 * id]!
  return long[start - 2]! + long[start - 1]! * 65536
}

/** In units. */
export function surfaceLength(vocabulary: Vocabulary, id: number): number {
  if (!isChanged(vocabulary, id)) return normalizedLength(vocabulary, id)
  const at = changedAt(vocabulary, id)
  return originalEnd(vocabulary, at) - originalEnd(vocabulary, at - 1)
}

/** Writes a token's normalised spelling from `at` on; returns its end. */
export function putNormalized(vocabulary: Vocabulary, id: number, into: Uint16Array, at: number): number {
  const { entries, long } = vocabulary
  const length = normalizedLength(vocabulary, id)
  const first = entries[2 * id]!
  if (length >= longLength) return putUnits(long, first, first + length, into, at)
  if (length > 0) into[at] = first
  if (length > 1) into[at + 1] = first >>> 16
  if (length > 2) into[at + 2] = entries[2 * id + 1]!
  return at + length
}

/** The same of its original. */
export function putSurface(vocabulary: Vocabulary, id: number, into: Uint16Array, at: number): number {
  if (!isChanged(vocabulary, id)) return putNormalized(vocabulary, id, into, at)
  const place = changedAt(vocabulary, id)
  return putUnits(vocabulary.originals, originalEnd(vocabulary, place - 1), originalEnd(vocabulary, place), into, at)
}

function putUnits(from: Uint16Array, start: number, end: number, into: Uint16Array, at: number): number {
  for (let unit = start; unit < end; unit++) into[at++] = from[unit]!
  return at
}

/**
 * The index of a changed token among the changed ones. Nearly all that are looked up are punctuation, near the front.
 */
function changedAt({ changed }: Vocabulary, id: number): number {
  let low = 0
  let high = 1
  while (2 * high < changed.length && changed[2 * high]! < id) {
    low = high
    high *= 2
  }
  high = Math.min(high, changed.length / 2 - 1)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (changed[2 * middle]! < id) low = middle + 1
    else high = middle
  }
  return low
}

function originalEnd({ changed }: Vocabulary, place: number): number {
  return place < 0 ? 0 : changed[2 * place + 1]!
}

/** The original spelling of token `id`. */
export function surfaceOf(vocabulary: Vocabulary, id: number): string {
  return spelled(vocabulary, id, surfaceLength(vocabulary, id), putSurface)
}

/** The normalised spelling of token `id`. */
export function normalizedOf(vocabulary: Vocabulary, id: number): string {
  return spelled(vocabulary, id, normalizedLength(vocabulary, id), putNormalized)
}

function spelled(vocabulary: Vocabulary, id: number, length: number, put: typeof putSurface): string {
  const units = new Uint16Array(length)
  return textOf(units, 0, put(vocabulary, id, units, 0))
}
