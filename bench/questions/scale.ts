import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateArticles, generatorSource, writeGenerated } from '../generate.js'
import { drawWanted } from '../support/asked.js'
import { folderSize } from '../support/child.js'
import type { AnswerOutcome } from '../support/jobs.js'
import { figuresOf, type Lab } from '../support/lab.js'
import { runCli, runJob } from '../support/processes.js'
import { quantile } from '../support/statistics.js'
import { readArticles } from '../support/texts.js'
import type { Question } from './question.js'

/** Number of articles from which strings and queries are drawn. */
const sampleSize = 1000
const queryCount = 200
const buildSeconds = 1200

/** How everything grows with the collection. */
export const scale: Question = {
  name: 'scale',
  asks: 'How does it grow with the collection?',
  method:
    'Collections that bench/generate.ts makes from the paragraphs of the shared news (or of corpus/ without them), with ' +
    'names that are in no dictionary. The program builds each once on two threads, then answers 200 queries of one to three ' +
    'words and 200 strings drawn from it, warm, top 10 with passages. Times of strings are for all IDs. `memory` is the ' +
    'peak of the building process; `check` verifies every checksum.',
  measure: async (lab) => {
    const { figures, add } = figuresOf('scale')
    const source = generatorSource(undefined)
    for (const count of lab.options.scale) {
      try {
        await measureSize(lab, source, count, add)
      } catch (error) {
        lab.skip('scale', `${count} articles`, (error as Error).message)
      }
    }
    return figures
  },
}

async function measureSize(
  lab: Lab,
  source: ReturnType<typeof generatorSource>,
  count: number,
  add: ReturnType<typeof figuresOf>['add'],
) {
  const folder = join(lab.workspace, `scale-${count}`)
  const file = join(folder, 'articles.jsonl')
  const index = join(folder, 'index')
  mkdirSync(folder)
  lab.say(`scale: ${count} articles: generating, building`)
  const bytes = await writeGenerated(file, generateArticles(source, count, lab.options.seed))
  const built = await runCli(lab.workspace, ['index', file, '--index', index, '--json', '--jobs', '2'], buildSeconds)
  const asked = join(folder, 'asked.json')
  writeFileSync(asked, JSON.stringify(unchecked(file, lab.options.seed)))
  lab.say(`scale: ${count} articles: asking, checking`)
  const { rounds } = lab.options
  const job = {
    kind: 'answer',
    contender: 'xunzhang',
    file,
    dir: index,
    most: count,
    asked,
    rounds,
    seconds: 60,
  } as const
  const answers: AnswerOutcome = await runJob(lab.workspace, job)
  const checked = await runCli(lab.workspace, ['check', '--index', index])
  const row = `${count}`
  const times = answers.passages?.milliseconds ?? []
  add(row, 'text', 'MB', 'none', [bytes / 1e6])
  add(row, 'build, CPU', 's', 'lower', [built.cpuSeconds])
  add(row, 'build, wall', 's', 'lower', [built.wallSeconds])
  add(row, 'memory', 'MB', 'lower', [built.peakBytes / 1e6])
  add(row, 'index', 'MB', 'lower', [folderSize(index) / 1e6])
  add(row, 'opening', 'ms', 'lower', [answers.openMs])
  for (const share of [0.5, 0.95, 0.99]) {
    add(
      row,
      `query p${share * 100}`,
      'ms',
      'lower',
      times.map((round) => quantile(round, share)),
    )
  }
  add(
    row,
    'string p50',
    'ms',
    'lower',
    answers.phrases.milliseconds.map((round) => quantile(round, 0.5)),
  )
  add(
    row,
    'string p99',
    'ms',
    'lower',
    answers.phrases.milliseconds.map((round) => quantile(round, 0.99)),
  )
  add(row, 'searching', 'MB', 'lower', [answers.peakBytes / 1e6])
  add(row, 'check, CPU', 's', 'lower', [checked.cpuSeconds])
  rmSync(folder, { recursive: true })
}

/** Strings and queries without true answers, because at this size only the times are measured. */
function unchecked(file: string, seed: number) {
  const wanted = drawWanted([...readArticles(file, sampleSize)], queryCount, seed)
  return {
    phrases: wanted.phrases.map((text) => ({ text, ids: [''] })),
    log: wanted.log.map((entry) => ({ ...entry, ids: [] })),
    questions: [],
  }
}
