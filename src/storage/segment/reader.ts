/**
 * A segment open for searching: dictionaries, texts, records and columns, each opened on first use.
 * Opening reads the table (one page), looking up a bigram reads one group, an article's text one slice.
 */
import { inconsistentSection, isStrings, parseJson } from '../store/damage.js'
import { uint32View, type RandomAccess } from '../store/byte-reader.js'
import { isDeleted, moveOf, type Moves } from './moves.js'
import { containsCodes, createDecodedText, decodeText, fieldBounds, surfaceText } from './articles/text-codec.js'
import type { DecodedText } from './articles/text-codec.js'
import { getRecord, getRecordFile, getRecordUrl, type ArticleRecord } from './articles/record.js'
import { RecentTexts, createSegmentCache, readTexts, readUnits } from './articles/recent-texts.js'
import type { ArticleHead, ArticleTexts, CachedRange, SegmentCache, TextUnits } from './articles/recent-texts.js'
import { isDay, readTable, isInnerPath, type SegmentTable } from './format.js'
import type { StoredFacet } from '../../text/facets/index.js'
import { decodeFacets, type FacetColumn } from './facets.js'
import { Field, fieldNames, storedFields, type FieldId } from './fields.js'
import { qualifiedId } from '../../text/qualified-ids.js'
import { readAhead } from './postings/codec.js'
import { openPairs, type PairDictionary } from './pairs/reader.js'
import { openTerms, type TermDictionary } from './terms/reader.js'
import { openVocabulary, type Vocabulary } from './vocabulary/codec.js'

export interface SegmentReader {
  readonly name: string
  readonly table: SegmentTable
  /** Number of articles, deleted ones included; IDs are 0 … articles − 1. */
  readonly articles: number
  /** One bit for each article, low bit first; undefined if nothing is deleted. */
  readonly deleted: Uint8Array | undefined
  isDeleted(article: number): boolean
  pairs(field: FieldId): PairDictionary
  terms(field: FieldId): TermDictionary
  /** Body lengths in units. */
  readonly lengths: Uint32Array
  /** Days since 1970-01-01; `noDate` if unknown. */
  readonly days: Int32Array
  readonly vocabulary: Vocabulary
  /** A copy of the vocabulary, for merging; not cached. */
  copyVocabulary(): Vocabulary
  decode(article: number, field: FieldId, out: DecodedText): void
  /** Whether a field contains the tokens of one of the sequences: see `codesOf`. Absent in exports. */
  readonly containsAny?: (article: number, field: FieldId, sequences: readonly Uint8Array[]) => boolean
  /** Title and body in the form that searches scan, cached: see recent-texts.ts. Valid until the next call. */
  units(article: number): TextUnits
  /** Title and body in the form that passages need. */
  texts(article: number): ArticleTexts
  /** The data that hits show; cached with the texts, if those are cached. */
  head(article: number): ArticleHead
  /** A field in its original spelling. */
  text(article: number, field: FieldId): string
  record(article: number): ArticleRecord
  /** Only the number of the record's source file, in a tenth of the time. */
  fileOf(article: number): number
  urlOf(article: number): string
  /** Path of a source file by its number in a record; checks the number and the path. */
  pathOf(file: number): string
  /** How far articles have moved in their files since they were read; `record` returns their current positions. */
  readonly moves: Moves | undefined
  facets(name: StoredFacet): FacetColumn
  /** Paths of the source files, by number, unchecked: use `pathOf` to open a file. */
  readonly files: readonly string[]
  /** The encoded texts of an article, for merging. */
  encodedText(article: number): Uint8Array
  /** The encoded record, with the article's position when it was read, for merging. */
  encodedRecord(article: number): Uint8Array
  /** Whether articles are in the order in which ties are broken: see search/scoring/ties.ts. Only in exports. */
  readonly isInTieOrder?: true
  /** Whether a field contains the units; undefined if that is not known without its text. Only in exports. */
  readonly occurs?: (article: number, field: FieldId, units: Uint16Array) => boolean | undefined
  /**
   * For a text that isn't loaded: title and body with the units of these bigrams, and 0 for all others. Undefined if
   * the text is loaded. Only in exports.
   */
  readonly sketch?: (article: number, pairs: Iterable<string>) => TextUnits | undefined
  /** Announces that an article will be read. Only in exports. */
  readonly prefetch?: (article: number) => void
  /** @throws XunzhangError INDEX_DAMAGED: a section contradicts another */
  refuse(section: string, article?: number): never
  close(): void
}

const none: ReadonlySet<string> = new Set()
const forever = (): void => {}

/** Shared by all segments; overwritten by the next call. */
const scratch = createDecodedText()
const otherScratch = createDecodedText()

export interface SegmentState {
  readonly deleted?: Uint8Array | undefined
  readonly moves?: Moves | undefined
  /** Shared by the segments of an open index. */
  readonly recentTexts?: RecentTexts
  /** Files whose articles are called `FILE#ID`. */
  readonly qualifiedFiles?: ReadonlySet<string>
  /** Called before each read; what it throws ends the answer. */
  readonly checkTime?: (() => void) | undefined
}

/**
 * Opens a segment. Whatever its file contains, reading it returns valid content or throws. Parts are checked when they
 * are first read, so that opening stays cheap.
 * @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION, here and in every call
 */
export const openSegment = (file: RandomAccess, state: SegmentState = {}): SegmentReader => new DiskSegment(file, state)

class DiskSegment implements SegmentReader {
  readonly name: string
  readonly table: SegmentTable
  readonly articles: number
  readonly deleted: Uint8Array | undefined
  readonly moves: Moves | undefined
  readonly #file: RandomAccess
  readonly #recentTexts: RecentTexts
  readonly #qualifiedFiles: ReadonlySet<string>
  readonly #checkTime: () => void
  readonly #read: { readonly postings: ReadBytes; readonly texts: ReadBytes; readonly records: ReadBytes }
  readonly #pairs: (PairDictionary | undefined)[] = []
  readonly #terms: (TermDictionary | undefined)[] = []
  readonly #facets = new Map<StoredFacet, FacetColumn>()
  readonly #bounds = new Int32Array(storedFields + 1)
  readonly #found: TextUnits = { units: new Uint16Array(0), title: 0, titleEnd: 0, body: 0, bodyEnd: 0 }
  #lengths: Uint32Array | undefined
  #days: Int32Array | undefined
  #textStart: Uint32Array | undefined
  #recordStart: Uint32Array | undefined
  #vocabulary: Vocabulary | undefined
  #files: readonly string[] | undefined
  #cache: SegmentCache | undefined
  // Fields of one article are mostly read one after the other.
  #current = -1
  #bytes: Uint8Array = new Uint8Array(0)

  constructor(file: RandomAccess, state: SegmentState) {
    this.name = file.name
    this.table = readTable(file)
    this.articles = this.table.articles
    this.deleted = state.deleted
    this.moves = state.moves
    this.#file = file
    this.#recentTexts = state.recentTexts ?? new RecentTexts()
    this.#qualifiedFiles = state.qualifiedFiles ?? none
    this.#checkTime = state.checkTime ?? forever
    // There are bytes after the section of posting lists, because the table follows all sections.
    this.#read = {
      postings: this.#within('postings', readAhead),
      texts: this.#within('texts'),
      records: this.#within('records'),
    }
  }

  isDeleted(article: number): boolean {
    return this.deleted !== undefined && isDeleted(this.deleted, article)
  }

  pairs(field: FieldId): PairDictionary {
    return (this.#pairs[field] ??= this.#openPairs(`${fieldNames[field]}.pairs`))
  }

  terms(field: FieldId): TermDictionary {
    return (this.#terms[field] ??= this.#openTerms(field, `${fieldNames[field]}.terms`))
  }

  get lengths(): Uint32Array {
    return (this.#lengths ??= this.#uint32('lengths'))
  }

  get days(): Int32Array {
    return (this.#days ??= this.#readDays())
  }

  get vocabulary(): Vocabulary {
    return (this.#vocabulary ??= this.#openVocabulary((name) => this.#section(name)))
  }

  get files(): readonly string[] {
    return (this.#files ??= this.#readFiles())
  }

  copyVocabulary(): Vocabulary {
    return this.#openVocabulary((name) => this.#section(name).slice())
  }

  decode(article: number, field: FieldId, out: DecodedText): void {
    this.#checkTime()
    this.#goTo(article)
    out.unitCount = out.tokenCount = 0
    const bounds = this.#bounds
    if (bounds[field] === bounds[field + 1]) return
    decodeText(this.#bytes, bounds[field]!, bounds[field + 1]!, this.vocabulary, out)
  }

  containsAny(article: number, field: FieldId, sequences: readonly Uint8Array[]): boolean {
    this.#goTo(article)
    const [start, end] = [this.#bounds[field]!, this.#bounds[field + 1]!]
    const codes = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start)
    return sequences.some((sequence) => containsCodes(codes, sequence))
  }

  units(article: number): TextUnits {
    return readUnits(this.#look(article), this.#found)
  }

  texts(article: number): ArticleTexts {
    const cache = this.#cached
    const known = cache.texts[article]
    if (known !== undefined) return known
    const read = readTexts(this.#look(article))
    if (cache.places[article] !== 0) cache.texts[article] = read
    return read
  }

  head(article: number): ArticleHead {
    if (this.#cached.places[article] === 0) return this.#readHead(article)
    const known = this.texts(article)
    return (known.head ??= this.#readHead(article))
  }

  text(article: number, field: FieldId): string {
    this.decode(article, field, scratch)
    return surfaceText(scratch, this.vocabulary)
  }

  record(article: number): ArticleRecord {
    const read = getRecord(this.encodedRecord(article)) ?? this.refuse('records', article)
    const stored = this.#qualifiedFiles.size === 0 ? read : this.#withQualifiedId(read)
    if (this.moves === undefined) return stored
    const { lines, bytes } = moveOf(this.moves, article)
    const moved = { ...stored, line: stored.line + lines, start: stored.start + bytes, end: stored.end + bytes }
    return moved.line < 0 || moved.start < 0 ? this.refuse('records', article) : moved
  }

  fileOf(article: number): number {
    return getRecordFile(this.encodedRecord(article))
  }

  urlOf(article: number): string {
    return getRecordUrl(this.encodedRecord(article))
  }

  pathOf(file: number): string {
    const path = this.files[file] ?? this.refuse('files')
    return isInnerPath(path) ? path : this.refuse('files')
  }

  facets(name: StoredFacet): FacetColumn {
    const section = `facets.${name}`
    const known = this.#facets.get(name) ?? decodeFacets(this.#section(section), this.articles) ?? this.refuse(section)
    this.#facets.set(name, known)
    return known
  }

  encodedText(article: number): Uint8Array {
    const start = (this.#textStart ??= this.#uint32('texts.start'))
    return this.#read.texts(start[article]!, start[article + 1]!)
  }

  encodedRecord(article: number): Uint8Array {
    const start = (this.#recordStart ??= this.#uint32('records.start'))
    return this.#read.records(start[article]!, start[article + 1]!)
  }

  refuse(section: string, article?: number): never {
    throw inconsistentSection(this.name, section, article)
  }

  close(): void {
    this.#file.close()
  }

  get #cached(): SegmentCache {
    return (this.#cache ??= createSegmentCache(this.articles))
  }

  #section(name: string): Uint8Array {
    const [start, length] = this.table.sections[name]!
    return this.#file.read(start, start + length)
  }

  /** @param more bytes after the section that may be read, too */
  #within(name: string, more = 0): ReadBytes {
    const [base, length] = this.table.sections[name]!
    const size = length + more
    return (start, end) => {
      this.#checkTime()
      // Negated, so that it also rejects NaN.
      if (!(start >= 0 && start <= end && end <= size)) this.refuse(name)
      return this.#file.read(base + start, base + end)
    }
  }

  /** A copy, because sections may start at any offset and these columns are small. */
  #uint32(name: string): Uint32Array {
    return uint32View(this.#section(name).slice())
  }

  #openPairs(section: string): PairDictionary {
    return openPairs({
      index: this.#section(`${section}.index`),
      groups: this.#within(section),
      postings: this.#read.postings,
      source: { articles: this.articles, where: this.name, section },
    })
  }

  #openTerms(field: FieldId, section: string): TermDictionary {
    return openTerms({
      // A copy, because it is read repeatedly; it is small.
      index: this.#section(`${section}.index`).slice(),
      count: this.table.termCounts[field]!,
      size: this.table.sections[section]![1],
      blocks: this.#within(section),
      postings: this.#read.postings,
      source: { articles: this.articles, where: this.name, section },
    })
  }

  #openVocabulary(read: (section: string) => Uint8Array): Vocabulary {
    const parts = {
      entries: read('vocabulary'),
      long: read('vocabulary.long'),
      changed: read('vocabulary.changed'),
      originals: read('vocabulary.originals'),
    }
    return openVocabulary(this.table.vocabulary, parts, this.name)
  }

  #readDays(): Int32Array {
    const days = new Int32Array(this.#uint32('days').buffer)
    return days.every(isDay) ? days : this.refuse('days')
  }

  #readFiles(): readonly string[] {
    const paths = parseJson(this.#section('files'))
    return isStrings(paths) ? paths : this.refuse('files')
  }

  #goTo(article: number): void {
    if (article === this.#current) return
    this.#current = -1
    this.#bytes = this.encodedText(article)
    if (!fieldBounds(this.#bytes, this.#bounds)) this.refuse('texts', article)
    this.#current = article
  }

  #look(article: number): CachedRange {
    const known = this.#recentTexts.find(this.#cached, article)
    if (known !== undefined) return known
    this.decode(article, Field.title, scratch)
    this.decode(article, Field.body, otherScratch)
    return this.#recentTexts.add(this.#cached, article, scratch, otherScratch, this.vocabulary)
  }

  #withQualifiedId(read: ArticleRecord): ArticleRecord {
    const path = this.files[read.file] ?? this.refuse('files')
    return this.#qualifiedFiles.has(path) ? { ...read, id: qualifiedId(read.id, path) } : read
  }

  #readHead(article: number): ArticleHead {
    const record = this.record(article)
    const labels = this.text(article, Field.tags)
    const tags = labels === '' ? [] : labels.split('\n').slice(0, record.tagCount)
    return { record, title: this.text(article, Field.title), author: this.text(article, Field.author), tags }
  }
}

type ReadBytes = (start: number, end: number) => Uint8Array
