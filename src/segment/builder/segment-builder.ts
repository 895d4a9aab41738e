/**
 * From analysed articles to a segment: collects postings, tokens and records of one batch in memory and writes them
 * in one go. A batch of 8 MB of text takes about 100 MB.
 */
import type { FileSystem } from '../../store/file-system.js'
import type { Analysis } from '../../text/analysis.js'
import { createAnalysis, TokenKind } from '../../text/analysis.js'
import type { Analyzer } from '../../text/analysis.js'
import { putArticleText } from '../articles/text-codec.js'
import type { ArticleRecord } from '../articles/record.js'
import { Field, fieldNames, indexedFields } from '../fields.js'
import type { SegmentTable } from '../format.js'
import { createSegmentWriter } from '../writer.js'
import { grown } from './growing.js'
import { createPairAccumulator } from './pair-accumulator.js'
import type { PairAccumulator } from './pair-accumulator.js'
import { createTermAccumulator } from './term-accumulator.js'
import type { TermAccumulator } from './term-accumulator.js'
import { createVocabularyBuilder } from './vocabulary-builder.js'

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

export interface SegmentBuilder {
  readonly articles: number
  add(article: IndexableArticle): void
  /** Writes the segment; the builder is spent. */
  write(fs: FileSystem, path: string): { table: SegmentTable; bytes: number }
}

/** Words shorter than this have no posting list of their own: their pairs' lists stand for them. */
const shortestWord = 3

interface FieldAccumulators {
  readonly pairs: PairAccumulator
  readonly terms: TermAccumulator
  /** Term slot + 1 by token number; 0 for not yet known. */
  slotOfToken: Int32Array
}

interface Facts {
  readonly author: string
  readonly tags: readonly string[]
  readonly record: ArticleRecord
}

export function createSegmentBuilder(analyzer: Analyzer): SegmentBuilder {
  const fields = Array.from({ length: indexedFields }, (): FieldAccumulators => ({
    pairs: createPairAccumulator(),
    terms: createTermAccumulator(),
    slotOfToken: new Int32Array(1024),
  }))
  const vocabulary = createVocabularyBuilder(analyzer.tokenizer)
  const analysis = createAnalysis()
  const files = new Map<string, number>()
  const facts: Facts[] = []
  let tokens = new Int32Array(1 << 16)
  let tokenCount = 0
  /** Exclusive end in `tokens` of each stored field of each article. */
  const fieldEnds: number[] = []
  const bodyLengths: number[] = []
  let sourceBytes = 0

  const keepTokens = (text: string, field: FieldAccumulators | undefined): void => {
    const { tokenCount: count, tokenKind, tokenEnd } = analysis
    if (tokenCount + count > tokens.length) {
      tokens = grown(tokens, new Int32Array(Math.max(tokens.length * 2, tokenCount + count)))
    }
    vocabulary.number(text, analysis, tokens, tokenCount)
    if (field !== undefined) {
      let start = 0
      for (let i = 0; i < count; i++) {
        const end = tokenEnd[i]!
        if (isTerm(tokenKind[i]!, end - start)) addTerm(field, tokens[tokenCount + i]!, start, end)
        start = end
      }
    }
    tokenCount += count
  }

  const addTerm = (field: FieldAccumulators, number: number, start: number, end: number): void => {
    if (number >= field.slotOfToken.length) {
      field.slotOfToken = grown(field.slotOfToken, new Int32Array(Math.max(vocabulary.limit, field.slotOfToken.length * 2)))
    }
    field.terms.add((field.slotOfToken[number] ||= field.terms.slot(analysis.units, start, end) + 1) - 1)
  }

  const addText = (text: string, fieldId: number): void => {
    const field = fields[fieldId]
    if (text === '') {
      field?.pairs.endArticle()
      field?.terms.endArticle()
      if (fieldId === Field.body) bodyLengths.push(0)
      return
    }
    analyzer.analyze(text, analysis)
    keepTokens(text, field)
    if (fieldId === Field.body) bodyLengths.push(analysis.unitCount)
    if (field === undefined) return
    field.pairs.beginArticle(analysis.unitCount)
    addRuns(field.pairs, analysis)
    addCompounds(field.terms, analysis)
    field.pairs.endArticle()
    field.terms.endArticle()
  }

  return {
    get articles() {
      return facts.length
    },
    add: ({ texts, author, tags, record, path, sourceBytes: bytes }) => {
      const file = files.get(path) ?? files.size
      files.set(path, file)
      for (let field = 0; field < fieldNames.length; field++) {
        addText(texts[field] ?? '', field)
        fieldEnds.push(tokenCount)
      }
      facts.push({ author, tags, record: { ...record, file } })
      sourceBytes += bytes
    },
    write: (fs, path) => {
      const writer = createSegmentWriter(fs, path, Uint32Array.from(bodyLengths))
      try {
        for (const { pairs, terms } of fields) {
          writer.field(
            (out) => pairs.drain(out.add),
            (out) => terms.drain(out.add),
          )
        }
        const { newNumber, entries } = vocabulary.ranks()
        writer.vocabulary(entries)
        for (const [article, fact] of facts.entries()) {
          const at = article * fieldNames.length
          const ends = fieldEnds.slice(at, at + fieldNames.length)
          writer.article(fact, (out) => putArticleText(out, tokens, fieldEnds[at - 1] ?? 0, ends, newNumber))
        }
        return writer.finish([...files.keys()], sourceBytes)
      } catch (error) {
        writer.abort()
        throw error
      }
    },
  }
}

function isTerm(kind: number, length: number): boolean {
  return kind === TokenKind.alnum || kind === TokenKind.symbol || (kind === TokenKind.han && length >= shortestWord)
}

/** Pairs are taken over every stretch of Han, kana and hangul, whatever the words in it. */
function addRuns(pairs: PairAccumulator, analysis: Analysis): void {
  const { tokenKind, tokenEnd, tokenCount, units } = analysis
  let start = 0
  let at = 0
  for (let i = 0; i <= tokenCount; i++) {
    if (i < tokenCount && tokenKind[i]! <= TokenKind.syllabic) {
      at = tokenEnd[i]!
      continue
    }
    if (at > start) pairs.addRun(units, start, at)
    if (i < tokenCount) start = at = tokenEnd[i]!
  }
}

function addCompounds(terms: TermAccumulator, analysis: Analysis): void {
  for (let c = 0; c < analysis.compoundCount; c++) {
    const first = analysis.compoundStart[c]!
    const start = first === 0 ? 0 : analysis.tokenEnd[first - 1]!
    const end = analysis.tokenEnd[analysis.compoundEnd[c]! - 1]!
    terms.add(terms.slot(analysis.units, start, end))
  }
}
