/** Factual questions with the articles that answer them, and the sentence that an agent has to see. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildIndex } from '../../src/indexing/build-index.js'
import { readQrels } from '../../src/optional/measure/judgements.js'
import { sharedFolder } from '../support/places.js'
import { readArticles, readLines, type BenchArticle } from '../support/texts.js'

export interface Question {
  readonly text: string
  /** IDs of the judged articles. */
  readonly judged: ReadonlySet<string>
  /** Any of them is enough, in letters and digits alone. */
  readonly answers: readonly string[]
  readonly clear: boolean
}

export interface Collection {
  readonly name: string
  /** JSON lines. */
  readonly file: string
  readonly dir: string
  readonly articles: ReadonlyMap<string, BenchArticle>
  readonly questions: readonly Question[]
}

interface Row {
  readonly _id: string
  readonly text: string
  readonly clear?: boolean
  readonly answers?: readonly string[]
}

/** Letters and digits alone, in one spelling. */
export const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * @param count questions, evenly spaced over all
 * @returns undefined if the shared data isn't beside the checkout
 */
export async function openCollection(name: string, folder: string, count: number): Promise<Collection | undefined> {
  const shared = sharedFolder(folder)
  if (shared === undefined) return undefined
  const workspace = join(tmpdir(), `xunzhang-agents-${process.getuid?.() ?? 0}`, folder)
  mkdirSync(workspace, { recursive: true })
  const file = join(workspace, `${folder}.jsonl`)
  if (!existsSync(file)) writeFileSync(file, gunzipSync(readFileSync(join(shared, 'corpus.jsonl.gz'))))
  const dir = join(workspace, 'index')
  await buildIndex({ paths: [file], dir, only: true })
  const articles = new Map(Array.from(readArticles(file), (article) => [article._id, article]))
  const qrels = readQrels(join(shared, 'qrels.tsv'))
  const rows = Array.from(readLines(join(shared, 'queries.jsonl')), (line) => JSON.parse(line) as Row)
  const drawn = rows.filter(
    (_, i) => Math.floor((i * count) / rows.length) !== Math.floor(((i - 1) * count) / rows.length),
  )
  const questions = drawn.slice(0, count).map(({ _id, text, clear = true, answers }): Question => {
    const judged = new Set(qrels.get(_id)?.keys())
    const texts = [...judged].map((id) => articles.get(id)!.text)
    return { text, judged, clear, answers: (answers ?? texts.map((one) => closestSentence(one, text))).map(lettersOf) }
  })
  return { name, file, dir, articles, questions }
}

/**
 * The sentence of a judged article that shares most pairs of characters with the question: what is there instead of an
 * answer if the data have none; the first sentence if none shares any. A long sentence counts by the clause that is closest.
 */
function closestSentence(text: string, question: string): string {
  const sentence = closest(text.split(/[\u3002\uff01\uff1f!?\n]/), question)
  return sentence.length <= 60 ? sentence : closest(sentence.split(/[\uff0c\uff1b,;]/), question)
}

const closest = (pieces: readonly string[], question: string): string =>
  pieces.reduce((best, piece) => (shared(piece, question) > shared(best, question) ? piece : best))

function shared(piece: string, question: string): number {
  const pairs = new Set(Array.from({ length: Math.max(0, question.length - 1) }, (_, i) => question.slice(i, i + 2)))
  let count = 0
  for (const pair of pairs) if (piece.includes(pair)) count++
  return count
}
