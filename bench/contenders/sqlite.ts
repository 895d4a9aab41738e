/**
 * SQLite's FTS5 by better-sqlite3, in three set-ups. All use one transaction, no journal, and don't wait for the disk.
 *
 * FTS5's own tokenizers know no Chinese words, so its documentation leaves two ways: the trigram tokenizer, or cutting
 * the text beforehand into pieces separated by spaces. In the second case the index is contentless, beside a table of
 * the texts.
 */
import { join } from 'node:path'
import { loadPeer } from '../support/places.js'
import { comparable, readArticles, wholeText } from '../support/texts.js'
import { bigrams, jiebaWords, type Cutter } from './pieces.js'
import type { Contender, Engine } from './contender.js'

interface Statement {
  run(...values: unknown[]): void
  all(...values: unknown[]): unknown[]
}

interface Database {
  exec(sql: string): void
  pragma(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

interface Row {
  readonly id: string
  readonly text: string
  readonly passage?: string
}

type DatabaseConstructor = new (file: string, options?: { readonly?: boolean }) => Database

const databaseFile = (dir: string) => join(dir, 'articles.sqlite')
const holdsLetters = /[\p{L}\p{N}]/u
const quoted = (piece: string) => `"${piece.replaceAll('"', '""')}"`

function openDatabase(dir: string, readonly: boolean): Database {
  const Constructor = loadPeer<DatabaseConstructor>('better-sqlite3')!
  return new Constructor(databaseFile(dir), { readonly })
}

function fill(dir: string, schema: string, insert: (database: Database) => (row: Row) => void, source: Iterable<Row>) {
  const database = openDatabase(dir, false)
  database.pragma('journal_mode = off')
  database.pragma('synchronous = off')
  database.exec(`${schema}; begin`)
  const add = insert(database)
  for (const row of source) add(row)
  database.exec('commit')
  database.close()
}

function* rowsOf(file: string, most: number): Generator<Row> {
  for (const article of readArticles(file, most)) yield { id: article._id, text: wholeText(article) }
}

const piecesSchema =
  `create table articles (number integer primary key, id text, text text);` +
  `create virtual table pieces using fts5 (text, content = '')`

function cutSqlite(name: string, packages: readonly string[], cut: Cutter, setup: string): Contender {
  return {
    name,
    packages: ['better-sqlite3', ...packages],
    setup,
    storesText: true,
    findsPhrases: true,
    isOnDisk: true,
    build: async (file, dir, most) => {
      const insert = (database: Database) => {
        const article = database.prepare('insert into articles values (?, ?, ?)')
        const pieces = database.prepare('insert into pieces (rowid, text) values (?, ?)')
        let number = 0
        return ({ id, text }: Row) => {
          article.run(++number, id, text)
          pieces.run(number, cut(text).join(' '))
        }
      }
      fill(dir, piecesSchema, insert, rowsOf(file, most))
      return undefined
    },
    open: async (dir) => answerPieces(openDatabase(dir, true), cut),
  }
}

function answerPieces(database: Database, cut: Cutter): Engine {
  const best = database.prepare(
    `select a.id, a.text from (select rowid, rank from pieces where pieces match ? order by rank limit ?) f ` +
      `join articles a on a.number = f.rowid order by f.rank`,
  )
  const every = database.prepare(
    'select a.id from pieces f join articles a on a.number = f.rowid where pieces match ? limit ?',
  )
  const phraseOf = (text: string) => quoted(cut(text).join(' '))
  const words = (query: string) => query.split(/\s+/).filter((word) => holdsLetters.test(word))
  const ask = (match: string, most = 10) => (match === '' ? [] : (best.all(match, most) as Row[]))
  return {
    // A word that the cutter splits is searched as a phrase of its pieces.
    allWords: async (query) => ask(words(query).map(phraseOf).join(' ')),
    phrase: async (text, most = -1) => (every.all(phraseOf(text), most) as Row[]).map(({ id }) => id),
    question: async (text, most) =>
      ask(
        [...new Set(cut(text))]
          .filter((piece) => holdsLetters.test(piece))
          .map(quoted)
          .join(' OR '),
        most,
      ).map(({ id }) => id),
    close: () => database.close(),
  }
}

const trigramLength = 3

/** Strings of three characters and more use the index. For shorter ones LIKE reads every text, as documented. */
export const sqliteTrigrams: Contender = {
  name: 'SQLite FTS5, trigrams',
  packages: ['better-sqlite3'],
  setup:
    "FTS5's own trigram tokenizer, text inside; strings under three characters by LIKE, as its documentation says.",
  storesText: true,
  findsPhrases: true,
  isOnDisk: true,
  build: async (file, dir, most) => {
    const insert = (database: Database) => {
      const row = database.prepare('insert into articles values (?, ?)')
      return ({ id, text }: Row) => row.run(id, comparable(text))
    }
    fill(
      dir,
      `create virtual table articles using fts5 (id unindexed, text, tokenize = 'trigram')`,
      insert,
      rowsOf(file, most),
    )
    return undefined
  },
  open: async (dir) => answerTrigrams(openDatabase(dir, true)),
}

function answerTrigrams(database: Database): Engine {
  const select = (columns: string, conditions: readonly string[], end: string) =>
    database.prepare(`select ${columns} from articles where ${conditions.join(' and ')} ${end}`)
  const passage = `snippet(articles, 1, '\u0001', '\u0002', '…', 64) as passage`
  /** Long words use the index, short ones LIKE. Ranked only if at least one word uses the index. */
  const ask = (words: readonly string[], columns: string, end: string): Row[] => {
    const long = words.filter((word) => [...word].length >= trigramLength)
    const short = words.filter((word) => [...word].length < trigramLength)
    const conditions = [...(long.length > 0 ? ['articles match ?'] : []), ...short.map(() => 'text like ?')]
    if (conditions.length === 0) return []
    const values = [
      ...(long.length > 0 ? [`text : (${long.map(quoted).join(' AND ')})`] : []),
      ...short.map((word) => `%${word}%`),
    ]
    const order = end !== '' && long.length > 0 ? `order by rank ${end}` : end
    return select(columns, conditions, order).all(...values) as Row[]
  }
  const words = (query: string) =>
    comparable(query)
      .split(/\s+/)
      .filter((word) => word !== '')
  return {
    allWords: async (query) => ask(words(query), 'id, text', 'limit 10'),
    bare: async (query) => ask(words(query), 'id', 'limit 10').map(({ id }) => id),
    passages: async (query) =>
      ask(words(query), `id, text, ${passage}`, 'limit 10').map((row) => ({
        id: row.id,
        text: (row.passage ?? '').replace(/[\u0001\u0002]/g, ''),
        marked: [...(row.passage ?? '').matchAll(/\u0001([^\u0002]*)\u0002/g)].map(([, piece]) => piece!),
      })),
    phrase: async (text) => ask([comparable(text)], 'id', '').map(({ id }) => id),
    question: async (text) => {
      const characters = [...comparable(text).replace(/[^\p{L}\p{N}]+/gu, '')]
      const trigrams = new Set(characters.slice(2).map((_, i) => characters.slice(i, i + trigramLength).join('')))
      if (trigrams.size === 0) return []
      const match = `text : (${[...trigrams].map(quoted).join(' OR ')})`
      return (select('id', ['articles match ?'], 'order by rank limit 10').all(match) as Row[]).map(({ id }) => id)
    },
    close: () => database.close(),
  }
}

export const sqliteWords = cutSqlite(
  'SQLite FTS5, jieba words',
  ['@node-rs/jieba'],
  jiebaWords,
  'FTS5 over words of @node-rs/jieba separated by spaces, contentless, beside a table of the texts.',
)

export const sqliteBigrams = cutSqlite(
  'SQLite FTS5, bigrams',
  [],
  bigrams,
  'FTS5 over pairs of Han characters separated by spaces, contentless, beside a table of the texts.',
)
