import { figuresOf, rowName } from '../support/lab.js'
import { mean, quantile } from '../support/statistics.js'
import type { Question } from './question.js'

/** What passages cost, and whether they show what was searched. */
export const snippets: Question = {
  name: 'snippets',
  asks: 'What do passages cost, and do they show what was asked?',
  method:
    'The same log, top 10 with marked passages, compared with the same query for IDs alone. `marked`: share of the articles ' +
    'with all words whose passage marks something. `true marks`: share of marks whose text is in the query. Engines without ' +
    'passages of their own are left out. Warm, medians over the rounds.',
  measure: async (lab) => {
    const { figures, add } = figuresOf('snippets')
    for (const [contender, { passages, bare }] of await lab.answers()) {
      if (passages === undefined) continue
      const row = rowName(lab, contender)
      const of = (rounds: readonly (readonly number[])[], share: number) =>
        rounds.map((times) => quantile(times, share))
      add(row, 'marked', '%', 'higher', [100 * passages.marked])
      add(row, 'true marks', '%', 'higher', [100 * passages.true])
      add(row, 'p50', 'ms', 'lower', of(passages.milliseconds, 0.5))
      add(row, 'p99', 'ms', 'lower', of(passages.milliseconds, 0.99))
      add(row, 'mean', 'ms', 'lower', passages.milliseconds.map(mean))
      if (bare !== undefined) add(row, 'mean, ids alone', 'ms', 'lower', bare.milliseconds.map(mean))
    }
    return figures
  },
}
