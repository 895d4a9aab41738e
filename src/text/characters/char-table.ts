/** The properties of each character that normalising and tokenising use. */
import { CharClass, CLASS_MASK, numberReader } from './char-class.js'
import { lastAtMost } from '../sorted.js'
import { astral, spellingTable, unitFlags } from '#character-tables'

export { unitFlags, unitMap } from '#character-tables'

const unpacked: { spellings?: ReadonlyMap<number, string> | undefined } = {}

/** Normalised spelling of a code point that {@link unitMap} can't represent; `undefined` if it is its own spelling. */
export function spellingOf(point: number): string | undefined {
  // Unpacked on first use, which most texts never need: it takes longer than everything else.
  unpacked.spellings ??= readSpellings()
  return unpacked.spellings?.get(point)
}

/** Class and flags of a code point of the supplementary planes. */
export function flagsOfAstral(point: number): number {
  return astral.flags[lastAtMost(astral.starts, point)]!
}

/**
 * Class of the character that starts at `at`, surrogate pairs resolved.
 * @param end the end of the text; a pair cut there counts as two lone surrogates, which are symbols
 */
export function classAt(text: Uint16Array, at: number, end: number): CharClass {
  const unit = text[at]!
  const own = unitFlags[unit]! & CLASS_MASK
  if (own !== CharClass.surrogate) return own as CharClass
  const point = pairAt(unit, at + 1 < end ? text[at + 1]! : 0)
  return point === 0 ? CharClass.symbol : ((flagsOfAstral(point) & CLASS_MASK) as CharClass)
}

/** The code point of a surrogate pair, or 0 if the units are not a pair. */
export function pairAt(high: number, low: number): number {
  if ((high & 0xfc00) !== 0xd800 || (low & 0xfc00) !== 0xdc00) return 0
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
}

function readSpellings(): Map<number, string> | undefined {
  const spellings = spellingTable()
  if (spellings === undefined) return undefined
  const map = new Map<number, string>()
  const next = numberReader(spellings)
  for (let point = 0, left = next(); left > 0; left--) {
    point += next()
    let spelling = ''
    for (let units = next(); units > 0; units--) spelling += String.fromCharCode(next())
    map.set(point, spelling)
  }
  return map
}
