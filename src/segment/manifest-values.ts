/**
 * What a manifest may say. It names files, and every later step opens, counts and removes what it names: so names are
 * those of files of an index, in its own folder, each given once, and numbers are counts.
 */
import { impossibleValue, inconsistentFile } from '../store/damage.js'
import { isCount, isRecord, isString } from '../store/json.js'
import { areFieldTypes } from '../text/own-fields.js'
import type { FieldTypes } from '../text/own-fields.js'
import { formatVersion } from './format.js'
import { isInnerPath } from './inner-path.js'
import { maxDocuments } from './postings/codec.js'
import { mostDimensions } from './vectors/codec.js'

export interface SegmentEntry {
  /** File name of the segment, e.g. `7.seg`. */
  readonly name: string
  readonly bytes: number
  readonly articles: number
  /** CRC-32 of its page table, so that no other whole file can stand in its place. */
  readonly checksum: number
  /** File with one bit for each deleted article, where there are any. */
  readonly deletions?: { readonly name: string; readonly count: number; readonly checksum: number }
  /** File with how far articles have moved in their files since they were read, where any have. */
  readonly moves?: { readonly name: string; readonly checksum: number }
  /** File with vectors of its articles, where any have one; `count` says how many. */
  readonly vectors?: { readonly name: string; readonly count: number; readonly checksum: number }
}

/** What the vectors of an index are. */
export interface VectorsEntry {
  /** Name of the model; '' where none was named. */
  readonly model: string
  readonly dimensions: number
}

/** What a manifest says of a root beside its path. */
export interface SourceEntry {
  readonly kind: 'folder' | 'file' | 'list' | 'pipe'
  /** What the names of its files begin with; of a file or pipe, its whole name. */
  readonly name: string
  /** Which files are read. */
  readonly rules?: Readonly<Record<string, true | readonly string[]>>
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
  /** More about each of them, in the same order. Absent in manifests of older versions. */
  readonly sources?: readonly SourceEntry[]
  /** Those of them that held nothing to read. Absent in manifests of older versions. */
  readonly emptyRoots?: readonly string[]
  /** Fields of the collection's own, where any were declared. */
  readonly fields?: FieldTypes
  /** Names of files whose own IDs are told apart, where there are any. */
  readonly toldApart?: readonly string[]
  /** What the vectors of segments are, where any have some. */
  readonly vectors?: VectorsEntry
  readonly segments: readonly SegmentEntry[]
  /** File that lists the source files with their size, time and hash. */
  readonly catalog: string
  readonly catalogChecksum: number
  /** File with the lines that pages of a folder share, where any folder was asked. */
  readonly repeated?: { readonly name: string; readonly checksum: number }
  /** File with the user's words, where there are any. */
  readonly words?: { readonly name: string; readonly checksum: number }
  /** Number for the next file. */
  readonly nextFile: number
}

/** Digits of a file's number: a number more can always be counted exactly. */
const mostDigits = 15
/** Far above what a path or the identity of an analyser needs. */
const longestString = 1 << 16

/** @returns the known keys alone @throws XunzhangError INDEX_DAMAGED */
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
  isRecord(value) && Object.values(value).every((rule) => rule === true || arePaths(rule))

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

/** Takes values of an object, each of the kind that is wanted. */
class Keys {
  readonly #values: Readonly<Record<string, unknown>>
  readonly #where: string
  /** Names given so far in the whole manifest. */
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

  /** The name of a file with an ending, which nothing else is called. */
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

/** It is shown to people who have another. Names are ASCII as a rule: the large class takes 0.3 ms to compile. */
const isPrintable = (value: unknown): value is string =>
  isPlain(value) && (/^[ -~]*$/.test(value) || !/\p{C}/u.test(value))

function isFileName(name: unknown, ending: string): name is string {
  if (!isString(name)) return false
  const number = name.slice(0, -ending.length - 1)
  return name === `${number}.${ending}` && number.length <= mostDigits && /^\d+$/.test(number)
}
