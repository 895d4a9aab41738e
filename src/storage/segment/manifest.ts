/**
 * The manifest: which segments and deletions make up the index now. It is replaced as a whole by an atomic rename,
 * so a reader sees the last commit or the one before, never half of one. One JSON object a line: the first carries
 * the checksum of the second. Format: FORMAT.md, "Manifest".
 */
import { crc32 } from '#system/zlib'
import { XunzhangError } from '../../base/errors.js'
import {
  parseJson,
  isCount,
  isRecord,
  isString,
  impossibleValue,
  inconsistentFile,
  requireVersion,
} from '../store/damage.js'
import { formatVersion, isInnerPath } from './format.js'
import { areFieldTypes, type FieldTypes } from '../../text/schema.js'
import { maxDocuments } from './postings/codec.js'
import { mostDimensions } from './vectors/codec.js'

/*
 * Checks the values of a manifest. Every later step opens, counts and removes the files that it names. So each name
 * must be that of an index file in the index's own folder, no name may occur twice, and numbers must be counts.
 */

export interface SegmentEntry {
  /** File name of the segment, e.g. `7.seg`. */
  readonly name: string
  readonly bytes: number
  readonly articles: number
  /** CRC-32 of its page table, so that another intact file in its place is detected. */
  readonly checksum: number
  /** File with one bit for each deleted article, if there are any. */
  readonly deletions?: { readonly name: string; readonly count: number; readonly checksum: number }
  /** File with the distances that articles have moved in their source files since they were read, if any have. */
  readonly moves?: { readonly name: string; readonly checksum: number }
  /** File with the vectors of its articles, if any have one; `count` is their number. */
  readonly vectors?: { readonly name: string; readonly count: number; readonly checksum: number }
}

export interface VectorsEntry {
  /** Name of the model; '' if none was given. */
  readonly model: string
  readonly dimensions: number
}

export interface SourceEntry {
  readonly kind: 'folder' | 'file' | 'list' | 'pipe'
  /** The prefix of its files' names; for a file or pipe, its whole name. */
  readonly name: string
  /** Which files are read, and how much is left out of them. */
  readonly rules?: Readonly<Record<string, true | string | readonly string[]>>
}

export interface Manifest {
  readonly version: number
  /** Rises by one with every commit. */
  readonly generation: number
  /** Identity of analyser and lexicon; a query must be analysed by the same. */
  readonly analyzer: string
  readonly tokenizer: string
  /** Absolute path of the user lexicon, or ''. */
  readonly lexicon: string
  readonly clean: boolean
  /** Absolute folders and files that were indexed; '-' for standard input. */
  readonly roots: readonly string[]
  /** More about each root, in the same order. Absent in manifests of older versions. */
  readonly sources?: readonly SourceEntry[]
  /** The roots that contained nothing to read. Absent in manifests of older versions. */
  readonly emptyRoots?: readonly string[]
  /** The fields that the collection defines, if any. */
  readonly fields?: FieldTypes
  /** Names of files whose articles are called `FILE#ID`, because other files have the same IDs; absent if none. */
  readonly toldApart?: readonly string[]
  readonly vectors?: VectorsEntry
  readonly segments: readonly SegmentEntry[]
  /** File that lists the source files with their size, time and hash. */
  readonly catalog: string
  readonly catalogChecksum: number
  /** File with the lines that pages of a folder share, if any folder was searched for them. */
  readonly repeated?: { readonly name: string; readonly checksum: number }
  /** File with the user's words, if there are any. */
  readonly words?: { readonly name: string; readonly checksum: number }
  readonly nextFile: number
}

/** Most digits of a file's number, so that the next numbers are exact, too. */
const mostDigits = 15
/** Far above what a path or the identity of an analyser needs. */
const longestString = 1 << 16

/** @returns only the known keys @throws XunzhangError INDEX_DAMAGED */
export function checkManifest(value: unknown, where: string): Manifest {
  if (!isRecord(value)) throw inconsistentFile(where)
  const keys = new Keys(value, where, new Set())
  return {
    version: keys.pick('version', (found) => found === formatVersion),
    generation: keys.count('generation'),
    analyzer: keys.pick('analyzer', isPrintable),
    tokenizer: keys.pick('tokenizer', isPlain),
    lexicon: keys.pick('lexicon', isPlain),
    clean: keys.pick('clean', (found): found is boolean => typeof found === 'boolean'),
    roots: keys.pick('roots', arePaths),
    ...(keys.has('sources') && { sources: checkSources(keys) }),
    ...(keys.has('emptyRoots') && { emptyRoots: keys.pick('emptyRoots', arePaths) }),
    ...(keys.has('fields') && { fields: keys.pick('fields', areFieldTypes) }),
    ...(keys.has('toldApart') && { toldApart: keys.pick('toldApart', arePaths) }),
    ...(keys.has('vectors') && { vectors: checkVectors(keys.inner('vectors')) }),
    segments: keys.pick('segments', isList).map((one) => checkSegment(keys.within(one), keys.has('vectors'))),
    catalog: keys.name('catalog', 'files'),
    catalogChecksum: keys.checksum('catalogChecksum'),
    ...(keys.has('repeated') && { repeated: keys.file('repeated', 'lines') }),
    ...(keys.has('words') && { words: keys.file('words', 'words') }),
    nextFile: keys.count('nextFile'),
  }
}

function checkSources(keys: Keys): readonly SourceEntry[] {
  const roots = keys.pick('roots', arePaths)
  const sources = keys.pick('sources', (value) => isList(value) && value.length === roots.length) as unknown[]
  return sources.map((one) => checkSource(keys.within(one)))
}

const sourceKinds: readonly unknown[] = ['folder', 'file', 'list', 'pipe']

function checkSource(keys: Keys): SourceEntry {
  return {
    kind: keys.pick('kind', (value): value is SourceEntry['kind'] => sourceKinds.includes(value)),
    name: keys.pick('name', (value): value is string => isPlain(value) && isInnerPath(value)),
    ...(keys.has('rules') && { rules: keys.pick('rules', areRules) }),
  }
}

const areRules = (value: unknown): value is NonNullable<SourceEntry['rules']> =>
  isRecord(value) && Object.values(value).every((rule) => rule === true || isPlain(rule) || arePaths(rule))

function checkVectors(keys: Keys): VectorsEntry {
  return { model: keys.pick('model', isPlain), dimensions: keys.count('dimensions', 1, mostDimensions) }
}

function checkSegment(keys: Keys, hasVectors: boolean): SegmentEntry {
  const articles = keys.count('articles', 0, maxDocuments)
  return {
    name: keys.name('name', 'seg'),
    bytes: keys.count('bytes'),
    articles,
    checksum: keys.checksum('checksum'),
    ...(keys.has('deletions') && {
      deletions: { ...keys.file('deletions', 'deleted'), count: keys.inner('deletions').count('count', 1, articles) },
    }),
    ...(keys.has('moves') && { moves: keys.file('moves', 'moved') }),
    ...(hasVectors &&
      keys.has('vectors') && {
        vectors: { ...keys.file('vectors', 'vectors'), count: keys.inner('vectors').count('count', 1, articles) },
      }),
  }
}

/** Reads the values of an object, and checks that each is of the expected kind. */
class Keys {
  readonly #values: Readonly<Record<string, unknown>>
  readonly #where: string
  /** File names found so far in the whole manifest. */
  readonly #names: Set<string>

  constructor(values: Readonly<Record<string, unknown>>, where: string, names: Set<string>) {
    this.#values = values
    this.#where = where
    this.#names = names
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#values, key)
  }

  pick<T>(key: string, isWanted: (value: unknown) => value is T): T
  pick(key: string, isWanted: (value: unknown) => boolean): unknown
  pick(key: string, isWanted: (value: unknown) => boolean): unknown {
    const value = this.has(key) ? this.#values[key] : undefined
    if (!isWanted(value)) throw impossibleValue(this.#where, key)
    return value
  }

  count(key: string, least = 0, most = Number.MAX_SAFE_INTEGER): number {
    return this.pick(key, (value): value is number => isCount(value) && value >= least && value <= most)
  }

  checksum(key: string): number {
    return this.count(key, 0, 0xffffffff)
  }

  /** A file name with this ending, which no other file of the manifest has. */
  name(key: string, ending: string): string {
    const isNew = (value: unknown): value is string => isFileName(value, ending) && !this.#names.has(value)
    const name = this.pick(key, isNew)
    this.#names.add(name)
    return name
  }

  inner(key: string): Keys {
    return this.within(this.pick(key, isRecord))
  }

  within(value: unknown): Keys {
    return new Keys(isRecord(value) ? value : {}, this.#where, this.#names)
  }

  file(key: string, ending: string): { name: string; checksum: number } {
    const keys = this.inner(key)
    return { name: keys.name('name', ending), checksum: keys.checksum('checksum') }
  }
}

const arePaths = (value: unknown): value is readonly string[] => isList(value) && value.every(isPlain)

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

const isPlain = (value: unknown): value is string =>
  isString(value) && value.length <= longestString && !value.includes('\0')

/**
 * For the analyser, whose name is shown to users with another analyser. Names are usually ASCII, so the large class is
 * rarely needed; it takes 0.3 ms to compile.
 */
const isPrintable = (value: unknown): value is string =>
  isPlain(value) && (/^[ -~]*$/.test(value) || !/\p{C}/u.test(value))

function isFileName(name: unknown, ending: string): name is string {
  if (!isString(name)) return false
  const number = name.slice(0, -ending.length - 1)
  return name === `${number}.${ending}` && number.length <= mostDigits && /^\d+$/.test(number)
}

export const manifestName = 'manifest.json'

/** Articles of a commit, without deleted ones. */
export function countArticles({ segments }: Pick<Manifest, 'segments'>): number {
  return segments.reduce((sum, { articles, deletions }) => sum + articles - (deletions?.count ?? 0), 0)
}

export function encodeManifest(manifest: Manifest): Uint8Array {
  const encoder = new TextEncoder()
  const body = JSON.stringify({ ...manifest, version: formatVersion })
  const sum = crc32(encoder.encode(body)).toString(16)
  const head = JSON.stringify({ format: 'xunzhang', version: formatVersion, crc32: sum })
  return encoder.encode(`${head}\n${body}\n`)
}

/** @throws XunzhangError INDEX_DAMAGED or INDEX_VERSION */
export function decodeManifest(bytes: Uint8Array, where: string): Manifest {
  const headEnd = bytes.indexOf(lineFeed)
  const decoder = new TextDecoder()
  if (isForeign(decoder.decode(bytes))) throw new XunzhangError('INDEX_FILE', { what: 'foreign' }, { where })
  const head = parseHead(decoder.decode(bytes.subarray(0, Math.max(0, headEnd))), where)
  requireVersion(head.version, formatVersion, where)
  const bodyEnd = bytes.lastIndexOf(lineFeed)
  const body = bytes.subarray(headEnd + 1, Math.max(headEnd + 1, bodyEnd))
  const found = crc32(body).toString(16)
  if (found !== head.crc32) {
    throw new XunzhangError('CHECKSUM_WRONG', { what: 'manifest', found, expected: head.crc32 }, { where })
  }
  return checkManifest(parseJson(body), where)
}

/** Whether the file is whole JSON, which a cut manifest of ours is not, and has none of the words that one would have. */
function isForeign(text: string): boolean {
  return parseJson(text) !== undefined && !/xunzhang|crc32|analyzer|generation/.test(text)
}

const lineFeed = 10

function parseHead(line: string, where: string): { version: number; crc32: string } {
  const { format, version, crc32 } = (parseJson(line) ?? {}) as Readonly<Record<string, unknown>>
  if (format === 'xunzhang' && typeof version === 'number' && isString(crc32)) return { version, crc32 }
  throw new XunzhangError('INDEX_FILE', { what: 'header' }, { where })
}

/** The size and contents of a collection, in a folder or on a cluster. */
export type IndexPart = 'postings' | 'pairs' | 'terms' | 'vocabulary' | 'texts' | 'records' | 'columns' | 'other'

export interface IndexStats {
  readonly articles: number
  readonly terms: number
  readonly postings: number
  /** Size of all files of the index. */
  readonly bytes: number
  readonly bytesByPart: Readonly<Partial<Record<IndexPart, number>>>
  readonly segments: number
  readonly deleted: number
  /** Raw bytes of the indexed articles. */
  readonly sourceBytes: number
  readonly analyzer: string
  readonly formatVersion: number
  /** ISO 8601 time of the last commit. */
  readonly committed: string
  readonly roots: readonly string[]
}
