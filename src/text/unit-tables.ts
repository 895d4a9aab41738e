/**
 * The tables of char-table.ts that are read for every character, unpacked from the generated table in a few
 * milliseconds. The built program reads them from a file instead: scripts/build/ready-tables.ts.
 */
import { CharClass, CLASS_MASK, JAMO, MARK, SPELLED } from './char-class.js'
import { runs, units } from './char-table.generated.js'
import { numberReader } from './number-reader.js'

/** Class and flags of each UTF-16 unit of normalised text. */
export const unitFlags = new Uint8Array(0x10000)

/**
 * Normalised unit of each original unit that maps to exactly one and never touches its neighbours; 0 for all others
 * (blanks, dropped characters, marks, surrogates, expansions), where it takes more than a look-up.
 */
export const unitMap = new Uint16Array(0x10000)

const starts: number[] = []
const flagsAt: number[] = []
unpackIdentity()
unpackRuns()
unpackUnits()

/** The start of each range of supplementary code points with one class, ascending. */
export const astralStarts = Uint32Array.from(starts)

/** Class and flags of each of these ranges. */
export const astralFlags = Uint8Array.from(flagsAt)

function unpackIdentity(): void {
  // Two units in each step: this runs at every start, before anything is compiled.
  const pairs = new Uint32Array(unitMap.buffer)
  for (let i = 0, pair = 0x10000; i < pairs.length; i++, pair += 0x20002) pairs[i] = pair
}

function unpackRuns(): void {
  const next = numberReader(runs)
  for (let point = 0; point < 0x110000;) {
    const flags = next()
    const end = point + next()
    if (point < 0x10000) {
      const special = (flags & CLASS_MASK) >= CharClass.blank || (flags & (MARK | SPELLED | JAMO)) !== 0
      unitFlags.fill(flags, point, Math.min(end, 0x10000))
      if (special) unitMap.fill(0, point, Math.min(end, 0x10000))
    }
    if (end > 0x10000) {
      starts.push(Math.max(point, 0x10000))
      flagsAt.push(flags)
    }
    point = end
  }
}

function unpackUnits(): void {
  const next = numberReader(units)
  for (let unit = 0, left = next(); left > 0; left--) {
    unit += next()
    const zigzag = next()
    unitMap[unit] = unit + ((zigzag & 1) === 0 ? zigzag >>> 1 : -((zigzag + 1) >>> 1))
  }
}
