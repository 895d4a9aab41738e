/**
 * Builds a segment from analysed articles: collects postings, tokens and records of one batch in memory and writes them
 * at once. A batch takes about six times its size.
 */
import { facetValues, dayNumber, type SegmentTable } from '../format.js'
import { createByteWriter, putBytes, written } from '../../store/byte-writer.js'
import type { FileSystem } from '../../store/file-system.js'
import { createAnalysis, TokenKind, type Analysis, type Analyzer } from '../../../text/analysis/analysis.js'
import { putArticleText } from '../articles/text-codec.js'
import { putRecord, type ArticleRecord } from '../articles/record.js'
import { Field, fieldNames, indexedFields } from '../fields.js'
import { SegmentWriter, type ArticleFacts } from '../writer.js'
import { withCapacity } from '../../../base/growing.js'
import { addRun, beginArticle, clearPairs, drainPairs, endArticle, PairAccumulator } from './pair-accumulator.js'
import { clearTerms, countTerm, drainTerms, endTermArticle, TermAccumulator, termSlot } from './term-accumulator.js'
import {
  clearVocabulary,
  numberOther,
  numberToken,
  rankTokens,
  tokenOf,
  VocabularyBuilder,
} from './vocabulary-builder.js'

/* The last builder, kept for the next batch of this thread: its buffers take most of a hundred megabytes. */

const pool: { spare?: SegmentBuilder | undefined } = {}

/**
 * An empty builder; the kept one if it fits. A caller that fails discards the builder, because its state is unknown.
 * @param sourceBytes approximate size of the batch
 */
export function takeBuilder(analyzer: Analyzer, sourceBytes?: number): SegmentBuilder {
  const builder = pool.spare
  pool.spare = undefined
  if (builder?.analyzer !== analyzer) return new SegmentBuilder(analyzer, sourceBytes)
  clearBuilder(builder)
  return builder
}

/** Keeps a builder whose segment is written. */
export function keepBuilder(builder: SegmentBuilder): void {
  pool.spare = builder
}

export function forgetBuilder(): void {
  pool.spare = undefined
}

/**
 * An article ready for the index: its texts, one string for each field, and its record without the values that the
 * builder adds.
 */
export interface IndexableArticle {
  /** In the order of `fieldNames`; captions, and tags with categories, one a line; metadata as JSON or ''. */
  readonly texts: readonly string[]
  readonly record: Omit<ArticleRecord, 'file'>
  readonly path: string
  /** Bytes that it takes in that file. */
  readonly sourceBytes: number
}

interface FieldAccumulators {
  readonly pairs: PairAccumulator
  readonly terms: TermAccumulator
  /** Term slot + 1 by token number; 0 if not yet known. */
  slotOfToken: Int32Array
}

/** Shorter words have no posting list of their own, but for single characters: the list of their bigram is used. */
const shortestWord = 3

/** Bytes of source for which a builder has room from the start; it grows with larger batches. */
const leastRoom = 1 << 16
const largestRoom = 16 << 20

/** A batch under construction. Fill it with {@link addArticle}, then call {@link writeSegment}. */
export class SegmentBuilder {
  readonly analyzer: Analyzer
  readonly analysis = createAnalysis()
  readonly fields: readonly FieldAccumulators[]
  readonly vocabulary: VocabularyBuilder
  readonly files = new Map<string, number>()
  readonly facts: ArticleFacts[] = []
  /** In their stored form, one after the other: as objects they would be copied at every garbage collection. */
  readonly records = createByteWriter(1 << 16)
  readonly recordEnds: number[] = []
  /** Token numbers of all articles, field after field; and the end of each stored field of each article. */
  tokens: Int32Array
  tokenCount = 0
  readonly fieldEnds: number[] = []
  readonly bodyLengths: number[] = []
  sourceBytes = 0

  /** @param sourceBytes approximate size of the first batch; unused room takes no memory, but growing takes time */
  constructor(analyzer: Analyzer, sourceBytes = 0) {
    const room = Math.min(Math.max(sourceBytes, leastRoom), largestRoom)
    this.analyzer = analyzer
    this.fields = Array.from({ length: indexedFields }, (_, field) => ({
      pairs: new PairAccumulator(field === Field.body ? room >>> 1 : undefined),
      terms: new TermAccumulator(),
      slotOfToken: new Int32Array(1024),
    }))
    this.vocabulary = new VocabularyBuilder(analyzer.tokenizer)
    this.tokens = new Int32Array(room >>> 2)
  }
}

/**
 * Prepares a builder for the next batch. It keeps the memory of the last one: allocating it again, most of a hundred
 * megabytes, costs a tenth of the whole build in garbage collection.
 */
function clearBuilder(builder: SegmentBuilder): void {
  for (const field of builder.fields) {
    clearPairs(field.pairs)
    clearTerms(field.terms)
    field.slotOfToken.fill(0)
  }
  clearVocabulary(builder.vocabulary)
  builder.files.clear()
  for (const list of [builder.facts, builder.recordEnds, builder.fieldEnds, builder.bodyLengths]) list.length = 0
  builder.records.length = builder.tokenCount = builder.sourceBytes = 0
}

export function addArticle(builder: SegmentBuilder, article: IndexableArticle): void {
  const { texts, record, path } = article
  const file = builder.files.get(path) ?? builder.files.size
  builder.files.set(path, file)
  for (let field = 0; field < fieldNames.length; field++) {
    addText(builder, texts[field]!, field)
    builder.fieldEnds.push(builder.tokenCount)
  }
  builder.facts.push({ day: dayNumber(record.date), facets: facetValues(texts) })
  putRecord(builder.records, record, file)
  builder.recordEnds.push(builder.records.length)
  builder.sourceBytes += article.sourceBytes
}

function addText(builder: SegmentBuilder, text: string, fieldId: number): void {
  const { analysis } = builder
  const field = builder.fields[fieldId]
  if (text !== '') {
    builder.analyzer.analyze(text, analysis)
    reserveTokens(builder)
    if (field === undefined) keepTokens(builder, text)
    else {
      beginArticle(field.pairs, analysis.unitCount)
      invertTokens(builder, text, field)
      addCompounds(field, analysis)
    }
  }
  if (fieldId === Field.body) builder.bodyLengths.push(text === '' ? 0 : analysis.unitCount)
  if (field === undefined) return
  endArticle(field.pairs)
  endTermArticle(field.terms)
}

/** Makes room for the tokens of the current analysis. */
function reserveTokens(builder: SegmentBuilder): void {
  const needed = builder.tokenCount + builder.analysis.tokenCount
  if (needed > builder.tokens.length)
    builder.tokens = withCapacity(builder.tokens, new Int32Array(Math.max(builder.tokens.length * 2, needed)))
}

/** Numbers and stores the tokens of a text that is stored but not searched. */
function keepTokens(builder: SegmentBuilder, text: string): void {
  const { vocabulary, analysis } = builder
  for (let i = 0; i < analysis.tokenCount; i++)
    builder.tokens[builder.tokenCount++] = numberToken(vocabulary, text, analysis, i)
}

/**
 * Numbers and stores the tokens of a text, counts those that are terms (long words, letters and digits, symbols), and
 * passes every run of Han, kana and hangul to the bigrams, however it is segmented. Hot: one pass over the tokens.
 */
function invertTokens(builder: SegmentBuilder, text: string, field: FieldAccumulators): void {
  const { vocabulary, analysis, tokens } = builder
  const { tokenCount, tokenKind, tokenEnd, tokenWord, tokenChanged, units } = analysis
  let at = builder.tokenCount
  let start = 0
  let runStart = 0
  for (let i = 0; i < tokenCount; i++) {
    const end = tokenEnd[i]!
    const kind = tokenKind[i]!
    let number = tokenWord[i]!
    if (number < 0 || tokenChanged[i] === 1) number = numberOther(vocabulary, text, analysis, i)
    vocabulary.counts[number]!++
    tokens[at++] = number
    if (kind > TokenKind.syllabic) {
      if (start > runStart) addRun(field.pairs, units, runStart, start)
      runStart = end
      if (kind <= TokenKind.symbol) addTerm(field, number, units, start, end)
    } else if (isTerm(kind, end - start)) addTerm(field, number, units, start, end)
    start = end
  }
  if (start > runStart) addRun(field.pairs, units, runStart, start)
  builder.tokenCount = at
}

/** Whether a word of Han, kana or hangul has a list of its own: one of two characters is a bigram already. */
const isTerm = (kind: number, length: number): boolean =>
  length >= shortestWord || (length === 1 && kind === TokenKind.han)

/** Counts a token that is a term; from its second occurrence on, its slot is known by its number. */
function addTerm(field: FieldAccumulators, number: number, units: Uint16Array, start: number, end: number): void {
  if (number >= field.slotOfToken.length)
    field.slotOfToken = withCapacity(field.slotOfToken, new Int32Array(number + (number >>> 1)))
  countTerm(field.terms, (field.slotOfToken[number] ||= termSlot(field.terms, units, start, end) + 1) - 1)
}

function addCompounds({ terms }: FieldAccumulators, analysis: Analysis): void {
  const { compoundCount, compoundStart, compoundEnd, tokenEnd, units } = analysis
  for (let c = 0; c < compoundCount; c++) {
    const token = compoundStart[c]!
    const start = token === 0 ? 0 : tokenEnd[token - 1]!
    countTerm(terms, termSlot(terms, units, start, tokenEnd[compoundEnd[c]! - 1]!))
  }
}

/** Writes the segment. */
export function writeSegment(
  builder: SegmentBuilder,
  fs: FileSystem,
  path: string,
): { table: SegmentTable; bytes: number } {
  const writer = new SegmentWriter(fs, path, Uint32Array.from(builder.bodyLengths))
  try {
    for (const { pairs, terms } of builder.fields) {
      writer.field(
        (out) => drainPairs(pairs, out),
        (out) => drainTerms(terms, out),
      )
    }
    const { newNumber, order } = rankTokens(builder.vocabulary)
    writer.vocabulary(order.length, (rank) => tokenOf(builder.vocabulary, order[rank]!))
    const { tokens, fieldEnds, recordEnds } = builder
    const records = written(builder.records)
    for (const [article, facts] of builder.facts.entries()) {
      const at = article * fieldNames.length
      const ends = fieldEnds.slice(at, at + fieldNames.length)
      writer.article(
        facts,
        (out) => putBytes(out, records.subarray(recordEnds[article - 1] ?? 0, recordEnds[article])),
        (out) => putArticleText(out, tokens, fieldEnds[at - 1] ?? 0, ends, newNumber),
      )
    }
    return writer.finish([...builder.files.keys()], builder.sourceBytes)
  } catch (error) {
    writer.abort()
    throw error
  }
}
