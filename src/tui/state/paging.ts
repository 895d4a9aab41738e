/** How many hits are requested at once. */
import { layoutOf } from './layout.js'
import type { State } from './model.js'

/** A passage each takes about half a millisecond. */
const mostAgain = 500

/** Passages of so many hits keep no key waiting. */
const laterPage = 20
/** Hits more than the list shows: equal articles are folded, and a hit too few would leave a gap. */
const spare = 2

/** Hits requested at once: as many as are seen at first, so that the first answer is quick; all of them again if the reader was among them. */
export function pageSize(state: State, offset: number): number {
  if (offset > 0) return laterPage
  const seen = Math.min(mostAgain, layoutOf(state).hitsShown + spare)
  return state.selected === 0 ? seen : Math.max(seen, Math.min(mostAgain, state.results?.next ?? 0))
}
