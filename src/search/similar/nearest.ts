/**
 * For each article, finds the earlier articles that it resembles most, by their signatures. Two articles that agree in
 * all numbers of a band fall into the same bucket (locality-sensitive hashing, Indyk and Motwani 1998). Bands are
 * processed one after the other and share one table of 8 to 12 bytes an article.
 */
import { agreement, signatureLength } from './signature.js'

const rows = 3
const bands = Math.floor(signatureLength / rows)
/** Most articles of a bucket that are examined, latest first: forms and boilerplate make long buckets. */
const longestWalk = 12
/** Below this agreement, comparing the texts is not worth while. */
const leastAgreement = 0.25

/** Most earlier articles that are kept for each article. */
export const nearestCount = 4

/** @returns `nearestCount` numbers for each article, the one that agrees most first; −1 if there are fewer */
export function nearestBefore(count: number, signatures: Uint16Array, has: (article: number) => boolean): Int32Array {
  const nearest = new Int32Array(count * nearestCount).fill(-1)
  const agreements = new Float32Array(count * nearestCount)
  const heads = new Int32Array(2 ** Math.ceil(Math.log2(count + 1)))
  const before = new Int32Array(count)
  for (let band = 0; band < bands; band++) {
    heads.fill(-1)
    for (let article = 0; article < count; article++) {
      if (!has(article)) continue
      const at = article * signatureLength + band * rows
      const slot = slotOf(signatures, at) & (heads.length - 1)
      let other = heads[slot]!
      for (let steps = 0; other >= 0 && steps < longestWalk; steps++, other = before[other]!) {
        const place = other * signatureLength
        if (!isSameBand(signatures, at, place + band * rows) || isKept(nearest, article, other)) continue
        const share = agreement(signatures, article * signatureLength, place)
        if (share >= leastAgreement) keep(nearest, agreements, article, other, share)
      }
      before[article] = heads[slot]!
      heads[slot] = article
    }
  }
  return nearest
}

function slotOf(signatures: Uint16Array, at: number): number {
  const hash = Math.imul(Math.imul(signatures[at]!, 0x9e3779b1) + signatures[at + 1]!, 0x85ebca77) + signatures[at + 2]!
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return mixed ^ (mixed >>> 13)
}

function isSameBand(signatures: Uint16Array, a: number, b: number): boolean {
  for (let i = 0; i < rows; i++) if (signatures[a + i] !== signatures[b + i]) return false
  return true
}

function isKept(nearest: Int32Array, article: number, other: number): boolean {
  for (let i = article * nearestCount; i < (article + 1) * nearestCount; i++) if (nearest[i] === other) return true
  return false
}

/** Inserts an article among the nearest of another, in order; of equal ones, the one found first stays before. */
function keep(nearest: Int32Array, agreements: Float32Array, article: number, other: number, share: number): void {
  const first = article * nearestCount
  let at = first + nearestCount - 1
  if (nearest[at]! >= 0 && agreements[at]! >= share) return
  for (; at > first && (nearest[at - 1]! < 0 || agreements[at - 1]! < share); at--) {
    nearest[at] = nearest[at - 1]!
    agreements[at] = agreements[at - 1]!
  }
  nearest[at] = other
  agreements[at] = share
}
