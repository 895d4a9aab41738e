/**
 * Article files: what a hit shows and what its texts are, as they are spelled, with the borders of the tokens that the
 * build cut. A character is one or two bytes by its rank, so that deflate sees bytes of one meaning: 0.39 of the UTF-8.
 * Format: FORMAT.md, "Article files".
 */
import type { ByteReader } from '../../store/byte-reader.js'
import { createByteReader, getString, getVarint } from '../../store/byte-reader.js'
import { createByteWriter, putByte, putBytes, putString, putVarint, written } from '../../store/byte-writer.js'
import type { ByteWriter } from '../../store/byte-writer.js'
import { indexedFields } from '../../segment/fields.js'
import { textOf } from '../../text/units.js'
import type { Characters } from './characters.js'

/** A field: its spelling, and where its tokens end in it. */
export interface ExportedText {
  readonly text: string
  readonly ends: Int32Array
  /** Tokens whose normalised spelling is not that of their spelling alone. */
  readonly odd: ReadonlyMap<number, string>
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

const oneByte = 224
const rare = 255
const twoBytes = oneByte + (rare - oneByte) * 256

/** The articles of one file, one after the other. */
export function encodeArticles(
  articles: readonly ExportedArticle[],
  characters: Pick<Characters, 'rankOf'>,
): Uint8Array {
  const out = createByteWriter(4096)
  for (const article of articles) {
    for (const text of [article.id, article.date, article.url, article.path]) putString(out, text)
    putVarint(out, article.tagCount)
    for (const text of article.texts) putText(out, text, characters.rankOf)
  }
  return written(out)
}

function putText(out: ByteWriter, { text, ends, odd }: ExportedText, rankOf: Uint16Array): void {
  putVarint(out, text.length)
  if (text === '') return
  for (let at = 0; at < text.length; at++) putUnit(out, text.charCodeAt(at), rankOf)
  putBytes(out, borders(text.length, ends))
  putVarint(out, odd.size)
  for (const [token, normalized] of odd) {
    putVarint(out, token)
    putVarint(out, normalized.length)
    for (let at = 0; at < normalized.length; at++) putVarint(out, normalized.charCodeAt(at))
  }
}

function putUnit(out: ByteWriter, unit: number, rankOf: Uint16Array): void {
  const rank = rankOf[unit]! - 1
  if (rank >= 0 && rank < oneByte) return putByte(out, rank)
  if (rank >= 0 && rank < twoBytes) {
    putByte(out, oneByte + ((rank - oneByte) >>> 8))
    return putByte(out, (rank - oneByte) & 255)
  }
  putByte(out, rare)
  putByte(out, unit >>> 8)
  putByte(out, unit & 255)
}

/** One bit a unit: whether a token ends behind it. */
function borders(length: number, ends: Int32Array): Uint8Array {
  const bits = new Uint8Array((length + 7) >>> 3)
  for (const end of ends) bits[(end - 1) >>> 3]! |= 1 << ((end - 1) & 7)
  return bits
}

/** @throws RangeError where the bytes are no such articles */
export function decodeArticles(
  bytes: Uint8Array,
  count: number,
  characters: Pick<Characters, 'units'>,
): ExportedArticle[] {
  const reader = createByteReader(bytes)
  const articles = Array.from({ length: count }, () => {
    const [id, date, url, path] = Array.from({ length: 4 }, () => getString(reader)) as [string, string, string, string]
    const tagCount = getVarint(reader)
    const texts = Array.from({ length: indexedFields }, () => getText(reader, characters.units))
    return { id, date, url, path, tagCount, texts }
  })
  if (reader.at !== bytes.length) throw new RangeError('no articles')
  return articles
}

const none: ReadonlyMap<number, string> = new Map()

function getText(reader: ByteReader, units: Uint16Array): ExportedText {
  const length = getVarint(reader)
  if (length > reader.bytes.length - reader.at) throw new RangeError('no text')
  if (length === 0) return { text: '', ends: new Int32Array(0), odd: none }
  const spelled = new Uint16Array(length)
  for (let at = 0; at < length; at++) spelled[at] = getUnit(reader, units)
  const bits = reader.bytes.subarray(reader.at, (reader.at += (length + 7) >>> 3))
  const ends: number[] = []
  for (let at = 0; at < length; at++) if ((bits[at >>> 3]! & (1 << (at & 7))) !== 0) ends.push(at + 1)
  const odd = new Map<number, string>()
  for (let left = getVarint(reader); left > 0; left--) {
    const token = getVarint(reader)
    let normalized = ''
    for (let rest = getVarint(reader); rest > 0; rest--) normalized += String.fromCharCode(getVarint(reader))
    odd.set(token, normalized)
  }
  return { text: textOf(spelled, 0, length), ends: Int32Array.from(ends), odd }
}

function getUnit(reader: ByteReader, units: Uint16Array): number {
  const { bytes } = reader
  const first = bytes[reader.at++]!
  if (first < oneByte) return units[first]!
  const second = bytes[reader.at++]!
  if (first < rare) return units[oneByte + (first - oneByte) * 256 + second]!
  return second * 256 + bytes[reader.at++]!
}
