import type { SegmentReader } from '../../storage/segment/reader.js'
import { noDate } from '../../storage/segment/format.js'
import type { FieldType } from '../../text/schema.js'
import type { RankingParameters } from '../parameters.js'

/* The keys by which hits are ordered: score, date, or a score that fades with age. */

export const sortOrders = ['score', 'date', 'oldest', 'recent'] as const

/**
 * `score` best first; `date` newest first, `oldest` oldest first, best first within a day and articles without a date
 * last; `recent` by a score that fades with age.
 */
export type SortOrder = (typeof sortOrders)[number]

export interface SortKey {
  /** Sorted by date or by a field: its value outweighs everything, and no text is read. */
  readonly byDate: boolean
  readonly sort: SortOrder | OwnOrder
  /** The factor by which the score of an article is multiplied. */
  fade(segment: SegmentReader, article: number): number
}

/** @param collection `newestDay` is read only if age counts; articles of that day don't fade */
export function createSortKey(
  sort: SortOrder | OwnOrder,
  collection: { readonly newestDay: number },
  { halfLifeDays }: RankingParameters,
): SortKey {
  if (sort !== 'recent') return { byDate: sort !== 'score', sort, fade: () => 1 }
  const { newestDay } = collection
  return { byDate: false, sort, fade: ({ days }, article) => recency(days[article]!, newestDay, halfLifeDays) }
}

/** Articles without a date stay last. */
const oldestFirst = (day: number): number => (day === noDate ? noDate : -day)

/** An article without a date fades like one that is a hundred years old. */
const oldest = 36_525

/** 1 for the newest article, a half after the half-life, a third after twice that: hyperbolic. */
export function recency(day: number, newest: number, halfLife: number): number {
  const age = day === noDate ? oldest : Math.max(0, newest - day)
  return halfLife / (halfLife + age)
}

/** Only articles that are not deleted. */
export function findNewestDay(segment: SegmentReader): number {
  return segment.days.reduce((max, day, article) => (day > max && !segment.isDeleted(article) ? day : max), noDate)
}

/** An order by a field that the collection defines: articles without a value last, best first among equals. */
export interface OwnOrder {
  readonly field: string
  readonly type: FieldType
  readonly order: 'asc' | 'desc'
}

/** The primary sort keys of a segment's articles, largest first; undefined if the score decides. */
export function primaryKeys(leaf: LeafValues, sort: SortOrder | OwnOrder): ArrayLike<number> | undefined {
  if (sort === 'date') return leaf.reader.days
  if (sort === 'oldest') return leaf.reader.days.map(oldestFirst)
  if (typeof sort === 'string') return undefined
  const { numbers } = leaf.own(sort.field, sort.type)
  const sign = sort.order === 'desc' ? 1 : -1
  return numbers.map((number) => (Number.isNaN(number) ? -Infinity : sign * number))
}

interface LeafValues {
  readonly reader: SegmentReader
  own(name: string, type: FieldType): { readonly numbers: Float64Array }
}

/**
 * The best k of many candidates: a binary heap whose root is the worst one kept, so that most candidates cost one
 * comparison. Candidates are ordered by tier, then key, both descending, then by `ties`.
 */
export interface Place {
  readonly segment: number
  readonly article: number
}

export interface Candidate extends Place {
  readonly tier: number
  readonly key: number
}

/** Negative if `a` ranks before `b`; 0 only for the same place. */
export type TieBreaker = (a: Place, b: Place) => number

type OwnCandidate = { -readonly [name in keyof Candidate]: Candidate[name] }

export interface TopK {
  /** How many it keeps at most. */
  readonly k: number
  /** The worst kept, once the heap is full; offers that rank below it can be skipped. Valid until the next offer. */
  readonly worst: Candidate | undefined
  offer(tier: number, key: number, segment: number, article: number): void
  /** Returns all kept, best first, and empties the heap. */
  drain(): Candidate[]
}

export function createTopK(k: number, ties: TieBreaker): TopK {
  const compare = (a: Candidate, b: Candidate): number => b.tier - a.tier || b.key - a.key || ties(a, b)
  const heap: OwnCandidate[] = []
  // Reuses the object of the worst one, so that a replacement allocates nothing.
  let spare: OwnCandidate = { tier: 0, key: 0, segment: 0, article: 0 }
  const siftDown = (start: number): void => {
    const item = heap[start]!
    let at = start
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && compare(heap[child + 1]!, heap[child]!) > 0) child++
      if (compare(heap[child]!, item) <= 0) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = item
  }
  const siftUp = (start: number): void => {
    const item = heap[start]!
    let at = start
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (compare(item, heap[parent]!) <= 0) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = item
  }
  return {
    k,
    get worst() {
      return heap.length < k ? undefined : heap[0]
    },
    offer: (tier, key, segment, article) => {
      if (heap.length < k) {
        heap.push({ tier, key, segment, article })
        siftUp(heap.length - 1)
        return
      }
      const worst = heap[0]
      if (worst === undefined || tier < worst.tier || (tier === worst.tier && key < worst.key)) return
      spare.tier = tier
      spare.key = key
      spare.segment = segment
      spare.article = article
      if (compare(spare, worst) >= 0) return
      heap[0] = spare
      spare = worst
      siftDown(0)
    },
    drain: () => heap.splice(0).sort(compare),
  }
}

/*
 * Which of two articles with equal scores comes first: the newer one, then the longer one, then the one with the
 * smaller ID. None of this depends on where an article is stored, so an updated index ranks like a rebuilt one.
 */

export function createTieBreaker(segments: readonly SegmentReader[]): TieBreaker {
  if (segments.length === 1 && segments[0]!.isInTieOrder === true) return (a, b) => a.article - b.article
  const day = ({ segment, article }: Place): number => segments[segment]!.days[article]!
  const length = ({ segment, article }: Place): number => segments[segment]!.lengths[article]!
  const id = ({ segment, article }: Place): string => segments[segment]!.record(article).id
  return (a, b) => {
    const difference = day(b) - day(a) || length(b) - length(a)
    if (difference !== 0) return difference
    const [first, second] = [id(a), id(b)]
    if (first !== second) return first < second ? -1 : 1
    return a.segment - b.segment || a.article - b.article
  }
}
