/**
 * Words taught to an index: is it, brought up to date, what one built anew is, and in which share of the time? The words
 * are cut at random from the articles (shared/data/crud/phrases.790.jsonl), those that at most ten articles hold.
 */
import { readFileSync } from 'node:fs'
import { buildIndex } from '../../src/engine/build-index.js'
import { addWords, readWord } from '../../src/engine/lexicon/teach.js'
import { suggestWords } from '../../src/engine/lexicon/suggest.js'
import { openIndex } from '../../src/engine/open-index.js'

export interface LexiconFigures {
  readonly words: number
  /** Articles that were cut anew. */
  readonly cutAnew: number
  /** Of all queries: those with equal totals, hits, scores and passages. */
  readonly equalAnswers: string
  readonly updateSeconds: number
  readonly rebuildSeconds: number
  readonly share: string
  readonly suggestSeconds: number
}

interface Phrase {
  readonly q: string
  readonly docs: number
}

/** @param folder the articles, @param dir their index, which is changed */
export async function measureLexicon(
  folder: string,
  dir: string,
  phrases: string,
  questions: readonly string[],
): Promise<LexiconFigures> {
  const lines = readFileSync(phrases, 'utf8').trim().split('\n')
  const rare = lines.map((line) => JSON.parse(line) as Phrase).filter(({ q, docs }) => docs <= 10 && q.length > 2)
  const step = Math.floor(rare.length / 50)
  const words = Array.from({ length: 50 }, (_, i) => rare[i * step]!.q)
  const options = { paths: [folder], dir, jobs: 1 }
  const began = performance.now()
  suggestWords(dir)
  const suggestSeconds = seconds(began)
  addWords(
    dir,
    words.map((word) => readWord(word)),
  )
  const update = await buildIndex(options)
  const queries = [...words, ...questions]
  const updated = await answers(dir, queries)
  const rebuild = await buildIndex({ ...options, force: true })
  const rebuilt = await answers(dir, queries)
  const equal = queries.filter((_, i) => updated[i] === rebuilt[i]).length
  return {
    words: words.length,
    cutAnew: update.updated,
    equalAnswers: `${equal} of ${queries.length}`,
    updateSeconds: Math.round(update.seconds * 1000) / 1000,
    rebuildSeconds: Math.round(rebuild.seconds * 1000) / 1000,
    share: (update.seconds / rebuild.seconds).toFixed(3),
    suggestSeconds,
  }
}

const seconds = (began: number): number => Math.round(performance.now() - began) / 1000

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
