/** The effect of a command while the query line has the focus. */
import type { Words } from '../editor/editor.js'
import type { Command } from '../keys/bindings.js'
import type { MatchMode, SortOrder } from '../../library/types.js'
import { editLine, fresh, nextCompletion, stepHistory, takeCompletion, withEditor } from './edits.js'
import { emptyEditor } from '../editor/editor.js'
import { layoutOf } from './layout.js'
import { noFilters, selectedHit, type Effect, type Focus, type State, type Step } from './model.js'
import { isAnswered } from './query.js'
import { toggleFold } from './panes/unfolding.js'
import { pageOf, refit, scrollPreview, select, stepMatch, toggleMark } from './moves.js'

const matchModes: readonly MatchMode[] = ['auto', 'all', 'any']
const sortOrders: readonly SortOrder[] = ['score', 'date', 'recent', 'oldest']

type Handler = (state: State) => Step | State

const after = <T>(list: readonly T[], value: T): T => list[(list.indexOf(value) + 1) % list.length]!

const handlers: Partial<Record<Command, Handler>> = {
  up: (state) => select(state, state.selected - 1),
  down: (state) => select(state, state.selected + 1),
  first: (state) => select(state, 0),
  last: (state) => select(state, Number.MAX_SAFE_INTEGER),
  open: (state) => openHit(state, 'editor'),
  view: (state) => openHit(state, 'pager'),
  mark: markHit,
  previewUp: (state) => scrollPreview(state, -pageOf(state)),
  previewDown: (state) => scrollPreview(state, pageOf(state)),
  previewHalfDown: (state) => scrollPreview(state, Math.ceil(pageOf(state) / 2)),
  togglePreview,
  focusPreview: (state) => focused({ ...state, previewShown: true }, 'preview'),
  nextMatch: (state) => stepMatch(state, 1),
  previousMatch: (state) => stepMatch(state, -1),
  facets: (state) => focused({ ...state, facetsShown: true, facetCursor: 0 }, 'facets'),
  matchMode: (state) => ({ ...fresh(state), match: after(matchModes, state.match) }),
  sort: (state) => ({ ...fresh(state), sort: after(sortOrders, state.sort) }),
  history: (state) => ({ ...state, focus: 'history', historyEditor: emptyEditor, historyCursor: 0 }),
  olderQuery: (state) => stepHistory(state, 1),
  newerQuery: (state) => stepHistory(state, -1),
  copyPath: (state) => copyHit(state),
  copyMenu: openCopyMenu,
  save: (state) => [state, [{ type: 'toggleSaved', query: state.editor.text.trim() }]],
  nextSuggestion: nextCompletion,
  unfold: toggleFold,
  update: startBuild,
  help: (state) => ({ ...state, focus: state.focus === 'help' ? 'query' : 'help', helpScroll: 0 }),
  redraw: (state) => [state, [{ type: 'redraw' }]],
  suspend: (state) => [state, [{ type: 'suspend' }]],
  cancel,
  quit: (state) => [state, [...remembered(state), { type: 'quit', code: 0 }]],
  abort: (state) => [state, [{ type: 'quit', code: 130 }]],
}

/** Commands that show something next to or over the hits: ignored in a tiny window and without hits. */
const opening: readonly Command[] = ['togglePreview', 'focusPreview', 'facets', 'history', 'copyMenu', 'help']

/** Runs the first of a key's commands that applies. */
export function runCommands(state: State, commands: readonly Command[], words: Words): Step {
  const isUnseen = layoutOf(state).tiny || state.phase.kind !== 'ready'
  for (const command of commands) {
    if (isUnseen && opening.includes(command)) continue
    if (command === 'complete') {
      const taken = state.editor.cursor === state.editor.text.length ? takeCompletion(state) : undefined
      if (taken !== undefined) return [taken, []]
      continue
    }
    const line = editLine(state.editor, command, words)
    if (line !== undefined) return [withEditor(state, line), []]
    const handler = handlers[command]
    if (handler !== undefined) return asStep(handler(state))
  }
  return [state, []]
}

function asStep(outcome: Step | State): Step {
  return 'editor' in outcome ? [outcome, []] : outcome
}

export function focused(state: State, focus: Focus): State {
  return refit(state, { ...state, focus })
}

export function openHit(state: State, how: 'editor' | 'pager'): Step {
  if (!isAnswered(state)) return [{ ...state, openWhenAnswered: how }, []]
  const hit = selectedHit(state)
  return [state, hit === undefined ? [] : [...remembered(state), { type: 'open', hit, how }]]
}

/** A query is added to the history once its hits were used. */
export function remembered(state: State): Effect[] {
  const query = state.editor.text.trim()
  return query === '' || (state.results?.total ?? 0) === 0 ? [] : [{ type: 'remember', query }]
}

/** Starts building or updating the index, if possible and not already running. */
export function startBuild(state: State): Step {
  if (!state.canBuild || state.building !== undefined) return [state, []]
  return [{ ...state, building: 'starting' }, [{ type: 'build' }]]
}

function markHit(state: State): Step {
  const hit = selectedHit(state)
  if (hit === undefined) return [state, []]
  return [select(toggleMark(state, hit), state.selected + 1), remembered(state)]
}

function copyHit(state: State): Step {
  const hit = selectedHit(state)
  return [state, hit === undefined ? [] : [...remembered(state), { type: 'copy', hit, what: 'path' }]]
}

function openCopyMenu(state: State): Step {
  const hit = selectedHit(state)
  return hit === undefined ? [state, []] : [{ ...state, focus: 'copy' }, [{ type: 'offerCopies', hit }]]
}

function togglePreview(state: State): State {
  if (layoutOf(state).narrow) return focused(state, 'preview')
  return refit(state, { ...state, previewShown: !state.previewShown })
}

/** Esc: first a running build, then the query with its filters, then the program. */
function cancel(state: State): Step {
  if (state.building !== undefined) return [state, [{ type: 'cancelBuild' }]]
  const hasFilters = state.filters !== noFilters
  if (state.editor.text !== '' || hasFilters) {
    const cleared = withEditor({ ...state, filters: noFilters }, { ...state.editor, text: '', cursor: 0 })
    return [fresh(cleared), remembered(state)]
  }
  return [state, [{ type: 'quit', code: 0 }]]
}
