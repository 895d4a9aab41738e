/**
 * The painted rows between query and keys. They are kept while a key changes only the line above, so that its echo
 * costs two rows.
 */
import type { State } from '../state/model.js'
import { isBrowsing } from '../state/query.js'
import type { Look } from './look.js'
import { bodyRows } from './screen.js'
import { paintRow } from './theme.js'

/** Parts of the state that the panes don't show while the query line has the focus and there are hits. */
const unseen: readonly (keyof State)[] = [
  'editor', 'completions', 'completion', 'lastCompletions', 'suggestionsLoaded', 'historyAt', 'draft', 'isLeaving', 'openWhenAnswered',
] // prettier-ignore

/** @returns a function that paints the body of a state; it returns the last rows again if the body looks the same */
export function createBodyPainter(look: Look): (state: State) => readonly string[] {
  let last: { readonly state: State; readonly rows: readonly string[] } | undefined
  return (state) => {
    const rows =
      last !== undefined && looksAlike(last.state, state)
        ? last.rows
        : bodyRows(state, look).map((row) => paintRow(row, look.theme))
    last = { state, rows }
    return rows
  }
}

function looksAlike(before: State, state: State): boolean {
  if (state.focus !== 'query' || (state.results?.hits.length ?? 0) === 0) return false
  if (isBrowsing(before) !== isBrowsing(state)) return false
  const names = Object.keys(state) as (keyof State)[]
  return names.every((name) => before[name] === state[name] || unseen.includes(name))
}
