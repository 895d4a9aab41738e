/**
 * What normalising and tokenising know about each character, unpacked once from the generated table (about 1 ms).
 *
 * `unitMap` answers the common case with one look-up: the normalised unit of a code unit that maps to exactly one
 * and never touches its neighbours; 0 for all others (blanks, dropped characters, marks, surrogates, expansions).
 */
import { CharClass, CLASS_MASK, JAMO, MARK, SPELLED } from './char-class.js'
import { runs, spellings, units } from './char-table.generated.js'

/** Class and flags of each UTF-16 unit, read as a normalised one. */
export const unitFlags = new Uint8Array(0x10000)

/** Normalised unit of each original unit, or 0 where it takes more than a look-up. */
export const unitMap = new Uint16Array(0x10000)

const astralStarts: number[] = []
const astralFlags: number[] = []
unpackIdentity()
unpackRuns()
unpackUnits()

let spelled: ReadonlyMap<number, string> | undefined

/** Normalised spelling of a code point that {@link unitMap} can't hold; `undefined` where it spells itself. */
export function spellingOf(point: number): string | undefined {
  // Unpacked at the first need, which most texts never have: it takes longer than all the rest.
  spelled ??= readSpellings()
  return spelled.get(point)
}

/** Class and flags of a code point of the supplementary planes. */
export function flagsOfAstral(point: number): number {
  let low = 0
  let high = astralStarts.length
  while (low + 1 < high) {
    const middle = (low + high) >>> 1
    if (astralStarts[middle]! <= point) low = middle
    else high = middle
  }
  return astralFlags[low]!
}

/**
 * Class of the character that starts at `at`, surrogate pairs resolved.
 * @param end where the text ends; a pair cut there counts as two lone surrogates, which are symbols
 */
export function classAt(text: Uint16Array, at: number, end: number): CharClass {
  const unit = text[at]!
  const own = unitFlags[unit]! & CLASS_MASK
  if (own !== CharClass.surrogate) return own as CharClass
  const point = pairAt(unit, at + 1 < end ? text[at + 1]! : 0)
  return point === 0 ? CharClass.symbol : ((flagsOfAstral(point) & CLASS_MASK) as CharClass)
}

/** The code point of a surrogate pair, or 0 when the units are none. */
export function pairAt(high: number, low: number): number {
  if ((high & 0xfc00) !== 0xd800 || (low & 0xfc00) !== 0xdc00) return 0
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
}

/** Reads numbers of five bits a character, least first; 32 marks all but a number's last. */
function reader(text: string): () => number {
  const digits = new Uint8Array(128)
  const order = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (let i = 0; i < 64; i++) digits[order.charCodeAt(i)] = i
  let at = 0
  return () => {
    let value = 0
    for (let shift = 0; ; shift += 5) {
      const digit = digits[text.charCodeAt(at++)]!
      value |= (digit & 31) << shift
      if (digit < 32) return value
    }
  }
}

function readSpellings(): Map<number, string> {
  const map = new Map<number, string>()
  const next = reader(spellings)
  for (let point = 0, left = next(); left > 0; left--) {
    point += next()
    let spelling = ''
    for (let units = next(); units > 0; units--) spelling += String.fromCharCode(next())
    map.set(point, spelling)
  }
  return map
}

function unpackIdentity(): void {
  // Two units a step: this runs at every start, before anything is compiled.
  const pairs = new Uint32Array(unitMap.buffer)
  for (let i = 0, pair = 0x10000; i < pairs.length; i++, pair += 0x20002) pairs[i] = pair
}

function unpackRuns(): void {
  const next = reader(runs)
  for (let point = 0; point < 0x110000;) {
    const flags = next()
    const end = point + next()
    if (point < 0x10000) {
      const special = (flags & CLASS_MASK) >= CharClass.blank || (flags & (MARK | SPELLED | JAMO)) !== 0
      unitFlags.fill(flags, point, Math.min(end, 0x10000))
      if (special) unitMap.fill(0, point, Math.min(end, 0x10000))
    }
    if (end > 0x10000) {
      astralStarts.push(Math.max(point, 0x10000))
      astralFlags.push(flags)
    }
    point = end
  }
}

function unpackUnits(): void {
  const next = reader(units)
  for (let unit = 0, left = next(); left > 0; left--) {
    unit += next()
    const zigzag = next()
    unitMap[unit] = unit + ((zigzag & 1) === 0 ? zigzag >>> 1 : -((zigzag + 1) >>> 1))
  }
}
