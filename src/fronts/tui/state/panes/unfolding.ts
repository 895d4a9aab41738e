/** Similar articles are folded behind their best hit; unfolded, they are hits of their own below it. */
import { select } from '../moves.js'
import type { Step } from '../effect.js'
import type { Event } from '../event.js'
import { selectedHit, type ShownHit, type State } from '../model.js'

/** Articles folded behind a hit, with their similarity; equal bodies first. */
export function foldedUnder(hit: ShownHit): { id: string; similarity: number }[] {
  const equal = (hit.duplicates ?? []).map((id) => ({ id, similarity: 1 }))
  return [...equal, ...(hit.similar ?? [])]
}

/** Unfolds the chosen hit, or folds its group again. */
export function toggleFold(state: State): Step {
  const hit = selectedHit(state)
  if (hit === undefined || state.results === undefined) return [state, []]
  const leader = hit.foldedInto?.id ?? hit.id
  const hits = state.results.hits.filter((other) => other.foldedInto?.id !== leader)
  if (hits.length < state.results.hits.length) {
    const at = hits.findIndex(({ id }) => id === leader)
    return [select({ ...state, results: { ...state.results, hits } }, at), []]
  }
  return [state, foldedUnder(hit).length === 0 ? [] : [{ type: 'unfold', hit, key: state.results.key }]]
}

export function unfolded(state: State, { key, id, hits }: Event & { type: 'unfolded' }): State {
  const { results } = state
  const at = results?.hits.findIndex((hit) => hit.id === id) ?? -1
  if (results?.key !== key || at < 0 || results.hits.some(({ foldedInto }) => foldedInto?.id === id)) return state
  const shift = state.selected > at ? hits.length : 0
  const all = [...results.hits.slice(0, at + 1), ...hits, ...results.hits.slice(at + 1)]
  return select({ ...state, results: { ...results, hits: all } }, state.selected + shift)
}
