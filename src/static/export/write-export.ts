/**
 * Writes an index as files for a static host. All content goes to a folder named by its hash, then a pointer is
 * replaced. So a reader sees either the old state or the new one, and every file but the pointer may be cached for
 * ever.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, deflateSync } from 'node:zlib'
import { indexedFields, type FieldId } from '../../storage/segment/fields.js'
import { FacetBuilder } from '../../storage/segment/facets.js'
import { storedFacets } from '../../text/facets/index.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { replaceFile } from '../../storage/store/atomic.js'
import { createByteWriter, written } from '../../storage/store/byte-writer.js'
import { nodeFileSystem } from '../../storage/store/file-system.js'
import { classOfFirst } from '../../search/matching/needle.js'
import { CharClass } from '../../text/characters/char-class.js'
import { runs, spellings, units } from '../../text/characters/char-table.generated.js'
import type { Lexicon } from '../../text/lexicon/index.js'
import { collectArticles, MergedTerms, readWords, type Collection } from './terms.js'
import { writeArticles, type FileSink } from './article-files.js'
import { decodeCharacters, encodeCharacters } from './format/characters.js'
import { encodeDays, encodeLengths } from './format/articles.js'
import { encodeParts, encodeRoot, exportVersion, extension, fileNames, fileOf, hasParts } from './format/root.js'
import { putDirectory, type Pointer } from './format/root.js'
import { encodeWords, type WordFrequencies } from './format/words.js'
import { createKeyTable } from './format/keys.js'
import { encodeDictionary } from './format/tokens.js'
import { readDataFile } from '../../text/analyzers/data-files.js'
import type { ExportableTokenizer } from '../../text/tokenizers/index.js'
import { cutLists } from './list-files.js'
import { readTexts, type AddressOf } from './read-texts.js'

export interface ExportRequest {
  readonly segments: readonly SegmentReader[]
  readonly tokenizer: ExportableTokenizer
  /** All words of the native tokenizer. */
  readonly lexicon: Lexicon | undefined
  readonly addressOf: AddressOf
  /** Folder; created if it doesn't exist. */
  readonly to: string
  readonly maxFiles: number
  /** The program for browsers, from the build. */
  readonly program: ExportProgram
}

export interface ExportProgram {
  readonly element: Uint8Array
  readonly worker: Uint8Array
  /** For a site's service worker. */
  readonly offline: Uint8Array
}

export interface ExportReport {
  readonly articles: number
  readonly files: number
  readonly bytes: number
  /** Of the texts, in UTF-8. */
  readonly textBytes: number
  /** Articles without an address of a page: their hits can't be followed. */
  readonly withoutAddress: number
}

export function writeExport(request: ExportRequest): ExportReport {
  const collection = collectArticles(request.segments)
  const folder = new ExportFolder(request.to)
  try {
    const facts = writeContent(request, collection, folder)
    const pointer = folder.finish(request.program, collection.articles.length)
    return { ...facts, articles: collection.articles.length, files: pointer.files, bytes: pointer.bytes }
  } catch (error) {
    folder.discard()
    throw error
  }
}

type ContentFacts = Pick<ExportReport, 'textBytes' | 'withoutAddress'>

function writeContent(request: ExportRequest, collection: Collection, folder: ExportFolder): ContentFacts {
  const { addressOf, lexicon } = request
  const { pairs, spelled, bodies, titles, fieldUnits, counter, withoutAddress, kept } = readTexts(collection, addressOf)
  const isKnown = (unit: number): boolean => spelled[unit]! > 0 || bodies[unit]! > 0
  const words = lexicon === undefined ? undefined : readWords(lexicon, isKnown)
  const counts = words?.singles ?? new Uint32Array(0x10000)
  const encoded = encodeCharacters(spelled, bodies, counts)
  const characters = decodeCharacters(encoded)
  folder.add(fileNames.characters, encoded)
  folder.add(fileNames.lengths, encodeLengths(collection.lengths, titles))
  folder.add(fileNames.tables, Buffer.from(`${runs}\n${units}`))
  folder.add(fileNames.spellings, Buffer.from(spellings))
  folder.add(fileNames.days, encodeDays(collection.days))
  const tokens = counter.finish(characters)
  folder.add(fileNames.dictionary, encodeDictionary(tokens.dictionary, characters))
  const room = Math.max(2, request.maxFiles - otherFiles)
  const forLists = Math.ceil(room * shareOfLists)
  const articleFiles = writeArticles(fieldUnits, kept, tokens, characters, room - forLists, folder)
  const otherTerms: string[][] = Array.from({ length: indexedFields }, () => [])
  const frequencies = new Map<string, number>()
  const lists = cutLists(
    {
      pairs: pairs.map((one) => one.lists()),
      terms: otherTerms.map((others, field) => new MergedTerms(collection, field as FieldId, noting(others))),
      words: words?.words ?? [],
    },
    { lengths: collection.lengths, table: createKeyTable(characters) },
    forLists,
    (word, articles) => /^\p{L}/u.test(word) && frequencies.set(word, articles),
  )
  const firsts: string[] = []
  for (const { first, bytes } of lists) folder.add(fileNames.list(firsts.push(first) - 1), bytes)
  writeExpansion(frequencies, folder)
  folder.add(fileNames.terms, encodeTerms(otherTerms))
  const facets = writeFacets(collection, folder)
  folder.add(
    fileNames.root,
    encodeRoot({
      articles: collection.articles.length,
      bodyUnits: collection.bodyUnits,
      tokenizer: request.tokenizer,
      total: lexicon?.total ?? 0,
      unknown: lexicon?.unknown ?? 0,
      longestWord: words?.longest ?? 1,
      facets,
      titles: titles.some((length) => length > 0),
      lists: firsts,
      articleFiles,
    }),
  )
  return { textBytes: tokens.textBytes, withoutAddress }
}

/**
 * Of the files that may be written, this share is for lists and the rest for articles. A query needs more articles, but
 * lists are longer.
 */
const shareOfLists = 0.39
/** Files that every export has apart from lists and articles, with a few to spare. */
const otherFiles = 20

/** Collects the terms that don't begin with a Han character. A query may look for a string inside of them. */
const noting = (others: string[]) => (term: string) => {
  if (classOfFirst(term) !== CharClass.han) others.push(term)
}

/** What pinyin and corrections need. Of the words with a reading of their own, only those of the texts are kept. */
function writeExpansion(frequencies: WordFrequencies, folder: ExportFolder): void {
  folder.add(fileNames.words, encodeWords(frequencies))
  const readings = readDataFile('pinyin.txt').toString().split('\n')
  const isKept = (line: string): boolean => !line.startsWith('=') || frequencies.has(line.slice(1, line.indexOf(' ')))
  folder.add(fileNames.pinyin, Buffer.from(readings.filter(isKept).join('\n')))
  folder.add(fileNames.lookAlikes, readDataFile('look-alikes.txt'))
}

function encodeTerms(byField: readonly (readonly string[])[]): Uint8Array {
  const out = createByteWriter()
  for (const terms of byField) putDirectory(out, terms)
  return written(out)
}

/** Writes all facets and returns the names of those with at least two values. */
function writeFacets({ articles }: Collection, folder: ExportFolder): string[] {
  const names = storedFacets.map(({ name }) => name)
  const builders = names.map((name) => ({ name, builder: new FacetBuilder(), values: new Set<string>() }))
  for (const { segment, article } of articles) {
    for (const { name, builder, values } of builders) {
      const { values: all, start, numbers } = segment.facets(name)
      const own = Array.from(numbers.subarray(start[article], start[article + 1]), (number) => all[number]!)
      builder.add(own)
      for (const value of own) values.add(value)
    }
  }
  for (const { name, builder } of builders) folder.add(fileNames.facet(name), builder.finish())
  return builders.filter(({ values }) => values.size > 1).map(({ name }) => name)
}

const { Z_BEST_COMPRESSION: best, Z_NO_COMPRESSION: none } = constants
/** Matches the names of files that are stored uncompressed, because their format is compact already. */
const packed = /^[la]\//

/** The folder while it is being written. */
class ExportFolder implements FileSink {
  readonly #to: string
  readonly #temporary: string
  readonly #hash = createHash('sha256')
  /** By the file that they share. */
  readonly #parts = new Map<string, Map<string, Uint8Array>>()
  #files = 0
  #bytes = 0

  constructor(to: string) {
    this.#to = to
    this.#temporary = join(to, `.writing-${process.pid}`)
    rmSync(this.#temporary, { recursive: true, force: true })
    for (const name of ['l', 'a']) mkdirSync(join(this.#temporary, name), { recursive: true })
  }

  add(name: string, content: Uint8Array): void {
    const file = fileOf(name)
    if (!hasParts(file)) return this.#write(name, content)
    const parts = this.#parts.get(file) ?? new Map<string, Uint8Array>()
    this.#parts.set(file, parts.set(name, content))
  }

  #write(name: string, content: Uint8Array): void {
    const bytes = deflateSync(content, { level: packed.test(name) ? none : best })
    const path = join(this.#temporary, name + extension)
    writeFileSync(path, bytes)
    this.#hash.update(`${name} ${bytes.length}\n`).update(bytes)
    this.#files++
    this.#bytes += bytes.length
  }

  discard(): void {
    rmSync(this.#temporary, { recursive: true, force: true })
  }

  finish(program: ExportRequest['program'], articles: number): { readonly files: number; readonly bytes: number } {
    for (const [file, parts] of this.#parts) this.#write(file, encodeParts(parts))
    const folder = this.#hash.digest('hex').slice(0, 12)
    const place = join(this.#to, folder)
    rmSync(place, { recursive: true, force: true })
    renameSync(this.#temporary, place)
    const worker = `worker-${createHash('sha256').update(program.worker).digest('hex').slice(0, 12)}.js`
    const scripts = { [worker]: program.worker, 'xunzhang.js': program.element, 'offline.js': program.offline }
    for (const [name, script] of Object.entries(scripts)) replaceFile(nodeFileSystem, join(this.#to, name), script)
    const before = readPointer(this.#to)
    const pointer: Pointer = { format: 'xunzhang-export', version: exportVersion, folder, worker, articles }
    replaceFile(nodeFileSystem, join(this.#to, pointerName), Buffer.from(`${JSON.stringify(pointer)}\n`))
    removeOld(this.#to, before, pointer)
    const own = Object.values(scripts).reduce((sum, { length }) => sum + length, 0)
    return { files: this.#files + 4, bytes: this.#bytes + own }
  }
}

const pointerName = 'xunzhang.json'

/** The pointer of the export in a folder; undefined if there is none or it is damaged. */
export function readPointer(to: string): Pointer | undefined {
  try {
    const pointer = JSON.parse(readFileSync(join(to, pointerName), 'utf8')) as Pointer
    return pointer.format === 'xunzhang-export' ? pointer : undefined
  } catch {
    return undefined
  }
}

/** Removes the files of the previous export, recognised by the names that exports give. Nothing else is touched. */
function removeOld(to: string, before: Pointer | undefined, now: Pointer): void {
  if (before === undefined) return
  const isFolder = /^[0-9a-f]{12}$/.test(before.folder) && before.folder !== now.folder
  // Until version 2, the root was a file of its own.
  if (isFolder && ['start', 'root'].some((name) => existsSync(join(to, before.folder, name + extension))))
    rmSync(join(to, before.folder), { recursive: true })
  for (const name of readdirSync(to))
    if (/^(worker|titles)-[0-9a-f]{12}\.js$/.test(name) && name !== now.worker) rmSync(join(to, name))
}
