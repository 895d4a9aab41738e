/**
 * Words taught to an index: is the updated index equal to one built from scratch, and what share of the time does the
 * update take? The words are cut at random from the articles (shared/data/crud/phrases.790.jsonl); those that at most
 * ten articles contain are taken.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openIndex } from '../../src/library/open-index.js'
import type { BuildReport } from '../../src/library/types.js'
import { runCli } from '../support/processes.js'

export interface LexiconFigures {
  readonly words: number
  /** Articles that were re-tokenized. */
  readonly cutAnew: number
  /** Share of queries with equal totals, hits, scores and passages. */
  readonly equalAnswers: string
  /** Processor seconds of whole commands of the program in dist/, all threads. */
  readonly updateSeconds: number
  readonly rebuildSeconds: number
  readonly share: string
  readonly suggestSeconds: number
}

interface Phrase {
  readonly q: string
  readonly docs: number
}

/** @param folder of the articles @param dir of their index, which is changed @param workspace a folder for files */
export async function measureLexicon(
  folder: string,
  dir: string,
  workspace: string,
  phrases: string,
  questions: readonly string[],
): Promise<LexiconFigures> {
  const lines = readFileSync(phrases, 'utf8').trim().split('\n')
  const rare = lines.map((line) => JSON.parse(line) as Phrase).filter(({ q, docs }) => docs <= 10 && q.length > 2)
  const step = Math.floor(rare.length / 50)
  const words = Array.from({ length: 50 }, (_, i) => rare[i * step]!.q)
  const file = join(workspace, 'words.txt')
  writeFileSync(file, words.join('\n'))
  const cli = (...args: string[]) => runCli(workspace, [...args, '--index', dir, '--json'])
  const suggest = await cli('lexicon', 'suggest')
  await cli('lexicon', 'add', '--file', file)
  const update = await cli('index', folder)
  const queries = [...words, ...questions]
  const updated = await answers(dir, queries)
  const rebuild = await cli('index', folder, '--force')
  const rebuilt = await answers(dir, queries)
  const equal = queries.filter((_, i) => updated[i] === rebuilt[i]).length
  return {
    words: words.length,
    cutAnew: (JSON.parse(update.stdout) as BuildReport).updated,
    equalAnswers: `${equal} of ${queries.length}`,
    updateSeconds: update.cpuSeconds,
    rebuildSeconds: rebuild.cpuSeconds,
    share: (update.cpuSeconds / rebuild.cpuSeconds).toFixed(3),
    suggestSeconds: suggest.cpuSeconds,
  }
}

async function answers(dir: string, queries: readonly string[]): Promise<string[]> {
  const index = await openIndex(dir)
  const found: string[] = []
  for (const query of queries) {
    const { total, hits } = await index.search(query)
    found.push(JSON.stringify({ total, hits }))
  }
  await index.close()
  return found
}
