/**
 * Writes a segment file, section after section. The builder (from articles) and merging (from segments) both pass lists
 * in dictionary order and texts in article order. Memory holds dictionaries and records, never postings or texts.
 */
import type { FileSystem } from '../store/file-system.js'
import { PagedFileWriter } from '../store/paged/writer.js'
import { createByteWriter, written, type ByteWriter } from '../store/byte-writer.js'
import { storedFacets } from '../../text/facets/index.js'
import { encodeTable, formatVersion, type FacetValues, type SegmentTable } from './format.js'
import { FacetBuilder } from './facets.js'
import { fieldNames } from './fields.js'
import { finishPairs, PairWriter } from './pairs/writer.js'
import { readAhead } from './postings/codec.js'
import { PostingsSink } from './postings/entry.js'
import { finishTerms, TermWriter } from './terms/writer.js'
import { encodeVocabulary, type TokenUnits } from './vocabulary/codec.js'

export interface ArticleFacts {
  /** As returned by `dayNumber`. */
  readonly day: number
  readonly facets: FacetValues
}

/** Bytes that are buffered before they are written: few enough for the CPU caches. */
const textsAtOnce = 1 << 17

/** The steps come in this order: each field, the vocabulary, each article, the end. */
export class SegmentWriter {
  readonly #file: PagedFileWriter
  readonly #lengths: Uint32Array
  readonly #sink: PostingsSink
  readonly #sections: Record<string, [number, number]> = {}
  readonly #dictionaries: [string, Uint8Array][] = []
  readonly #termCounts: number[] = []
  readonly #texts = createByteWriter(2 * textsAtOnce)
  readonly #records: ByteWriter
  readonly #textStart: Uint32Array
  readonly #recordStart: Uint32Array
  readonly #days: Int32Array
  readonly #facets = storedFacets.map(({ name }) => ({ name, column: new FacetBuilder() }))
  #pairCount = 0
  #vocabularyCount = 0
  #textsAt = 0
  #article = 0

  /**
   * @param lengths body length of each article, in units
   * @param recordRoom approximate size of all records, in bytes
   */
  constructor(fs: FileSystem, path: string, lengths: Uint32Array, recordRoom = lengths.length * 40) {
    this.#file = new PagedFileWriter(fs, path, formatVersion)
    this.#lengths = lengths
    this.#sink = new PostingsSink((bytes) => this.#file.write(bytes))
    this.#records = createByteWriter(recordRoom)
    this.#textStart = new Uint32Array(lengths.length + 1)
    this.#recordStart = new Uint32Array(lengths.length + 1)
    this.#days = new Int32Array(lengths.length)
  }

  /** The bigrams, then the terms, of the next field. Each callback adds them in ascending order. */
  field(fillPairs: (pairs: PairWriter) => void, fillTerms: (terms: TermWriter) => void): void {
    const name = fieldNames[this.#termCounts.length]!
    const pairs = new PairWriter(this.#sink, this.#lengths)
    fillPairs(pairs)
    const terms = new TermWriter(this.#sink, this.#lengths)
    fillTerms(terms)
    const pairBytes = finishPairs(pairs)
    const termBytes = finishTerms(terms)
    this.#pairCount += pairBytes.pairs
    this.#termCounts.push(termBytes.terms)
    this.#dictionaries.push([`${name}.pairs.index`, pairBytes.index], [`${name}.pairs`, pairBytes.groups])
    this.#dictionaries.push([`${name}.terms.index`, termBytes.index], [`${name}.terms`, termBytes.blocks])
  }

  /** The tokens, most frequent first. */
  vocabulary(count: number, tokenOf: (number: number) => TokenUnits): void {
    this.#sink.flush()
    this.#sections['postings'] = [0, this.#sink.position()]
    this.#file.write(new Uint8Array(readAhead))
    for (const [name, bytes] of this.#dictionaries) this.#section(name, bytes)
    this.#dictionaries.length = 0
    const encoded = encodeVocabulary(count, tokenOf)
    this.#vocabularyCount = count
    this.#section('vocabulary', encoded.entries, 8)
    this.#section('vocabulary.long', encoded.long, 8)
    this.#section('vocabulary.changed', encoded.changed, 8)
    this.#section('vocabulary.originals', encoded.originals, 8)
    this.#textsAt = this.#file.position()
  }

  /** The next article: `putRecord` appends its record, `putText` its texts. */
  article(
    { day, facets }: ArticleFacts,
    putRecord: (out: ByteWriter) => void,
    putText: (out: ByteWriter) => void,
  ): void {
    putText(this.#texts)
    if (this.#texts.length > textsAtOnce) this.#flushTexts()
    putRecord(this.#records)
    this.#days[this.#article] = day
    for (const [facet, { column }] of this.#facets.entries()) column.add(facets[facet]!)
    this.#article++
    this.#textStart[this.#article] = this.#file.position() + this.#texts.length - this.#textsAt
    this.#recordStart[this.#article] = this.#records.length
  }

  /** @returns the table, and the file's size */
  finish(files: readonly string[], sourceBytes: number): { table: SegmentTable; bytes: number } {
    this.#flushTexts()
    this.#sections['texts'] = [this.#textsAt, this.#file.position() - this.#textsAt]
    this.#section('texts.start', bytesOf(this.#textStart), 8)
    this.#section('records', written(this.#records))
    this.#section('records.start', bytesOf(this.#recordStart), 8)
    this.#section('lengths', bytesOf(this.#lengths), 8)
    this.#section('days', bytesOf(this.#days), 8)
    for (const { name, column } of this.#facets) this.#section(`facets.${name}`, column.finish())
    this.#section('files', new TextEncoder().encode(JSON.stringify(files)))
    const table = this.#table(sourceBytes)
    this.#file.write(encodeTable(table))
    return { table, bytes: this.#file.finish() }
  }

  abort(): void {
    this.#file.abort()
  }

  #section(name: string, bytes: Uint8Array, boundary = 1): void {
    this.#file.align(boundary)
    this.#sections[name] = [this.#file.position(), bytes.length]
    this.#file.write(bytes)
  }

  #flushTexts(): void {
    this.#file.write(written(this.#texts))
    this.#texts.length = 0
  }

  #table(sourceBytes: number): SegmentTable {
    return {
      articles: this.#lengths.length,
      vocabulary: this.#vocabularyCount,
      pairs: this.#pairCount,
      terms: this.#termCounts.reduce((sum, count) => sum + count, 0),
      postings: this.#sink.count,
      bodyUnits: this.#lengths.reduce((sum, length) => sum + length, 0),
      sourceBytes,
      termCounts: this.#termCounts,
      sections: this.#sections,
    }
  }
}

/** Typed arrays are stored as they lie in memory; the format is little-endian. */
function bytesOf(array: Uint32Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
