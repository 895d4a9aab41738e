/** One scan of a text for the positions of the query's bigrams, characters and words. */
import type { TextUnits } from '../../../storage/segment/articles/recent-texts.js'
import { findMarked } from '../../../text/find-marked.js'
import { isWholeWord } from '../../matching/needle.js'
import type { LatinWord, Pattern } from './pattern.js'

/** Hits of one kind, in the order of the text. */
export interface Hits {
  readonly position: Int32Array
  /** Number of the bigram, character or unit. */
  readonly type: Int32Array
  count: number
}

/** Beyond this many hits of a kind, the rest of a text is ignored. */
const capacity = 1 << 16

const createHits = (): Hits => ({ position: new Int32Array(capacity), type: new Int32Array(capacity), count: 0 })

// Reused by all scans; valid until the next.
export const pairHits = createHits()
export const characterHits = createHits()
export const unitHits = createHits()

/** By code unit: the number of a character of the query, or `latin` for a unit that begins one of its Latin words. */
const numberOf = new Uint8Array(65536)
const latin = 255

/** Opens a series of scans for one pattern. */
export function markCharacters(pattern: Pattern): void {
  for (const unit of pattern.latinWords.keys()) numberOf[unit] = latin
  for (const [unit, number] of pattern.numberOf) numberOf[unit] = number
}

/** Ends the series. */
export function unmarkCharacters(pattern: Pattern): void {
  for (const unit of pattern.latinWords.keys()) numberOf[unit] = 0
  for (const unit of pattern.numberOf.keys()) numberOf[unit] = 0
}

/** Finds the hits of a title and a body, as if a line break stood between them. */
export function scanTexts({ units, title, titleEnd, body, bodyEnd }: TextUnits, pattern: Pattern): void {
  pairHits.count = characterHits.count = unitHits.count = 0
  scanText(units, title, titleEnd, 0, pattern)
  scanText(units, body, bodyEnd, titleEnd - title + 1, pattern)
}

/** Adds hits in units[start, end), at their distance from `start` plus `base`. */
function scanText(units: Uint16Array, start: number, end: number, base: number, pattern: Pattern): void {
  const { count, positions } = findMarked(units, start, end, numberOf)
  const shift = base - start
  for (let i = 0; i < count; i++) if (!addHits(units, start, end, positions[i]!, shift, pattern)) return
}

/** False if there is no room for more. */
function addHits(units: Uint16Array, start: number, end: number, at: number, shift: number, pattern: Pattern): boolean {
  const number = numberOf[units[at]!]!
  if (number === latin) {
    addLatin(units.subarray(start, end), at - start, start + shift, pattern)
    return true
  }
  if (characterHits.count === capacity || unitHits.count + 2 > capacity) return false
  const { side, pairAt, unitAt, unitOfCharacter, longUnits } = pattern
  add(characterHits, at + shift, number)
  if (unitOfCharacter[number]! >= 0) add(unitHits, at + shift, unitOfCharacter[number]!)
  const next = at + 1 < end ? numberOf[units[at + 1]!]! : 0
  if (next === 0 || next === latin) return true
  const cell = number * side + next
  if (pairAt[cell]! >= 0) add(pairHits, at + shift, pairAt[cell]!)
  if (unitAt[cell]! >= 0) add(unitHits, at + shift, unitAt[cell]!)
  if (longUnits.size > 0) addLong(units, end, at, shift, longUnits.get(cell), pattern)
  return true
}

function add(hits: Hits, at: number, type: number): void {
  hits.position[hits.count] = at
  hits.type[hits.count++] = type
}

function addLong(
  units: Uint16Array,
  end: number,
  at: number,
  shift: number,
  long: readonly number[] | undefined,
  pattern: Pattern,
): void {
  if (long === undefined) return
  for (const unit of long) {
    if (unitHits.count < capacity && startsWith(units, end, at, pattern.units[unit]!.text))
      add(unitHits, at + shift, unit)
  }
}

function addLatin(units: Uint16Array, at: number, base: number, { latinWords }: Pattern): void {
  for (const { text, pair, unit } of latinWords.get(units[at]!) ?? noWords) {
    if (pairHits.count === capacity || unitHits.count === capacity) return
    const { length } = units
    if (!startsWith(units, length, at, text) || !isWholeWord(units, length, at, at + text.length)) continue
    if (pair >= 0) add(pairHits, base + at, pair)
    add(unitHits, base + at, unit)
  }
}

const noWords: readonly LatinWord[] = []

function startsWith(units: Uint16Array, end: number, at: number, text: string): boolean {
  if (at + text.length > end) return false
  for (let i = 0; i < text.length; i++) if (units[at + i] !== text.charCodeAt(i)) return false
  return true
}
