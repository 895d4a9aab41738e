/**
 * Near-duplicates of an open index, computed from the stored texts: all groups, or those among the hits of a search.
 */
import { addToGroup } from '../../base/growing.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { noDate } from '../../storage/segment/format.js'
import { Field } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { FoundArticle } from '../scoring/rank-again.js'
import { createShingles, overlapOf, overlapOfCounts, readShingles, shingleSet } from '../../text/shingles.js'
import type { Shingles, Overlap } from '../../text/shingles.js'
import { fewestShingles, signatureLength, writeSignature, agreement, foldDuplicates } from './equal-articles.js'
import type { FoldedHit, SimilarArticle } from '../../base/answers.js'
import type { DuplicateGroup } from './equal-articles.js'

/**
 * For each article, finds the earlier articles that it resembles most, by their signatures. Two articles that agree in
 * all numbers of a band fall into the same bucket (locality-sensitive hashing, Indyk and Motwani 1998). Bands are
 * processed one after the other and share one table of 8 to 12 bytes an article.
 */
const rows = 3
const bands = Math.floor(signatureLength / rows)
/** Most articles of a bucket that are examined, latest first: forms and boilerplate make long buckets. */
const longestWalk = 12
/** Below this agreement, comparing the texts is not worth while. */
const leastAgreement = 0.25

/** Most earlier articles that are kept for each article. */
const nearestCount = 4

/** @returns `nearestCount` numbers for each article, the one that agrees most first; −1 if there are fewer */
function nearestBefore(count: number, signatures: Uint16Array, has: (article: number) => boolean): Int32Array {
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

interface Place {
  readonly segment: SegmentReader
  readonly article: number
}

const text = createDecodedText()
const shingles = createShingles()

function shinglesOf({ segment, article }: Place): Set<number> {
  segment.decode(article, Field.body, text)
  return shingleSet(readShingles(text.units, text.unitCount, shingles))
}

/** All groups of at least two live articles, the largest first; the oldest article of each leads. */
export function duplicateGroups(segments: readonly SegmentReader[]): DuplicateGroup[] {
  const places = livePlaces(segments)
  const signatures = new Uint16Array(places.length * signatureLength)
  const has = new Uint8Array(places.length)
  // Articles too short for a signature; they are near-duplicates only if equal.
  const short = new Map<string, number[]>()
  for (const [i, { segment, article }] of places.entries()) {
    segment.decode(article, Field.body, text)
    readShingles(text.units, text.unitCount, shingles)
    if (writeSignature(shingles, signatures, i * signatureLength)) has[i] = 1
    else if (shingles.count > 0) addToGroup(short, shingles.hashes.subarray(0, shingles.count).join(), i)
  }
  const sets = recentSets(places)
  const compare = (article: number, leader: number) => overlapOf(sets(article), sets(leader))
  const leaderOf = groupSimilar(places.length, signatures, (article) => has[article] === 1, compare)
  const groups = new Map<number, number[]>()
  for (const [i, leader] of leaderOf.entries()) {
    if (leader === i) continue
    if (!groups.has(leader)) groups.set(leader, [leader])
    addToGroup(groups, leader, i)
  }
  return [...groups.values(), ...[...short.values()].filter(({ length }) => length > 1)]
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
    .map((members) => ({ articles: members.map((member) => describe(places, member, members[0]!, sets)) }))
}

/** By date, articles without a date last, then by ID; the order of storage has no influence. */
function livePlaces(segments: readonly SegmentReader[]): Place[] {
  return segments
    .flatMap((segment) =>
      Array.from({ length: segment.articles }, (_, article) => article)
        .filter((article) => !segment.isDeleted(article))
        .map((article) => ({ segment, article, day: dayOf(segment, article), id: segment.record(article).id })),
    )
    .sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1))
}

function dayOf({ days }: SegmentReader, article: number): number {
  const day = days[article]!
  return day === noDate ? Infinity : day
}

const keptSets = 4096

/** Sets are built on first use and cached; a full cache is emptied. */
function recentSets(places: readonly Place[]): (i: number) => Set<number> {
  const known = new Map<number, Set<number>>()
  return (i) => {
    let set = known.get(i)
    if (set === undefined) {
      if (known.size >= keptSets) known.clear()
      known.set(i, (set = shinglesOf(places[i]!)))
    }
    return set
  }
}

function describe(
  places: readonly Place[],
  i: number,
  leader: number,
  sets: (i: number) => Set<number>,
): DuplicateGroup['articles'][number] {
  const { segment, article } = places[i]!
  const record = segment.record(article)
  const similarity = i === leader ? 1 : rounded(overlapOf(sets(i), sets(leader)).resemblance)
  const title = segment.text(article, Field.title)
  return { id: record.id, title, date: record.date, path: segment.pathOf(record.file), line: record.line, similarity }
}

const rounded = (share: number): number => Math.round(share * 1000) / 1000

/**
 * Folds each hit that nearly equals a better one into the better one. Equal bodies are folded first, by
 * {@link foldDuplicates}. The shingles that a hit shares with each of those kept are counted. Ranks stay as they were.
 */
export function foldSimilar<Hit extends FoldedHit>(
  segments: readonly SegmentReader[],
  found: readonly FoundArticle[],
  hits: readonly Hit[],
): Hit[] {
  const places = new Map(
    found.map(({ segment, article }, i) => [hits[i]!.id, { segment: segments[segment]!, article }]),
  )
  const kept: { hit: Hit; size: number; similar: SimilarArticle[] }[] = []
  const holders = new Map<number, number[]>()
  for (const hit of foldDuplicates(segments, found, hits)) {
    const set = shingleSet(shinglesOfHit(places.get(hit.id)!))
    const shared = new Int32Array(kept.length)
    for (const hash of set) for (const holder of holders.get(hash) ?? []) shared[holder]!++
    const overlaps = kept.map(({ size }, i) => overlapOfCounts(set.size, size, shared[i]!))
    const leader = set.size < fewestShingles ? -1 : overlaps.findIndex(areSimilar)
    if (leader < 0) {
      for (const hash of set) addToGroup(holders, hash, kept.length)
      kept.push({ hit, size: set.size, similar: [] })
    } else {
      const { resemblance } = overlaps[leader]!
      for (const similar of similarOf(hit, rounded(resemblance))) kept[leader]!.similar.push(similar)
    }
  }
  return kept.map(({ hit, similar }) => (similar.length === 0 ? hit : { ...hit, similar }))
}

/** A hit's text has just been read for its passage, and is at hand. */
function shinglesOfHit({ segment, article }: Place): Shingles {
  const { units, body, bodyEnd } = segment.units(article)
  return readShingles(units.subarray(body, bodyEnd), bodyEnd - body, shingles)
}

/** A folded hit may already represent others. */
function similarOf(hit: FoldedHit, similarity: number): SimilarArticle[] {
  return [hit.id, ...(hit.duplicates ?? [])].map((id) => ({ id, similarity }))
}

/*
 * Groups of near-duplicates: an article joins the group of an earlier one whose leader it resembles, or leads a new
 * group. Comparing only with leaders keeps chains of slowly changing texts apart. Later articles never change the
 * groups of earlier ones. Linear in the number of articles: for each, a bounded number of earlier ones is examined, and
 * the texts of the nearest few are compared.
 */

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
