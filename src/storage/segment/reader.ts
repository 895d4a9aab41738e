/**
 * A segment open for searching: dictionaries, texts, records and columns, each opened on first use.
 * Opening reads the table (one page), looking up a bigram reads one group, an article's text one slice.
 */
import { inconsistentSection } from '../store/damage.js'
import { isStrings, parseJson } from '../store/json.js'
import type { RandomAccess } from '../store/storage.js'
import { uint32View } from '../store/views.js'
import { isDeleted } from './deletions.js'
import { decodeText, fieldBounds, surfaceText } from './articles/text-codec.js'
import type { DecodedText } from './articles/text-codec.js'
import { createDecodedText } from './articles/text-codec.js'
import { getRecord, getRecordFile, getRecordUrl } from './articles/record.js'
import type { ArticleRecord } from './articles/record.js'
import type { ArticleHead, ArticleTexts, CachedRange, TextUnits } from './articles/recent-texts.js'
import { createRecentTexts, createSegmentCache, readTexts, readUnits } from './articles/recent-texts.js'
import { isDay } from './columns.js'
import type { StoredFacet } from '../../text/facets/index.js'
import { decodeFacets } from './facets.js'
import type { FacetColumn } from './facets.js'
import type { FieldId } from './fields.js'
import { Field, fieldNames, storedFields } from './fields.js'
import { readTable } from './format.js'
import type { SegmentTable } from './format.js'
import { moveOf } from './moves.js'
import type { Moves } from './moves.js'
import { idToldApart } from '../../text/told-apart.js'
import { readAhead } from './postings/codec.js'
import { isInnerPath } from './inner-path.js'
import { openPairs } from './pairs/reader.js'
import type { PairDictionary } from './pairs/reader.js'
import { openTerms } from './terms/reader.js'
import type { TermDictionary } from './terms/reader.js'
import { openVocabulary } from './vocabulary/codec.js'
import type { EncodedVocabulary, Vocabulary } from './vocabulary/codec.js'
import { createVocabularyCursor } from './vocabulary/cursor.js'
import type { VocabularyCursor } from './vocabulary/cursor.js'

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
  /** The tokens of the vocabulary, for merging: a cursor before the first. */
  vocabularyCursor(): VocabularyCursor
  /** Decodes one field of an article into `out`. */
  decode(article: number, field: FieldId, out: DecodedText): void
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
  /** Only the record's web address. */
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
  readonly expect?: (article: number) => void
  /** @throws XunzhangError INDEX_DAMAGED: a section contradicts another */
  refuse(section: string, article?: number): never
  close(): void
}

const none: ReadonlySet<string> = new Set()
const forever = (): void => {}

/** Shared by all segments; overwritten by the next call. */
const scratch = createDecodedText()
const otherScratch = createDecodedText()

/**
 * Opens a segment. Whatever its file contains, reading it returns valid content or throws. Parts are checked when they
 * are first read, so that opening stays cheap.
 * @param recentTexts shared by the segments of an open index
 * @param toldApart files whose articles are called `FILE#ID`
 * @param checkTime called before each read; what it throws ends the answer
 * @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION, here and in every call
 */
export function openSegment(
  file: RandomAccess,
  deleted?: Uint8Array,
  moves?: Moves,
  recentTexts = createRecentTexts(),
  toldApart: ReadonlySet<string> = none,
  checkTime = forever,
): SegmentReader {
  const table = readTable(file)
  const place = (name: string): readonly [number, number] => table.sections[name]!
  const broken = (name: string, article?: number): never => {
    throw inconsistentSection(file.name, name, article)
  }
  const section = (name: string): Uint8Array => {
    const [start, length] = place(name)
    return file.read(start, start + length)
  }
  /** @param more bytes after the section that may be read, too */
  const within = (name: string, more = 0): ((start: number, end: number) => Uint8Array) => {
    const [base, length] = place(name)
    const size = length + more
    return (start, end) => {
      checkTime()
      // Negated, so that it also rejects NaN.
      if (!(start >= 0 && start <= end && end <= size)) broken(name)
      return file.read(base + start, base + end)
    }
  }
  // There are bytes after this section, because the table follows all sections.
  const postings = within('postings', readAhead)
  const encodedTexts = within('texts')
  const records = within('records')
  const pairs = perField((field) => {
    const name = fieldNames[field]
    return openPairs({
      index: section(`${name}.pairs.index`),
      groups: within(`${name}.pairs`),
      postings,
      source: { articles: table.articles, where: file.name, section: `${name}.pairs` },
    })
  })
  const terms = perField((field) => {
    const name = fieldNames[field]
    return openTerms({
      // A copy, because it is read repeatedly; it is small.
      index: section(`${name}.terms.index`).slice(),
      count: table.termCounts[field]!,
      size: place(`${name}.terms`)[1],
      blocks: within(`${name}.terms`),
      postings,
      source: { articles: table.articles, where: file.name, section: `${name}.terms` },
    })
  })
  const lengths = lazy(() => uint32(section('lengths')))
  const days = lazy(() => {
    const days = new Int32Array(uint32(section('days')).buffer)
    return days.every(isDay) ? days : broken('days')
  })
  const textStart = lazy(() => uint32(section('texts.start')))
  const recordStart = lazy(() => uint32(section('records.start')))
  const stored = <T>(read: (name: string) => T): { [part in keyof EncodedVocabulary]: T } => ({
    entries: read('vocabulary'),
    long: read('vocabulary.long'),
    changed: read('vocabulary.changed'),
    originals: read('vocabulary.originals'),
  })
  const vocabulary = lazy(() => openVocabulary(table.vocabulary, stored(section), file.name))
  const vocabularyCursor = (): VocabularyCursor => createVocabularyCursor(stored(within), table.vocabulary, file.name)
  const files = lazy((): readonly string[] => {
    const paths = parseJson(section('files'))
    return isStrings(paths) ? paths : broken('files')
  })
  const facets = new Map<StoredFacet, FacetColumn>()
  const facetColumn = (name: StoredFacet): FacetColumn => {
    const where = `facets.${name}`
    const known = facets.get(name) ?? decodeFacets(section(where), table.articles) ?? broken(where)
    facets.set(name, known)
    return known
  }
  const bounds = new Int32Array(storedFields + 1)
  // Fields of one article are mostly read one after the other.
  let current = -1
  let bytes: Uint8Array = new Uint8Array(0)
  const goTo = (article: number): void => {
    if (article === current) return
    current = -1
    bytes = encodedText(article)
    if (!fieldBounds(bytes, bounds)) broken('texts', article)
    current = article
  }
  const encodedText = (article: number): Uint8Array => encodedTexts(textStart()[article]!, textStart()[article + 1]!)
  const decode: SegmentReader['decode'] = (article, field, out) => {
    checkTime()
    goTo(article)
    out.unitCount = out.tokenCount = 0
    if (bounds[field] === bounds[field + 1]) return
    decodeText(bytes, bounds[field]!, bounds[field + 1]!, vocabulary(), out)
  }
  const cache = lazy(() => createSegmentCache(table.articles))
  const look = (article: number): CachedRange => {
    const known = recentTexts.find(cache(), article)
    if (known !== undefined) return known
    decode(article, Field.title, scratch)
    decode(article, Field.body, otherScratch)
    return recentTexts.add(cache(), article, scratch, otherScratch, vocabulary())
  }
  const found: TextUnits = { units: new Uint16Array(0), title: 0, titleEnd: 0, body: 0, bodyEnd: 0 }
  const texts = (article: number): ArticleTexts => {
    const known = cache().texts[article]
    if (known !== undefined) return known
    const read = readTexts(look(article))
    if (cache().places[article] !== 0) cache().texts[article] = read
    return read
  }
  const encodedRecord = (article: number): Uint8Array => records(recordStart()[article]!, recordStart()[article + 1]!)
  const withIdApart = (read: ArticleRecord): ArticleRecord => {
    const path = files()[read.file] ?? broken('files')
    return toldApart.has(path) ? { ...read, id: idToldApart(read.id, path) } : read
  }
  const record = (article: number): ArticleRecord => {
    const read = getRecord(encodedRecord(article)) ?? broken('records', article)
    const stored = toldApart.size === 0 ? read : withIdApart(read)
    if (moves === undefined) return stored
    const { lines, bytes } = moveOf(moves, article)
    const moved = { ...stored, line: stored.line + lines, start: stored.start + bytes, end: stored.end + bytes }
    return moved.line < 0 || moved.start < 0 ? broken('records', article) : moved
  }
  const text = (article: number, field: FieldId): string => {
    decode(article, field, scratch)
    return surfaceText(scratch, vocabulary())
  }
  const readHead = (article: number): ArticleHead => {
    const known = record(article)
    const labels = text(article, Field.tags)
    const tags = labels === '' ? [] : labels.split('\n').slice(0, known.tagCount)
    return { record: known, title: text(article, Field.title), author: text(article, Field.author), tags }
  }
  return {
    name: file.name,
    table,
    articles: table.articles,
    deleted,
    isDeleted: (article) => deleted !== undefined && isDeleted(deleted, article),
    pairs,
    terms,
    get lengths() {
      return lengths()
    },
    get days() {
      return days()
    },
    get vocabulary() {
      return vocabulary()
    },
    get files() {
      return files()
    },
    vocabularyCursor,
    decode,
    units: (article) => readUnits(look(article), found),
    texts,
    head: (article) => {
      if (cache().places[article] === 0) return readHead(article)
      const known = texts(article)
      return (known.head ??= readHead(article))
    },
    text,
    moves,
    record,
    fileOf: (article) => getRecordFile(encodedRecord(article)),
    urlOf: (article) => getRecordUrl(encodedRecord(article)),
    pathOf: (file) => {
      const path = files()[file] ?? broken('files')
      return isInnerPath(path) ? path : broken('files')
    },
    facets: facetColumn,
    encodedText,
    encodedRecord,
    refuse: broken,
    close: () => file.close(),
  }
}

function lazy<T>(make: () => T): () => T {
  let value: T | undefined
  return () => (value ??= make())
}

function perField<T>(open: (field: FieldId) => T): (field: FieldId) => T {
  const opened: (T | undefined)[] = []
  return (field) => (opened[field] ??= open(field))
}

/** A copy, because sections may start at any offset and these columns are small. */
function uint32(bytes: Uint8Array): Uint32Array {
  return uint32View(bytes.slice())
}
