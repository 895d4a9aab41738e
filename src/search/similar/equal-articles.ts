/** Folds equal articles: the same body under two IDs is shown once, with the other IDs listed. */
import type { FoldedHit, SimilarArticle } from '../../base/answers.js'
import { Field } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { FoundArticle } from '../scoring/rank-again.js'
import type { Shingles } from '../../text/shingles.js'

/*
 * Minhash signatures by one permutation (Li, Owen, Zhang 2012): the hashes of a text fall into bins, and the smallest
 * of each bin is kept. The share of bins in which two texts agree estimates their resemblance. Empty bins borrow from
 * the next one that isn't empty (Shrivastava, Li 2014). 256 bytes an article, about 4 µs for 700 characters.
 */

/** Number of bins, and of numbers in a signature. */
export const signatureLength = 128
const binBits = 7

const least = new Uint32Array(signatureLength)
const empty = 0xffffffff

/** Writes the signature to out[at, at + signatureLength). @returns false if the text has too few shingles */
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
    // The distance is part of the borrowed value, so that a full bin and a bin that borrows from it differ.
    out[at + bin] = (least[from]! + Math.imul(steps, 0x9e37)) & 0xffff
  }
  return true
}

/** Shorter texts are compared only for equality. */
export const fewestShingles = 24

/** Share of the bins in which two signatures agree: approximately the resemblance of the texts. */
export function agreement(signatures: Uint16Array, a: number, b: number): number {
  let same = 0
  for (let i = 0; i < signatureLength; i++) if (signatures[a + i] === signatures[b + i]) same++
  return same / signatureLength
}

/** Folds hits of one page with equal bodies into the best of them. Ranks stay as they were. */
export function foldDuplicates<Hit extends FoldedHit>(
  segments: readonly SegmentReader[],
  found: readonly FoundArticle[],
  hits: readonly Hit[],
): Hit[] {
  const firstOf = new Map<string, number>()
  const folded = new Map<number, string[]>()
  const kept: number[] = []
  for (const [i, { segment, article }] of found.entries()) {
    const reader = segments[segment]!
    const hash = reader.record(article).bodyHash
    const length = reader.lengths[article]!
    const key = length === 0 ? `empty ${i}` : `${hash} ${length}`
    const first = firstOf.get(key)
    if (first !== undefined && sameBody(segments, found[first]!, found[i]!)) {
      folded.set(first, [...(folded.get(first) ?? []), hits[i]!.id])
      continue
    }
    firstOf.set(key, i)
    kept.push(i)
  }
  return kept.map((i) => {
    const duplicates = folded.get(i)
    return duplicates === undefined ? hits[i]! : { ...hits[i]!, duplicates }
  })
}

function sameBody(segments: readonly SegmentReader[], a: FoundArticle, b: FoundArticle): boolean {
  return segments[a.segment]!.text(a.article, Field.body) === segments[b.segment]!.text(b.article, Field.body)
}

/** Near-duplicates; the first one leads the group, and the others resemble it. */
export interface DuplicateGroup {
  readonly articles: readonly (SimilarArticle & {
    readonly title: string
    /** ISO 8601, or ''. */
    readonly date: string
    readonly path: string
    readonly line: number
  })[]
}
