/**
 * Minhash signatures by one permutation (Li, Owen, Zhang 2012): the hashes of a text fall into bins, the least of each
 * bin is kept. Two texts agree in a bin as often as they resemble each other. Bins that stay empty borrow from the next
 * that isn't (Shrivastava, Li 2014). 256 bytes an article, about 4 µs for 700 characters.
 */
import type { Shingles } from './shingles.js'

/** Bins, and numbers of a signature. */
export const signatureLength = 128
const binBits = 7

const least = new Uint32Array(signatureLength)
const empty = 0xffffffff

/** Writes the signature to out[at, at + signatureLength). @returns false where the text has too few shingles to tell */
export function writeSignature({ hashes, count }: Shingles, out: Uint16Array, at: number): boolean {
  if (count < fewestShingles) return false
  least.fill(empty)
  for (let i = 0; i < count; i++) {
    const hash = hashes[i]!
    const bin = hash >>> (32 - binBits)
    if (hash < least[bin]!) least[bin] = hash
  }
  for (let bin = 0; bin < signatureLength; bin++) {
    let from = bin
    let steps = 0
    while (least[from] === empty) {
      from = (from + 1) & (signatureLength - 1)
      steps++
    }
    // The distance is part of what is borrowed, so that a full bin and one that borrows from it differ.
    out[at + bin] = (least[from]! + Math.imul(steps, 0x9e37)) & 0xffff
  }
  return true
}

/** Shorter texts are compared whole or not at all. */
export const fewestShingles = 24

/** Share of the bins in which two signatures agree: about the resemblance of the texts. */
export function agreement(signatures: Uint16Array, a: number, b: number): number {
  let same = 0
  for (let i = 0; i < signatureLength; i++) if (signatures[a + i] === signatures[b + i]) same++
  return same / signatureLength
}
