/**
 * The reused buffers of a normalised text: its units, their positions in the original, and which of them differ from
 * it.
 */
import { withCapacity } from '../base/growing.js'
import { firstAbove } from './sorted.js'

export interface Normalized {
  units: Uint16Array
  unitCount: number
  /**
   * From unit `shiftUnit[i]` up to the next entry, the original position is unit + `shiftBy[i]`; before the first entry
   * it is unit.
   */
  shiftUnit: Int32Array
  shiftBy: Int32Array
  shiftCount: number
  /** Ascending: units that differ from the original or cover a different number of its units. */
  touched: Int32Array
  touchedCount: number
}

const SMALL = 64

export function createNormalized(): Normalized {
  return {
    units: new Uint16Array(SMALL),
    unitCount: 0,
    shiftUnit: new Int32Array(SMALL),
    shiftBy: new Int32Array(SMALL),
    shiftCount: 0,
    touched: new Int32Array(SMALL),
    touchedCount: 0,
  }
}

/** Makes room for `count` units, and for one touched unit for each of them. */
export function reserveUnits(out: Normalized, count: number): void {
  const room = count + SMALL
  if (out.units.length < room) out.units = withCapacity(out.units, new Uint16Array(room + (room >>> 1)))
  const touchedRoom = out.touchedCount + count - out.unitCount + SMALL
  if (out.touched.length < touchedRoom)
    out.touched = withCapacity(out.touched, new Int32Array(touchedRoom + (touchedRoom >>> 1)))
}

/** Records that unit `unit` begins at `unit + by` in the original. */
export function shiftFrom(out: Normalized, unit: number, by: number): void {
  let { shiftCount } = out
  if (shiftCount > 0 && out.shiftUnit[shiftCount - 1] === unit) shiftCount--
  out.shiftCount = shiftCount
  if (by === (shiftCount === 0 ? 0 : out.shiftBy[shiftCount - 1])) return
  if (shiftCount === out.shiftUnit.length) {
    out.shiftUnit = withCapacity(out.shiftUnit, new Int32Array(2 * shiftCount))
    out.shiftBy = withCapacity(out.shiftBy, new Int32Array(2 * shiftCount))
  }
  out.shiftUnit[shiftCount] = unit
  out.shiftBy[shiftCount] = by
  out.shiftCount = shiftCount + 1
}

/** Marks a unit, the last one or a later one, as different from the original. */
export function touch(out: Normalized, unit: number): void {
  if (out.touchedCount > 0 && out.touched[out.touchedCount - 1]! >= unit) return
  out.touched[out.touchedCount++] = unit
}

/** Forgets the records about units from `unit` on. */
export function rewind(out: Normalized, unit: number): void {
  while (out.shiftCount > 0 && out.shiftUnit[out.shiftCount - 1]! > unit) out.shiftCount--
  while (out.touchedCount > 0 && out.touched[out.touchedCount - 1]! > unit) out.touchedCount--
  out.unitCount = unit
}

/** The position of unit `unit`, or of the end of the text, in an original of `length` units. */
export function originOf(normalized: Normalized, unit: number, length: number): number {
  const { shiftUnit, shiftBy, shiftCount, unitCount } = normalized
  if (unit >= unitCount) return length
  const above = firstAbove(shiftUnit.subarray(0, shiftCount), unit)
  return unit + (above === 0 ? 0 : shiftBy[above - 1]!)
}
