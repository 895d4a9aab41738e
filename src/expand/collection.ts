/** What expanding asks of a collection: which characters stand side by side, how many articles hold a string. */
import { defaultFields } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import { countBits, intersect, unite, createBitset } from '../search/bitset.js'
import { liveArticles } from '../search/live.js'
import { planPhrase } from '../search/phrase-plan.js'
import { phraseSet } from '../search/phrase.js'
import type { Analyzer } from '../text/analysis.js'
import { createAnalysis } from '../text/analysis.js'

export interface Collection {
  /** Calls `each` for every pair that begins with a unit, once a list that holds it; `articles` of that list. */
  forEachSecond(first: number, each: (second: number, articles: number) => void): void
  /** Articles that hold a character, at most. */
  characterFrequency(unit: number): number
  /** Articles that hold a pair, at most. */
  pairFrequency(first: number, second: number): number
  /** Articles that hold a Latin word or a dictionary word of three characters and more, at most. */
  termFrequency(term: string): number
  /** Live articles that hold a string, wherever it stands. Looks at texts. */
  articlesWith(text: string): number
  /** Whether the segmenter takes a Han text as one word. */
  isWord(text: string): boolean
  /** Live articles. */
  readonly articles: number
}

export function openCollection(segments: readonly SegmentReader[], analyzer: Analyzer): Collection {
  const analysis = createAnalysis()
  const sum = (value: (segment: SegmentReader) => number): number =>
    segments.reduce((total, segment) => total + value(segment), 0)
  const inFields = (value: (segment: SegmentReader, field: (typeof defaultFields)[number]) => number): number =>
    sum((segment) => Math.max(...defaultFields.map((field) => value(segment, field))))
  return {
    forEachSecond: (first, each) => {
      for (const segment of segments) {
        for (const field of defaultFields) {
          const group = segment.pairs(field).group(first)
          if (group === undefined) continue
          const { seconds, documentFrequency } = group
          for (let i = 0; i < seconds.length; i++) each(seconds[i]!, documentFrequency[i]!)
        }
      }
    },
    characterFrequency: (unit) => inFields((segment, field) => segment.pairs(field).characterFrequency(unit)),
    pairFrequency: (first, second) =>
      inFields((segment, field) => segment.pairs(field).documentFrequency(first, second)),
    termFrequency: (term) => inFields((segment, field) => segment.terms(field).documentFrequency(term)),
    articlesWith: (text) => sum((segment) => countIn(segment, text)),
    isWord: (text) => {
      analyzer.analyze(text, analysis)
      return analysis.tokenCount === 1
    },
    get articles() {
      return sum((segment) => liveArticles(segment).count)
    },
  }
}

function countIn(segment: SegmentReader, text: string): number {
  const phrase = planPhrase(text)
  if (phrase === undefined) return 0
  const set = createBitset(segment.articles)
  const live = liveArticles(segment).set
  unite(set, phraseSet(segment, defaultFields, phrase, live))
  if (live !== undefined) intersect(set, live)
  return countBits(set)
}
