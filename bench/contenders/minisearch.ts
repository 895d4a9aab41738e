/**
 * MiniSearch, whose documentation leaves the segmentation of text without blanks to a `tokenize` function. In memory.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPeer } from '../support/places.js'
import { readArticles, wholeText } from '../support/texts.js'
import { bigrams, jiebaWords, type Cutter } from './pieces.js'
import type { Contender, Engine } from './contender.js'

interface Options {
  readonly fields: readonly string[]
  readonly storeFields: readonly string[]
  readonly tokenize: Cutter
  readonly processTerm: (term: string) => string | undefined
}

interface MiniSearch {
  add(document: { id: string; text: string }): void
  search(query: string, options: { combineWith: 'AND' | 'OR' }): { id: string; text: string }[]
  toJSON(): unknown
}

interface MiniSearchConstructor {
  new (options: Options): MiniSearch
  loadJSON(json: string, options: Options): MiniSearch
}

const top = 10
const holdsLetters = /[\p{L}\p{N}]/u
/** Texts are in lower case already. Punctuation and blanks are not terms. */
const processTerm = (term: string) => (holdsLetters.test(term) ? term : undefined)

function cutMiniSearch(
  name: string,
  packages: readonly string[],
  cut: Cutter,
  setup: string,
  mostArticles?: number,
): Contender {
  const options: Options = { fields: ['text'], storeFields: ['text'], tokenize: cut, processTerm }
  const constructor = () => {
    const loaded = loadPeer<MiniSearchConstructor | { default: MiniSearchConstructor }>('minisearch')!
    return 'default' in loaded ? loaded.default : loaded
  }
  return {
    name,
    packages: ['minisearch', ...packages],
    setup,
    storesText: true,
    findsPhrases: false,
    isOnDisk: false,
    ...(mostArticles !== undefined && { mostArticles }),
    build: async (file, _dir, most) => {
      const index = new (constructor())(options)
      for (const article of readArticles(file, most)) index.add({ id: article._id, text: wholeText(article) })
      return answering(index)
    },
    open: async (dir) => answering(constructor().loadJSON(readFileSync(join(dir, 'index.json'), 'utf8'), options)),
  }
}

function answering(index: MiniSearch): Engine {
  return {
    allWords: async (query) => index.search(query, { combineWith: 'AND' }).slice(0, top),
    phrase: async (text) => index.search(text, { combineWith: 'AND' }).map(({ id }) => id),
    question: async (text) =>
      index
        .search(text, { combineWith: 'OR' })
        .slice(0, top)
        .map(({ id }) => id),
    save: async (dir) => writeFileSync(join(dir, 'index.json'), JSON.stringify(index)),
    close: () => undefined,
  }
}

export const minisearchWords = cutMiniSearch(
  'MiniSearch, jieba words',
  ['@node-rs/jieba'],
  jiebaWords,
  '`tokenize` by words of @node-rs/jieba, texts stored, in memory; strings by AND, as it has no phrases.',
)

export const minisearchBigrams = cutMiniSearch(
  'MiniSearch, bigrams',
  [],
  bigrams,
  '`tokenize` by pairs of Han characters, texts stored, in memory; strings by AND, as it has no phrases.',
  5000,
)
