/** Counts the blocks that are left out of articles while they are read. */
import type { Reason, Removed } from '../../source/block.js'

/** How many blocks were left out, of how many articles, and why. */
export interface BlocksLeftOut {
  readonly blocks: number
  readonly articles: number
  /** By reason, the most frequent first. */
  readonly reasons: Readonly<Partial<Record<Reason, number>>>
}

/** What nobody misses: programs, and a title that the article keeps. */
const UNCOUNTED: ReadonlySet<Reason> = new Set<Reason>(['script', 'title repeated'])

export function createBlockTally() {
  const reasons: Partial<Record<Reason, number>> = {}
  let [blocks, articles, before] = [0, 0, 0]
  return {
    take: ({ reason }: Pick<Removed, 'reason'>): void => {
      if (UNCOUNTED.has(reason)) return
      reasons[reason] = (reasons[reason] ?? 0) + 1
      blocks++
    },
    /** Called after each article. */
    endArticle: (): void => {
      if (blocks > before) articles++
      before = blocks
    },
    /** Undefined if nothing was left out. */
    total: (): BlocksLeftOut | undefined => (blocks === 0 ? undefined : { blocks, articles, reasons }),
  }
}

export function sumOfBlocks(all: readonly (BlocksLeftOut | undefined)[]): BlocksLeftOut {
  const sums = new Map<string, number>()
  let [blocks, articles] = [0, 0]
  for (const one of all) {
    if (one === undefined) continue
    blocks += one.blocks
    articles += one.articles
    for (const [reason, count] of Object.entries(one.reasons)) sums.set(reason, (sums.get(reason) ?? 0) + count)
  }
  const reasons = Object.fromEntries([...sums].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))
  return { blocks, articles, reasons }
}
