/**
 * Which pushes count. Every push that takes the lease gets a number of its own, higher than any before; only those that
 * end become part of the collection. The head names the last one, and the numbers of pushes that died: whatever a dead
 * push has written, or still writes because it doesn't know yet that it is dead, is seen by nobody.
 */
import type { Condition } from './condition.js'

/** What a head says of the pushes before it. */
export interface Generations {
  /** Of the last push that ended. */
  readonly generation: number
  /** Numbers below it belong to a collection that was there before. */
  readonly floor: number
  /** Numbers up to `generation` of pushes that never ended, ascending. */
  readonly dead: readonly number[]
}

export function isCommitted(push: number, { generation, floor, dead }: Generations): boolean {
  return push >= floor && push <= generation && !dead.includes(push)
}

/** Points whose `key`, a push's number, counts. */
export function committed(key: 'since' | 'until', { generation, floor, dead }: Generations): Condition {
  const within: Condition = { key, range: { gte: floor, lte: generation } }
  if (dead.length === 0) return within
  return { must: [within], must_not: [{ key, match: { any: dead } }] }
}

/** Articles that a search sees. */
export function visibleAt(head: Generations): { must: Condition[]; must_not: Condition[] } {
  return { must: [committed('since', head)], must_not: [committed('until', head)] }
}

/**
 * Points whose `key` was written by this push or by one that died before it. Not «all that don't count»: a push that is
 * dead itself, and doesn't know, would take its successor's for leftovers.
 */
export function unfinished(key: 'since' | 'until', { generation, floor, dead }: Generations, own: number): Condition {
  const conditions: Condition[] = [{ key, range: { gte: generation + 1, lte: own } }]
  if (floor > 0) conditions.push({ key, range: { lte: floor - 1 } })
  if (dead.length > 0) conditions.push({ key, match: { any: dead } })
  return { should: conditions }
}

/** Writes of a push that has been dead for so many others are no longer expected. */
const mostDead = 500

/** What the head says once push `own` has ended. */
export function generationsAfter({ generation, floor, dead }: Generations, own: number): Generations {
  const first = Math.max(generation + 1, own - mostDead)
  const since = Array.from({ length: own - first }, (_, i) => first + i)
  return { generation: own, floor, dead: [...dead, ...since].slice(-mostDead) }
}
