/** The spellings of a vocabulary's tokens, normalised and original. */
import { textOf } from '../../../text/units.js'
import { brokenVocabulary, isChanged, kindIn, lastKind, lengthIn, longestLength, longLength } from './codec.js'
import type { Vocabulary } from './codec.js'

export function kindOf(vocabulary: Vocabulary, id: number): number {
  const kind = kindIn(vocabulary.entries[2 * id + 1]!)
  return kind > lastKind ? brokenVocabulary(vocabulary) : kind
}

/** Length of the normalised spelling, in units. @throws XunzhangError INDEX_DAMAGED if there is no such spelling */
export function normalizedLength(vocabulary: Vocabulary, id: number): number {
  const { entries, long, count } = vocabulary
  if (!(id < count)) brokenVocabulary(vocabulary)
  const entry = entries[2 * id + 1]!
  const length = lengthIn(entry)
  if (length < longLength) return length
  const known = entry & longestLength
  const start = entries[2 * id]!
  const all = known < longestLength ? known : long[start - 2]! + long[start - 1]! * 65536
  // Also false for NaN, which a length outside of `long` gives.
  return start >= 0 && length === longLength && start + all <= long.length ? all : brokenVocabulary(vocabulary)
}

/** Length of the original spelling, in units. @throws XunzhangError INDEX_DAMAGED */
export function surfaceLength(vocabulary: Vocabulary, id: number): number {
  if (!isChanged(vocabulary, id)) return normalizedLength(vocabulary, id)
  const place = changedAt(vocabulary, id)
  const length = originalEnd(vocabulary, place) - originalEnd(vocabulary, place - 1)
  return length < 0 ? brokenVocabulary(vocabulary) : length
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

/** As {@link putNormalized}, for the original spelling. */
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
 * The index of a changed token among the changed ones. Nearly all that are looked up are punctuation, which is frequent
 * and so at the front: the search begins there, in growing steps.
 */
function changedAt(vocabulary: Vocabulary, id: number): number {
  const { changed } = vocabulary
  let low = 0
  let high = 1
  while (2 * high < changed.length && changed[2 * high]! < id) {
    low = high
    high *= 2
  }
  high = Math.max(0, Math.min(high, changed.length / 2 - 1))
  while (low < high) {
    const middle = (low + high) >>> 1
    if (changed[2 * middle]! < id) low = middle + 1
    else high = middle
  }
  return changed[2 * low] === id ? low : brokenVocabulary(vocabulary)
}

function originalEnd(vocabulary: Vocabulary, place: number): number {
  if (place < 0) return 0
  const end = vocabulary.changed[2 * place + 1]!
  return end > vocabulary.originals.length ? brokenVocabulary(vocabulary) : end
}

export function surfaceOf(vocabulary: Vocabulary, id: number): string {
  return spelled(vocabulary, id, surfaceLength(vocabulary, id), putSurface)
}

export function normalizedOf(vocabulary: Vocabulary, id: number): string {
  return spelled(vocabulary, id, normalizedLength(vocabulary, id), putNormalized)
}

function spelled(vocabulary: Vocabulary, id: number, length: number, put: typeof putSurface): string {
  const units = new Uint16Array(length)
  return textOf(units, 0, put(vocabulary, id, units, 0))
}
