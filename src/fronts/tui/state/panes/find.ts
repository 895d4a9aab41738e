/**
 * Search in the article, as `/` of less does: what is found takes the place of the query's matches, so that `n` and `N`
 * go through it. An empty line brings the query's matches back.
 */
import { emptyEditor } from '../../editor/editor.js'
import { focused } from '../commands.js'
import { type Outcome } from '../event.js'
import { type Preview, type State } from '../model.js'
import { articleLayout } from '../article-rows.js'
import { atMatch, previewRowsOf } from '../moves.js'
import { byKey } from './pane.js'

export function startFinding(state: State): State {
  return state.preview === undefined ? state : focused({ ...state, finding: emptyEditor }, 'find')
}

export const findKeys = byKey(['enter', find], ['escape :cancel', (state) => focused(state, 'preview')])

function find(state: State): Outcome {
  const { preview } = state
  const after = focused(state, 'preview')
  if (preview === undefined) return after
  const { text } = state.finding
  const ofQuery = preview.ofQuery ?? preview.marked
  if (text === '') return marking(after, { ...preview, ofQuery: undefined }, ofQuery)
  const { article, titleHighlights } = ofQuery
  const pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu')
  const found = Array.from(
    article.body.matchAll(pattern),
    ({ 0: { length }, index }) => [index, index + length] as const,
  )
  if (found.length === 0) return [after, [{ type: 'notifyUnfound', text }]]
  return marking(after, { ...preview, ofQuery }, { article, titleHighlights, bodyHighlights: found })
}

/** Goes to the first match that is not above what is shown. */
function marking(state: State, before: Preview, marked: Preview['marked']): State {
  const preview = { ...before, marked, rowsAt: articleLayout(marked) }
  const next = previewRowsOf(state, preview).matchRows.findIndex((row) => row >= before.scroll)
  return { ...state, preview: atMatch(state, preview, Math.max(0, next)) }
}
