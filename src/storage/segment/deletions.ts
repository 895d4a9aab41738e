/** Which articles of a segment are deleted: one bit each, low bit first. Format: FORMAT.md, "Deletions". */
export function createDeletions(articles: number, from?: Uint8Array): Uint8Array {
  const bits = new Uint8Array((articles + 7) >> 3)
  if (from !== undefined) bits.set(from)
  return bits
}

/** Whether the bits have the length for this many articles, and `count` of them are set. */
export function areDeletions(bits: Uint8Array, articles: number, count: number): boolean {
  const isLong = bits.length === (articles + 7) >> 3
  const unused = (articles & 7) === 0 ? 0 : bits[bits.length - 1]! >> (articles & 7)
  return isLong && unused === 0 && countDeleted(bits) === count
}

export function setDeleted(bits: Uint8Array, article: number): void {
  bits[article >> 3]! |= 1 << (article & 7)
}

export function isDeleted(bits: Uint8Array, article: number): boolean {
  return ((bits[article >> 3]! >> (article & 7)) & 1) === 1
}

export function countDeleted(bits: Uint8Array): number {
  let count = 0
  for (let byte of bits) for (; byte !== 0; byte &= byte - 1) count++
  return count
}
