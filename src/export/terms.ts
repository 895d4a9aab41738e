/** The terms of all segments in ascending order, their lists joined under the numbers of the export. */
import type { FieldId } from '../segment/fields.js'
import { decodePostings } from '../segment/postings/codec.js'
import type { SegmentReader } from '../segment/reader.js'
import type { TermEntry } from '../segment/terms/reader.js'
import type { Collection } from './collection.js'
import type { ExportedList } from './format/lists.js'

interface Source {
  readonly numbers: Int32Array
  readonly entries: Iterator<TermEntry, undefined>
  next: TermEntry | undefined
}

export function* mergeTerms(
  { segments, numbers }: Collection,
  field: FieldId,
): Generator<{ readonly key: string; readonly list: ExportedList }, undefined> {
  const sources = segments.map((segment) => sourceOf(segment, numbers.get(segment)!, field))
  for (;;) {
    let key: string | undefined
    for (const { next } of sources) if (next !== undefined && (key === undefined || next.term < key)) key = next.term
    if (key === undefined) return undefined
    const postings: number[] = []
    for (const source of sources) {
      if (source.next?.term !== key) continue
      addPostings(source.next, source.numbers, postings)
      source.next = source.entries.next().value
    }
    if (postings.length > 0) yield { key, list: listOf(postings.sort((a, b) => a - b)) }
  }
}

function sourceOf(segment: SegmentReader, numbers: Int32Array, field: FieldId): Source {
  const entries = segment.terms(field).scan()
  return { numbers, entries, next: entries.next().value }
}

const scratch = { documents: new Int32Array(1024), frequencies: new Uint8Array(1024) }

/** Each as number × 256 + frequency. */
function addPostings(entry: TermEntry, numbers: Int32Array, postings: number[]): void {
  if (scratch.documents.length < entry.documentFrequency) {
    scratch.documents = new Int32Array(2 * entry.documentFrequency)
    scratch.frequencies = new Uint8Array(2 * entry.documentFrequency)
  }
  const count = decodePostings(entry.list(), scratch.documents, scratch.frequencies)
  for (let i = 0; i < count; i++) {
    const number = numbers[scratch.documents[i]!]!
    if (number >= 0) postings.push(number * 256 + scratch.frequencies[i]!)
  }
}

function listOf(postings: readonly number[]): ExportedList {
  return {
    documents: Int32Array.from(postings, (posting) => Math.floor(posting / 256)),
    frequencies: Int32Array.from(postings, (posting) => posting % 256),
    positions: undefined,
    starts: new Int32Array(0),
  }
}
