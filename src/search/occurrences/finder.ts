/**
 * Finds where a part of a query occurs in a text. Matching only decides whether it occurs; this needs the text.
 *
 * A word or string occurs wherever its characters do, a Latin word only as a whole. A prefix extends to the end of its
 * word. Alternatives occur where any of them does. Several words in brackets occur together, as ranges as short as
 * possible.
 */
import { normalize } from '../../text/normalize.js'
import { createNeedle, indexOf, wordEnd } from '../matching/needle.js'
import type { Occurrence, Occurrences } from './nearby.js'

/** Finds all occurrences in a text's normalised units; those of one string may overlap. */
export type Finder = (units: Uint16Array) => Occurrences

/** @param wholeStart, wholeEnd as in `planPhrase`; what only begins as a word extends to the end of that word */
export function stringFinder(source: string, wholeStart: boolean, wholeEnd: boolean): Finder {
  const text = normalize(source).text.trim()
  if (text === '') return () => []
  const needle = createNeedle(text, wholeStart, wholeEnd)
  const goesOn = wholeStart && !wholeEnd
  return (units) => {
    const found: Occurrence[] = []
    for (let at = indexOf(units, units.length, needle); at >= 0; at = indexOf(units, units.length, needle, at + 1)) {
      const end = at + needle.units.length
      found.push({ start: at, end: goesOn ? wordEnd(units, end) : end })
    }
    return found
  }
}

/** The union of lists, ordered by start, then end, without duplicates. */
export function united(lists: readonly Occurrences[]): Occurrences {
  const held = lists.filter((list) => list.length > 0)
  if (held.length < 2) return held[0] ?? []
  const all = held.flat().sort((a, b) => a.start - b.start || a.end - b.end)
  return all.filter(({ start, end }, i) => all[i - 1]?.start !== start || all[i - 1]?.end !== end)
}

/** The words and strings that an occurrence was made of, in the order of the text. */
export function piecesOf(occurrence: Occurrence): Occurrences {
  return occurrence.parts === undefined
    ? [occurrence]
    : occurrence.parts.flatMap(piecesOf).sort((a, b) => a.start - b.start)
}
