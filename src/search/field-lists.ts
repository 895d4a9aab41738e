/**
 * Where a term's postings lie, by segment and field. Remembered for the latest terms of a collection: looking into its
 * dictionaries misses the cache a few times for each field of each segment, and queries are alike.
 */
import { defaultFields } from '../segment/fields.js'
import type { FieldId } from '../segment/fields.js'
import type { PostingList } from '../segment/postings/codec.js'
import type { SegmentReader } from '../segment/reader.js'
import { listsOf } from './lists.js'
import type { PlannedTerm } from './plan.js'

/** A term's lists in one field. */
export interface FieldLists {
  readonly field: FieldId
  /** For a character one a pair, else one. */
  readonly lists: readonly PostingList[]
}

/** A term's lists in each segment, and in how many articles of a collection it is. */
export interface TermLists {
  readonly bySegment: readonly (readonly FieldLists[])[]
  readonly documentFrequency: number
  /** By segment: its postings over all fields, decoded, where they are kept. */
  readonly postings: (Postings | undefined)[]
}

/** A term's postings in a segment as they score, in the order in which they score. */
export interface Postings {
  readonly documents: Int32Array
  /** Occurrences, times field weights where several fields hold the term. */
  readonly frequencies: Uint8Array | Float64Array
  /** Factor of the frequencies. */
  readonly fieldWeight: number
  /** What the frequencies were weighted with. */
  readonly fieldWeights: readonly number[]
}

export interface ListFinder {
  /** Undefined for what isn't remembered: terms of single fields, and characters, which have a thousand lists at times. */
  find(term: PlannedTerm): TermLists | undefined
  /** Keeps decoded postings of a term, until there are too many of all terms. */
  keep(term: TermLists, segment: number, postings: Postings): void
}

/** Fewer postings are decoded as fast as they are kept. */
export const fewestKept = 32
const mostKeptBytes = 6 << 20

/** Some 2 KiB each. */
const mostKnown = 4096

/** @param count in how many articles a term is that has these lists */
export function createListFinder(
  segments: readonly SegmentReader[],
  count: (term: PlannedTerm, bySegment: TermLists['bySegment']) => number,
): ListFinder {
  const known = { pair: new Map<string, TermLists>(), term: new Map<string, TermLists>() }
  const keepers: TermLists[] = []
  let kept = 0
  return {
    keep: (term, segment, postings) => {
      const bytes = postings.documents.byteLength + postings.frequencies.byteLength
      if (kept + bytes > mostKeptBytes) {
        for (const keeper of keepers) keeper.postings.length = 0
        keepers.length = kept = 0
      }
      kept += bytes
      if (term.postings.length === 0) keepers.push(term)
      term.postings[segment] = postings
    },
    find: (term) => {
      if (term.fields !== defaultFields || term.kind === 'character') return undefined
      const terms = known[term.kind]
      let found = terms.get(term.text)
      if (found === undefined) {
        const bySegment = segments.map((segment) => fieldLists(segment, term))
        found = { bySegment, documentFrequency: count(term, bySegment), postings: [] }
        if (terms.size === mostKnown) terms.clear()
        terms.set(term.text, found)
      }
      return found
    },
  }
}

/** A term's lists in the fields that hold it, in the order of the fields. */
export function fieldLists(segment: SegmentReader, { fields, kind, text }: PlannedTerm): readonly FieldLists[] {
  let found: FieldLists[] | undefined
  for (const field of fields) {
    const lists = listsOf(segment, field, kind, text)
    if (lists.length > 0) (found ??= []).push({ field, lists })
  }
  return found ?? none
}

const none: readonly FieldLists[] = []
