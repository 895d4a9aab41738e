/** Where the hits that hold every word of the query end, and those that hold some of them begin. */
import type { State } from './model.js'

/** Beyond so many hits with every word nobody looks for their end. */
export const mostFullHits = 300

/** Hits as they are counted: those with every word, where there are some and others beside them. */
export function countedHits(state: State): { readonly total: number; readonly areFull: boolean } {
  const full = fullCount(state)
  return full === undefined || full === 0
    ? { total: state.results?.total ?? 0, areFull: false }
    : { total: full, areFull: true }
}

/** Hits with every word; undefined where that isn't known, and where all have. */
export function fullCount({ results, whole }: State): number | undefined {
  return results !== undefined && whole?.key === results.key && whole.count < results.total ? whole.count : undefined
}

/**
 * The first hit with only some of the words; undefined where all are alike, and where they stand mixed, as those of a question do.
 * Unfolded hits belong to the one above them.
 */
export function firstPartial({ results, whole }: State): number | undefined {
  if (results === undefined || whole?.key !== results.key || whole.ids === undefined) return undefined
  const { ids } = whole
  const isPartial = results.hits.map((hit) => hit.under === undefined && !ids.has(hit.id))
  const first = isPartial.indexOf(true)
  const isMixed = results.hits.some(({ id }, i) => i > first && ids.has(id))
  return first < 1 || isMixed ? undefined : first
}
