/** Rankings that ours is compared with: BM25 as in textbooks, and SQLite FTS5 as its users set it up for Chinese. */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '../../src/optional/measure/evaluation.js'
import { sqliteWords } from '../contenders/sqlite.js'
import { loadPeer } from '../support/places.js'
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

export const baselines: readonly Baseline[] = [
  plain('plain BM25, words', words),
  plain('plain BM25, bigrams', bigrams),
  plain('plain BM25, words and bigrams', together(words, bigrams)),
  plain('plain BM25, characters and bigrams', together(characters, bigrams)),
  { name: sqliteWords.name, rank: rankBySqlite },
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

async function rankBySqlite({ corpus, workspace, questions }: Judged): Promise<Run | undefined> {
  if (!sqliteWords.packages.every((name) => loadPeer(name) !== undefined)) return undefined
  const dir = join(workspace, 'sqlite')
  const isBuilt = existsSync(join(dir, 'whole'))
  if (!isBuilt) {
    rmSync(dir, { recursive: true, force: true })
    mkdirSync(dir)
    await sqliteWords.build(corpus, dir, Number.POSITIVE_INFINITY)
    mkdirSync(join(dir, 'whole'))
  }
  const engine = await sqliteWords.open(dir)
  const run = new Map<string, readonly string[]>()
  for (const { _id, text } of questions) run.set(_id, await engine.question(text, 100))
  engine.close()
  return run
}
