/** Compares two results files: what changed by more than the samples of either vary. */
import type { Figure, Results } from '../support/results.js'
import { median } from '../support/statistics.js'
import { formatNumber } from './table.js'

export interface Change {
  readonly figure: Figure
  readonly before: number
  readonly after: number
  /** After over before. */
  readonly ratio: number
  readonly verdict: 'better' | 'worse' | 'noise'
}

/** Smaller changes always count as noise, however similar the samples. */
const leastShare = 0.05
/** The same for single samples, which don't show how much they vary. */
const singleShare = 0.15

/**
 * A change counts if the samples of the two runs do not overlap and the medians differ by more than 5 %, or by more
 * than 15 % if a run has one sample only. Figures of which neither lower nor higher is better are left out.
 */
export function compareResults(before: Results, after: Results): Change[] {
  return after.figures.flatMap((figure): Change[] => {
    const old = before.figures.find((other) => isSame(other, figure))
    if (old === undefined || figure.better === 'none') return []
    const change = { figure, before: median(old.samples), after: median(figure.samples) }
    return [{ ...change, ratio: change.after / change.before, verdict: verdict(old, figure) }]
  })
}

function isSame(a: Figure, b: Figure): boolean {
  return a.question === b.question && a.row === b.row && a.column === b.column && a.unit === b.unit
}

function verdict(before: Figure, after: Figure): Change['verdict'] {
  const [old, now] = [median(before.samples), median(after.samples)]
  const isSingle = before.samples.length === 1 || after.samples.length === 1
  // A count of right answers has no noise: it is the same whenever nothing changed.
  const least = after.unit === '%' ? 0 : isSingle ? singleShare : leastShare
  const rises = Math.min(...after.samples) > Math.max(...before.samples)
  const falls = Math.max(...after.samples) < Math.min(...before.samples)
  if ((!rises && !falls) || Math.abs(now - old) <= least * Math.abs(old)) return 'noise'
  return rises === (after.better === 'higher') ? 'better' : 'worse'
}

/** @returns lines for a person, worst first, and warnings about what makes the runs hard to compare */
export function comparisonText(before: Results, after: Results): string {
  const changes = compareResults(before, after)
  const told = changes.filter(({ verdict: it }) => it !== 'noise').sort((a, b) => rank(a) - rank(b))
  const lines = told.map(({ figure: { question, row, column, unit }, before: old, after: now, verdict: it, ratio }) => {
    const percent = `${ratio >= 1 ? '+' : ''}${Math.round(100 * (ratio - 1))} %`
    return `${it.padEnd(6)} ${percent.padStart(7)}  ${question}: ${row}: ${column}: ${formatNumber(old)} -> ${formatNumber(now)} ${unit}`.trimEnd()
  })
  const summary = `${changes.length} figures in both, ${told.length} changed beyond noise`
  return [...differences(before, after), ...lines, summary].join('\n')
}

const rank = ({ verdict: it }: Change): number => (it === 'worse' ? 0 : 1)

function differences(before: Results, after: Results): string[] {
  const pairs = {
    processor: [before.machine.processor, after.machine.processor],
    Node: [before.machine.node, after.machine.node],
    collection: [
      `${before.data.name}, ${before.data.articles} articles`,
      `${after.data.name}, ${after.data.articles} articles`,
    ],
  } as const
  return Object.entries(pairs).flatMap(([name, [old, now]]) =>
    old === now ? [] : [`note: another ${name}: ${old}, now ${now}`],
  )
}
