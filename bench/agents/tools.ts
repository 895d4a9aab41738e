/** What a scripted agent can call: a search whose pages have 4 KB, and a way to read the articles that it found. */
import { spawnSync } from 'node:child_process'
import { openAnalyzer } from '../../src/text/analyzers/analyzers.js'
import { wordsOf } from '../../src/text/analyzers/tokenizing.js'
import { isFunctionWord } from '../../src/text/analysis/function-words.js'
import { loadPeer } from '../support/places.js'
import { startMcp, type ToolAnswer } from '../service/mcp-client.js'
import type { Collection } from './questions.js'

export interface Found {
  readonly text: string
  readonly bytes: number
  /** In order, with their duplicates. */
  readonly hits: readonly { readonly ids: readonly string[]; readonly line: number }[]
}

export interface Read {
  readonly text: string
  readonly bytes: number
  readonly calls: number
}

export interface AgentTools {
  readonly name: string
  search(query: string): Promise<Found>
  /** The articles of a page by their places in it, within 5.8 KB. */
  read(found: Found, places: readonly number[], question: string): Promise<Read>
  end(): void
}

export const pageBytes = 4096
export const readBytes = 5800

const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '' })

/** The words of a question that say what it is about. */
export const contentWords = (text: string): readonly string[] =>
  wordsOf(analyzer, text).filter((word) => /[\p{L}\p{N}]/u.test(word) && !isFunctionWord(word))

export async function ours({ dir }: Collection): Promise<AgentTools> {
  const client = await startMcp(dir)
  const textOf = ({ content }: ToolAnswer): string => content.map(({ text }) => text).join('\n')
  return {
    name: 'xunzhang',
    search: async (query) => {
      const answer = await client.call('search', { query, budget: pageBytes })
      const all = answer.structuredContent
      const hits = [...(all?.hits ?? []), ...(all?.wider?.hits ?? [])]
      const shown = hits.map(({ id, duplicates = [], line }) => ({ ids: [id, ...duplicates], line }))
      return { text: textOf(answer), bytes: bytesOf(answer), hits: shown }
    },
    read: async ({ hits }, places, question) => {
      const ids = places.flatMap((place) => hits[place]?.ids[0] ?? [])
      const answer = await client.call('read', { ids, around: question, budget: readBytes })
      return { text: textOf(answer), bytes: bytesOf(answer), calls: 1 }
    },
    end: () => client.end(),
  }
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** Each call reads one article. */
const readRecords = (collection: Collection, { hits }: Found, places: readonly number[]): Read => {
  const texts = places.flatMap((place) => collection.articles.get(hits[place]?.ids[0] ?? '')?.text ?? [])
  const text = cut(texts.map((one) => cut(one, Math.floor(readBytes / texts.length))).join('\n'), readBytes)
  return { text, bytes: Buffer.byteLength(text), calls: texts.length }
}

const cut = (text: string, bytes: number): string =>
  Buffer.from(text)
    .subarray(0, bytes)
    .toString()
    .replace(/\ufffd+$/, '')

/** `rg` over one article a line: any of the longest words of the question, in the order of the file. */
export function ripgrep(collection: Collection): AgentTools | string {
  const program = process.env['XUNZHANG_RG'] ?? 'rg'
  if (spawnSync(program, ['--version']).error !== undefined) return 'rg is not installed (XUNZHANG_RG names it)'
  return {
    name: 'ripgrep',
    search: (query: string) => {
      const words = [...contentWords(query)].sort((a, b) => b.length - a.length).slice(0, 2)
      const wanted = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      // Lines with both words in either order; if there are none, with the longest.
      const both = wanted.length === 2 ? `${wanted[0]}.*${wanted[1]}|${wanted[1]}.*${wanted[0]}` : wanted[0]
      for (const pattern of [both, wanted[0]]) {
        if (pattern === undefined) break
        const args = ['--line-number', '--max-columns', '160', '--max-columns-preview', '-e', pattern, collection.file]
        const { stdout } = spawnSync(program, args, { maxBuffer: 1 << 28 })
        if (stdout.length === 0) continue
        const text = stdout.subarray(0, pageBytes).toString()
        const hits = [...text.matchAll(/^(\d+):\{"_id": ?"([^"]+)"/gm)].map(([, line, id]) => ({
          ids: [id!],
          line: Number(line),
        }))
        return Promise.resolve({ text, bytes: Math.min(stdout.length, pageBytes), hits })
      }
      return Promise.resolve({ text: '', bytes: 0, hits: [] })
    },
    read: (found, places) => Promise.resolve(readRecords(collection, found, places)),
    end: () => undefined,
  }
}

interface Database {
  exec(sql: string): void
  prepare(sql: string): { run(...values: unknown[]): void; all(...values: unknown[]): Record<string, unknown>[] }
  close(): void
}

/** FTS5 with trigrams, any of those of the question, ranked by bm25, with its own snippets. */
export function sqlite(collection: Collection): AgentTools | string {
  const Database = loadPeer<new (file: string) => Database>('better-sqlite3')
  if (Database === undefined) return 'better-sqlite3 is not installed: npm run peers'
  const db = new Database(':memory:')
  db.exec(`CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, line UNINDEXED, text, tokenize='trigram')`)
  const insert = db.prepare('INSERT INTO articles VALUES (?, ?, ?)')
  db.exec('BEGIN')
  let line = 0
  for (const { _id, title, text } of collection.articles.values()) insert.run(_id, ++line, `${title}\n${text}`)
  db.exec('COMMIT')
  const select = db.prepare(
    `SELECT id, line, snippet(articles, 2, '', '', '…', 40) AS passage FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 20`,
  )
  return {
    name: 'SQLite trigrams',
    search: (query: string) => {
      const runs = query.split(/[^\p{L}\p{N}]+/u).filter((run: string) => run.length >= 3)
      const trigrams = runs.flatMap((run: string) =>
        Array.from({ length: run.length - 2 }, (_, i) => run.slice(i, i + 3)),
      )
      if (trigrams.length === 0) return Promise.resolve({ text: '', bytes: 0, hits: [] })
      const rows = select.all([...new Set(trigrams)].map((one) => `"${one}"`).join(' OR '))
      const lines = rows.map(({ id, line: at, passage }) => `${String(at)} ${String(id)} ${String(passage)}`)
      let shown = 0
      while (shown < lines.length && Buffer.byteLength(lines.slice(0, shown + 1).join('\n')) <= pageBytes) shown++
      const text = lines.slice(0, shown).join('\n')
      const hits = rows.slice(0, shown).map(({ id, line: at }) => ({ ids: [String(id)], line: Number(at) }))
      return Promise.resolve({ text, bytes: Buffer.byteLength(text), hits })
    },
    read: (found, places) => Promise.resolve(readRecords(collection, found, places)),
    end: () => db.close(),
  }
}

/** Why a peer is left out. */
export const absent = { qmd: '"npm run peers" does not install it' } as const
