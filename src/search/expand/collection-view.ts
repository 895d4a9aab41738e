/** The view of an open index that query expansion uses. */
import { defaultFields, Field, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { createExpansionMemory, type Collection } from './collection.js'
import type { Leaf } from '../leaf.js'
import type { Searcher } from '../searcher.js'
import { countBits, intersect } from '../matching/bitset.js'
import { planPhrase } from '../matching/needle.js'
import { estimateHolders, occurs, phraseSet } from '../matching/phrase.js'
import type { Analyzer } from '../../text/analysis/analysis.js'

/** An exact count reads so many texts, a few microseconds each; beyond that, it is estimated from as many. */
const mostLooks = 2000

/** Creates the view, one for each open index. What expansion caches about the collection lives as long as the view. */
export function collectionView({
  segments,
  leaves,
  analyzer,
}: Pick<Searcher, 'segments' | 'leaves' | 'analyzer'>): Collection {
  const isWord = wordTest(analyzer)
  const sum = (value: (segment: SegmentReader) => number): number =>
    segments.reduce((total, segment) => total + value(segment), 0)
  const inFields = (value: (segment: SegmentReader, field: FieldId) => number): number =>
    // eslint-disable-next-line no-restricted-syntax -- of fixed size: the fields
    sum((segment) => Math.max(...defaultFields.map((field) => value(segment, field))))
  let most: Int32Array | undefined
  return {
    articlesAtMost: (unit) => (most ??= mostArticles(segments))[unit]!,
    addSeconds: (first, sums) => {
      for (const segment of segments) for (const field of defaultFields) segment.pairs(field).addSeconds(first, sums)
    },
    forEachTerm: (first, each) => {
      for (const segment of segments) {
        for (const field of defaultFields) {
          for (const { term, documentFrequency } of segment.terms(field).scan(first)) {
            if (!term.startsWith(first)) break
            each(term, documentFrequency)
          }
        }
      }
    },
    characterFrequency: (unit) => inFields((segment, field) => segment.pairs(field).characterFrequency(unit)),
    pairFrequency: (first, second) =>
      inFields((segment, field) => segment.pairs(field).documentFrequency(first, second)),
    termFrequency: (term) => inFields((segment, field) => segment.terms(field).documentFrequency(term)),
    isInMoreThan: (articles, text) => isInMoreThan(leaves, articles, text),
    articlesAbout: (text, least) => {
      const phrase = planPhrase(text)
      return phrase === undefined ? 0 : estimateHolders(leaves, defaultFields, phrase, mostLooks, least)
    },
    isWord,
    get spellings() {
      // Opened only if strings are searched: it may have to be read.
      return analyzer.tokenizer.spellings
    },
    memory: createExpansionMemory(),
  }
}

/** By unit: articles that contain it, summed over segments and fields. */
function mostArticles(segments: readonly SegmentReader[]): Int32Array {
  const most = new Int32Array(65536)
  for (const segment of segments) {
    for (const field of defaultFields) segment.pairs(field).addFrequencies(most)
  }
  return most
}

/** Whether the segmenter takes a Han text as one word; called directly, because texts are normalised runs. */
export function wordTest({ tokenizer }: Analyzer): (text: string) => boolean {
  const longest = 64
  const units = new Uint16Array(longest)
  const ends = new Int32Array(longest)
  const ids = new Int32Array(longest)
  return (text) => {
    if (text.length > longest) return false
    for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i)
    return tokenizer.cut(units, 0, text.length, ends, ids, 0) === 1
  }
}

/** Whether more than so many articles contain a string. If enough articles have it as a term, no text is read. */
export function isInMoreThan(leaves: readonly Leaf[], articles: number, text: string): boolean {
  const isReached = (countIn: (leaf: Leaf) => number): boolean => {
    let found = 0
    return leaves.some((leaf) => (found += countIn(leaf)) > articles)
  }
  const asTerm = ({ reader }: Leaf): number =>
    reader.deleted === undefined ? reader.terms(Field.body).documentFrequency(text) : 0
  if (isReached(asTerm)) return true
  return articles === 0 ? occurs(leaves, text, defaultFields) : isReached((leaf) => articlesIn(leaf, text))
}

function articlesIn(leaf: Leaf, text: string): number {
  const phrase = planPhrase(text)
  if (phrase === undefined) return 0
  const live = leaf.live.set
  const set = phraseSet(leaf, defaultFields, phrase, live)
  if (live !== undefined) intersect(set, live)
  return countBits(set)
}
