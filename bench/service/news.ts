/** The 20,000 news of shared data, with queries for them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildIndex } from '../../src/indexing/build-index.js'
import { readQrels } from '../../src/optional/measure/judgements.js'
import { sharedFolder } from '../support/places.js'
import { readLines } from '../support/texts.js'

export interface News {
  /** JSON lines. */
  readonly corpus: string
  /** Folder of the index. */
  readonly dir: string
  readonly phrases: readonly { readonly q: string; readonly docs: number }[]
  readonly log: readonly string[]
  readonly questions: readonly string[]
  /** Questions whose own words identify an article, with the articles judged to answer them. */
  readonly clear: readonly { readonly text: string; readonly judged: ReadonlySet<string> }[]
}

interface Question {
  readonly _id: string
  readonly text: string
  readonly clear: boolean
}

/** @returns undefined if the shared data isn't beside the checkout */
export async function openNews(): Promise<News | undefined> {
  const shared = sharedFolder('crud')
  if (shared === undefined) return undefined
  const workspace = join(tmpdir(), `xunzhang-service-${process.getuid?.() ?? 0}`)
  mkdirSync(workspace, { recursive: true })
  const corpus = join(workspace, 'news.jsonl')
  if (!existsSync(corpus)) writeFileSync(corpus, gunzipSync(readFileSync(join(shared, 'corpus.jsonl.gz'))))
  const dir = join(workspace, 'index')
  await buildIndex({ paths: [corpus], dir, only: true })
  const questions = linesOf<Question>(join(shared, 'queries.jsonl'))
  const qrels = readQrels(join(shared, 'qrels.tsv'))
  return {
    corpus,
    dir,
    phrases: linesOf(join(shared, 'phrases.790.jsonl')),
    log: linesOf<{ q: string }>(join(shared, 'log.500.jsonl')).map(({ q }) => q),
    questions: questions.map(({ text }) => text),
    clear: questions
      .filter(({ clear }) => clear)
      .map(({ _id, text }) => ({ text, judged: new Set(qrels.get(_id)?.keys()) })),
  }
}

const linesOf = <T>(file: string): T[] => Array.from(readLines(file), (line) => JSON.parse(line) as T)
