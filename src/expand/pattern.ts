/** A pattern of strings: the characters that may stand at each place. */

export type Pattern = readonly Place[]

export interface Place {
  /** Each once. */
  readonly units: Uint16Array
  /** A bit a unit: 1 where it may stand here. */
  readonly bits: Uint32Array
}

/** @param characters of the basic plane; others are left out */
export function placeOf(characters: string): Place {
  const units = new Uint16Array(characters.length)
  const bits = new Uint32Array(2048)
  let count = 0
  for (let i = 0; i < characters.length; i++) {
    const unit = characters.charCodeAt(i)
    if (isSurrogate(unit) || isAllowed(bits, unit)) continue
    bits[unit >>> 5]! |= 1 << (unit & 31)
    units[count++] = unit
  }
  return { units: units.subarray(0, count), bits }
}

const isSurrogate = (unit: number): boolean => (unit & 0xf800) === 0xd800

/** Any character of the basic plane's Han; not for the first place of a pattern. */
export const anyHan: Place = {
  units: new Uint16Array(0),
  bits: new Uint32Array(2048).fill(-1, 0x3400 >>> 5, 0xa000 >>> 5),
}

export function isAllowed(bits: Uint32Array, unit: number): boolean {
  return ((bits[unit >>> 5]! >>> (unit & 31)) & 1) === 1
}

export function charactersAt({ units }: Place): string[] {
  return Array.from(units, (unit) => String.fromCharCode(unit))
}
