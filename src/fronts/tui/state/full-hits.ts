/** Where the hits with every word of the query end and the hits with only some of the words begin. */
import type { State } from './model.js'

/** If more hits than this have every word, nobody looks for their end. */
export const mostFullHits = 300

/** The count that is shown: hits with every word if only some hits have every word, else all hits. */
export function countedHits(state: State): { readonly total: number; readonly areFull: boolean } {
  const full = fullCount(state)
  return full === undefined || full === 0
    ? { total: state.results?.total ?? 0, areFull: false }
    : { total: full, areFull: true }
}

/** The number of hits with every word; undefined if it isn't known or if all hits have every word. */
export function fullCount({ results, whole }: State): number | undefined {
  return results !== undefined && whole?.key === results.key && whole.count < results.total ? whole.count : undefined
}

/**
 * Position of the first hit with only some of the words; undefined if all hits are alike, or if the two kinds are
 * mixed, as for a question. Unfolded hits belong to the one above them.
 */
export function firstPartial({ results, whole }: State): number | undefined {
  if (results === undefined || whole?.key !== results.key || whole.ids === undefined) return undefined
  const { ids } = whole
  const isPartial = results.hits.map((hit) => hit.foldedInto === undefined && !ids.has(hit.id))
  const first = isPartial.indexOf(true)
  const isMixed = results.hits.some(({ id }, i) => i > first && ids.has(id))
  return first < 1 || isMixed ? undefined : first
}
