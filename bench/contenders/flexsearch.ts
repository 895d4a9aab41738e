/** FlexSearch, with the two settings that its documentation has for Chinese. In memory. */
import type { EncoderOptions } from 'flexsearch'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPeer } from '../support/places.js'
import { comparable, readArticles, wholeText } from '../support/texts.js'
import type { Answer, Contender, Engine } from './contender.js'

interface FlexIndex {
  add(id: number, text: string): void
  search(query: string, options: { limit: number; suggest?: boolean }): number[]
  export(handler: (key: string, data: string | undefined) => Promise<void> | void): Promise<void>
  import(key: string, data: string): void
}

interface FlexSearch {
  readonly Index: new (options: object) => FlexIndex
  readonly Charset: { readonly CJK: EncoderOptions }
}

const everything = 1_000_000_000
const top = 10

function flexsearchWith(
  name: string,
  setup: string,
  options: (flex: FlexSearch) => object,
  mostArticles?: number,
): Contender {
  const create = () => {
    const loaded = loadPeer<FlexSearch & { default?: FlexSearch }>('flexsearch')!
    const flex = loaded.default ?? loaded
    return new flex.Index(options(flex))
  }
  return {
    name,
    packages: ['flexsearch'],
    setup,
    storesText: true,
    findsPhrases: false,
    isOnDisk: false,
    ...(mostArticles !== undefined && { mostArticles }),
    build: async (file, _dir, most) => {
      const index = create()
      const articles: Answer[] = []
      for (const article of readArticles(file, most)) {
        const text = wholeText(article)
        index.add(articles.length, comparable(text))
        articles.push({ id: article._id, text })
      }
      return answering(index, articles)
    },
    open: async (dir) => {
      const index = create()
      for (const key of readdirSync(join(dir, 'index')))
        index.import(key, readFileSync(join(dir, 'index', key), 'utf8'))
      return answering(index, JSON.parse(readFileSync(join(dir, 'articles.json'), 'utf8')) as Answer[])
    },
  }
}

function answering(index: FlexIndex, articles: readonly Answer[]): Engine {
  const found = (numbers: readonly number[]) => numbers.map((number) => articles[number]!)
  return {
    allWords: async (query) => found(index.search(comparable(query), { limit: top })),
    phrase: async (text) => found(index.search(comparable(text), { limit: everything })).map(({ id }) => id),
    question: async (text) => found(index.search(comparable(text), { limit: top, suggest: true })).map(({ id }) => id),
    save: async (dir) => {
      mkdirSync(join(dir, 'index'))
      writeFileSync(join(dir, 'articles.json'), JSON.stringify(articles))
      await index.export((key, data) => {
        if (data !== undefined) writeFileSync(join(dir, 'index', key), data)
      })
    },
    close: () => undefined,
  }
}

export const flexsearchCjk = flexsearchWith(
  'FlexSearch, Charset.CJK',
  'Its preset for Chinese: every character a term, `encoder: Charset.CJK`; texts kept beside it, in memory.',
  ({ Charset }) => ({ encoder: Charset.CJK }),
)

export const flexsearchFull = flexsearchWith(
  'FlexSearch, full',
  'Its setting for parts of words: `tokenize: "full"`, every substring of every run a term; texts beside it, in memory.',
  () => ({ tokenize: 'full' }),
  500,
)
