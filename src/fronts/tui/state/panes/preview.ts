/** The preview with the focus: the keys of less and vi. */
import type { Command } from '../../keys/bindings.js'
import { openHit, remembered, runCommands } from '../commands.js'
import type { Step } from '../effect.js'
import { selectedHit, type State } from '../model.js'
import { moveBy, refit, toggleMark } from '../moves.js'
import { pageOf, scrollPreview, stepMatch } from '../preview-moves.js'
import { back, byKey, stay, type PaneAction } from './pane.js'

/** Runs a command whose own key needs Alt, which not every terminal sends. */
const run =
  (command: Command): PaneAction =>
  (state) =>
    runCommands(state, [command], () => [])

/** Moves to another hit; at the ends of the list, a notice says so. */
function toHit(state: State, by: 1 | -1): Step {
  const after = moveBy(state, by)
  const hasMoved = after.selected !== state.selected || after.lineAt !== state.lineAt
  return hasMoved ? stay(after) : [after, [{ type: 'notifyEnd', at: by === 1 ? 'last' : 'first' }]]
}

/** Marks the article that is being read, and stays at it. */
function markHere(state: State): Step {
  const hit = selectedHit(state)
  return hit === undefined ? stay(state) : [toggleMark(state, hit), remembered(state)]
}

export const previewKeys = byKey(
  ['j down', (state) => stay(scrollPreview(state, 1))],
  ['enter', (state) => stay(state.reading ? scrollPreview(state, 1) : refit(state, { ...state, reading: true }))],
  ['k up', (state) => stay(scrollPreview(state, -1))],
  ['space f pagedown', (state) => stay(scrollPreview(state, pageOf(state)))],
  ['b pageup', (state) => stay(scrollPreview(state, -pageOf(state)))],
  ['d ctrl-d', (state) => stay(scrollPreview(state, Math.ceil(pageOf(state) / 2)))],
  ['u ctrl-u', (state) => stay(scrollPreview(state, -Math.ceil(pageOf(state) / 2)))],
  ['g home <', (state) => stay(scrollPreview(state, -Infinity))],
  ['G end >', (state) => stay(scrollPreview(state, Infinity))],
  ['n', (state) => stay(stepMatch(state, 1))],
  ['N p', (state) => stay(stepMatch(state, -1))],
  ['J ctrl-n ctrl-j right l', (state) => toHit(state, 1)],
  ['K ctrl-p ctrl-k left h', (state) => toHit(state, -1)],
  ['e', (state) => openHit(state, 'editor')],
  ['v', (state) => openHit(state, 'pager')],
  ['w', (state) => openHit(state, 'browser')],
  ['m tab', markHere],
  ['M', run('unmarkAll')],
  ['c', run('copyMenu')],
  ['x', run('export')],
  ['o', run('occurrences')],
  ['t', run('times')],
  ['z :read', (state) => (state.reading ? back(state) : stay(refit(state, { ...state, reading: true })))],
  ['#', (state) => stay(refit(state, { ...state, lineNumbers: !state.lineNumbers }))],
  ['q escape :cancel :focusPreview :togglePreview / i', back],
)
