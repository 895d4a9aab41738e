/** Posting lists as sets of articles, over the fields that a part of a query searches. */
import type { FieldId } from '../segment/fields.js'
import { decodePostings } from '../segment/postings/codec.js'
import type { PostingList } from '../segment/postings/codec.js'
import type { SegmentReader } from '../segment/reader.js'
import type { TermEntry } from '../segment/terms/reader.js'
import { createBitset, setBit } from './bitset.js'
import type { Bitset } from './bitset.js'

/** Reused by all decoding in this room; valid until the next call. */
export const scratch = { documents: new Int32Array(1024), frequencies: new Uint8Array(1024) }

/** Decodes a list into {@link scratch}; returns its length. */
export function decodeList(list: PostingList): number {
  if (scratch.documents.length < list.documentFrequency) {
    scratch.documents = new Int32Array(list.documentFrequency * 2)
    scratch.frequencies = new Uint8Array(list.documentFrequency * 2)
  }
  return decodePostings(list, scratch.documents, scratch.frequencies)
}

export function addList(set: Bitset, list: PostingList | undefined): void {
  if (list === undefined) return
  const count = decodeList(list)
  for (let i = 0; i < count; i++) setBit(set, scratch.documents[i]!)
}

/** Articles that hold a pair in one of the fields. */
export function pairSet(segment: SegmentReader, fields: readonly FieldId[], first: number, second: number): Bitset {
  const set = createBitset(segment.articles)
  for (const field of fields) addList(set, segment.pairs(field).find(first, second))
  return set
}

/** Articles that hold a term in one of the fields. */
export function termSet(segment: SegmentReader, fields: readonly FieldId[], term: string): Bitset {
  const set = createBitset(segment.articles)
  for (const field of fields) addList(set, segment.terms(field).find(term))
  return set
}

/** Articles that hold a character of a run in one of the fields: every occurrence begins a pair. */
export function addCharacter(set: Bitset, segment: SegmentReader, field: FieldId, unit: number): void {
  const group = segment.pairs(field).group(unit)
  for (let i = 0; i < (group?.seconds.length ?? 0); i++) addList(set, group!.list(i))
}

/** Articles that hold a term for which `matches` says yes; reads the whole dictionary, or from `from` while `goesOn`. */
export function addMatchingTerms(
  set: Bitset,
  segment: SegmentReader,
  field: FieldId,
  matches: (entry: TermEntry) => boolean,
  from = '',
  goesOn: (term: string) => boolean = () => true,
): void {
  for (const entry of segment.terms(field).scan(from)) {
    if (!goesOn(entry.term)) return
    if (matches(entry)) addList(set, entry.list())
  }
}
