/**
 * From analysed articles to a segment: collects postings, tokens and records of one batch in memory and writes them
 * in one go. A batch of 8 MB of text takes about 100 MB.
 */
import type { FileSystem } from '../../store/file-system.js'
import type { Analysis, Analyzer } from '../../text/analysis.js'
import { createAnalysis, TokenKind } from '../../text/analysis.js'
import { putArticleText } from '../articles/text-codec.js'
import type { ArticleRecord } from '../articles/record.js'
import { Field, fieldNames, indexedFields } from '../fields.js'
import type { SegmentTable } from '../format.js'
import { createSegmentWriter } from '../writer.js'
import type { ArticleFacts } from '../writer.js'
import { grown } from './growing.js'
import { addRun, beginArticle, clearPairs, createPairAccumulator, drainPairs, endArticle } from './pair-accumulator.js'
import type { PairAccumulator } from './pair-accumulator.js'
import {
  clearTerms,
  countTerm,
  createTermAccumulator,
  drainTerms,
  endTermArticle,
  termSlot,
} from './term-accumulator.js'
import type { TermAccumulator } from './term-accumulator.js'
import {
  clearVocabulary,
  createVocabularyBuilder,
  entryOf,
  numberLimit,
  numberTokens,
  rankTokens,
} from './vocabulary-builder.js'
import type { VocabularyBuilder } from './vocabulary-builder.js'

/** An article ready for the index: its texts, one string a field, and its record without what the builder adds. */
export interface IndexableArticle {
  /** In the order of `fieldNames`; captions, and tags with categories, one a line; metadata as JSON or ''. */
  readonly texts: readonly string[]
  readonly author: string
  readonly tags: readonly string[]
  readonly record: Omit<ArticleRecord, 'file'>
  /** Path of the source file. */
  readonly path: string
  /** Bytes it took in that file. */
  readonly sourceBytes: number
}

/** A batch in the making. Fill it with {@link addArticle}, then {@link writeSegment}. */
export interface SegmentBuilder {
  readonly analyzer: Analyzer
  readonly analysis: Analysis
  readonly fields: readonly FieldAccumulators[]
  readonly vocabulary: VocabularyBuilder
  /** Source files by path. */
  readonly files: Map<string, number>
  readonly facts: ArticleFacts[]
  /** Token numbers of all articles, field after field; where each stored field of each article ends. */
  tokens: Int32Array
  tokenCount: number
  readonly fieldEnds: number[]
  readonly bodyLengths: number[]
  sourceBytes: number
}

interface FieldAccumulators {
  readonly pairs: PairAccumulator
  readonly terms: TermAccumulator
  /** Term slot + 1 by token number; 0 for not yet known. */
  slotOfToken: Int32Array
}

/** Words shorter than this have no posting list of their own: their pairs' lists stand for them. */
const shortestWord = 3

export function createSegmentBuilder(analyzer: Analyzer): SegmentBuilder {
  return {
    analyzer,
    analysis: createAnalysis(),
    fields: Array.from({ length: indexedFields }, () => ({
      pairs: createPairAccumulator(),
      terms: createTermAccumulator(),
      slotOfToken: new Int32Array(1024),
    })),
    vocabulary: createVocabularyBuilder(analyzer.tokenizer),
    files: new Map(),
    facts: [],
    tokens: new Int32Array(1 << 16),
    tokenCount: 0,
    fieldEnds: [],
    bodyLengths: [],
    sourceBytes: 0,
  }
}

/**
 * Makes a builder ready for the next batch. It keeps the memory of the last: allocating it anew, most of a hundred
 * megabytes, costs a tenth of the whole build in collecting garbage.
 */
export function clearBuilder(builder: SegmentBuilder): void {
  for (const field of builder.fields) {
    clearPairs(field.pairs)
    clearTerms(field.terms)
    field.slotOfToken.fill(0)
  }
  clearVocabulary(builder.vocabulary)
  builder.files.clear()
  for (const list of [builder.facts, builder.fieldEnds, builder.bodyLengths]) list.length = 0
  builder.tokenCount = builder.sourceBytes = 0
}

export function addArticle(builder: SegmentBuilder, article: IndexableArticle): void {
  const { texts, author, tags, record, path } = article
  const file = builder.files.get(path) ?? builder.files.size
  builder.files.set(path, file)
  for (let field = 0; field < fieldNames.length; field++) {
    addText(builder, texts[field] ?? '', field)
    builder.fieldEnds.push(builder.tokenCount)
  }
  builder.facts.push({ author, tags, record: { ...record, file } })
  builder.sourceBytes += article.sourceBytes
}

function addText(builder: SegmentBuilder, text: string, fieldId: number): void {
  const { analysis } = builder
  const field = builder.fields[fieldId]
  if (text !== '') {
    builder.analyzer.analyze(text, analysis)
    keepTokens(builder, text)
    if (field !== undefined) {
      addTerms(builder, field)
      beginArticle(field.pairs, analysis.unitCount)
      addRuns(field.pairs, analysis)
    }
  }
  if (fieldId === Field.body) builder.bodyLengths.push(text === '' ? 0 : analysis.unitCount)
  if (field === undefined) return
  endArticle(field.pairs)
  endTermArticle(field.terms)
}

function keepTokens(builder: SegmentBuilder, text: string): void {
  const { analysis, tokenCount } = builder
  const needed = tokenCount + analysis.tokenCount
  if (needed > builder.tokens.length)
    builder.tokens = grown(builder.tokens, new Int32Array(Math.max(builder.tokens.length * 2, needed)))
  numberTokens(builder.vocabulary, text, analysis, builder.tokens, tokenCount)
  builder.tokenCount = needed
}

/** Terms of the text whose tokens were kept last: long words, letters and digits, symbols, compounds. */
function addTerms({ analysis, tokens, tokenCount, vocabulary }: SegmentBuilder, field: FieldAccumulators): void {
  const { tokenKind, tokenEnd, units, tokenCount: count } = analysis
  const limit = numberLimit(vocabulary)
  if (limit > field.slotOfToken.length)
    field.slotOfToken = grown(field.slotOfToken, new Int32Array(limit + (limit >>> 1)))
  const { slotOfToken, terms } = field
  const first = tokenCount - count
  let start = 0
  for (let i = 0; i < count; i++) {
    const end = tokenEnd[i]!
    const kind = tokenKind[i]!
    if (
      kind === TokenKind.alnum ||
      kind === TokenKind.symbol ||
      (kind === TokenKind.han && end - start >= shortestWord)
    ) {
      const number = tokens[first + i]!
      countTerm(terms, (slotOfToken[number] ||= termSlot(terms, units, start, end) + 1) - 1)
    }
    start = end
  }
  for (let c = 0; c < analysis.compoundCount; c++) {
    const token = analysis.compoundStart[c]!
    const from = token === 0 ? 0 : tokenEnd[token - 1]!
    countTerm(terms, termSlot(terms, units, from, tokenEnd[analysis.compoundEnd[c]! - 1]!))
  }
}

/** Pairs are taken over every stretch of Han, kana and hangul, whatever the words in it. */
function addRuns(pairs: PairAccumulator, { tokenKind, tokenEnd, tokenCount, units }: Analysis): void {
  let start = 0
  let at = 0
  for (let i = 0; i < tokenCount; i++) {
    if (tokenKind[i]! <= TokenKind.syllabic) {
      at = tokenEnd[i]!
      continue
    }
    if (at > start) addRun(pairs, units, start, at)
    start = at = tokenEnd[i]!
  }
  if (at > start) addRun(pairs, units, start, at)
}

/** Writes the segment. Then {@link clearBuilder} it. */
export function writeSegment(
  builder: SegmentBuilder,
  fs: FileSystem,
  path: string,
): { table: SegmentTable; bytes: number } {
  const writer = createSegmentWriter(fs, path, Uint32Array.from(builder.bodyLengths))
  try {
    for (const { pairs, terms } of builder.fields) {
      writer.field(
        (out) => drainPairs(pairs, out),
        (out) => drainTerms(terms, out),
      )
    }
    const { newNumber, order } = rankTokens(builder.vocabulary)
    writer.vocabulary(order.length, (rank) => entryOf(builder.vocabulary, order[rank]!))
    const { tokens, fieldEnds } = builder
    for (const [article, facts] of builder.facts.entries()) {
      const at = article * fieldNames.length
      const ends = fieldEnds.slice(at, at + fieldNames.length)
      writer.article(facts, (out) => putArticleText(out, tokens, fieldEnds[at - 1] ?? 0, ends, newNumber))
    }
    return writer.finish([...builder.files.keys()], builder.sourceBytes)
  } catch (error) {
    writer.abort()
    throw error
  }
}
