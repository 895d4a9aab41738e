/**
 * Which pushes are committed. Every push that takes the lease gets a number, higher than any before. Only a push that
 * ends becomes part of the collection. The head names the last one and lists the numbers of those that died. What a
 * dead push has written is invisible, and so is what it still writes because it doesn't know yet that it is dead.
 */
import { createHash } from 'node:crypto'
import { all, between, none, oneOf, without, type Query } from './query.js'

export interface Generations {
  /** The number of the last push that ended. */
  readonly generation: number
  /** Numbers below this one belong to an earlier collection of the same name. */
  readonly floor: number
  /** Numbers up to `generation` of pushes that never ended, ascending. */
  readonly dead: readonly number[]
}

export function isCommitted(push: number, { generation, floor, dead }: Generations): boolean {
  return push >= floor && push <= generation && !dead.includes(push)
}

interface Version {
  readonly generation: number
}

/** The version that a search sees: the newest of a committed push; undefined if there is none. */
export function versionAt<T extends Version>(versions: readonly T[], head: Generations): T | undefined {
  const seen = versions.filter(({ generation }) => isCommitted(generation, head))
  return seen.sort((a, b) => b.generation - a.generation)[0]
}

/** The versions to keep when a push writes one: its own, and the one that searches see until it is committed. */
export function nextVersions<T extends Version>(versions: readonly T[], own: T, head: Generations): T[] {
  const before = versionAt(versions, head)
  return before === undefined ? [own] : [own, before]
}

/** Matches articles whose `key` is the number of a committed push. */
export function committed(key: 'since' | 'until', { generation, floor, dead }: Generations): Query {
  const within = between(key, floor, generation)
  return dead.length === 0 ? within : without(within, oneOf(key, dead))
}

/** Matches the articles that a search sees. */
export const visibleAt = (head: Generations): Query => without(committed('since', head), committed('until', head))

/**
 * Matches articles that were added by push `own` or by one that died before it. It doesn't match every uncommitted
 * article, or a push that is dead without knowing it would treat the articles of its successor as leftovers.
 */
export const unfinished = (head: Generations, own: number): Query =>
  all([between('since', 0, own), none(committed('since', head))])

/** The numbers of the last dead pushes; no more writes of earlier ones are expected. */
const mostDead = 500

/** The generations of the head once push `own` has ended. */
export function generationsAfter({ generation, floor, dead }: Generations, own: number): Generations {
  const first = Math.max(generation + 1, own - mostDead)
  const since = Array.from({ length: own - first }, (_, i) => first + i)
  return { generation: own, floor, dead: [...dead, ...since].slice(-mostDead) }
}

/** An id of the server: 16 bytes of a hash, which it stores as such. */
export const idOf = (name: string): string =>
  createHash('sha256').update(name).digest().subarray(0, 16).toString('base64url')
