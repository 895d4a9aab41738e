import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { figuresOf, rowName } from '../support/lab.js'
import { runCli } from '../support/processes.js'
import type { Question } from './question.js'

/** How much memory building and searching take. */
export const memory: Question = {
  name: 'memory',
  asks: 'How much memory does it take?',
  method:
    'Peak resident memory of the process: while building, and while answering every query of the latency question (for ' +
    'which indexes on disk are only opened). Node itself takes about 45 MB.',
  drawn: 'building',
  measure: async (lab) => {
    const { figures, add } = figuresOf('memory')
    const megabytes = (bytes: number) => bytes / 1e6
    const answers = await lab.answers()
    for (const [contender, outcomes] of await lab.builds()) {
      const row = rowName(lab, contender)
      add(
        row,
        'building',
        'MB',
        'lower',
        outcomes.map(({ peakBytes }) => megabytes(peakBytes)),
      )
      const answered = answers.get(contender)
      if (answered !== undefined) add(row, 'searching', 'MB', 'lower', [megabytes(answered.peakBytes)])
    }
    for (const jobs of [1, 2]) {
      const dir = join(lab.workspace, `memory-${jobs}`)
      lab.say(`memory: the program, --jobs ${jobs}`)
      const used = await runCli(lab.workspace, ['index', lab.data.file, '--index', dir, '--json', '--jobs', `${jobs}`])
      add(`xunzhang index --jobs ${jobs}`, 'building', 'MB', 'none', [megabytes(used.peakBytes)])
      rmSync(dir, { recursive: true, force: true })
    }
    return figures
  },
}
