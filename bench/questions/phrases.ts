import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spaced } from '../support/data.js'
import { figuresOf, rowName, type Lab } from '../support/lab.js'
import { runTimed } from '../support/processes.js'
import { quantile } from '../support/statistics.js'
import { comparable, readArticles, wholeText } from '../support/texts.js'
import type { Question } from './question.js'

/** Starting a process for each string is slow, so grep searches fewer. */
const grepStrings = 100

/** Whether exact strings are found in all articles that contain them, and in no others. */
export const phrases: Question = {
  name: 'phrases',
  asks: 'Are exact strings found, all and only those?',
  method:
    'Strings of 2 to 8 Han characters, cut from any place of the articles, often across words. They are searched for as ' +
    'phrases if the engine supports them, otherwise as all their pieces. The truth comes from reading every text (NFKC, ' +
    'lower case). `exact` counts the strings whose answer is the true set. Recall and precision are means over the strings. ' +
    'Times are for all IDs. grep (fixed string, C locale) reads the texts, one article a line, on 100 of the strings, ' +
    'including its startup.',
  counts: { column: 'exact', least: 99 },
  compared: ['exact', 'recall', 'precision', 'p50', 'p95'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('phrases')
    for (const [contender, { phrases: answered }] of await lab.answers()) {
      const row = rowName(lab, contender)
      const of = (share: number) => answered.milliseconds.map((times) => quantile(times, share))
      add(row, 'strings', '', 'none', [answered.asked])
      add(row, 'exact', '%', 'higher', [(100 * answered.exact) / answered.asked])
      add(row, 'recall', '%', 'higher', [100 * answered.recall])
      add(row, 'precision', '%', 'higher', [100 * answered.precision])
      add(row, 'p50', 'ms', 'lower', of(0.5))
      add(row, 'p95', 'ms', 'lower', of(0.95))
    }
    measureGrep(lab, add)
    return figures
  },
}

function measureGrep(lab: Lab, add: ReturnType<typeof figuresOf>['add']): void {
  if (runTimed('grep', ['--version']).status !== 0) return lab.skip('phrases', 'grep', 'not installed')
  lab.say('ask: grep')
  const file = join(lab.workspace, 'texts.txt')
  const ids: string[] = []
  const lines: string[] = []
  for (const article of readArticles(lab.data.file)) {
    ids.push(article._id)
    lines.push(comparable(wholeText(article)).replace(/[\r\n]+/g, ' '))
  }
  writeFileSync(file, `${lines.join('\n')}\n`)
  const asked = spaced(lab.data.asked(lab.data.articles).phrases, grepStrings)
  const times: number[] = []
  let exact = 0
  for (const { text, ids: truth } of asked) {
    const { stdout, cpuMs } = runTimed('grep', ['-n', '-F', comparable(text), file])
    times.push(cpuMs)
    const found = stdout.split('\n').flatMap((line) => ids[Number.parseInt(line, 10) - 1] ?? [])
    if (found.length === truth.length && found.every((id, i) => id === truth[i])) exact++
  }
  add('grep', 'strings', '', 'none', [asked.length])
  add('grep', 'exact', '%', 'higher', [(100 * exact) / asked.length])
  add('grep', 'p50', 'ms', 'lower', [quantile(times, 0.5)])
  add('grep', 'p95', 'ms', 'lower', [quantile(times, 0.95)])
}
