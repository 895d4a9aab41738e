/**
 * An article as a document of the collection: the fields that are searched (exact texts, ranked terms, dates,
 * facets), and the article itself, from which everything else is rebuilt. Layout: docs/CLUSTER.md, "What is stored".
 */
import {
  pathText,
  rankedTerms,
  rankedTermsOf,
  scopes,
  tokensOfFields,
  tokensOfPath,
  type RankedTerms,
} from './terms.js'
import { dayNumber, noDate, facetValues, formatVersion } from '../storage/segment/format.js'
import { addArticle, writeSegment, keepBuilder, takeBuilder } from '../storage/segment/builder/segment-builder.js'
import type { IndexableArticle } from '../storage/segment/builder/segment-builder.js'
import { facets, storedFacets } from '../text/facets/index.js'
import { idOf } from './generations.js'
import { openSegment, type SegmentReader } from '../storage/segment/reader.js'
import { createMemoryFileSystem } from '../storage/store/file-system.js'
import { openPagedFile } from '../storage/store/paged/reader.js'
import type { Analyzer } from '../text/analysis/analysis.js'

/** A string that JSON can represent; one with half a surrogate pair is sent as its UTF-16 units in base64. */
type PortableText = string | { readonly utf16: string }

/** The part of a document from which an article is restored. */
export interface ArticlePayload
  extends Omit<IndexableArticle['record'], PortableKey>, Readonly<Record<PortableKey | 'path', PortableText>> {
  readonly bytes: number
  readonly texts: readonly PortableText[]
}

type PortableKey = 'id' | 'date' | 'url'

/** An article as the server returns it. */
export interface StoredArticle {
  readonly article: ArticlePayload
  readonly since: number
  readonly places?: readonly PlaceVersion[]
}

/** The id of an article on the server. The same article of the same file has the same id in every push. */
export function articleId({ record, path }: IndexableArticle, occurrence: number): string {
  return idOf(JSON.stringify([path, record.id, record.contentHash, occurrence]))
}

/** What the pushes have made of an article. */
export interface ArticleState {
  /** Number of the push that added the article, and of the one that removes it. */
  readonly since: number
  readonly until?: number
  /** Where it lies as of the last push, and as of the one in progress, if it has moved. */
  readonly places?: readonly PlaceVersion[]
}

export interface EncodableArticle {
  readonly id: string
  readonly article: IndexableArticle
  readonly state: ArticleState
}

/** Articles with their ids as JSON, analysed together. @param segment contains exactly these articles, in this order */
export function encodeArticles(
  articles: readonly EncodableArticle[],
  segment: SegmentReader,
  reference: number,
): { readonly id: string; readonly json: string }[] {
  const terms = rankedTermsOf(segment, reference)
  return articles.map(({ id, article, state }, i) => {
    return { id, json: encodeDocument(article, state, segment.lengths[i]!, terms[i]!) }
  })
}

function encodeDocument(
  article: IndexableArticle,
  state: ArticleState,
  length: number,
  { text, low }: RankedTerms,
): string {
  const { record } = article
  const day = dayNumber(record.date)
  const texts = scopes.flatMap(({ text, fields }) => {
    const tokens = tokensOfFields(fields.map((field) => article.texts[field]!))
    return tokens === '' ? [] : [[text, tokens] as const]
  })
  return JSON.stringify({
    article: encodeArticle(article),
    ...state,
    id: record.id.toWellFormed(),
    path: article.path.toWellFormed(),
    ...facetsOf(article),
    ...derivedFacets(record.url, day === noDate ? undefined : day),
    day,
    order: orderNumber(day, length),
    low,
    [rankedTerms]: text,
    ...Object.fromEntries(texts),
    [pathText]: tokensOfPath(article.path),
  })
}

/** The values of each facet, distinct and not empty; a facet without values is left out. */
function facetsOf({ texts }: IndexableArticle): Readonly<Record<string, readonly string[]>> {
  const named = facetValues(texts).map((values, facet) => {
    const distinct = [...new Set(values)].filter((value) => value !== '')
    return [storedFacets[facet]!.name, distinct.map((value) => value.toWellFormed())] as const
  })
  return Object.fromEntries(named.filter(([, values]) => values.length > 0))
}

function derivedFacets(url: string, day: number | undefined): Readonly<Record<string, string>> {
  const derived = facets.flatMap((facet) => {
    const value = 'derive' in facet ? facet.derive({ url, day }) : ''
    return value === '' ? [] : [[facet.name, value.toWellFormed()] as const]
  })
  return Object.fromEntries(derived)
}

function encodeArticle({ record, path, texts, sourceBytes }: IndexableArticle): ArticlePayload {
  const { id, date, url, ...rest } = record
  const strings = { id: portable(id), path: portable(path), date: portable(date), url: portable(url) }
  return { ...strings, ...rest, bytes: sourceBytes, texts: texts.map(portable) }
}

/** @param place where the article lies now, if it has moved since it was sent */
export function decodeArticle(payload: ArticlePayload, place: Place = payload): IndexableArticle {
  const { id, path, date, url, bytes, texts, ...rest } = payload
  const { line, start, end } = place
  const strings = { id: restored(id), date: restored(date), url: restored(url) }
  const record = { ...rest, ...strings, line, start, end }
  return { texts: texts.map(restored), record, path: restored(path), sourceBytes: bytes }
}

function portable(text: string): PortableText {
  return text.isWellFormed() ? text : { utf16: Buffer.from(text, 'utf16le').toString('base64') }
}

function restored(text: PortableText): string {
  return typeof text === 'string' ? text : Buffer.from(text.utf16, 'base64').toString('utf16le')
}

/* The order of articles with equal scores, as in search/scoring/ties.ts, as a number that the server can sort by. */

/** Day and length in one number that sorts by day, then by length, within the 53 bits that JSON keeps exactly. */
export function orderNumber(day: number, length: number): number {
  const dayPart = day === noDate ? 0 : Math.min(2 ** 22 - 1, Math.max(1, day + 2 ** 21))
  return dayPart * 2 ** 24 + Math.min(length, 2 ** 24 - 1)
}

/*
 * Where articles lie in their files. An unchanged article moves when something before it changes. A search sees the
 * place as of its own push, so a document keeps two places: the last committed one, and that of the push in progress.
 */

export interface Place {
  readonly line: number
  readonly start: number
  readonly end: number
}

export interface PlaceVersion extends Place {
  readonly generation: number
}

/*
 * A segment in memory, built from a few fetched articles. Searching it runs the same code on the same structures as
 * searching an index on disk, so scores, passages and facets can't differ.
 */

const path = '/memory'

/** @param articles in the order that decides between equal scores */
export function buildMemorySegment(articles: readonly IndexableArticle[], analyzer: Analyzer): SegmentReader {
  const builder = takeBuilder(analyzer)
  for (const article of articles) addArticle(builder, article)
  const files = createMemoryFileSystem()
  writeSegment(builder, files, path)
  keepBuilder(builder)
  return openSegment(openPagedFile(files, path, { version: formatVersion, cache: 'mirror' }))
}
