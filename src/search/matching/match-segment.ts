/** Finds the matching articles of a segment; each is counted and offered to the best k. */
import type { Leaf } from '../leaf.js'
import { createAccumulators, scoreSegment, type Scoring } from '../scoring/first-stage.js'
import {
  clearBit,
  countBits,
  createBitset,
  forEachBit,
  fullBitset,
  intersect,
  isEmpty,
  setBit,
  unite,
} from './bitset.js'
import type { Bitset } from './bitset.js'
import { operators } from '../operators/index.js'
import type { MatchContext } from '../operators/operator.js'
import { allUnits, anyUnit } from '../operators/text.js'
import type { Plan } from '../planning/plan.js'
import { primaryKeys, type SortKey, type Place, type TopK } from '../scoring/top-k.js'
import type { Weighing } from '../planning/weighing.js'

export interface MatchJob {
  readonly plan: Plan
  readonly weighing: Weighing
  readonly scoring: () => Scoring
  readonly context: MatchContext
  readonly sortKey: SortKey
  readonly top: TopK
  /** Whether the caller needs to know which articles match, not only how many. */
  readonly needsSet: boolean
  readonly except: Place | undefined
  /** Absent if the answer is computed in one go. */
  readonly attempt?: Attempt | undefined
}

/** Does work for some milliseconds at most. @returns undefined if that was not enough */
export type Attempt = <T>(work: () => T) => { readonly value: T } | undefined

export interface Matching {
  readonly count: number
  readonly set: Bitset | undefined
}

const sums = createAccumulators()

/** Yields where other work may run; nothing that other searches share is in use then. */
export function* matchSegment(leaf: Leaf, number: number, job: MatchJob): Generator<void, Matching> {
  const segment = leaf.reader
  const { plan, weighing } = job
  const live = eligible(leaf, number, job.except)
  const demanded = weighing.hopeless ? createBitset(segment.articles) : yield* demandedInPieces(leaf, job)
  if (demanded !== undefined && live !== undefined) intersect(demanded, live)
  // If a minimum should match applies, or nothing else is required, the posting lists decide what matches; otherwise
  // the required part does.
  const byLists = demanded === undefined || (plan.match === 'auto' && weighing.demandedShare > 0)
  if (demanded !== undefined && (isEmpty(demanded) || (!byLists && job.top.k === 0)))
    return { count: countBits(demanded), set: demanded }
  scoreSegment(segment, number, job.scoring(), demanded ?? live, sums)
  return byLists ? offerTouched(leaf, number, job) : offerSet(demanded, leaf, number, job)
}

/** Articles that may match; undefined for all. */
function eligible({ reader, live: { set } }: Leaf, number: number, except: Place | undefined): Bitset | undefined {
  if (except?.segment !== number) return set
  const others = set?.slice() ?? fullBitset(reader.articles)
  clearBit(others, except.article)
  return others
}

/** Articles that contain everything required of a hit; undefined if nothing is required. */
function demandedSet(leaf: Leaf, { plan, context }: MatchJob, within?: Bitset): Bitset | undefined {
  const hard = plan.hard === undefined ? within : operators.match(leaf, plan.hard, context, within)
  const { units } = plan.soft
  if (units.length === 0 || plan.match === 'auto') return hard
  const words = plan.match === 'all' ? allUnits(leaf, units, context, hard) : anyUnit(leaf, units, context.fields)
  if (hard !== undefined) intersect(words, hard)
  return words
}

/** If so few articles take too long, most of the work doesn't depend on their number, and pieces become larger. */
const leastPiece = 16

/** As {@link demandedSet}; if that takes long, for one range of articles after the other. */
function* demandedInPieces(leaf: Leaf, job: MatchJob): Generator<void, Bitset | undefined> {
  const { attempt } = job
  const { articles } = leaf.reader
  if (attempt === undefined) return demandedSet(leaf, job)
  const whole = attempt(() => demandedSet(leaf, job))
  if (whole !== undefined) return whole.value
  const found = createBitset(articles)
  let growth = 1
  let isSettled = false
  for (let from = 0, size = Math.max(leastPiece, articles >>> 7); from < articles;) {
    yield
    const within = createBitset(articles)
    for (let article = from; article < Math.min(from + size, articles); article++) setBit(within, article)
    const match = (): Bitset => demandedSet(leaf, job, within)!
    const piece = isSettled ? { value: match() } : attempt(match)
    if (piece !== undefined) {
      intersect(within, piece.value)
      unite(found, within)
      from += size
      size <<= growth
    } else {
      growth = 0
      isSettled = size <= leastPiece
      size = isSettled ? Math.max(leastPiece, articles >>> 5) : Math.max(leastPiece, size >>> 1)
    }
  }
  return found
}

function offerTouched(leaf: Leaf, number: number, job: MatchJob): Matching {
  const { demandedShare, required: wanted, total } = job.weighing
  const { share, score, required, touched, touchedCount } = sums
  const { top, sortKey } = job
  const offer = createOffer(leaf, number, job)
  const set = job.needsSet ? createBitset(leaf.reader.articles) : undefined
  let count = 0
  // Most articles rank below the worst kept one. This check needs no call: no key is larger than score / total.
  let least = sortKey.byDate ? undefined : top.worst
  for (let i = 0; i < touchedCount; i++) {
    const article = touched[i]!
    const points = score[article]!
    const met = required[article]!
    const isEnough = share[article]! >= demandedShare
    // Reset while they are still in the cache.
    score[article] = share[article] = required[article] = 0
    if (!isEnough) continue
    count++
    if (set !== undefined) setBit(set, article)
    if (least !== undefined) {
      const tier = wanted > 0 && met >= wanted ? 1 : 0
      if (tier < least.tier || (tier === least.tier && points < least.key * total * aHairLess)) continue
    }
    offer(article, points, met)
    if (!sortKey.byDate) least = top.worst
  }
  sums.touchedCount = 0
  return { count, set }
}

/** Rounding changes a quotient by less than this. */
const aHairLess = 1 - 1e-9

function offerSet(set: Bitset, leaf: Leaf, number: number, job: MatchJob): Matching {
  const offer = createOffer(leaf, number, job)
  forEachBit(set, (article) => offer(article, sums.score[article]!, sums.required[article]!))
  return { count: countBits(set), set }
}

type Offer = (article: number, score: number, required: number) => void

function createOffer(leaf: Leaf, number: number, job: MatchJob): Offer {
  const { sortKey, top } = job
  const { required: wanted, total } = job.weighing
  const keys = sortKey.byDate ? primaryKeys(leaf, sortKey.sort) : undefined
  if (keys !== undefined) return (article, score) => top.offer(keys[article]!, score / total, number, article)
  return (article, score, met) => {
    const tier = wanted > 0 && met >= wanted ? 1 : 0
    top.offer(tier, (score / total) * sortKey.fade(leaf.reader, article), number, article)
  }
}
