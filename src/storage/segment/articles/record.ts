/**
 * The data of an article besides its texts: ID, origin, date, URL, hashes. One record for each article, in article
 * order, which can be read by itself for the hits that are shown. Format: FORMAT.md, "Records".
 */
import { createByteReader, getBigVarint, getString, getUint32, getVarint } from '../../store/byte-reader.js'
import type { ByteReader } from '../../store/byte-reader.js'
import { putBigVarint, putBytes, putString, putUint32, putVarint, type ByteWriter } from '../../store/byte-writer.js'

export interface ArticleRecord {
  readonly id: string
  /** ISO 8601, or ''. */
  readonly date: string
  readonly url: string
  /** How many lines of the tags field are tags; the others are categories. */
  readonly tagCount: number
  /** Number of the source file in the segment's table. */
  readonly file: number
  /** 1-based line and byte range in that file. */
  readonly line: number
  readonly start: number
  readonly end: number
  /** First 64 bits of a hash of the article as it was read, by which it is recognised later. */
  readonly contentHash: readonly [number, number]
  /** 32 bits of a hash of the body, for folding equal bodies. */
  readonly bodyHash: number
}

/**
 * @param file number of the source file, passed as a separate argument because copying the record with it costs more
 *   than writing it
 */
export function putRecord(out: ByteWriter, record: Omit<ArticleRecord, 'file'>, file: number): void {
  putString(out, record.id)
  putString(out, record.date)
  putString(out, record.url)
  putVarint(out, record.tagCount)
  putVarint(out, file)
  putVarint(out, record.line)
  putBigVarint(out, record.start)
  putBigVarint(out, record.end - record.start)
  putUint32(out, record.contentHash[0])
  putUint32(out, record.contentHash[1])
  putUint32(out, record.bodyHash)
}

/** Undefined if the bytes are not a record. */
export function getRecord(bytes: Uint8Array): ArticleRecord | undefined {
  const reader = createByteReader(bytes)
  const id = getString(reader)
  const date = getString(reader)
  const url = getString(reader)
  const tagCount = getVarint(reader)
  const file = getVarint(reader)
  const line = getVarint(reader)
  const start = getBigVarint(reader)
  const end = start + getBigVarint(reader)
  const contentHash = [getUint32(reader), getUint32(reader)] as const
  const bodyHash = getUint32(reader)
  if (reader.at !== bytes.length || !Number.isSafeInteger(end)) return undefined
  return { id, date, url, tagCount, file, line, start, end, contentHash, bodyHash }
}

/**
 * Appends a stored record with another file number, its position moved by the given lines and bytes. Used by merging;
 * takes a third of the time of decoding and encoding its strings.
 */
export function putStoredRecord(out: ByteWriter, bytes: Uint8Array, file: number, lines: number, moved: number): void {
  const reader = createByteReader(bytes)
  skipStrings(reader)
  getVarint(reader)
  putBytes(out, bytes.subarray(0, reader.at))
  getVarint(reader)
  putVarint(out, file)
  putVarint(out, getVarint(reader) + lines)
  putBigVarint(out, getBigVarint(reader) + moved)
  putBytes(out, bytes.subarray(reader.at))
}

/** Reads only the file's number, without decoding what precedes it. */
export function getRecordFile(bytes: Uint8Array): number {
  const reader = createByteReader(bytes)
  skipStrings(reader)
  getVarint(reader)
  return getVarint(reader)
}

/** Reads only the web address; an empty one costs no decoding. */
export function getRecordUrl(bytes: Uint8Array): string {
  const reader = createByteReader(bytes)
  skipStrings(reader, 2)
  return getString(reader)
}

/** Id, date and url, or the first `count` of them. */
function skipStrings(reader: ByteReader, count = 3): void {
  for (let skipped = 0; skipped < count; skipped++) {
    const length = getVarint(reader)
    reader.at += length
  }
}
