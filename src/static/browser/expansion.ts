/**
 * Pinyin and corrections in a browser. Their rules are those of the library. Strings come from the collection's frequent
 * words alone, because all its bigrams would have to be fetched; their numbers of articles are exact.
 */
import { fileNames } from '../export/format/root.js'
import { decodeWords, type WordFrequencies } from '../export/format/words.js'
import type { QueryNode } from '../../query/index.js'
import { createExpansionMemory, type Collection } from '../../search/expand/collection.js'
import { isInMoreThan } from '../../search/expand/collection-view.js'
import { createPinyinExpander } from '../../search/expand/pinyin/index.js'
import { readPinyinTable, type PinyinTable } from '../../search/expand/pinyin/table.js'
import { expandQuery, type ExpandedQuery, type QueryExpansion } from '../../search/expand/query.js'
import { readLookAlikes, suggestCorrections, type Correction } from '../../search/expand/suggest/index.js'
import type { LookAlikes } from '../../search/expand/suggest/index.js'
import type { Searcher } from '../../search/searcher.js'
import { createAnalyzer } from '../../text/analysis/analysis.js'
import type { Tokenizer } from '../../text/analysis/tokenizer.js'
import { textOf } from '../../text/units.js'
import { defaultFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { Files } from './files.js'

/** What is computed from the files of expansion, once they are here. */
interface FrequentWords {
  readonly articles: WordFrequencies
  /** By unit: how many articles at most contain a bigram that begins with it. */
  readonly most: Int32Array
  /** By first character. */
  readonly beginning: ReadonlyMap<string, readonly string[]>
}

const noWords: FrequentWords = { articles: new Map(), most: new Int32Array(65536), beginning: new Map() }
const noReadings = readPinyinTable('')
const noLookAlikes: LookAlikes = () => new Set()

export interface Expansion {
  expand(node: QueryNode, query: string): ExpandedQuery
  correct(node: QueryNode, query: string, expansions: readonly QueryExpansion[]): Correction[]
}

/** Opened for one round of a question: what it remembers may be wrong while files are missing. */
export function openExpansion(files: Files, searcher: Searcher): Expansion {
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
  const open = <T>(name: string, read: (bytes: Uint8Array) => T, none: T): T => {
    // While lists are missing, a text seems rarer than it is, and this round doesn't count.
    if (!files.isComplete) return none
    if (files.has(name)) return files.get(name, read)!
    for (const each of [fileNames.words, fileNames.pinyin, fileNames.lookAlikes]) files.want(each)
    return none
  }
  const words = (): FrequentWords => open(fileNames.words, readWords, noWords)
  const table = (): PinyinTable => open(fileNames.pinyin, (bytes) => readPinyinTable(text(bytes)), noReadings)
  const lookAlikes = (): LookAlikes => open(fileNames.lookAlikes, (bytes) => readLookAlikes(text(bytes)), noLookAlikes)
  const isWord = (text: string): boolean => words().articles.has(text)
  const collection = { ...ofLists(searcher), ...ofWords(words), isWord }
  const analyzer = createAnalyzer(wholeWords(isWord))
  return {
    expand: (node, query) =>
      /[a-z]/i.test(query)
        ? expandQuery(node, createPinyinExpander({ collection, analyzer, table }))
        : { node, expansions: [] },
    correct: (node, query, expansions) =>
      suggestCorrections(node, query, expansions, { collection, table, lookAlikes }),
  }
}

function readWords(bytes: Uint8Array): FrequentWords {
  const articles = decodeWords(bytes)
  const most = new Int32Array(65536)
  const beginning = new Map<string, string[]>()
  for (const [word, count] of articles) {
    if (word.length === 2) most[word.charCodeAt(0)]! += count
    const others = beginning.get(word.charAt(0))
    if (others === undefined) beginning.set(word.charAt(0), [word])
    else others.push(word)
  }
  return { articles, most, beginning }
}

type OfLists = Pick<Collection, 'pairFrequency' | 'termFrequency' | 'isInMoreThan'>

/** What decides whether a text is rare: exact, from the lists that its search fetches. */
function ofLists({ segments, leaves }: Searcher): OfLists {
  const inFields = (value: (segment: SegmentReader, field: FieldId) => number): number =>
    // eslint-disable-next-line no-restricted-syntax -- of fixed size: the fields
    Math.max(...defaultFields.map((field) => value(segments[0]!, field)))
  return {
    pairFrequency: (first, second) =>
      inFields((segment, field) => segment.pairs(field).documentFrequency(first, second)),
    termFrequency: (term) => inFields((segment, field) => segment.terms(field).documentFrequency(term)),
    isInMoreThan: (articles, text) => isInMoreThan(leaves, articles, text),
  }
}

/** What candidates are made from. */
function ofWords(words: () => FrequentWords): Omit<Collection, keyof OfLists | 'isWord'> {
  const beginningWith = (first: string): readonly string[] => words().beginning.get(first) ?? []
  return {
    spellings: undefined,
    articlesAtMost: (unit) => words().most[unit]!,
    characterFrequency: (unit) => words().most[unit]!,
    addSeconds: (first, sums) => {
      for (const word of beginningWith(String.fromCharCode(first))) {
        if (word.length !== 2) continue
        const second = word.charCodeAt(1)
        sums.met[sums.count++] = second
        sums.articles[second] = words().articles.get(word)!
      }
    },
    forEachTerm: (first, each) => {
      for (const word of beginningWith(first)) if (word.length > 2) each(word, words().articles.get(word)!)
    },
    articlesAbout: () => 0,
    memory: createExpansionMemory(),
  }
}

/** Cuts a run that is a word as one, any other into characters. */
function wholeWords(isWord: (text: string) => boolean): Tokenizer {
  return {
    id: 'words',
    wordCount: 0,
    spell: () => 0,
    cut: (units, start, end, ends, ids, at) => {
      const step = isWord(textOf(units, start, end)) ? end - start : 1
      for (let next = start + step; next <= end; next += step) {
        ids[at] = -1
        ends[at++] = next
      }
      return at
    },
  }
}
