/**
 * Groups of near-duplicates: an article joins the group of an earlier one whose leader it resembles, or leads a new
 * group. Comparing only with leaders keeps chains of slowly changing texts apart. Later articles never change the
 * groups of earlier ones. Linear in the number of articles: for each, a bounded number of earlier ones is examined, and
 * the texts of the nearest few are compared.
 */
import { nearestBefore, nearestCount } from './nearest.js'
import type { Overlap } from '../../text/shingles.js'

/** Near-duplicates share most of both texts, or nearly all of the shorter one and much of the longer one. */
export function areSimilar({ resemblance, containment }: Overlap): boolean {
  return resemblance >= 0.6 || (containment >= 0.85 && resemblance >= 0.35)
}

/**
 * @param signatures `signatureLength` numbers for each article
 * @param has whether an article has a signature
 * @param compare called for pairs whose signatures agree enough
 * @returns by article: the leader of its group; the article itself if it is alone or has no signature
 */
export function groupSimilar(
  count: number,
  signatures: Uint16Array,
  has: (article: number) => boolean,
  compare: (article: number, leader: number) => Overlap,
): Int32Array {
  const leaderOf = Int32Array.from({ length: count }, (_, article) => article)
  const nearest = nearestBefore(count, signatures, has)
  for (let article = 0; article < count; article++) {
    const tried = new Set<number>()
    for (let i = article * nearestCount; i < (article + 1) * nearestCount && nearest[i]! >= 0; i++) {
      const leader = leaderOf[nearest[i]!]!
      if (tried.has(leader)) continue
      tried.add(leader)
      if (!areSimilar(compare(article, leader))) continue
      leaderOf[article] = leader
      break
    }
  }
  return leaderOf
}
