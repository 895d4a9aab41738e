/** How many hits are requested at once. */
import { layoutOf } from '../state/layout.js'
import type { State } from '../state/model.js'

/** Each of them costs a passage, about half a millisecond. */
const mostAgain = 500

/** The passages of this many hits don't keep a key waiting. */
const laterPage = 20
/** Hits requested beyond what the list shows, because equal articles are folded and a missing hit would leave a gap. */
const spare = 2

/**
 * Hits requested at once: first as many as are visible, so that the answer is quick, or all loaded ones again if the
 * reader has moved.
 */
export function pageSize(state: State, offset: number): number {
  if (offset > 0) return laterPage
  const seen = Math.min(mostAgain, layoutOf(state).hitsShown + spare)
  return state.selected === 0 ? seen : Math.max(seen, Math.min(mostAgain, state.results?.next ?? 0))
}
