/** One scan of a text: where the query's pairs, characters and words stand. */
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
/** By low byte: 0 where `numberOf` is for all such units. */
const mayCount = new Uint8Array(256)

/** Opens a series of scans for one pattern. */
export function markCharacters(pattern: Pattern): void {
  for (const unit of pattern.latinWords.keys()) mark(unit, latin)
  for (const [unit, number] of pattern.numberOf) mark(unit, number)
}

function mark(unit: number, number: number): void {
  numberOf[unit] = number
  mayCount[unit & 255] = 1
}

/** Ends the series. */
export function unmarkCharacters(pattern: Pattern): void {
  for (const unit of pattern.latinWords.keys()) numberOf[unit] = 0
  for (const unit of pattern.numberOf.keys()) numberOf[unit] = 0
  mayCount.fill(0)
}

/** Finds the hits of a title and a body, as if a line break stood between them. */
export function scanTexts(title: Uint16Array, body: Uint16Array, pattern: Pattern): void {
  pairHits.count = characterHits.count = unitHits.count = 0
  scanText(title, 0, pattern)
  scanText(body, title.length + 1, pattern)
}

/**
 * Adds hits, `base` added to their positions. Hot: hits go to flat arrays; two characters cost one look at the text and
 * two at a table of 256 bytes.
 */
function scanText(units: Uint16Array, base: number, pattern: Pattern): void {
  const pairs = new Uint32Array(units.buffer, units.byteOffset, units.length >>> 1)
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i]!
    if ((mayCount[pair & 255]! | mayCount[(pair >>> 16) & 255]!) === 0) continue
    if (!addHits(units, 2 * i, base, pattern) || !addHits(units, 2 * i + 1, base, pattern)) return
  }
  if ((units.length & 1) === 1) addHits(units, units.length - 1, base, pattern)
}

/** False where there is no room for more. */
function addHits(units: Uint16Array, at: number, base: number, pattern: Pattern): boolean {
  const number = numberOf[units[at]!]!
  if (number === 0) return true
  if (number === latin) {
    addLatin(units, units.length, at, base, pattern)
    return true
  }
  if (characterHits.count === capacity || unitHits.count + 2 > capacity) return false
  const { side, pairAt, unitAt, unitOfCharacter, longUnits } = pattern
  add(characterHits, base + at, number)
  if (unitOfCharacter[number]! >= 0) add(unitHits, base + at, unitOfCharacter[number]!)
  const next = at + 1 < units.length ? numberOf[units[at + 1]!]! : 0
  if (next === 0 || next === latin) return true
  const cell = number * side + next
  if (pairAt[cell]! >= 0) add(pairHits, base + at, pairAt[cell]!)
  if (unitAt[cell]! >= 0) add(unitHits, base + at, unitAt[cell]!)
  if (longUnits.size > 0) addLong(units, units.length, at, base, longUnits.get(cell), pattern)
  return true
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
