/**
 * Measures other engines on the user's own articles, if they are installed beside the program or in the current folder.
 * Each is set up for Chinese as its documentation says. A quick look in one process; bench/ compares with more care.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { PlainArticle } from './build-stages.js'
import { buildIndex } from '../../indexing/build-index.js'
import { openIndex } from '../../library/open-index.js'
import { type Latency, measureLatency } from './measure-index.js'

export interface EngineFigures {
  readonly name: string
  /** Undefined if it is not installed. */
  readonly measured?: {
    readonly cpuSeconds: number
    readonly articlesPerSecond: number
    readonly latency: Latency
  }
}

type Ask = (query: string) => Promise<unknown>

interface Engine {
  readonly name: string
  /** @returns a function that finds the ten best articles with their texts; undefined if the engine is not installed */
  readonly build: (articles: readonly PlainArticle[], dir: string) => Promise<Ask | undefined>
}

const top = 10

/** @param dir an empty folder for what the engines write */
export async function compareEngines(
  articles: readonly PlainArticle[],
  queries: readonly string[],
  dir: string,
  signal?: AbortSignal,
): Promise<EngineFigures[]> {
  const figures: EngineFigures[] = []
  for (const [number, { name, build }] of engines.entries()) {
    signal?.throwIfAborted()
    const folder = join(dir, `${number}`)
    mkdirSync(folder, { recursive: true })
    const before = process.cpuUsage()
    const ask = await build(articles, folder)
    const { user, system } = process.cpuUsage(before)
    if (ask === undefined) {
      figures.push({ name })
      continue
    }
    const cpuSeconds = (user + system) / 1e6
    const articlesPerSecond = articles.length / Math.max(cpuSeconds, 1e-6)
    figures.push({
      name,
      measured: { cpuSeconds, articlesPerSecond, latency: await measureLatency(ask, queries, signal) },
    })
  }
  return figures
}

/** Loads a package that need not be installed; undefined if it isn't. */
function load<T>(name: string): T | undefined {
  for (const place of [
    join(process.cwd(), 'package.json'),
    join(process.cwd(), '.peers/package.json'),
    import.meta.url,
  ]) {
    try {
      return createRequire(place)(name) as T
    } catch {
      continue
    }
  }
  return undefined
}

const xunzhang: Engine = {
  name: 'xunzhang',
  build: async (articles, dir) => {
    const source = join(dir, 'articles.jsonl')
    const lines = articles.map(({ id, title, text }) => JSON.stringify({ _id: id, title, text }))
    writeFileSync(source, `${lines.join('\n')}\n`)
    await buildIndex({ paths: [source], dir: join(dir, 'index'), jobs: 1 })
    const index = await openIndex(join(dir, 'index'))
    return (query) => index.search(query, { lenient: true })
  },
}

interface Database {
  pragma(sql: string): void
  exec(sql: string): void
  prepare(sql: string): { run(...values: unknown[]): void; all(...values: unknown[]): unknown[] }
}

const trigramLength = 3
const wholeWord = (word: string) => `"${word.replaceAll('"', '""')}"`

/** Words under three characters have no trigram. For them LIKE reads every text, as SQLite's documentation says. */
const sqlite: Engine = {
  name: 'SQLite FTS5, trigrams (better-sqlite3)',
  build: async (articles, dir) => {
    const Sqlite = load<new (file: string) => Database>('better-sqlite3')
    if (Sqlite === undefined) return undefined
    const database = new Sqlite(join(dir, 'articles.sqlite'))
    database.pragma('journal_mode = off')
    database.pragma('synchronous = off')
    database.exec(`create virtual table articles using fts5 (id unindexed, title, text, tokenize = 'trigram'); begin`)
    const insert = database.prepare('insert into articles values (?, ?, ?)')
    for (const { id, title, text } of articles) insert.run(id, title, text)
    database.exec('commit')
    const select = (conditions: readonly string[], order: string) =>
      database.prepare(`select id, text from articles where ${conditions.join(' and ')} ${order} limit ${top}`)
    return async (query) => {
      const words = query.split(' ')
      const short = words.filter((word) => word.length < trigramLength)
      const long = words.filter((word) => word.length >= trigramLength)
      const like = short.map((word) => `%${word}%`)
      const conditions = short.map(() => 'text like ?')
      // eslint-disable-next-line no-restricted-syntax -- of fixed size: the words of a question
      if (long.length === 0) return select(conditions, '').all(...like)
      // eslint-disable-next-line no-restricted-syntax -- of fixed size: the words of a question
      return select(['articles match ?', ...conditions], 'order by rank').all(long.map(wholeWord).join(' '), ...like)
    }
  },
}

interface MiniSearch {
  addAll(articles: readonly PlainArticle[]): void
  search(query: string, options: { combineWith: 'AND' }): unknown[]
}

const minisearch: Engine = {
  name: 'MiniSearch, words of Intl.Segmenter',
  build: async (articles) => {
    const loaded = load<{ default?: unknown }>('minisearch')
    if (loaded === undefined) return undefined
    const Constructor = (loaded.default ?? loaded) as new (options: object) => MiniSearch
    const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
    const tokenize = (text: string) =>
      [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
    const index = new Constructor({ fields: ['title', 'text'], storeFields: ['text'], tokenize })
    index.addAll(articles)
    return async (query) => index.search(query, { combineWith: 'AND' }).slice(0, top)
  },
}

interface FlexSearch {
  readonly Index: new (options: object) => {
    add(id: number, text: string): void
    search(query: string, options: { limit: number }): number[]
  }
  readonly Charset: { readonly CJK: object }
}

const flexsearch: Engine = {
  name: 'FlexSearch, Charset.CJK',
  build: async (articles) => {
    const loaded = load<FlexSearch & { default?: FlexSearch }>('flexsearch')
    if (loaded === undefined) return undefined
    const { Index, Charset } = loaded.default ?? loaded
    const index = new Index({ encoder: Charset.CJK })
    for (const [number, { title, text }] of articles.entries()) index.add(number, `${title}\n${text}`)
    return async (query) => index.search(query, { limit: top }).map((number) => articles[number])
  },
}

const engines: readonly Engine[] = [xunzhang, sqlite, minisearch, flexsearch]
