/**
 * Near-duplicates made of real news: an article with another headline, with a tenth cut out, or with a paragraph of
 * another article added. How many are found in the group of the article they were made from, and how many articles are
 * folded that share too little with their leader? The latter is judged by long shared stretches, which the grouping
 * doesn't use.
 */
import type { DuplicateGroup } from '../../src/library/types.js'
import { percent } from './figures.js'

export interface News {
  readonly id: string
  readonly text: string
}

export type Change = 'title' | 'cut' | 'paragraph'

export interface Made extends News {
  readonly of: string
  readonly change: Change
}

const changes: readonly Change[] = ['title', 'cut', 'paragraph']
/** Shorter articles are not used: without a tenth, or with another paragraph, they are unrecognisable. */
const shortest = 200

/** @param random numbers in [0, 1), always the same */
export function makeDuplicates(news: readonly News[], count: number, random: () => number): Made[] {
  const long = news.filter(({ text }) => text.length >= shortest)
  const step = Math.floor(long.length / count)
  return Array.from({ length: count }, (_, i) => {
    const { id, text } = long[i * step]!
    const change = changes[i % changes.length]!
    const other = long[Math.floor(random() * long.length)]!.text
    return { id: `made-${i}`, of: id, change, text: changed(text, change, other, random) }
  })
}

function changed(text: string, change: Change, other: string, random: () => number): string {
  const at = Math.floor(random() * text.length * 0.9)
  if (change === 'title') return `${other.slice(0, 24)}\n${text.slice(Math.min(24, Math.floor(text.length / 20)))}`
  if (change === 'cut') return text.slice(0, at) + text.slice(at + Math.ceil(text.length / 10))
  const length = Math.min(120, Math.floor(text.length / 3))
  return `${text.slice(0, at)}\n${other.slice(0, length)}\n${text.slice(at)}`
}

export interface DuplicateFigures {
  readonly found: string
  readonly byChange: Readonly<Record<string, string>>
  readonly groups: number
  readonly folded: number
  readonly wrong: string
  readonly examples: readonly string[]
}

export function judgeGroups(
  groups: readonly DuplicateGroup[],
  made: readonly Made[],
  textOf: (id: string) => string,
): DuplicateFigures {
  const groupOf = new Map<string, number>()
  for (const [i, { articles }] of groups.entries()) for (const { id } of articles) groupOf.set(id, i)
  const isFound = ({ id, of }: Made): boolean => groupOf.has(id) && groupOf.get(id) === groupOf.get(of)
  const pairs = groups.flatMap(({ articles: [leader, ...others] }) => others.map(({ id }) => [leader!.id, id] as const))
  const wrong = pairs.filter(([leader, id]) => sharedStretches(textOf(leader), textOf(id)) < 0.5)
  const share = (some: readonly Made[]): string => percent(some.filter(isFound).length, some.length)
  return {
    found: share(made),
    byChange: Object.fromEntries(changes.map((change) => [change, share(made.filter((one) => one.change === change))])),
    groups: groups.length,
    folded: pairs.length,
    wrong: percent(wrong.length, pairs.length),
    examples: wrong.slice(0, 12).map((pair) => pair.join(' ')),
  }
}

/** The share of the shorter text's characters in stretches that the other text contains, too. */
function sharedStretches(a: string, b: string): number {
  const [short, long] = [a, b].map(plain).sort((x, y) => x.length - y.length) as [string, string]
  const known = new Set<string>()
  for (let at = 0; at + stretch <= long.length; at++) known.add(long.slice(at, at + stretch))
  const covered = new Uint8Array(short.length)
  for (let at = 0; at + stretch <= short.length; at++) {
    if (known.has(short.slice(at, at + stretch))) covered.fill(1, at, at + stretch)
  }
  return covered.reduce((sum, one) => sum + one, 0) / Math.max(1, short.length)
}

/** Long enough to contain names or numbers, which notices made from one form don't share. */
const stretch = 16

const plain = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')
