/**
 * Article files: what a hit shows, and the texts of articles as they are spelled, token by token as the build cut them.
 * Format: FORMAT.md, "Article files".
 */
import { indexedFields } from '../../../storage/segment/fields.js'
import { RangeReader, RangeWriter } from './coder.js'
import { TokenStream, type Dictionary, type NumberedTokens } from './tokens.js'
import type { CharacterRanks } from './spellings.js'
import { noDate } from '../../../storage/segment/format.js'
import { createByteReader, getVarint } from '../../../storage/store/byte-reader.js'
import { createByteWriter, putVarint, written } from '../../../storage/store/byte-writer.js'

/* Numbers of all articles, in order. Format: FORMAT.md, "Exports". */

/** Lengths of bodies, then of titles, in units. */
export function encodeLengths(bodies: Uint32Array, titles: Uint32Array): Uint8Array {
  const out = createByteWriter(2 * bodies.length)
  for (const length of bodies) putVarint(out, length)
  for (const length of titles) putVarint(out, length)
  return written(out)
}

export function decodeLengths(bytes: Uint8Array, articles: number): { bodies: Uint32Array; titles: Uint32Array } {
  const reader = createByteReader(bytes)
  const read = (): Uint32Array => Uint32Array.from({ length: articles }, () => getVarint(reader))
  const lengths = { bodies: read(), titles: read() }
  if (reader.at !== bytes.length) throw new RangeError('no numbers')
  return lengths
}

/** The value from which the first difference is taken: later than any day, because days descend. */
const firstDay = 110_000_000

/** Days descend; articles without a date are last. */
export function encodeDays(days: Int32Array): Uint8Array {
  const out = createByteWriter(days.length)
  let before = firstDay
  for (const day of days) {
    if (day === noDate) break
    putVarint(out, before - day)
    before = day
  }
  return written(out)
}

export function decodeDays(bytes: Uint8Array, articles: number): Int32Array {
  const reader = createByteReader(bytes)
  const days = new Int32Array(articles).fill(noDate)
  let before = firstDay
  for (let article = 0; reader.at < bytes.length && article < articles; article++)
    days[article] = before -= getVarint(reader)
  return days
}

/** A field: its spelling, and where its tokens end in it. */
export interface ExportedText {
  readonly text: string
  readonly ends: Int32Array
  /** By token: the normalised form, if it differs from what normalising the token's spelling alone gives. */
  readonly odd: ReadonlyMap<number, string>
}

export interface ExportedArticle {
  readonly id: string
  /** ISO 8601, or ''. */
  readonly date: string
  /** Of the page, or ''. */
  readonly url: string
  readonly path: string
  /** How many lines of the field `tags` are tags; the others are categories. */
  readonly tagCount: number
  /** In the order of the fields, without metadata. */
  readonly texts: readonly ExportedText[]
}

/** A field to be written: numbers of {@link NumberedTokens}. */
export interface WrittenText {
  readonly tokens: ArrayLike<number>
  /** As in {@link ExportedText}, ascending. */
  readonly odd: readonly (readonly [token: number, normalized: string])[]
}

/** An {@link ExportedArticle} to be written. */
export interface WrittenArticle {
  /** Tokens of its ID, date, address and path, each cut by {@link piecesOf}. */
  readonly labels: readonly ArrayLike<number>[]
  readonly tagCount: number
  readonly texts: readonly WrittenText[]
}

export class ArticleFileWriter {
  readonly #coder = new RangeWriter()
  readonly #stream: TokenStream

  constructor(written: NumberedTokens, dictionary: Dictionary, ranks: CharacterRanks) {
    this.#stream = new TokenStream(this.#coder, dictionary, ranks, written)
  }

  /** Articles ascend. */
  add(article: WrittenArticle): void {
    codeArticle(this.#stream, article)
  }

  finish(): Uint8Array {
    this.#stream.end()
    return this.#coder.finish()
  }
}

/** @throws RangeError if the bytes are not an article file */
export function decodeArticles(
  bytes: Uint8Array,
  count: number,
  dictionary: Dictionary,
  ranks: CharacterRanks,
): ExportedArticle[] {
  const stream = new TokenStream(new RangeReader(bytes), dictionary, ranks)
  return Array.from({ length: count }, () => codeArticle(stream, undefined))
}

/** @param given the article to write, for which the result has no meaning; undefined to read */
function codeArticle(stream: TokenStream, given: WrittenArticle | undefined): ExportedArticle {
  const [id, date, url, path] = Array.from({ length: 4 }, (_, label) => codeLabel(stream, given?.labels[label]))
  const tagCount = stream.spellings.numbers.code(given?.tagCount ?? 0)
  const texts = Array.from({ length: indexedFields }, (_, field) => codeText(stream, given?.texts[field]))
  return { id: id!, date: date!, url: url!, path: path!, tagCount, texts }
}

/** Cuts an identifier, a date or an address into pieces that are likely to recur in the next one. */
export const piecesOf = (label: string): readonly string[] => label.match(/[A-Za-z]+|\d+|[^\x00-\x7f]+|[^]/g) ?? []

function codeLabel(stream: TokenStream, given: ArrayLike<number> | undefined): string {
  const count = stream.spellings.numbers.code(given?.length ?? 0)
  if (given !== undefined) return putTokens(stream, given)
  let label = ''
  for (let i = 0; i < count; i++) label += stream.spelling(stream.code())
  return label
}

const noText: ExportedText = { text: '', ends: new Int32Array(0), odd: new Map() }

function codeText(stream: TokenStream, given: WrittenText | undefined): ExportedText {
  const { numbers } = stream.spellings
  const count = numbers.code(given?.tokens.length ?? 0)
  if (count === 0) return noText
  if (given !== undefined) putTokens(stream, given.tokens)
  const read = given === undefined ? getTokens(stream, count) : noText
  const odd = [...(given?.odd ?? [])]
  const oddCount = numbers.code(odd.length)
  for (let i = 0; i < oddCount; i++) odd[i] = [numbers.code(odd[i]?.[0] ?? 0), stream.spellings.code(odd[i]?.[1] ?? '')]
  return given === undefined ? { ...read, odd: new Map(odd) } : noText
}

/** Hot: runs over every token of the collection. */
function putTokens(stream: TokenStream, tokens: ArrayLike<number>): '' {
  for (let i = 0; i < tokens.length; i++) stream.code(tokens[i])
  return ''
}

function getTokens(stream: TokenStream, count: number): Omit<ExportedText, 'odd'> {
  const ends: number[] = []
  let text = ''
  for (let i = 0; i < count; i++) {
    text += stream.spelling(stream.code())
    ends.push(text.length)
  }
  return { text, ends: Int32Array.from(ends) }
}
