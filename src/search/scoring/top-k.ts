import type { SegmentReader } from '../../storage/segment/reader.js'

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
