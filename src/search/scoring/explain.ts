/** Where each point of a score comes from. */
import { fieldNames, indexedFields, type FieldId } from '../../storage/segment/fields.js'
import { printQuery, type QueryNode } from '../../query/index.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { decodeBlock, readSkips, blockSize, type PostingList } from '../../storage/segment/postings/codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { fieldLists } from './field-lists.js'
import { saturate, saturationOf } from './impacts.js'
import { operators } from '../operators/index.js'
import { decodeList, scratch } from '../matching/lists.js'
import type { WeightedTerm } from './statistics.js'
import type { Weighing } from '../planning/weighing.js'

/** One summand of a score. */
export interface ScorePart {
  /** For people: a term with its statistics, or a feature of the text. */
  readonly what: string
  readonly value: number
  /** The statistics behind a term's points. */
  readonly term?: TermDetails
  /** A proximity part of the query, and how often the article matches it, by field; it adds no points. */
  readonly near?: NearDetails
}

export interface NearDetails {
  /** The part, printed as a query. */
  readonly query: string
  readonly frequencies: Readonly<Record<string, number>>
}

export interface TermDetails {
  readonly text: string
  /** A bigram, a word of the dictionary or of another script, or a single character. */
  readonly kind: 'pair' | 'term' | 'character'
  /** Factor of its kind, multiplied by the boost and by that of its repetition in the query. */
  readonly weight: number
  readonly idf: number
  readonly documentFrequency: number
  /** Occurrences in the article by field, at most 255 for each bigram. */
  readonly frequencies: Readonly<Record<string, number>>
}

/** Explains a hit. A request hands it in, so that programs that never explain do without it. */
export const explainHit = { terms: explainTerms, nearness: explainNearness }
export type ExplainHit = typeof explainHit

/** What each term contributes to an article's score in the first stage; terms that the article lacks are left out. */
function explainTerms(segment: SegmentReader, article: number, weighing: Weighing, fade: number): ScorePart[] {
  return weighing.terms.flatMap((term) => {
    const found = fieldLists(segment, term.term)
      .map(({ field, lists }) => ({ field, frequency: sum(lists, (list) => frequencyIn(list, article)) }))
      .filter(({ frequency }) => frequency > 0)
    if (found.length === 0) return []
    const value = (contribution(segment, article, term, weighing, found) / weighing.total) * fade
    return [{ what: describe(term, found), value, term: details(term, found) }]
  })
}

function explainNearness(segment: SegmentReader, article: number, nodes: readonly QueryNode[]): ScorePart[] {
  return nodes.flatMap((node) => {
    const find = operators.find(node)
    const found = allFields.map((field) => {
      segment.decode(article, field, text)
      return { field, frequency: find(text.units.subarray(0, text.unitCount)).length }
    })
    const held = found.filter(({ frequency }) => frequency > 0)
    const query = printQuery(node)
    const near = { query, frequencies: byField(held) }
    return held.length === 0 ? [] : [{ what: `${query} (${placesOf(held)})`, value: 0, near }]
  })
}

const allFields = Array.from({ length: indexedFields }, (_, field) => field as FieldId)
const text = createDecodedText()

interface FieldFrequency {
  readonly field: FieldId
  readonly frequency: number
}

function contribution(
  segment: SegmentReader,
  article: number,
  term: WeightedTerm,
  weighing: Weighing,
  found: readonly FieldFrequency[],
): number {
  const { parameters, statistics } = weighing
  const frequency = sum(found, (one) => one.frequency * parameters.fieldWeights[one.field]!)
  const saturation = saturationOf(parameters, statistics.averageLength)
  return term.weight * saturate(frequency, segment.lengths[article]!, saturation)
}

function details(weighted: WeightedTerm, found: readonly FieldFrequency[]): TermDetails {
  const { term, idf, documentFrequency } = weighted
  const { text, kind } = term
  return { text, kind, weight: factorOf(weighted), idf, documentFrequency, frequencies: byField(found) }
}

function byField(found: readonly FieldFrequency[]): Readonly<Record<string, number>> {
  return Object.fromEntries(found.map(({ field, frequency }) => [fieldNames[field], frequency]))
}

const placesOf = (found: readonly FieldFrequency[]): string =>
  found.map(({ field, frequency }) => `${fieldNames[field]} ${frequency}`).join(', ')

const factorOf = ({ term, weight, single }: WeightedTerm): number => term.weight * (weight / single)

function describe(weighted: WeightedTerm, found: readonly FieldFrequency[]): string {
  const { term, idf, documentFrequency } = weighted
  return `${term.text} (${placesOf(found)}; df ${documentFrequency}, idf ${idf.toFixed(2)}, weight ${Number(factorOf(weighted).toFixed(3))})`
}

/** An article's frequency in a list; 0 if it isn't in it. */
function frequencyIn(list: PostingList, article: number): number {
  const count = list.documentFrequency <= blockSize ? decodeList(list) : decodeBlockOf(list, article)
  const at = scratch.documents.subarray(0, count).indexOf(article)
  return at < 0 ? 0 : scratch.frequencies[at]!
}

/** Decodes the one block that may contain the article; returns its length. */
function decodeBlockOf(list: PostingList, article: number): number {
  const skips = readSkips(list)
  const block = skips.lastDocument.findIndex((last) => last >= article)
  return block < 0 ? 0 : decodeBlock(list, skips, block, scratch.documents, scratch.frequencies)
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
