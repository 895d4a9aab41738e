/** The words of a dictionary by their first or second character, for finding those that fit a pattern. */
import type { Spellings } from '../../text/analysis/tokenizer.js'

/** Words by the unit at a place, as ascending chains. Words too short for the place are in no chain. */
export interface WordOrder {
  /** By unit: its first word, −1 for none. */
  readonly firsts: Int32Array
  /** By word: the next word with the same unit, −1 after the last. */
  readonly next: Int32Array
  /** By word: the start of its spelling. */
  readonly starts: Int32Array
}

/**
 * One pass, from the last word to the first: one or two milliseconds for 350,000 words, at the first query that needs
 * it.
 */
export function orderBy(place: 0 | 1, { units, lengths }: Spellings): WordOrder {
  const firsts = new Int32Array(65536).fill(-1)
  const next = new Int32Array(lengths.length)
  const starts = new Int32Array(lengths.length)
  for (let word = lengths.length - 1, at = units.length; word >= 0; word--) {
    at -= lengths[word]!
    starts[word] = at
    if (lengths[word]! <= place) continue
    const unit = units[at + place]!
    next[word] = firsts[unit]!
    firsts[unit] = word
  }
  return { firsts, next, starts }
}
