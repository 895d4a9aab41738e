/**
 * Writes a segment file, section after section. The builder (from articles) and merging (from segments) both pass lists
 * in dictionary order and texts in article order. Memory holds dictionaries and records, never postings or texts.
 */
import type { FileSystem } from '../store/file-system.js'
import { createPagedFile } from '../store/paged/writer.js'
import { createByteWriter, written } from '../store/byte-writer.js'
import type { ByteWriter } from '../store/byte-writer.js'
import { storedFacets } from '../../text/facets/index.js'
import type { FacetValues } from './facet-fields.js'
import { createFacetBuilder } from './facets.js'
import { fieldNames } from './fields.js'
import { encodeTable, formatVersion } from './format.js'
import type { SegmentTable } from './format.js'
import { createPairWriter, finishPairs } from './pairs/writer.js'
import type { PairWriter } from './pairs/writer.js'
import { readAhead } from './postings/codec.js'
import { createPostingsSink } from './postings/sink.js'
import { createTermWriter, finishTerms } from './terms/writer.js'
import type { TermWriter } from './terms/writer.js'
import { encodeVocabulary } from './vocabulary/codec.js'
import type { TokenUnits } from './vocabulary/codec.js'

/** The values of one article that are stored in columns. */
export interface ArticleFacts {
  /** As returned by `dayNumber`. */
  readonly day: number
  readonly facets: FacetValues
}

export interface SegmentWriter {
  /** First step: the bigrams, then the terms, of each field in order. Each callback adds them in ascending order. */
  field(fillPairs: (pairs: PairWriter) => void, fillTerms: (terms: TermWriter) => void): void
  /** Second step: the tokens, most frequent first. */
  vocabulary(count: number, tokenOf: (number: number) => TokenUnits): void
  /** Third step: each article in order. `putRecord` appends its record, `putText` its texts. */
  article(facts: ArticleFacts, putRecord: (out: ByteWriter) => void, putText: (out: ByteWriter) => void): void
  /** Last step; returns the table and the file's size. */
  finish(files: readonly string[], sourceBytes: number): { table: SegmentTable; bytes: number }
  abort(): void
}

/** Bytes that are buffered before they are written: few enough for the CPU caches. */
const textsAtOnce = 1 << 17

/**
 * @param lengths body length of each article, in units
 * @param recordRoom approximate size of all records, in bytes
 */
export function createSegmentWriter(
  fs: FileSystem,
  path: string,
  lengths: Uint32Array,
  recordRoom = lengths.length * 40,
): SegmentWriter {
  const file = createPagedFile(fs, path, formatVersion)
  const sections: Record<string, [number, number]> = {}
  const section = (name: string, bytes: Uint8Array, boundary = 1): void => {
    file.align(boundary)
    sections[name] = [file.position(), bytes.length]
    file.write(bytes)
  }
  const articles = lengths.length
  const sink = createPostingsSink((bytes) => file.write(bytes))
  const dictionaries: [string, Uint8Array][] = []
  const termCounts: number[] = []
  let pairCount = 0
  const texts = createByteWriter(2 * textsAtOnce)
  const records = createByteWriter(recordRoom)
  const textStart = new Uint32Array(articles + 1)
  const recordStart = new Uint32Array(articles + 1)
  const days = new Int32Array(articles)
  const facets = storedFacets.map(({ name }) => ({ name, column: createFacetBuilder() }))
  let vocabularyCount = 0
  let textsAt = 0
  let article = 0
  const flushTexts = (): void => {
    file.write(written(texts))
    texts.length = 0
  }
  return {
    field: (fillPairs, fillTerms) => {
      const name = fieldNames[termCounts.length]!
      const pairs = createPairWriter(sink, lengths)
      fillPairs(pairs)
      const terms = createTermWriter(sink, lengths)
      fillTerms(terms)
      const pairBytes = finishPairs(pairs)
      const termBytes = finishTerms(terms)
      pairCount += pairBytes.pairs
      termCounts.push(termBytes.terms)
      dictionaries.push([`${name}.pairs.index`, pairBytes.index], [`${name}.pairs`, pairBytes.groups])
      dictionaries.push([`${name}.terms.index`, termBytes.index], [`${name}.terms`, termBytes.blocks])
    },
    vocabulary: (count, tokenOf) => {
      sink.flush()
      sections['postings'] = [0, sink.position()]
      file.write(new Uint8Array(readAhead))
      for (const [name, bytes] of dictionaries) section(name, bytes)
      dictionaries.length = 0
      const encoded = encodeVocabulary(count, tokenOf)
      vocabularyCount = count
      section('vocabulary', encoded.entries, 8)
      section('vocabulary.long', encoded.long, 8)
      section('vocabulary.changed', encoded.changed, 8)
      section('vocabulary.originals', encoded.originals, 8)
      textsAt = file.position()
    },
    article: ({ day, facets: values }, putRecord, putText) => {
      putText(texts)
      if (texts.length > textsAtOnce) flushTexts()
      putRecord(records)
      days[article] = day
      for (const [facet, { column }] of facets.entries()) column.add(values[facet]!)
      article++
      textStart[article] = file.position() + texts.length - textsAt
      recordStart[article] = records.length
    },
    finish: (files, sourceBytes) => {
      flushTexts()
      sections['texts'] = [textsAt, file.position() - textsAt]
      section('texts.start', bytesOf(textStart), 8)
      section('records', written(records))
      section('records.start', bytesOf(recordStart), 8)
      section('lengths', bytesOf(lengths), 8)
      section('days', bytesOf(days), 8)
      for (const { name, column } of facets) section(`facets.${name}`, column.finish())
      section('files', new TextEncoder().encode(JSON.stringify(files)))
      const table: SegmentTable = {
        articles,
        vocabulary: vocabularyCount,
        pairs: pairCount,
        terms: termCounts.reduce((sum, count) => sum + count, 0),
        postings: sink.count,
        bodyUnits: lengths.reduce((sum, length) => sum + length, 0),
        sourceBytes,
        termCounts,
        sections,
      }
      file.write(encodeTable(table))
      return { table, bytes: file.finish() }
    },
    abort: () => file.abort(),
  }
}

/** Typed arrays are stored as they lie in memory; the format is little-endian. */
function bytesOf(array: Uint32Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
