/**
 * Article files: what a hit shows and what its texts are, as they are spelled, token by token as the build cut them.
 * Format: FORMAT.md, "Article files".
 */
import { indexedFields } from '../../segment/fields.js'
import { RangeReader, RangeWriter } from './coder.js'
import { TokenStream } from './tokens.js'
import type { CharacterRanks } from './spellings.js'
import type { Dictionary } from './tokens.js'

/** A field: its spelling, and where its tokens end in it. */
export interface ExportedText {
  readonly text: string
  readonly ends: Int32Array
  /** Tokens whose normalised spelling is not that of their spelling alone. */
  readonly odd: ReadonlyMap<number, string>
  /** Ranks of the tokens in the dictionary, −1 for those that it doesn't have; a writer finds them where they are not given. */
  readonly ranks?: Int32Array
}

export interface ExportedArticle {
  readonly id: string
  /** ISO 8601, or ''. */
  readonly date: string
  /** Of the page. */
  readonly url: string
  readonly path: string
  /** How many lines of the tags are tags; the others are categories. */
  readonly tagCount: number
  /** In the order of the fields, without metadata. */
  readonly texts: readonly ExportedText[]
}

/** The articles of one file, one after the other. */
export function encodeArticles(
  articles: readonly ExportedArticle[],
  dictionary: Dictionary,
  ranks: CharacterRanks,
): Uint8Array {
  const writer = new RangeWriter()
  const stream = new TokenStream(writer, dictionary, ranks)
  for (const article of articles) codeArticle(stream, article)
  return writer.finish()
}

/** @throws RangeError where the bytes are no such articles */
export function decodeArticles(
  bytes: Uint8Array,
  count: number,
  dictionary: Dictionary,
  ranks: CharacterRanks,
): ExportedArticle[] {
  const stream = new TokenStream(new RangeReader(bytes), dictionary, ranks)
  return Array.from({ length: count }, () => codeArticle(stream, undefined))
}

/** @param given what is written; undefined to read */
function codeArticle(stream: TokenStream, given: ExportedArticle | undefined): ExportedArticle {
  const id = codeLabel(stream, given?.id)
  const date = codeLabel(stream, given?.date)
  const url = codeLabel(stream, given?.url)
  const path = codeLabel(stream, given?.path)
  const tagCount = stream.spellings.numbers.code(given?.tagCount ?? 0)
  const texts = Array.from({ length: indexedFields }, (_, field) => codeText(stream, given?.texts[field]))
  return { id, date, url, path, tagCount, texts }
}

/** What an identifier, a date or an address is made of: pieces that come again in the next one. */
export const piecesOf = (label: string): readonly string[] => label.match(/[A-Za-z]+|\d+|[^\x00-\x7f]+|[^]/g) ?? []

function codeLabel(stream: TokenStream, given = ''): string {
  const pieces = piecesOf(given)
  const count = stream.spellings.numbers.code(pieces.length)
  let label = ''
  for (let i = 0; i < count; i++) label += stream.token(pieces[i] ?? '')
  return label
}

const noText: ExportedText = { text: '', ends: new Int32Array(0), odd: new Map() }

/** @param given what is written; undefined to read */
function codeText(stream: TokenStream, given: ExportedText | undefined): ExportedText {
  const { numbers } = stream.spellings
  const count = numbers.code(given?.ends.length ?? 0)
  if (count === 0) return noText
  if (given !== undefined) putTokens(stream, given)
  const read = given ?? getTokens(stream, count)
  const odd = [...(given?.odd ?? [])]
  const oddCount = numbers.code(odd.length)
  for (let i = 0; i < oddCount; i++) odd[i] = [numbers.code(odd[i]?.[0] ?? 0), stream.spellings.code(odd[i]?.[1] ?? '')]
  return given ?? { ...read, odd: new Map(odd) }
}

function putTokens(stream: TokenStream, { text, ends, ranks }: ExportedText): void {
  for (let i = 0, start = 0; i < ends.length; i++) {
    const end = ends[i]!
    const rank = ranks === undefined ? undefined : ranks[i]!
    const isShared = rank !== undefined && rank >= 0
    stream.code(isShared ? '' : text.slice(start, end), rank)
    start = end
  }
}

function getTokens(stream: TokenStream, count: number): Omit<ExportedText, 'odd'> {
  const ends: number[] = []
  let text = ''
  for (let i = 0; i < count; i++) {
    text += stream.token('')
    ends.push(text.length)
  }
  return { text, ends: Int32Array.from(ends) }
}
