import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawWanted } from '../support/asked.js'
import type { FreshJob } from '../support/jobs.js'
import { figuresOf, rowName, type Lab } from '../support/lab.js'
import { runJob } from '../support/processes.js'
import { mean, quantile } from '../support/statistics.js'
import { readArticles } from '../support/texts.js'
import type { Question } from './question.js'

const warmUp = 100
const measured = 1500
/** Articles from which the texts are drawn. */
const sampleSize = 30_000
const others = ['SQLite FTS5, jieba words', 'SQLite FTS5, bigrams']

/** How long a query takes that nobody has asked before. */
export const fresh: Question = {
  name: 'fresh',
  asks: 'How long does a query take that is asked for the first time?',
  method:
    '1,500 different queries of one to three words of one article, once each, after 100 others; then strings of 2 to 8 Han ' +
    'characters, cut from any place, in the same way. Each kind has a process of its own. `words`: the ten best with their ' +
    'texts or passages; `ids`: their IDs alone; `strings`: ten IDs. `own memory` is what the process holds after the last ' +
    'answer, without views of files. Answers are checked by the questions `search` and `phrases`.',
  compared: ['mean', 'p50', 'p99'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('fresh')
    const articles = [...readArticles(lab.data.file, sampleSize)]
    const wanted = drawWanted(articles, 2 * (warmUp + measured), lab.options.seed)
    const queries = [...new Set(wanted.log.map(({ query }) => query))]
    const kinds = [
      { kind: 'words', way: 'allWords', texts: queries },
      { kind: 'ids', way: 'bare', texts: queries },
      { kind: 'strings', way: 'phrase', texts: wanted.phrases },
    ] as const
    for (const contender of (await lab.ready()).keys()) {
      if (contender !== lab.contenders[0] && !others.includes(contender.name)) continue
      for (const { kind, way, texts } of kinds) {
        const asked = writeTexts(lab, kind, texts)
        const row = `${rowName(lab, contender)}: ${kind}`
        lab.say(`fresh: ${row}`)
        const job = { kind: 'fresh', contender: contender.name, dir: lab.built(contender), file: '', most: 0 } as const
        const { milliseconds, processor, ownBytes } = await runJob<FreshJob>(lab.workspace, {
          ...job,
          asked,
          way,
          warmUp,
        })
        add(row, 'mean', 'ms', 'lower', [mean(milliseconds)])
        add(row, 'p50', 'ms', 'lower', [quantile(milliseconds, 0.5)])
        add(row, 'p99', 'ms', 'lower', [quantile(milliseconds, 0.99)])
        add(row, 'CPU', 'ms', 'lower', [processor])
        if (ownBytes !== undefined) add(row, 'own memory', 'MB', 'lower', [ownBytes / 1e6])
      }
    }
    return figures
  },
}

function writeTexts({ workspace }: Lab, kind: string, texts: readonly string[]): string {
  const file = join(workspace, `fresh-${kind}.json`)
  writeFileSync(file, JSON.stringify(texts.slice(0, warmUp + measured)))
  return file
}
