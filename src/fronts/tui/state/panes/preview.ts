/** The preview with the focus: the keys of less and vi, and the search in the article. */
import { emptyEditor } from '../../editor/editor.js'
import { focused, markHere } from '../commands.js'
import { type Outcome } from '../event.js'
import { type Preview, type State } from '../model.js'
import { articleLayout } from '../article-rows.js'
import { atMatch, moveBy, pageOf, previewRowsOf, scrollPreview } from '../moves.js'
import { back, byKey } from './pane.js'

/** Moves to another hit; at the ends of the list, a notice says so. */
function toHit(state: State, by: 1 | -1): Outcome {
  const after = moveBy(state, by)
  const hasMoved = after.selected !== state.selected || after.lineAt !== state.lineAt
  return hasMoved ? after : [after, [{ type: 'notify', what: by === 1 ? 'lastHit' : 'firstHit' }]]
}

const whole = (state: State): State => ({ ...state, reading: true })

export const previewKeys = byKey(
  ['j down', (state) => scrollPreview(state, 1)],
  ['enter', (state) => (state.reading ? scrollPreview(state, 1) : whole(state))],
  ['k up', (state) => scrollPreview(state, -1)],
  ['space f pagedown', 'previewDown'],
  ['b pageup', 'previewUp'],
  ['d ctrl-d', 'previewHalfDown'],
  ['u ctrl-u', (state) => scrollPreview(state, -Math.ceil(pageOf(state) / 2))],
  ['g home <', (state) => scrollPreview(state, -Infinity)],
  ['G end >', (state) => scrollPreview(state, Infinity)],
  ['n', 'nextMatch'],
  ['N p', 'previousMatch'],
  ['J ctrl-n ctrl-j right l', (state) => toHit(state, 1)],
  ['K ctrl-p ctrl-k left h', (state) => toHit(state, -1)],
  ['e', 'open'],
  ['w', 'browser'],
  ['m tab', markHere],
  ['M', 'unmarkAll'],
  ['c', 'copyMenu'],
  ['x', 'export'],
  ['o', 'occurrences'],
  ['t', 'times'],
  ['z :read', (state) => (state.reading ? back(state) : whole(state))],
  ['/', startFinding],
  ['q escape :cancel :focusPreview :togglePreview i', back],
)

/*
 * Search in the article, as `/` of less does: what is found takes the place of the query's matches, so that `n` and `N`
 * go through it. An empty line brings the query's matches back.
 */

function startFinding(state: State): State {
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
  if (found.length === 0) return [after, [{ type: 'notify', what: 'unfound', value: text }]]
  return marking(after, { ...preview, ofQuery }, { article, titleHighlights, bodyHighlights: found })
}

/** Goes to the first match that is not above what is shown. */
function marking(state: State, before: Preview, marked: Preview['marked']): State {
  const preview = { ...before, marked, rowsAt: articleLayout(marked) }
  const next = previewRowsOf(state, preview).matchRows.findIndex((row) => row >= before.scroll)
  return { ...state, preview: atMatch(state, preview, Math.max(0, next)) }
}
