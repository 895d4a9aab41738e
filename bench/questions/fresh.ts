import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contender } from '../contenders/contender.js'
import { answerTruly, drawWanted } from '../support/asked.js'
import type { FreshJob, FreshOutcome } from '../support/jobs.js'
import { figuresOf, rowName, type Lab } from '../support/lab.js'
import { runJob } from '../support/processes.js'
import { mean, quantile } from '../support/statistics.js'
import { readArticles } from '../support/texts.js'
import type { Question } from './question.js'

const warmUp = 100
const measured = 1500
const top = 10
/** Articles from which the texts are drawn. */
const sampleSize = 30_000
const others = [
  'SQLite FTS5, jieba words',
  'SQLite FTS5, bigrams',
  'tantivy, jieba words',
  'tantivy, bigrams',
  'Lucene, SmartCN',
  'Lucene, CJK bigrams',
]

/** A text, and the IDs of all articles that it should find. */
interface Checked {
  readonly text: string
  readonly ids: readonly string[]
}

interface Kind {
  readonly name: string
  readonly way: FreshJob['way']
  readonly texts: readonly Checked[]
}

/** How long a query takes that nobody has asked before. */
export const fresh: Question = {
  name: 'fresh',
  asks: 'How long does a query take that is asked for the first time?',
  method:
    '1,500 different queries of one to three words of one article, once each, after 100 others; then strings of 2 to 8 Han ' +
    'characters, cut from any place, in the same way. Each kind has a process of its own. `words`: the ten best with their ' +
    'texts (ours: with marked passages); `passages`: with marked passages; `ids`: their IDs alone; `strings`: ten IDs. An ' +
    'answer is right if its first articles, up to ten and as many as there are, hold all the words, or the string; the truth ' +
    'comes from reading every text. Times are those of right answers. `CPU` is the mean of all answers, with all threads. ' +
    'tantivy and Lucene are programs that count their own work, without the way of questions and answers to them and back; ' +
    'what the Java machine compiles between two answers is not counted. `own memory` is what the process holds after the ' +
    'last answer, without views of files. `÷` columns are ours as a share of theirs, mean by mean.',
  compared: ['right', 'mean', 'p50', 'p99', 'CPU'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('fresh')
    const kinds = kindsOf(lab)
    const means = new Map<string, number>()
    for (const contender of (await lab.ready()).keys()) {
      if (contender !== lab.contenders[0] && !others.includes(contender.name)) continue
      for (const { name, way, texts } of kinds) {
        const row = `${rowName(lab, contender)}: ${name}`
        lab.say(`fresh: ${row}`)
        const outcome = await ask(lab, contender, way, texts)
        const { found, processor, ownBytes } = outcome
        if (found.length === 0) continue
        const milliseconds = timesOfRight(outcome, texts)
        if (contender === lab.contenders[0]) means.set(name, mean(milliseconds))
        add(row, 'right', '%', 'higher', [(100 * milliseconds.length) / found.length])
        add(row, 'mean', 'ms', 'lower', [mean(milliseconds)])
        add(row, 'p50', 'ms', 'lower', [quantile(milliseconds, 0.5)])
        add(row, 'p99', 'ms', 'lower', [quantile(milliseconds, 0.99)])
        add(row, 'CPU', 'ms', 'lower', [processor])
        if (ownBytes !== undefined) add(row, 'own memory', 'MB', 'lower', [ownBytes / 1e6])
        if (contender !== lab.contenders[0])
          add(row, 'ours ÷ this', '×', 'none', [means.get(name)! / mean(milliseconds)])
      }
    }
    return figures
  },
}

function kindsOf({ data, options }: Lab): Kind[] {
  const articles = [...readArticles(data.file)]
  const wanted = drawWanted(articles.slice(0, sampleSize), 2 * (warmUp + measured), options.seed)
  const { log, phrases } = answerTruly(articles, wanted)
  const texts = [...new Map(log.map(({ query, ids }) => [query, { text: query, ids }])).values()]
  const some = (list: readonly Checked[]) => list.slice(0, warmUp + measured)
  return [
    { name: 'words', way: 'allWords', texts: some(texts) },
    { name: 'passages', way: 'passages', texts: some(texts) },
    { name: 'ids', way: 'bare', texts: some(texts) },
    { name: 'strings', way: 'phrase', texts: some(phrases) },
  ]
}

function ask(lab: Lab, contender: Contender, way: FreshJob['way'], texts: readonly Checked[]): Promise<FreshOutcome> {
  const asked = join(lab.workspace, 'fresh.json')
  writeFileSync(asked, JSON.stringify(texts.map(({ text }) => text)))
  const job = { kind: 'fresh', contender: contender.name, dir: lab.built(contender), file: '', most: 0 } as const
  return runJob<FreshJob>(lab.workspace, { ...job, asked, way, warmUp: warmUpOf(texts) })
}

/** Of a small collection, half of what it has. */
const warmUpOf = (texts: readonly Checked[]) => Math.min(warmUp, texts.length >> 1)

function timesOfRight({ found, milliseconds }: FreshOutcome, texts: readonly Checked[]): number[] {
  const asked = texts.slice(warmUpOf(texts))
  return milliseconds.filter((_, i) => {
    const known = new Set(asked[i]!.ids)
    const wanted = Math.min(top, known.size)
    return found[i]!.length >= wanted && found[i]!.slice(0, wanted).every((id) => known.has(id))
  })
}
