/**
 * Groups of near-duplicates, found in one pass: an article joins the first group whose leader it resembles, or leads a
 * new one. Leaders are looked up by bands of their signatures (locality-sensitive hashing, Indyk and Motwani 1998);
 * articles that come later never change the groups of those before. Comparing with leaders alone keeps chains of
 * slowly changing texts apart.
 */
import type { Overlap } from './shingles.js'
import { agreement, signatureLength } from './signature.js'

const rows = 3
const bands = Math.floor(signatureLength / rows)
/** Leaders of one bucket that are compared at most: boilerplate makes long ones. */
const longestBucket = 12
/** Below this the signatures say that it is not worth while to compare the texts. */
const leastAgreement = 0.25

/** Near-duplicates share most of both texts, or nearly all of the shorter one and much of the longer. */
export function areSimilar({ resemblance, containment }: Overlap): boolean {
  return resemblance >= 0.6 || (containment >= 0.85 && resemblance >= 0.35)
}

export interface Grouping {
  /** By article: the article that leads its group, itself where it is alone or has no signature. */
  readonly leaderOf: Int32Array
}

/**
 * @param signatures `signatureLength` numbers an article
 * @param has whether an article has a signature
 * @param compare asked for pairs whose signatures agree enough
 */
export function groupSimilar(
  count: number,
  signatures: Uint16Array,
  has: (article: number) => boolean,
  compare: (article: number, leader: number) => Overlap,
): Grouping {
  const leaderOf = Int32Array.from({ length: count }, (_, article) => article)
  const buckets = Array.from({ length: bands }, () => new Map<number, number[]>())
  for (let article = 0; article < count; article++) {
    if (!has(article)) continue
    const leader = findLeader(article, signatures, buckets, compare)
    if (leader === undefined) addLeader(article, signatures, buckets)
    else leaderOf[article] = leader
  }
  return { leaderOf }
}

type Buckets = readonly Map<number, number[]>[]

function findLeader(
  article: number,
  signatures: Uint16Array,
  buckets: Buckets,
  compare: (article: number, leader: number) => Overlap,
): number | undefined {
  const compared = new Set<number>()
  for (const [band, bucket] of buckets.entries()) {
    for (const leader of bucket.get(bandKey(signatures, article, band)) ?? []) {
      if (compared.has(leader)) continue
      compared.add(leader)
      if (agreement(signatures, article * signatureLength, leader * signatureLength) < leastAgreement) continue
      if (areSimilar(compare(article, leader))) return leader
    }
  }
  return undefined
}

function addLeader(article: number, signatures: Uint16Array, buckets: Buckets): void {
  for (const [band, bucket] of buckets.entries()) {
    const key = bandKey(signatures, article, band)
    const leaders = bucket.get(key)
    if (leaders === undefined) bucket.set(key, [article])
    else if (leaders.length < longestBucket) leaders.push(article)
  }
}

/** Three numbers of 16 bits are exact in a double. */
function bandKey(signatures: Uint16Array, article: number, band: number): number {
  const at = article * signatureLength + band * rows
  return (signatures[at]! * 65536 + signatures[at + 1]!) * 65536 + signatures[at + 2]!
}
