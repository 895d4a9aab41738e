/** One scan of a text: where the query's pairs, characters and words stand. */
import type { DecodedText } from '../../segment/articles/text-codec.js'
import { isWholeWord } from '../needle.js'
import type { LatinWord, Pattern } from './pattern.js'

/** Hits of one kind, in the order of the text. */
export interface Hits {
  readonly position: Int32Array
  /** Number of the pair, character or unit. */
  readonly type: Int32Array
  count: number
}

/** Beyond so many hits of a kind the rest of a text is left out. */
const capacity = 1 << 16

const createHits = (): Hits => ({ position: new Int32Array(capacity), type: new Int32Array(capacity), count: 0 })

// Reused by all scans; valid until the next.
export const pairHits = createHits()
export const characterHits = createHits()
export const unitHits = createHits()

/** By code unit: the number of a character of the query, or `latin` for what begins one of its Latin words. */
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
export function scanTexts(title: DecodedText, body: DecodedText, pattern: Pattern): void {
  pairHits.count = characterHits.count = unitHits.count = 0
  scanText(title.units, title.unitCount, 0, pattern)
  scanText(body.units, body.unitCount, title.unitCount + 1, pattern)
}

/** Adds hits, `base` added to their positions. Hot: they go to flat arrays, most characters cost one look-up. */
function scanText(units: Uint16Array, count: number, base: number, pattern: Pattern): void {
  const { side, pairAt, unitAt, unitOfCharacter, longUnits } = pattern
  let number = count > 0 ? numberOf[units[0]!]! : 0
  for (let at = 0; at < count; at++) {
    const next = at + 1 < count ? numberOf[units[at + 1]!]! : 0
    if (number === latin) addLatin(units, count, at, base, pattern)
    else if (number !== 0) {
      if (characterHits.count === capacity || unitHits.count + 2 > capacity) return
      add(characterHits, base + at, number)
      if (unitOfCharacter[number]! >= 0) add(unitHits, base + at, unitOfCharacter[number]!)
      if (next !== 0 && next !== latin) {
        const cell = number * side + next
        if (pairAt[cell]! >= 0) add(pairHits, base + at, pairAt[cell]!)
        if (unitAt[cell]! >= 0) add(unitHits, base + at, unitAt[cell]!)
        if (longUnits.size > 0) addLong(units, count, at, base, longUnits.get(cell), pattern)
      }
    }
    number = next
  }
}

function add(hits: Hits, at: number, type: number): void {
  hits.position[hits.count] = at
  hits.type[hits.count++] = type
}

function addLong(
  units: Uint16Array,
  count: number,
  at: number,
  base: number,
  long: readonly number[] | undefined,
  pattern: Pattern,
): void {
  if (long === undefined) return
  for (const unit of long) {
    if (unitHits.count < capacity && startsWith(units, count, at, pattern.units[unit]!.text))
      add(unitHits, base + at, unit)
  }
}

function addLatin(units: Uint16Array, count: number, at: number, base: number, { latinWords }: Pattern): void {
  for (const { text, pair, unit } of latinWords.get(units[at]!) ?? noWords) {
    if (pairHits.count === capacity || unitHits.count === capacity) return
    if (!startsWith(units, count, at, text) || !isWholeWord(units, count, at, at + text.length)) continue
    if (pair >= 0) add(pairHits, base + at, pair)
    add(unitHits, base + at, unit)
  }
}

const noWords: readonly LatinWord[] = []

function startsWith(units: Uint16Array, count: number, at: number, text: string): boolean {
  if (at + text.length > count) return false
  for (let i = 0; i < text.length; i++) if (units[at + i] !== text.charCodeAt(i)) return false
  return true
}
