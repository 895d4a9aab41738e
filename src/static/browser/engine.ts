/** An open export. It answers queries in rounds of fetching. */
import { decodeRoot, fileNames, type Root } from '../export/format/root.js'
import { readQuery } from '../../query/index.js'
import { searchRelaxing, type RelaxedAnswer } from '../../search/search-relaxing.js'
import { inOneGo, Searcher } from '../../search/searcher.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { createAnalyzer, type Analyzer } from '../../text/analysis/analysis.js'
import { createBigramTokenizer } from '../../text/tokenizers/bigram.js'
import type { Files } from './files.js'
import { openExpansion } from './expansion.js'
import { ExportedSegment, openColumns } from './segment.js'
import type { PlainHit } from '../../base/answers.js'
import type { Answer, Question } from './types.js'
import { Completer } from '../../search/completer.js'
import { createByteReader, getString } from '../../storage/store/byte-reader.js'
import { alignedText, hitPassage, passageLength } from '../../search/reading/aligned-text.js'
import { byCount } from '../../search/facets.js'
import type { WeightedMarks } from '../../search/passages/marks.js'
import type { FoundArticle } from '../../search/scoring/rank-again.js'
import { Field } from '../../storage/segment/fields.js'
import { markSurface } from '../../search/passages/passage.js'
import { firstSentence } from '../../text/sentences.js'
import { listedCount } from '../export/format/characters.js'
import type { LexiconCount } from '../export/format/keys.js'
import type { Tokenizer } from '../../text/analysis/tokenizer.js'
import { textOf } from '../../text/units.js'

/**
 * The native tokenizer with the words of an export: the same sums in the same order, with words looked up by their
 * spelling in the list files. Queries are short; nothing here is hot.
 */
interface ExportedWords {
  /**
   * By unit of the collection: 1 + occurrences as a word; 0 for no word, {@link listedCount} for those in list files.
   */
  readonly singles: Uint32Array
  readonly isKnown: (unit: number) => boolean
  /** Looks up any other word; undefined if it isn't one, or its file isn't here yet. */
  readonly find: (word: string) => LexiconCount | undefined
  readonly total: number
  /** Weight of a character that is not a word. */
  readonly unknown: number
  /** Units of the longest word. */
  readonly longest: number
}

function createExportedTokenizer(words: ExportedWords): Tokenizer {
  const weightOf = (word: string): number | undefined => {
    const unit = word.charCodeAt(0)
    const count = words.singles[unit]!
    if (word.length > 1 || count === listedCount || !words.isKnown(unit)) return weigh(words.find(word), words.total)
    return count === 0 ? undefined : weigh({ count: count - 1 }, words.total)
  }
  return {
    id: 'native:export',
    wordCount: 0,
    // An export does not number its words.
    spell: (id) => {
      throw new RangeError(`word ${id}`)
    },
    cut: (units, start, end, ends, ids, at) => {
      for (const length of cheapest(textOf(units, start, end), weightOf, words)) {
        start += length
        ids[at] = -1
        ends[at++] = start
      }
      return at
    },
  }
}

function weigh(count: LexiconCount | undefined, total: number): number | undefined {
  if (count === undefined) return undefined
  return 'weight' in count ? count.weight : Math.fround(Math.log(count.count / total))
}

/** Lengths of the words of the most probable segmentation; among equals, of the one with the shorter first word. */
function cheapest(
  run: string,
  weightOf: (word: string) => number | undefined,
  { unknown, longest }: ExportedWords,
): number[] {
  const best = new Float64Array(run.length + 1)
  const step = new Int32Array(run.length)
  for (let i = run.length - 1; i >= 0; i--) {
    const single = weightOf(run.charAt(i))
    let length = single === undefined && isPair(run, i) ? 2 : 1
    let sum = (single ?? unknown) + best[i + length]!
    for (let j = i + 2; j <= Math.min(run.length, i + longest); j++) {
      const weight = weightOf(run.slice(i, j))
      if (weight === undefined || weight + best[j]! <= sum) continue
      sum = weight + best[j]!
      length = j - i
    }
    best[i] = sum
    step[i] = length
  }
  const lengths: number[] = []
  for (let at = 0; at < run.length; at += step[at]!) lengths.push(step[at]!)
  return lengths
}

const isPair = (text: string, at: number): boolean => (text.codePointAt(at) ?? 0) > 0xffff

/** Undefined until the titles are here. */
function completeTitles(files: Files, root: Root, text: string, limit: number): readonly string[] | undefined {
  if (!root.titles || text.trim() === '') return []
  const known = files.get(fileNames.titles, (bytes) => new Completer(readTitles(bytes, root.articles)))
  return known?.names(text, limit).map((title) => title.text)
}

/** Completion uses at most this many titles: the newest. */
const mostTitles = 20_000

function readTitles(bytes: Uint8Array, articles: number): { readonly text: string }[] {
  const reader = createByteReader(bytes)
  const all = Array.from({ length: Math.min(articles, mostTitles) }, () => getString(reader))
  return [...new Set(all)].filter((title) => title !== '').map((text) => ({ text }))
}

export interface Engine {
  readonly root: Root
  /**
   * @param isAsked false once nobody waits for the answer: then nothing more is fetched, and the promise is rejected
   */
  search(question: Question, isAsked?: () => boolean): Promise<Answer>
  /** Titles that contain what was typed so far. */
  complete(text: string, limit: number): Promise<readonly string[]>
}

/** Rejects a question that a later one replaced. */
export class Superseded extends Error {}

/** Most rounds of fetching for one question: files may refer to further files. */
const mostRounds = 12

/** @throws whatever fetching throws; RangeError if a file is damaged */
export async function openEngine(files: Files): Promise<Engine> {
  // Every question needs these files, so they are fetched together with the root.
  for (const name of [fileNames.root, fileNames.lengths, fileNames.characters, fileNames.dictionary]) files.want(name)
  await files.fetchWanted()
  const root = await inRounds(files, () => files.get(fileNames.root, decodeRoot))
  let segment: SegmentReader | undefined
  let analyzer: Analyzer | undefined
  // Opened in the round of the first question, so that lists and columns are fetched together.
  const open = (): { segment: SegmentReader; analyzer: Analyzer } | undefined => {
    const opened = openColumns(files, root)
    if (opened === undefined) return undefined
    if (segment === undefined) {
      const made = new ExportedSegment(files, opened)
      segment = made
      analyzer = createAnalyzer(
        root.tokenizer === 'bigram'
          ? createBigramTokenizer()
          : createExportedTokenizer({
              singles: opened.characters.counts,
              isKnown: (unit) => opened.characters.rankOf[unit]! > 0,
              find: (word) => made.findWord(word),
              total: root.total,
              unknown: root.unknown,
              longest: root.longestWord,
            }),
      )
    }
    return { segment, analyzer: analyzer! }
  }
  return {
    root,
    search: async (question, isAsked) => {
      files.trim()
      const { node } = readQuery(question.query)
      const run = (): Answer | undefined => {
        const opened = open()
        if (opened === undefined) return undefined
        const searcher = new Searcher([opened.segment], opened.analyzer)
        const { limit = 10, offset = 0, sort = 'score', match = 'auto', facets = [] } = question
        const expansion = openExpansion(files, searcher)
        const { pinyin = true, corrects = false } = question
        const expanded = pinyin && node ? expansion.expand(node, question.query) : { node, expansions: [] }
        const request = { node: expanded.node, match, sort, offset, limit, facets }
        const found = inOneGo(searchRelaxing(searcher, request, question.query))
        const suggestions = corrects && node ? expansion.correct(node, question.query, expanded.expansions) : []
        return present(opened.segment, found, question, { expansions: expanded.expansions, suggestions })
      }
      return inRounds(files, run, isAsked)
    },
    complete: (text, limit) => inRounds(files, () => completeTitles(files, root, text, limit)),
  }
}

/** Calls `run` until no file is missing. What a run with missing files returns or throws is ignored. */
async function inRounds<T>(files: Files, run: () => T | undefined, isAsked = (): boolean => true): Promise<T> {
  for (let round = 0; round < mostRounds; round++) {
    let value: T | undefined
    try {
      value = run()
    } catch (error) {
      if (files.isComplete) throw error
    }
    if (files.isComplete) return value!
    if (!isAsked()) throw new Superseded()
    await files.fetchWanted()
  }
  throw new RangeError('no end')
}

function present(
  segment: SegmentReader,
  found: RelaxedAnswer,
  question: Question,
  expanded: Pick<Answer, 'expansions' | 'suggestions'>,
): Answer {
  // All are requested before the first is read, so that they are fetched together.
  for (const { article } of found.hits) segment.prefetch!(article)
  const length = passageLength(question.passage)
  return {
    query: question.query,
    total: found.total,
    hits: found.hits.map((hit) => presentHit(segment, hit, found.marks, length)),
    facets: Object.fromEntries(Array.from(found.facets, ([name, counts]) => [name, byCount(counts)])),
    ...expanded,
    ...(found.relaxed !== undefined && { relaxed: found.relaxed }),
  }
}

function presentHit(segment: SegmentReader, hit: FoundArticle, marks: WeightedMarks, length: number): PlainHit {
  const { article, score } = hit
  const { record, title, author, tags } = segment.head(article)
  return {
    id: record.id,
    score: Math.round(score * 1e6) / 1e6,
    url: record.url,
    title,
    ...(title === '' && { heading: firstSentence(segment.text(article, Field.body)) }),
    titleHighlights: title === '' ? [] : markSurface(alignedText(segment, article, Field.title), marks),
    date: record.date,
    author,
    tags,
    snippet: hitPassage(segment, article, marks, length),
  }
}
