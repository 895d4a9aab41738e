/**
 * A segment is one paged file: sections of bytes, then a table of them as JSON, then the table's length (4 bytes).
 * Immutable once written. Format: FORMAT.md, "Segment".
 */
import { XunzhangError } from '../../base/errors.js'
import { createByteReader, getUint32, type RandomAccess } from '../store/byte-reader.js'
import {
  impossibleValue,
  inconsistentFile,
  inconsistentSection,
  isCount,
  isRecord,
  parseJson,
} from '../store/damage.js'
import { storedFacets } from '../../text/facets/index.js'
import { fieldNames, indexedFields, Field } from './fields.js'
import { maxDocuments } from './postings/codec.js'

/* Values of every article for filtering and sorting, one array for each kind. Format: FORMAT.md, "Columns". */

/** Days since 1970-01-01 for an article without a date. */
export const noDate = -0x80000000

/** The dates of JavaScript reach this many days from 1970-01-01 in either direction. */
const mostDays = 100_000_000

export function isDay(day: number): boolean {
  return day === noDate || Math.abs(day) <= mostDays
}

/** The day of an ISO 8601 date as days since 1970-01-01, in the zone it was written in; {@link noDate} for ''. */
export function dayNumber(date: string): number {
  const time = date === '' ? NaN : Date.parse(date.slice(0, 10))
  return Number.isNaN(time) ? noDate : Math.floor(time / 86_400_000)
}

const onWindows = typeof process !== 'undefined' && process.platform === 'win32'

/** False for paths outside that folder: an index from somebody else must not refer to other files of its user. */
export function isInnerPath(path: string, isWindows = onWindows): boolean {
  if (path.includes('\0') || path.startsWith('/')) return false
  if (isWindows && (path.startsWith('\\') || /^[A-Za-z]:/.test(path))) return false
  return !path.includes('..') || !path.split(isWindows ? /[\\/]/ : '/').includes('..')
}

/** Version of every file. Raise it when the meaning of any byte changes: other versions are refused. */
export const formatVersion = 2

export interface SegmentTable {
  /** Articles, deleted ones included. */
  readonly articles: number
  readonly vocabulary: number
  /** Distinct bigrams, terms and postings over all fields. */
  readonly pairs: number
  readonly terms: number
  readonly postings: number
  /** Sum of all body lengths, in units. */
  readonly bodyUnits: number
  /** Bytes of the articles as they were read. */
  readonly sourceBytes: number
  /** Number of terms of each field, which its dictionary needs. */
  readonly termCounts: readonly number[]
  /** Start and length of each section. */
  readonly sections: Readonly<Record<string, readonly [number, number]>>
}

export function encodeTable(table: SegmentTable): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(table))
  const bytes = new Uint8Array(json.length + 4)
  bytes.set(json)
  new DataView(bytes.buffer).setUint32(json.length, json.length, true)
  return bytes
}

/**
 * Reads the table of a segment, and checks its numbers against each other and against the file's size. So readers can
 * rely on every section being as long as its articles need.
 * @throws XunzhangError INDEX_DAMAGED, or INDEX_VERSION if a section is missing
 */
export function readTable(file: RandomAccess): SegmentTable {
  const length = file.size < 4 ? 0 : getUint32(createByteReader(file.read(file.size - 4, file.size)))
  const end = file.size - 4 - length
  if (length === 0 || length > longestTable || end < 0) throw inconsistentFile(file.name)
  const value = parseJson(file.read(end, file.size - 4))
  if (!isRecord(value)) throw inconsistentFile(file.name)
  return checkTable(value, end, file.name)
}

/** Far above the 3 KiB that a writer needs. */
const longestTable = 1 << 16

function checkTable(value: Readonly<Record<string, unknown>>, end: number, where: string): SegmentTable {
  const number = (key: string, most = Number.MAX_SAFE_INTEGER): number => {
    const found = value[key]
    return isCount(found) && found <= most ? found : refuse(key)
  }
  const refuse = (key: string): never => {
    throw impossibleValue(where, key)
  }
  const { sections, termCounts } = value
  const table: SegmentTable = {
    articles: number('articles', maxDocuments),
    vocabulary: number('vocabulary', end),
    pairs: number('pairs', end),
    terms: number('terms', end),
    postings: number('postings'),
    bodyUnits: number('bodyUnits'),
    sourceBytes: number('sourceBytes'),
    termCounts: Array.isArray(termCounts) && termCounts.every(isCount) ? termCounts : refuse('termCounts'),
    sections: checkSections(isRecord(sections) ? sections : refuse('sections'), end, where),
  }
  const { length } = table.termCounts
  const sum = table.termCounts.reduce((total, count) => total + count, 0)
  if (length !== indexedFields || sum !== table.terms) refuse('termCounts')
  requireLengths(table, where)
  return table
}

/** Only the known sections, in the order of {@link sectionNames}. */
function checkSections(
  sections: Readonly<Record<string, unknown>>,
  end: number,
  where: string,
): SegmentTable['sections'] {
  const checked: Record<string, readonly [number, number]> = {}
  for (const name of sectionNames) {
    const place = Object.hasOwn(sections, name) ? sections[name] : unknownLayout(where, name)
    const [start, length] = Array.isArray(place) ? (place as unknown[]) : []
    if (!isCount(start) || !isCount(length) || start + length > end) throw inconsistentSection(where, name)
    if (isAligned(name) && start % 8 !== 0) throw inconsistentSection(where, name)
    checked[name] = [start, length]
  }
  return checked
}

const sectionNames: readonly string[] = [
  'postings',
  ...fieldNames
    .slice(0, indexedFields)
    .flatMap((field) => ['pairs.index', 'pairs', 'terms.index', 'terms'].map((part) => `${field}.${part}`)),
  ...['vocabulary', 'vocabulary.long', 'vocabulary.changed', 'vocabulary.originals', 'texts', 'texts.start'],
  ...['records', 'records.start', 'lengths', 'days', ...storedFacets.map(({ name }) => `facets.${name}`), 'files'],
]

const isAligned = (name: string): boolean =>
  name.startsWith('vocabulary') || ['texts.start', 'records.start', 'lengths', 'days'].includes(name)

/** Reports an intact file that lacks a section: a development version of the program wrote it. */
function unknownLayout(where: string, section: string): never {
  throw new XunzhangError('VERSION_DIFFERS', { what: 'section', section }, { where })
}

/** Checks the sections whose length follows from the counts, so that no count is larger than the file allows. */
function requireLengths({ articles, vocabulary, sections }: SegmentTable, where: string): void {
  const lengths: Readonly<Record<string, number>> = {
    vocabulary: vocabulary * 8,
    'texts.start': (articles + 1) * 4,
    'records.start': (articles + 1) * 4,
    lengths: articles * 4,
    days: articles * 4,
  }
  for (const [name, length] of Object.entries(lengths))
    if (sections[name]![1] !== length) throw inconsistentSection(where, name)
  const pieces = { 'vocabulary.long': 2, 'vocabulary.changed': 8, 'vocabulary.originals': 2 }
  for (const [name, piece] of Object.entries(pieces))
    if (sections[name]![1] % piece !== 0) throw inconsistentSection(where, name)
}

/* The facets that a segment stores, each in a column of its own: `facets.NAME`. */

/** In the order of {@link storedFacets}. */
export type FacetValues = readonly (readonly string[])[]

/** @param texts in the order of `fieldNames` */
export function facetValues(texts: readonly string[]): FacetValues {
  const text = (field: keyof typeof Field): string => texts[Field[field]] ?? ''
  return storedFacets.map(({ values }) => values(text))
}
