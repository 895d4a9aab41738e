/** An export as a segment, so that the code that searches an index on disk can search it, too. */
import { withCapacity } from '../../base/growing.js'
import { decodeArticles, decodeDays, decodeLengths } from '../export/format/articles.js'
import type { ExportedArticle, ExportedText } from '../export/format/articles.js'
import { decodeCharacters, type Characters } from '../export/format/characters.js'
import { decodeDictionary } from '../export/format/tokens.js'
import { pairSlot, type ExportedList } from '../export/format/lists.js'
import type { LexiconCount } from '../export/format/keys.js'
import { fileNames, type Root } from '../export/format/root.js'
import { packText, type PackedText } from '../../storage/segment/articles/packed-text.js'
import type { ArticleHead, ArticleTexts, TextUnits } from '../../storage/segment/articles/recent-texts.js'
import type { ArticleRecord } from '../../storage/segment/articles/record.js'
import { createDecodedText, type DecodedText } from '../../storage/segment/articles/text-codec.js'
import { decodeFacets, type FacetColumn } from '../../storage/segment/facets.js'
import { Field, indexedFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentTable } from '../../storage/segment/format.js'
import type { PairDictionary } from '../../storage/segment/pairs/reader.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { TermDictionary } from '../../storage/segment/terms/reader.js'
import { changedBit, encodeVocabulary, openVocabulary } from '../../storage/segment/vocabulary/codec.js'
import type { Vocabulary, TokenUnits } from '../../storage/segment/vocabulary/codec.js'
import type { StoredFacet } from '../../text/facets/index.js'
import { lastAtMost } from '../../text/sorted.js'
import type { Files } from './files.js'
import { Lists, occurs, pairsOf, sketch, termsOf, type SketchSources } from './lists.js'
import { unitMap } from '../../text/characters/char-table.js'
import { normalize } from '../../text/normalize.js'
import { unitsOf } from '../../text/units.js'

/* Articles of an export that were fetched, in the forms that search and display read. */

/**
 * Tokens whose spelling differs from their normalised form, numbered in order of first occurrence: the vocabulary of
 * the texts that were fetched. Number 0 stands for all others, which are spelled as in the normalised text.
 */
export class ChangedTokens {
  readonly #numbers = new Map<string, number>()
  readonly #tokens: TokenUnits[] = [{ flags: 0, pool: new Uint16Array(0), start: 0, normalizedEnd: 0, end: 0 }]
  #vocabulary: Vocabulary | undefined

  get vocabulary(): Vocabulary {
    return (this.#vocabulary ??= this.#encode())
  }

  number(normalized: string, spelled: string): number {
    const key = `${normalized}\0${spelled}`
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#tokens.length
      this.#numbers.set(key, number)
      const { length } = normalized
      const pool = unitsOf(normalized + spelled)
      this.#tokens.push({ flags: changedBit, pool, start: 0, normalizedEnd: length, end: length + spelled.length })
      this.#vocabulary = undefined
    }
    return number
  }

  #encode(): Vocabulary {
    const tokens = this.#tokens
    return openVocabulary(
      tokens.length,
      encodeVocabulary(tokens.length, (i) => tokens[i]!),
      'export',
    )
  }
}

/** Writes a field as `decodeText` does: normalised units with token borders. */
export function decodeField({ text, ends, odd }: ExportedText, changed: ChangedTokens, out: DecodedText): void {
  if (out.tokens.length < ends.length) {
    out.tokens = new Int32Array(2 * ends.length)
    out.tokenEnd = new Int32Array(2 * ends.length)
  }
  let unit = 0
  for (let token = 0; token < ends.length; token++) {
    const start = token === 0 ? 0 : ends[token - 1]!
    const known = odd.get(token)
    const isPlain = known === undefined && isNormal(text, start, ends[token]!)
    const spelled = isPlain ? '' : text.slice(start, ends[token])
    const normalized = isPlain ? undefined : (known ?? normalize(spelled).text)
    const length = normalized?.length ?? ends[token]! - start
    if (out.units.length < unit + length) out.units = withCapacity(out.units, new Uint16Array(2 * (unit + length)))
    for (let i = 0; i < length; i++) out.units[unit + i] = (normalized ?? text).charCodeAt(normalized ? i : start + i)
    unit += length
    out.tokens[token] = normalized === undefined || normalized === spelled ? 0 : changed.number(normalized, spelled)
    out.tokenEnd[token] = unit
  }
  out.unitCount = unit
  out.tokenCount = ends.length
}

/** Whether each unit is its own normalised form, whatever units are next to it. */
function isNormal(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unitMap[unit] !== unit) return false
  }
  return true
}

interface KnownArticle {
  readonly exported: ExportedArticle
  units?: TextUnits
  texts?: ArticleTexts
}

export interface OpenedExport {
  readonly root: Root
  readonly bodies: Uint32Array
  readonly titles: Uint32Array
  readonly characters: Characters
}

/** Undefined until its files are here; missing ones are noted. */
export function openColumns(files: Files, root: Root): OpenedExport | undefined {
  const lengths = files.get(fileNames.lengths, (bytes) => decodeLengths(bytes, root.articles))
  const characters = files.get(fileNames.characters, decodeCharacters)
  return lengths && characters && { root, ...lengths, characters }
}

const emptyText = packText(createDecodedText(), new ChangedTokens().vocabulary)
const unknownText: ArticleTexts = { title: emptyText, body: emptyText }
const noUnits: TextUnits = { units: new Uint16Array(0), title: 0, titleEnd: 0, body: 0, bodyEnd: 0 }

/** A segment whose articles, lists and columns are read from files as they arrive; a missing file is noted. */
export class ExportedSegment implements SegmentReader {
  readonly name = 'export'
  readonly table: SegmentTable
  readonly articles: number
  readonly deleted = undefined
  readonly moves = undefined
  readonly isInTieOrder = true
  readonly lengths: Uint32Array
  readonly #files: Files
  readonly #opened: OpenedExport
  readonly #lists: Lists
  readonly #changed = new ChangedTokens()
  readonly #known = new Map<number, KnownArticle>()
  readonly #scratch = createDecodedText()
  readonly #sources: SketchSources
  readonly #pairs: readonly PairDictionary[]
  readonly #terms: readonly TermDictionary[]

  constructor(files: Files, opened: OpenedExport) {
    const { root, bodies, titles, characters } = opened
    const { articles, bodyUnits } = root
    const none = { vocabulary: 0, pairs: 0, terms: 0, postings: 0, sourceBytes: 0 }
    this.table = { articles, bodyUnits, ...none, termCounts: [], sections: {} }
    this.articles = articles
    this.lengths = bodies
    this.#files = files
    this.#opened = opened
    const lists = new Lists(files, root.lists, bodies, characters)
    this.#lists = lists
    const listOf = (key: string, field: FieldId): ExportedList | undefined => lists.find(key)?.lists[pairSlot(field)]
    this.#sources = { listOf, bodies, titles }
    this.#pairs = perField((field) => pairsOf(lists, field, bodies, () => characters))
    this.#terms = perField((field) => termsOf(lists, field, bodies, files))
    // Not cleared while a question runs: the files may be gone, and it would have to fetch articles again.
    files.onTrim(() => {
      if (this.#known.size >= mostKnown) this.#known.clear()
    })
  }

  isDeleted(): boolean {
    return false
  }

  pairs(field: FieldId): PairDictionary {
    return this.#pairs[field]!
  }

  terms(field: FieldId): TermDictionary {
    return this.#terms[field]!
  }

  get days(): Int32Array {
    const days = this.#files.get(fileNames.days, (bytes) => decodeDays(bytes, this.articles))
    return days ?? new Int32Array(this.articles)
  }

  get vocabulary(): Vocabulary {
    return this.#changed.vocabulary
  }

  get files(): readonly string[] {
    return Array.from({ length: this.articles }, (_, article) => this.pathOf(article))
  }

  decode(article: number, field: FieldId, out: DecodedText): void {
    out.unitCount = out.tokenCount = 0
    const text = this.#find(article)?.exported.texts[field]
    if (text !== undefined) decodeField(text, this.#changed, out)
  }

  texts(article: number): ArticleTexts {
    const here = this.#find(article)
    if (here === undefined) return unknownText
    if (here.texts !== undefined) return here.texts
    const made = { title: this.#packed(article, Field.title), body: this.#packed(article, Field.body) }
    // Not kept while a file is missing: without the table of spellings, texts are normalised wrongly.
    return this.#files.isComplete ? (here.texts = made) : made
  }

  units(article: number): TextUnits {
    const here = this.#find(article)
    if (here === undefined) return noUnits
    if (here.units !== undefined) return here.units
    const made = joined(this.texts(article))
    return this.#files.isComplete ? (here.units = made) : made
  }

  head(article: number): ArticleHead {
    const record = this.record(article)
    const labels = this.text(article, Field.tags)
    const tags = labels === '' ? [] : labels.split('\n').slice(0, record.tagCount)
    return { record, title: this.text(article, Field.title), author: this.text(article, Field.author), tags }
  }

  text(article: number, field: FieldId): string {
    return this.#find(article)?.exported.texts[field]?.text ?? ''
  }

  record(article: number): ArticleRecord {
    const { id, date, url, tagCount } = this.#find(article)?.exported ?? noArticle
    return { id, date, url, tagCount, file: article, line: 1, start: 0, end: 0, contentHash: [0, 0], bodyHash: 0 }
  }

  fileOf(article: number): number {
    return article
  }

  urlOf(article: number): string {
    return this.record(article).url
  }

  pathOf(article: number): string {
    return this.#find(article)?.exported.path ?? ''
  }

  facets(name: StoredFacet): FacetColumn {
    const read = (bytes: Uint8Array): FacetColumn => decodeFacets(bytes, this.articles) ?? this.refuse()
    const start = (): Int32Array => new Int32Array(this.articles + 1)
    return this.#files.get(fileNames.facet(name), read) ?? { values: [], start: start(), numbers: new Int32Array(0) }
  }

  copyVocabulary(): never {
    return this.refuse()
  }

  encodedText(): never {
    return this.refuse()
  }

  encodedRecord(): never {
    return this.refuse()
  }

  refuse(): never {
    throw new RangeError('the export contradicts itself')
  }

  close(): void {}

  occurs(article: number, field: FieldId, needle: Uint16Array): boolean | undefined {
    return this.#isHere(article) ? undefined : occurs(this.#sources, article, field, needle)
  }

  sketch(article: number, pairs: Iterable<string>): TextUnits | undefined {
    return this.#isHere(article) ? undefined : sketch(this.#sources, article, pairs)
  }

  prefetch(article: number): void {
    this.#find(article)
  }

  /** Looks up a word in the list files; undefined if they don't have it, or its file isn't here yet. */
  findWord(word: string): LexiconCount | undefined {
    return this.#lists.find(word)?.word
  }

  #fileWith(article: number): number {
    return Math.max(0, lastAtMost(this.#opened.root.articleFiles, article))
  }

  #isHere(article: number): boolean {
    return this.#known.has(article) || this.#files.has(fileNames.articles(this.#fileWith(article)))
  }

  /** Undefined until the article is here. */
  #find(article: number): KnownArticle | undefined {
    const found = this.#known.get(article)
    if (found !== undefined) return found
    const { root, characters } = this.#opened
    const number = this.#fileWith(article)
    const [first, next] = [root.articleFiles[number]!, root.articleFiles[number + 1]!]
    const name = fileNames.articles(number)
    const dictionary = this.#files.get(fileNames.dictionary, (bytes) => decodeDictionary(bytes, characters))
    if (dictionary === undefined) return void this.#files.want(name)
    const articles = this.#files.get(name, (bytes) => decodeArticles(bytes, next - first, dictionary, characters))
    if (articles === undefined) return undefined
    const here = { exported: articles[article - first]! }
    this.#known.set(article, here)
    return here
  }

  #packed(article: number, field: FieldId): PackedText {
    this.decode(article, field, this.#scratch)
    return packText(this.#scratch, this.#changed.vocabulary)
  }
}

const perField = <T>(make: (field: FieldId) => T): readonly T[] =>
  Array.from({ length: indexedFields }, (_, field) => make(field as FieldId))

const mostKnown = 1000

const noArticle = { id: '', date: '', url: '', tagCount: 0 }

/** Title and body in one array. */
function joined({ title, body }: ArticleTexts): TextUnits {
  const units = new Uint16Array(title.units.length + body.units.length)
  units.set(title.units)
  units.set(body.units, title.units.length)
  const titleEnd = title.units.length
  return { units, title: 0, titleEnd, body: titleEnd, bodyEnd: units.length }
}
