/** integrations/agent-memory beside MiniSearch and SQLite's trigrams, on sentences of the corpus as notes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { normalize } from '../../src/text/normalize.js'
import { projectRoot } from '../support/cli.js'

const peers = join(projectRoot, '.peers')
const requirePeer = createRequire(join(peers, 'package.json'))
const isThere = ['minisearch', 'better-sqlite3'].every((name) => existsSync(join(peers, 'node_modules', name)))

interface Note {
  readonly id: number
  readonly text: string
}

interface Memory {
  addAll(notes: Iterable<Note>): Promise<void>
  discard(id: number): Promise<void>
  has(id: number): Promise<boolean>
  search(query: string, options?: object): Promise<readonly { readonly id: string; readonly text: string }[]>
}

const { Memory } = (await import(
  /* @vite-ignore */ pathToFileURL(join(projectRoot, 'integrations/agent-memory/memory.js')).href
)) as { readonly Memory: { open(options?: object): Promise<Memory> } }

const isPlain = (sentence: string): boolean =>
  normalize(sentence.replaceAll('，', '')).text === sentence.replaceAll('，', '')

const sentences = readdirSync(join(projectRoot, 'corpus'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => readFileSync(join(projectRoot, 'corpus', name), 'utf8').split(/[。！？\n]+/))
  .map((sentence) => sentence.trim())
  // Traditional characters would be found by Simplified ones.
  .filter((sentence) => /^[\p{Script=Han}，、]{12,}$/u.test(sentence) && isPlain(sentence))
const notes: readonly Note[] = [...new Set(sentences)].map((text, id) => ({ id, text }))

/** Strings of two to five characters, cut anywhere, as one remembers a few words of a note. */
const queries = notes
  .map(
    ({ text }, i) =>
      text
        .split(/[，、]/)
        .find((part) => part.length > 5)
        ?.slice(i % 2, (i % 2) + 2 + (i % 4)) ?? '',
  )
  .filter((query) => query !== '')

/** Of all queries, the share for which exactly the notes are found that contain the string. */
async function exactShare(find: (query: string) => Promise<readonly number[]>): Promise<number> {
  let right = 0
  for (const query of queries) {
    const wanted = notes.filter(({ text }) => text.includes(query)).map(({ id }) => id)
    const found = [...(await find(query))].sort((a, b) => a - b)
    right += Number(JSON.stringify(found) === JSON.stringify(wanted))
  }
  return right / queries.length
}

it('finds every note by a string in it, and forgets', { timeout: 60_000 }, async () => {
  const memory = await Memory.open()
  await memory.addAll(notes)
  expect(notes.length).toBeGreaterThan(50)
  const all = { limit: 10_000 }
  const find = async (query: string) => (await memory.search(`"${query}"`, all)).map(({ id }) => Number(id))
  expect(await exactShare(find)).toBe(1)
  await memory.discard(0)
  expect([await memory.has(0), await memory.has(1)]).toEqual([false, true])
})

it.skipIf(!isThere)('is more exact than MiniSearch and than SQLite’s trigrams', { timeout: 60_000 }, async () => {
  const MiniSearch = requirePeer('minisearch') as new (options: object) => {
    addAll(notes: readonly Note[]): void
    search(query: string, options: object): readonly { readonly id: number }[]
  }
  const mini = new MiniSearch({ fields: ['text'] })
  mini.addAll(notes)
  const ofMini = await exactShare(async (query) => mini.search(query, { combineWith: 'AND' }).map(({ id }) => id))
  const Database = requirePeer('better-sqlite3') as new (path: string) => {
    exec(sql: string): void
    prepare(sql: string): {
      run(...given: unknown[]): void
      all(...given: unknown[]): readonly { readonly id: number }[]
    }
  }
  const database = new Database(':memory:')
  database.exec(`create virtual table notes using fts5 (text, id unindexed, tokenize = 'trigram')`)
  const insert = database.prepare('insert into notes (text, id) values (?, ?)')
  for (const { id, text } of notes) insert.run(text, id)
  const select = database.prepare('select id from notes where notes match ?')
  const ofTrigrams = await exactShare(async (query) => select.all(`"${query}"`).map(({ id }) => id))
  console.log(
    `${notes.length} notes, exact: MiniSearch ${ofMini.toFixed(2)}, trigrams ${ofTrigrams.toFixed(2)}, ours 1.00`,
  )
  expect(ofMini).toBeLessThan(0.2)
  // Two characters form no trigram.
  expect(ofTrigrams).toBeLessThan(0.9)
})
