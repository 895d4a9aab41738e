/**
 * A segment is one paged file: sections of bytes, then a table of them as JSON, then the table's length (4 bytes).
 * Immutable once written. Format: FORMAT.md, "Segment".
 */
import { createByteReader, getUint32 } from '../store/byte-reader.js'
import type { RandomAccess } from '../store/storage.js'

/** Version of every file. Raise it when any byte's meaning changes: no other one is read. */
export const formatVersion = 2

export interface SegmentTable {
  /** Articles, deleted ones included. */
  readonly articles: number
  readonly vocabulary: number
  /** Distinct bigrams, terms and postings over all fields. */
  readonly pairs: number
  readonly terms: number
  readonly postings: number
  /** Sum of all body lengths, in units. */
  readonly bodyUnits: number
  /** Bytes of the articles as they were read. */
  readonly sourceBytes: number
  /** Number of terms of each field, which its dictionary needs. */
  readonly termCounts: readonly number[]
  /** Start and length of each section. */
  readonly sections: Readonly<Record<string, readonly [number, number]>>
}

export function encodeTable(table: SegmentTable): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(table))
  const bytes = new Uint8Array(json.length + 4)
  bytes.set(json)
  new DataView(bytes.buffer).setUint32(json.length, json.length, true)
  return bytes
}

export function readTable(file: RandomAccess): SegmentTable {
  const length = getUint32(createByteReader(file.read(file.size - 4, file.size)))
  const json = file.read(file.size - 4 - length, file.size - 4)
  return JSON.parse(new TextDecoder().decode(json)) as SegmentTable
}
