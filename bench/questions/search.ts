import { figuresOf, rowName, type Lab } from '../support/lab.js'
import { mean, median, quantile } from '../support/statistics.js'
import type { Question } from './question.js'

/** How long a query takes in a running process. */
export const search: Question = {
  name: 'search',
  asks: 'How long does a query take?',
  method:
    'The log of queries of one to three words, with all words required; the ten best articles with their texts (ours: with ' +
    'marked passages). An answer is right if its first articles, up to ten, all contain all the words; the truth comes from ' +
    'reading every text. Only queries answered rightly are timed. One round warms up. Quantiles are over the queries of a ' +
    'round, then the median over the rounds. Times are elapsed, because all engines answer in the calling thread. Engines in ' +
    'JavaScript get faster for some rounds while V8 compiles them in the background: `mean at first` is the mean of the ' +
    'first timed round, and `CPU` includes the CPU time of all threads.',
  drawn: 'p95',
  counts: { column: 'right', least: 90 },
  compared: ['right', 'p50', 'p95', 'p99', 'mean'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('search')
    for (const [contender, { log }] of await lab.answers()) {
      const row = rowName(lab, contender)
      const of = (share: number) => log.milliseconds.map((times) => quantile(times, share))
      add(row, 'right', '%', 'higher', [(100 * log.right) / Math.max(1, log.asked)])
      add(row, 'p50', 'ms', 'lower', of(0.5))
      add(row, 'p95', 'ms', 'lower', of(0.95))
      add(row, 'p99', 'ms', 'lower', of(0.99))
      add(row, 'mean', 'ms', 'lower', log.milliseconds.map(mean))
      add(row, 'mean at first', 'ms', 'lower', log.milliseconds.slice(0, 1).map(mean))
      add(row, 'CPU', 'ms', 'lower', log.processor)
    }
    compareMeans(await lab.answers(), add)
    return figures
  },
}

/** The engine with which means are compared: words cut beforehand, all required, ten texts read. */
const yardstick = 'SQLite FTS5, jieba words'

function compareMeans(answers: Awaited<ReturnType<Lab['answers']>>, add: ReturnType<typeof figuresOf>['add']): void {
  const meanOf = (wanted: string): number | undefined => {
    for (const [{ name }, { log }] of answers) {
      if (name === wanted && log.milliseconds.length > 0) return median(log.milliseconds.map(mean))
    }
    return undefined
  }
  const ours = meanOf('xunzhang')
  const theirs = meanOf(yardstick)
  if (ours !== undefined && theirs !== undefined) add('xunzhang', `mean, ÷ ${yardstick}`, '×', 'lower', [ours / theirs])
}
