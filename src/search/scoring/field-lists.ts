/**
 * Where a term's posting lists are, by segment and field. Cached for the most recent terms of a collection, because
 * queries resemble each other, and a dictionary lookup misses the CPU cache a few times for each field of each segment.
 */
import { listsOf, type FieldLists } from '../matching/lists.js'
import { defaultFields } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { collectImpacts, countPostings, type CollectionImpacts, type Saturation } from './impacts.js'
import type { PlannedTerm } from '../planning/plan.js'

/** A term's lists in each segment, and the number of articles of the collection that contain it. */
export interface TermLists {
  readonly bySegment: readonly (readonly FieldLists[])[]
  readonly documentFrequency: number
  /** Over all segments and fields. */
  readonly postings: number
  /** The impacts, if they are cached, with the parameters that they were computed with. */
  impacts: { readonly of: CollectionImpacts; readonly saturation: Saturation } | undefined
}

export interface ListFinder {
  /**
   * Undefined for terms that aren't cached: terms of single fields, and characters, which may have a thousand lists.
   */
  find(term: PlannedTerm): TermLists | undefined
  /**
   * A term's impacts; they are cached until all terms together exceed the bound.
   * @param wanted how many will be read: of `some`, only those of short lists are computed; `none` of them are if just a
   *   few articles score
   */
  impacts(term: TermLists, saturation: Saturation, wanted: ImpactsWanted): CollectionImpacts | undefined
}

export type ImpactsWanted = 'all' | 'some' | 'none'

/** Up to this many postings, a list is decoded whole even if only a part is needed: 0.1 ms. */
const shortList = 1 << 14
/** Most postings by {@link ImpactsWanted}. Longer lists than 65,536 would evict too many others. */
const longestKept = { all: 1 << 16, some: shortList, none: -1 }
/** Most bytes of cached impacts; `bytesEach` are those of the objects around the impacts of a term. */
const mostKeptBytes = 16 << 20
const bytesEach = 500

/**
 * Most cached terms of a kind, about 2 KiB each. With 4,096, the terms of a few hundred similar articles evicted
 * others.
 */
const mostKnown = 8192

/** @param count number of articles that contain the term of these lists */
export function createListFinder(
  segments: readonly SegmentReader[],
  count: (term: PlannedTerm, bySegment: TermLists['bySegment']) => number,
): ListFinder {
  const known = { pair: new Map<string, TermLists>(), term: new Map<string, TermLists>() }
  const keepers: TermLists[] = []
  let keptBytes = 0
  const keep = (term: TermLists, of: CollectionImpacts, saturation: Saturation): CollectionImpacts => {
    const bytes = of.documents.byteLength + of.values.byteLength + bytesEach
    if (keptBytes + bytes > mostKeptBytes) {
      for (const keeper of keepers) keeper.impacts = undefined
      keepers.length = keptBytes = 0
    }
    keptBytes += bytes
    keepers.push(term)
    term.impacts = { of, saturation }
    return of
  }
  return {
    impacts: (term, saturation, wanted) => {
      if (term.impacts !== undefined && isSame(term.impacts.saturation, saturation)) return term.impacts.of
      if (term.postings > longestKept[wanted]) return undefined
      return keep(term, collectImpacts(segments, term.bySegment, saturation), saturation)
    },
    find: (term) => {
      if (term.fields !== defaultFields || term.kind === 'character') return undefined
      const terms = known[term.kind]
      let found = terms.get(term.text)
      if (found === undefined) {
        const bySegment = segments.map((segment) => fieldLists(segment, term))
        const postings = countPostings(bySegment)
        found = { bySegment, documentFrequency: count(term, bySegment), postings, impacts: undefined }
        if (terms.size === mostKnown) terms.clear()
        terms.set(term.text, found)
      }
      return found
    },
  }
}

function isSame(a: Saturation, b: Saturation): boolean {
  return a.top === b.top && a.base === b.base && a.slope === b.slope && a.fieldWeights === b.fieldWeights
}

/** A term's lists in the fields that contain it, in the order of the fields. */
export function fieldLists(segment: SegmentReader, { fields, kind, text }: PlannedTerm): readonly FieldLists[] {
  let found: FieldLists[] | undefined
  for (const field of fields) {
    const lists = listsOf(segment, field, kind, text)
    if (lists.length > 0) (found ??= []).push({ field, lists })
  }
  return found ?? none
}

const none: readonly FieldLists[] = []
