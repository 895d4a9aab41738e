/** Posting lists as sets of articles, over the fields that a part of a query searches. */
import type { FieldId } from '../../storage/segment/fields.js'
import { decodePostings, type PostingList } from '../../storage/segment/postings/codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { createBitset, setBit, type Bitset } from './bitset.js'
import type { TermKind } from '../planning/query-text.js'

export interface FieldLists {
  readonly field: FieldId
  /** One list; for a single character, one list for each bigram. */
  readonly lists: readonly PostingList[]
}

/** Reused by all decoding in this folder; valid until the next call. */
export const scratch = { documents: new Int32Array(1024), frequencies: new Uint8Array(1024) }

/** Decodes a list, or its blocks with `wanted` articles, into {@link scratch}; returns how many postings. */
export function decodeList(list: PostingList, wanted?: Int32Array): number {
  if (scratch.documents.length < list.documentFrequency) {
    scratch.documents = new Int32Array(list.documentFrequency * 2)
    scratch.frequencies = new Uint8Array(list.documentFrequency * 2)
  }
  return decodePostings(list, scratch.documents, scratch.frequencies, wanted)
}

/**
 * The lists that together contain a term's postings in a field: none, one, or for a character one for each bigram.
 */
export function listsOf(segment: SegmentReader, field: FieldId, kind: TermKind, text: string): readonly PostingList[] {
  if (kind === 'character') return listsOfCharacter(segment, field, text.charCodeAt(0))
  const list =
    kind === 'pair'
      ? segment.pairs(field).find(text.charCodeAt(0), text.charCodeAt(1))
      : segment.terms(field).find(text)
  return list === undefined ? none : [list]
}

const none: readonly PostingList[] = []

/** Every occurrence of a character of a run begins exactly one bigram. */
function listsOfCharacter(segment: SegmentReader, field: FieldId, unit: number): PostingList[] {
  const group = segment.pairs(field).group(unit)
  return group === undefined ? [] : Array.from(group.seconds, (_, i) => group.list(i))
}

export function addList(set: Bitset, list: PostingList | undefined): void {
  if (list === undefined) return
  const count = decodeList(list)
  for (let i = 0; i < count; i++) setBit(set, scratch.documents[i]!)
}

export function termSet(segment: SegmentReader, fields: readonly FieldId[], kind: TermKind, text: string): Bitset {
  const set = createBitset(segment.articles)
  for (const field of fields) for (const list of listsOf(segment, field, kind, text)) addList(set, list)
  return set
}

export function addTerms(set: Bitset, segment: SegmentReader, field: FieldId, terms: Iterable<string>): void {
  for (const term of terms) addList(set, segment.terms(field).find(term))
}

/** Adds the articles that contain a term beginning with `prefix`; reads only that range of the dictionary. */
export function addPrefixedTerms(set: Bitset, segment: SegmentReader, field: FieldId, prefix: string): void {
  for (const entry of segment.terms(field).scan(prefix)) {
    if (!entry.term.startsWith(prefix)) return
    addList(set, entry.list())
  }
}
