/** An export as a segment, so that the code that searches an index on disk can search it, too. */
import { decodeArticles } from '../export/format/articles.js'
import type { ExportedArticle } from '../export/format/articles.js'
import { decodeCharacters } from '../export/format/characters.js'
import type { Characters } from '../export/format/characters.js'
import { decodeDays, decodeLengths } from '../export/format/columns.js'
import { decodeDictionary } from '../export/format/dictionary.js'
import { pairSlot } from '../export/format/lists.js'
import type { LexiconCount } from '../export/format/keys.js'
import type { ExportedList } from '../export/format/lists.js'
import { fileNames } from '../export/format/root.js'
import type { Root } from '../export/format/root.js'
import { packText } from '../../storage/segment/articles/packed-text.js'
import type { ArticleHead, ArticleTexts, TextUnits } from '../../storage/segment/articles/recent-texts.js'
import type { ArticleRecord } from '../../storage/segment/articles/record.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import type { DecodedText } from '../../storage/segment/articles/text-codec.js'
import { decodeFacets } from '../../storage/segment/facets.js'
import { Field, indexedFields } from '../../storage/segment/fields.js'
import type { FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { lastAtMost } from '../../text/sorted.js'
import { ChangedTokens, decodeField } from './articles.js'
import type { Files } from './files.js'
import { Lists, pairsOf, termsOf } from './lists.js'
import { createSketches } from './sketch.js'

interface KnownArticle {
  readonly exported: ExportedArticle
  units?: TextUnits
  texts?: ArticleTexts
}

/** What a segment needs before anything else. */
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

/** A segment with the words by which its texts were segmented. */
export interface ExportedSegment extends SegmentReader {
  /** Looks up a word in the list files; undefined if they don't have it, or its file isn't here yet. */
  readonly findWord: (word: string) => LexiconCount | undefined
}

export function createExportedSegment(
  files: Files,
  { root, bodies, titles, characters }: OpenedExport,
): ExportedSegment {
  const lists = new Lists(files, root.lists, bodies, characters)
  const changed = new ChangedTokens()
  const known = new Map<number, KnownArticle>()
  // Not cleared while a question runs: the files may be gone, and it would have to fetch articles again.
  files.onTrim(() => {
    if (known.size >= mostKnown) known.clear()
  })
  const scratch = createDecodedText()
  const firsts = root.articleFiles
  const fileWith = (article: number): number => Math.max(0, lastAtMost(firsts, article))
  /** Undefined until the article is here; a missing file is noted. */
  const find = (article: number): KnownArticle | undefined => {
    const found = known.get(article)
    if (found !== undefined) return found
    const number = fileWith(article)
    const first = firsts[number]!
    const dictionary = files.get(fileNames.dictionary, (bytes) => decodeDictionary(bytes, characters))
    if (dictionary === undefined) return void files.want(fileNames.articles(number))
    const articles = files.get(fileNames.articles(number), (bytes) =>
      decodeArticles(bytes, firsts[number + 1]! - first, dictionary, characters),
    )
    if (articles === undefined) return undefined
    const here = { exported: articles[article - first]! }
    known.set(article, here)
    return here
  }
  const isHere = (article: number): boolean => known.has(article) || files.has(fileNames.articles(fileWith(article)))
  const decode = (article: number, field: FieldId, out: DecodedText): void => {
    out.unitCount = out.tokenCount = 0
    const text = find(article)?.exported.texts[field]
    if (text !== undefined) decodeField(text, changed, out)
  }
  const packed = (article: number, field: FieldId) => {
    decode(article, field, scratch)
    return packText(scratch, changed.vocabulary)
  }
  const texts = (article: number): ArticleTexts => {
    const here = find(article)
    if (here === undefined) return unknownText
    if (here.texts !== undefined) return here.texts
    const made = { title: packed(article, Field.title), body: packed(article, Field.body) }
    // Not kept while a file is missing: without the table of spellings, texts are normalised wrongly.
    return files.isComplete ? (here.texts = made) : made
  }
  const units = (article: number): TextUnits => {
    const here = find(article)
    if (here === undefined) return noUnits
    if (here.units !== undefined) return here.units
    const made = joined(texts(article))
    return files.isComplete ? (here.units = made) : made
  }
  const text = (article: number, field: FieldId): string => find(article)?.exported.texts[field]?.text ?? ''
  const record = (article: number): ArticleRecord => {
    const { id, date, url, tagCount } = find(article)?.exported ?? noArticle
    return { id, date, url, tagCount, file: article, line: 1, start: 0, end: 0, contentHash: [0, 0], bodyHash: 0 }
  }
  const pathOf = (article: number): string => find(article)?.exported.path ?? ''
  const refuse = (): never => {
    throw new RangeError('the export contradicts itself')
  }
  const listOf = (key: string, field: FieldId): ExportedList | undefined => lists.find(key)?.lists[pairSlot(field)]
  const { occurs, sketch } = createSketches({ listOf, bodies, titles })
  const perField = <T>(make: (field: FieldId) => T): readonly T[] =>
    Array.from({ length: indexedFields }, (_, field) => make(field as FieldId))
  const pairs = perField((field) => pairsOf(lists, field, bodies, () => characters))
  const terms = perField((field) => termsOf(lists, field, bodies, files))
  return {
    name: 'export',
    table: {
      articles: root.articles,
      bodyUnits: root.bodyUnits,
      vocabulary: 0,
      pairs: 0,
      terms: 0,
      postings: 0,
      sourceBytes: 0,
      termCounts: [],
      sections: {},
    },
    articles: root.articles,
    deleted: undefined,
    isDeleted: () => false,
    pairs: (field) => pairs[field]!,
    terms: (field) => terms[field]!,
    lengths: bodies,
    get days() {
      return files.get(fileNames.days, (bytes) => decodeDays(bytes, root.articles)) ?? new Int32Array(root.articles)
    },
    get vocabulary() {
      return changed.vocabulary
    },
    vocabularyCursor: refuse,
    decode,
    units,
    texts,
    head: (article): ArticleHead => {
      const own = record(article)
      const labels = text(article, Field.tags)
      const tags = labels === '' ? [] : labels.split('\n').slice(0, own.tagCount)
      return { record: own, title: text(article, Field.title), author: text(article, Field.author), tags }
    },
    text,
    record,
    fileOf: (article) => article,
    urlOf: (article) => record(article).url,
    pathOf,
    moves: undefined,
    facets: (name) =>
      files.get(fileNames.facet(name), (bytes) => decodeFacets(bytes, root.articles) ?? refuse()) ?? {
        values: [],
        start: new Int32Array(root.articles + 1),
        numbers: new Int32Array(0),
      },
    get files() {
      return Array.from({ length: root.articles }, (_, article) => pathOf(article))
    },
    encodedText: refuse,
    encodedRecord: refuse,
    refuse,
    close: () => undefined,
    isInTieOrder: true,
    occurs: (article, field, needle) => (isHere(article) ? undefined : occurs(article, field, needle)),
    sketch: (article, pairs) => (isHere(article) ? undefined : sketch(article, pairs)),
    expect: (article) => void find(article),
    findWord: (word) => lists.find(word)?.word,
  }
}

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
