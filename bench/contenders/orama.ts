/** Orama with its own tokenizer for Mandarin (Intl.Segmenter's words). In memory. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPeer } from '../support/places.js'
import { comparable, readArticles, wholeText } from '../support/texts.js'
import type { Contender, Engine } from './contender.js'

interface Orama {
  readonly create: (options: object) => object
  readonly insert: (database: object, document: { id: string; text: string }) => unknown
  readonly search: (database: object, query: object) => Promise<{ hits: { document: { id: string; text: string } }[] }>
  readonly save: (database: object) => unknown
  readonly load: (database: object, saved: unknown) => void
  readonly count: (database: object) => number
}

const load = () => loadPeer<Orama>('@orama/orama')!

function create(): object {
  const { createTokenizer } = loadPeer<{ readonly createTokenizer: () => object }>('@orama/tokenizers/mandarin')!
  return load().create({ schema: { id: 'string', text: 'string' }, components: { tokenizer: createTokenizer() } })
}

export const orama: Contender = {
  name: 'Orama, mandarin',
  packages: ['@orama/orama', '@orama/tokenizers'],
  setup:
    'Its tokenizer for Mandarin, texts stored, in memory; `threshold: 0` for all words; it has no phrases for Han.',
  storesText: true,
  findsPhrases: false,
  isOnDisk: false,
  mostArticles: 20_000,
  build: async (file, _dir, most) => {
    const database = create()
    const { insert } = load()
    for (const article of readArticles(file, most)) {
      await insert(database, { id: article._id, text: comparable(wholeText(article)) })
    }
    return answering(database)
  },
  open: async (dir) => {
    const database = create()
    load().load(database, JSON.parse(readFileSync(join(dir, 'orama.json'), 'utf8')))
    return answering(database)
  },
}

function answering(database: object): Engine {
  const { search, save, count } = load()
  // Orama allocates as many places as the limit says, so the limit must not exceed the number of articles.
  const everything = count(database)
  const ask = async (term: string, threshold: number, limit: number) => {
    const { hits } = await search(database, { term: comparable(term), properties: ['text'], threshold, limit })
    return hits.map(({ document }) => document)
  }
  return {
    allWords: (query) => ask(query, 0, 10),
    phrase: async (text) => (await ask(text, 0, everything)).map(({ id }) => id),
    question: async (text) => (await ask(text, 1, 10)).map(({ id }) => id),
    save: async (dir) => writeFileSync(join(dir, 'orama.json'), JSON.stringify(save(database))),
    close: () => undefined,
  }
}
