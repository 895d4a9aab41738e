/**
 * Which pushes are committed. Every push that takes the lease gets a number, higher than any before. Only a push that
 * ends becomes part of the collection. The head names the last one and lists the numbers of those that died. What a
 * dead push has written is invisible, and so is what it still writes because it doesn't know yet that it is dead.
 */
import { createHash } from 'node:crypto'

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

/** Matches points whose `key` is the number of a committed push. */
export function committed(key: 'since' | 'until', { generation, floor, dead }: Generations): Condition {
  const within: Condition = { key, range: { gte: floor, lte: generation } }
  if (dead.length === 0) return within
  return { must: [within], must_not: [{ key, match: { any: dead } }] }
}

/** Matches the articles that a search sees. */
export function visibleAt(head: Generations): { must: Condition[]; must_not: Condition[] } {
  return { must: [committed('since', head)], must_not: [committed('until', head)] }
}

/**
 * Matches points whose `key` was written by push `own` or by one that died before it. It doesn't match every
 * uncommitted point, or a push that is dead without knowing it would treat the points of its successor as leftovers.
 */
export function unfinished(key: 'since' | 'until', { generation, floor, dead }: Generations, own: number): Condition {
  const conditions: Condition[] = [{ key, range: { gte: generation + 1, lte: own } }]
  if (floor > 0) conditions.push({ key, range: { lte: floor - 1 } })
  if (dead.length > 0) conditions.push({ key, match: { any: dead } })
  return { should: conditions }
}

/** After so many later pushes, no more writes of a dead push are expected. */
const mostDead = 500

/** The generations of the head once push `own` has ended. */
export function generationsAfter({ generation, floor, dead }: Generations, own: number): Generations {
  const first = Math.max(generation + 1, own - mostDead)
  const since = Array.from({ length: own - first }, (_, i) => first + i)
  return { generation: own, floor, dead: [...dead, ...since].slice(-mostDead) }
}

/** The conditions of the server's filters, as they are written in JSON. */
export type Condition =
  | {
      readonly key: string
      readonly match:
        | { readonly phrase: string }
        | { readonly value: string | number }
        | { readonly any: readonly string[] | readonly number[] }
    }
  | { readonly key: string; readonly range: { readonly gte?: number; readonly lte?: number } }
  | { readonly has_id: readonly string[] }
  | { readonly is_empty: { readonly key: string } }
  | Filter

export interface Filter {
  readonly must?: readonly Condition[]
  readonly should?: readonly Condition[]
  readonly must_not?: readonly Condition[]
  readonly min_should?: { readonly conditions: readonly Condition[]; readonly min_count: number }
}

export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
