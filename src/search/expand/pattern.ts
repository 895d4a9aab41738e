/** A pattern of strings: the characters that are allowed at each position. */

export type Pattern = readonly Place[]

export interface Place {
  /** Without duplicates. */
  readonly units: Uint16Array
  /** One bit for each unit: 1 if it is allowed here. */
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

/** Any Han character of the basic plane; not for the first position of a pattern. */
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
