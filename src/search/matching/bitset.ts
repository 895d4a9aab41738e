/** Sets of articles of one segment: one bit each, in 32-bit words, low bit first. */
export type Bitset = Uint32Array

export function createBitset(size: number): Bitset {
  return new Uint32Array((size + 31) >>> 5)
}

export function fullBitset(size: number): Bitset {
  const set = createBitset(size).fill(0xffffffff)
  if ((size & 31) !== 0) set[set.length - 1] = 2 ** (size & 31) - 1
  return set
}

export function setBit(set: Bitset, bit: number): void {
  set[bit >>> 5]! |= 1 << (bit & 31)
}

export function clearBit(set: Bitset, bit: number): void {
  set[bit >>> 5]! &= ~(1 << (bit & 31))
}

export function hasBit(set: Bitset, bit: number): boolean {
  return ((set[bit >>> 5]! >>> (bit & 31)) & 1) === 1
}

export function intersect(set: Bitset, other: Bitset): void {
  for (let i = 0; i < set.length; i++) set[i]! &= other[i]!
}

export function unite(set: Bitset, other: Bitset): void {
  for (let i = 0; i < set.length; i++) set[i]! |= other[i]!
}

export function subtract(set: Bitset, other: Bitset): void {
  for (let i = 0; i < set.length; i++) set[i]! &= ~other[i]!
}

export function isEmpty(set: Bitset): boolean {
  return set.every((word) => word === 0)
}

export function countBits(set: Bitset): number {
  let count = 0
  for (let i = 0; i < set.length; i++) {
    // Parallel bit count: Hacker's Delight, 5-1.
    let word = set[i]!
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}

/** Whether `fits` is true of a member; they are asked in ascending order. */
export function someBit(set: Bitset, fits: (bit: number) => boolean): boolean {
  return set.some((whole, i) => {
    for (let word = whole; word !== 0; word &= word - 1) if (fits(i * 32 + 31 - Math.clz32(word & -word))) return true
    return false
  })
}

/** Calls `each` with every member, ascending. */
export function forEachBit(set: Bitset, each: (bit: number) => void): void {
  for (let i = 0; i < set.length; i++) {
    for (let word = set[i]!; word !== 0; word &= word - 1) each(i * 32 + 31 - Math.clz32(word & -word))
  }
}
