/** Folds equal articles: the same body under two IDs is shown once, with the other IDs listed. */
import { Field } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { FoundArticle } from '../scoring/rank-again.js'
import type { FoldedHit } from './types.js'

/** Folds hits of one page with equal bodies into the best of them. Ranks stay as they were. */
export function foldDuplicates<Hit extends FoldedHit>(
  segments: readonly SegmentReader[],
  found: readonly FoundArticle[],
  hits: readonly Hit[],
): Hit[] {
  const firstOf = new Map<string, number>()
  const folded = new Map<number, string[]>()
  const kept: number[] = []
  for (const [i, { segment, article }] of found.entries()) {
    const reader = segments[segment]!
    const hash = reader.record(article).bodyHash
    const length = reader.lengths[article]!
    const key = length === 0 ? `empty ${i}` : `${hash} ${length}`
    const first = firstOf.get(key)
    if (first !== undefined && sameBody(segments, found[first]!, found[i]!)) {
      folded.set(first, [...(folded.get(first) ?? []), hits[i]!.id])
      continue
    }
    firstOf.set(key, i)
    kept.push(i)
  }
  return kept.map((i) => {
    const duplicates = folded.get(i)
    return duplicates === undefined ? hits[i]! : { ...hits[i]!, duplicates }
  })
}

function sameBody(segments: readonly SegmentReader[], a: FoundArticle, b: FoundArticle): boolean {
  return segments[a.segment]!.text(a.article, Field.body) === segments[b.segment]!.text(b.article, Field.body)
}
