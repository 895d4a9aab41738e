/** Unpacks the generated tables of characters. */
import { CharClass, CLASS_MASK, JAMO, MARK, numberReader, SPELLED } from './char-class.js'

/** Class and flags of the supplementary planes: of each range the start, ascending, and the flags. */
export interface AstralTables {
  readonly starts: Uint32Array
  readonly flags: Uint8Array
}

/**
 * @param runs, units as generated
 * @param unitFlags, unitMap filled; 65,536 entries each
 */
export function unpackTables(runs: string, units: string, unitFlags: Uint8Array, unitMap: Uint16Array): AstralTables {
  unpackIdentity(unitMap)
  const astral = unpackRuns(runs, unitFlags, unitMap)
  unpackUnits(units, unitMap)
  return astral
}

function unpackIdentity(unitMap: Uint16Array): void {
  // Two units in each step: this runs at every start, before anything is compiled.
  const pairs = new Uint32Array(unitMap.buffer)
  for (let i = 0, pair = 0x10000; i < pairs.length; i++, pair += 0x20002) pairs[i] = pair
}

function unpackRuns(runs: string, unitFlags: Uint8Array, unitMap: Uint16Array): AstralTables {
  const starts: number[] = []
  const flagsAt: number[] = []
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
  return { starts: Uint32Array.from(starts), flags: Uint8Array.from(flagsAt) }
}

function unpackUnits(units: string, unitMap: Uint16Array): void {
  const next = numberReader(units)
  for (let unit = 0, left = next(); left > 0; left--) {
    unit += next()
    const zigzag = next()
    unitMap[unit] = unit + ((zigzag & 1) === 0 ? zigzag >>> 1 : -((zigzag + 1) >>> 1))
  }
}
