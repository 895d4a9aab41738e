/** Rankings that ours is compared with: BM25 as in textbooks, and of engines as their users set them up for Chinese. */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '../../src/optional/measure/evaluation.js'
import type { Contender } from '../contenders/contender.js'
import { missingPackages } from '../contenders/index.js'
import { luceneBigrams, luceneWords } from '../contenders/lucene.js'
import { sqliteBigrams, sqliteWords } from '../contenders/sqlite.js'
import { tantivyBigrams, tantivyWords } from '../contenders/tantivy.js'
import { wholeText } from '../support/texts.js'
import type { Judged } from './judged.js'
import { analyzer, runOf } from './judged.js'
import { bigrams, characters, plainRanking, wordsBy } from './plain.js'
import type { Cut } from './plain.js'

interface Baseline {
  readonly name: string
  /** @returns undefined if a peer isn't installed */
  readonly rank: (judged: Judged) => Promise<Run | undefined>
}

const words = wordsBy(analyzer)
const together =
  (a: Cut, b: Cut): Cut =>
  (text) => [...a(text), ...b(text).map((piece) => `${piece} `)]

/** The engines of others. */
export const engines: readonly Baseline[] = [
  sqliteWords,
  sqliteBigrams,
  tantivyWords,
  tantivyBigrams,
  luceneWords,
  luceneBigrams,
].map((contender) => ({ name: contender.name, rank: (judged) => rankBy(contender, judged) }))

export const baselines: readonly Baseline[] = [
  plain('plain BM25, words', words),
  plain('plain BM25, bigrams', bigrams),
  plain('plain BM25, words and bigrams', together(words, bigrams)),
  plain('plain BM25, characters and bigrams', together(characters, bigrams)),
  ...engines,
]

function plain(name: string, cut: Cut): Baseline {
  return {
    name,
    rank: async (judged) => {
      const rank = plainRanking(judged.articles.map(wholeText), cut)
      return runOf(judged, (query) => rank(query).map((article) => judged.articles[article]!._id))
    },
  }
}

/** The index of an engine on disk is built once for each collection. */
async function rankBy(contender: Contender, { corpus, workspace, questions }: Judged): Promise<Run | undefined> {
  if (missingPackages(contender).length > 0) return undefined
  const dir = join(workspace, contender.name.replace(/\W+/g, '-'))
  const whole = `${dir}.whole`
  if (!existsSync(whole)) {
    rmSync(dir, { recursive: true, force: true })
    mkdirSync(dir)
    await contender.build(corpus, dir, Number.POSITIVE_INFINITY)
    mkdirSync(whole)
  }
  const engine = await contender.open(dir)
  const run = new Map<string, readonly string[]>()
  for (const { _id, text } of questions) run.set(_id, await engine.question(text, 100))
  engine.close()
  return run
}
