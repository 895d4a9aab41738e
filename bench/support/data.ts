/** The collection of a run: read from anywhere, given to every contender as the same file of JSON lines. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { isProblem } from '../../src/source/article.js'
import { readQrels } from '../../src/optional/measure/judgements.js'
import { formatOf } from '../../src/source/formats/index.js'
import { walk } from '../../src/source/walk/walk.js'
import { answerTruly, drawWanted, type Asked, type Wanted } from './asked.js'
import { projectRoot } from './places.js'
import type { DataFacts } from './results.js'
import { wholeText, type BenchArticle } from './texts.js'

export interface BenchData extends DataFacts {
  /** JSON lines of {@link BenchArticle}. */
  readonly file: string
  /** Questions about the first `most` articles, with the true answers. */
  readonly asked: (most: number) => Asked
}

export interface DataOptions {
  /** A folder or file of articles; corpus/ if undefined. Queries beside a corpus.jsonl are used. */
  readonly path: string | undefined
  /** Articles to take at most. */
  readonly articles: number
  /** Strings and queries to ask at most. */
  readonly queries: number
  readonly seed: number
}

export function prepareData(options: DataOptions, workspace: string): BenchData {
  const path = resolve(options.path ?? join(projectRoot, 'corpus'))
  const articles = readCollection(path).slice(0, options.articles)
  if (articles.length === 0) throw new Error(`${path}: no articles`)
  const file = join(workspace, 'articles.jsonl')
  writeFileSync(file, articles.map((article) => `${JSON.stringify(article)}\n`).join(''))
  const wanted = readWanted(dirname(path), options.queries) ?? drawWanted(articles, options.queries, options.seed)
  const asked = new Map<number, Asked>()
  return {
    name: path.startsWith(projectRoot) ? basename(path) : `${basename(dirname(path))}/${basename(path)}`,
    articles: articles.length,
    bytes: articles.reduce((sum, article) => sum + Buffer.byteLength(wholeText(article)), 0),
    seed: options.seed,
    file,
    asked: (most) => {
      const size = Math.min(most, articles.length)
      const known = asked.get(size) ?? answerTruly(articles.slice(0, size), wanted)
      asked.set(size, known)
      return known
    },
  }
}

/** All articles of a folder or file. */
export function readCollection(path: string): BenchArticle[] {
  if (!/\.jsonl(\.gz)?$/.test(path)) return readFolder(path)
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    const { _id, title = '', text: body, date } = JSON.parse(line) as BenchArticle
    return [{ _id, title, text: body, ...(date !== undefined && { date }) }]
  })
}

function readFolder(path: string): BenchArticle[] {
  const articles: BenchArticle[] = []
  for (const { absolute, path: name } of walk([path]).files) {
    const raw = { path: name, bytes: readFileSync(absolute), startLine: 1, startByte: 0 }
    for (const found of formatOf(name).read(raw, { clean: false })) {
      if (!isProblem(found)) articles.push({ _id: found.id, title: found.title, text: found.body })
    }
  }
  return articles
}

/** Queries beside a collection: a list of strings, a log, judged questions. */
function readWanted(folder: string, most: number): Wanted | undefined {
  const lines = <T>(name: string): T[] => {
    const file = join(folder, name)
    if (!existsSync(file)) return []
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T)
  }
  const phrases = lines<{ q: string }>('phrases.790.jsonl')
  const log = lines<{ q: string; words: string[] }>('log.500.jsonl')
  if (phrases.length === 0 || log.length === 0) return undefined
  const qrels = join(folder, 'qrels.tsv')
  const grades = existsSync(qrels) ? readQrels(qrels) : undefined
  const questions = lines<{ _id: string; text: string }>('queries.jsonl').map(({ _id, text }) => {
    return { id: _id, text, relevant: relevantOf(grades?.get(_id)) }
  })
  return {
    phrases: spaced(phrases, most).map(({ q }) => q),
    log: spaced(log, most).map(({ q, words }) => ({ query: q, words })),
    questions: spaced(questions, most),
  }
}

function relevantOf(grades: ReadonlyMap<string, number> = new Map()): string[] {
  return [...grades].filter(([, grade]) => grade > 0).map(([article]) => article)
}

/** At most `most` of the items, evenly from start to end. */
export function spaced<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items]
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]!)
}
