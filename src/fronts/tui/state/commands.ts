/** The effect of a command while the query line has the focus. */
import { edited, emptyEditor, type Words } from '../editor/editor.js'
import { type Command } from '../keys/bindings.js'
import { type KwicSort, type MatchMode, type SortOrder } from '../../../library/types.js'
import { completed, fresh, nextCompletion, stepHistory, takeCompletion, undone, withEditor } from './edits.js'
import { layoutOf } from './layout.js'
import { noFilters, withoutLast } from './filters.js'
import { asStep, type Effect, type Outcome, type Step } from './event.js'
import { densities, selectedHit, type Focus, type OpenWay, type State } from './model.js'
import { isAnswered, isBrowsing, previewKey } from './query.js'
import { toggleFold, moveBy, moveTo, refit, pageOf, scrollPreview, stepMatch } from './moves.js'

const matchModes: readonly MatchMode[] = ['auto', 'all', 'any']
const sortOrders: readonly SortOrder[] = ['score', 'date', 'recent', 'oldest']

const lineSorts: readonly KwicSort[] = ['date', 'oldest', 'left', 'right', 'article']

type Handler = (state: State) => Outcome

const after = <T>(list: readonly T[], value: T): T => list[(list.indexOf(value) + 1) % list.length]!

const handlers: Partial<Record<Command, Handler>> = {
  up: (state) => moveBy(state, -1),
  down: (state) => moveBy(state, 1),
  first: (state) => moveTo(state, 0),
  last: (state) => moveTo(state, Infinity),
  open: (state) => openHit(state, 'editor'),
  browser: (state) => openHit(state, 'browser'),
  mark: markHit,
  unmarkAll: toggleAllMarks,
  previewUp: (state) => scrollPreview(state, -pageOf(state)),
  previewDown: (state) => scrollPreview(state, pageOf(state)),
  previewHalfDown: (state) => scrollPreview(state, Math.ceil(pageOf(state) / 2)),
  togglePreview,
  widerPreview: (state) => widened(state, 0.1),
  narrowerPreview: (state) => widened(state, -0.1),
  focusPreview: (state) => focused({ ...state, previewShown: true }, 'preview'),
  read: readHit,
  occurrences: toggleView,
  density: nextDensity,
  times: focusTimes,
  export: (state) => (state.results?.hits.length === 0 ? state : { ...state, focus: 'export', menuAt: 0 }),
  nextMatch: (state) => stepMatch(state, 1),
  previousMatch: (state) => stepMatch(state, -1),
  facets: (state) => focused({ ...state, facetsShown: true, reading: false, facetCursor: 0 }, 'facets'),
  undo: undone,
  matchMode: (state) => ({ ...fresh(state), match: after(matchModes, state.match) }),
  sort: (state) =>
    state.view === 'lines'
      ? { ...fresh(state), lineSort: after(lineSorts, state.lineSort) }
      : { ...fresh(state), sort: after(sortOrders, state.sort) },
  history: (state) => ({ ...state, focus: 'history', historyEditor: emptyEditor, historyCursor: 0 }),
  olderQuery: (state) => stepHistory(state, 1),
  newerQuery: (state) => stepHistory(state, -1),
  copyPath: (state) => copyHit(state),
  copyMenu: openCopyMenu,
  takeSuggestion: takeCompletion,
  nextSuggestion: nextCompletion,
  unfold: toggleFold,
  update: startBuild,
  help: (state) =>
    state.focus === 'help'
      ? focused(state, state.helpFrom)
      : { ...state, focus: 'help', helpFrom: state.focus, helpScroll: 0 },
  redraw: (state) => [state, [{ type: 'redraw' }]],
  suspend: (state) => [state, [{ type: 'suspend' }]],
  cancel,
  quit: (state) => [state, [...remembered(state), { type: 'quit', code: 0 }]],
  abort: (state) => [state, [{ type: 'quit', code: 130 }]],
}

/** Commands that show something next to or over the hits: ignored in a tiny window and without an open index. */
const opening: readonly Command[] = [
  'togglePreview', 'focusPreview', 'occurrences', 'facets', 'times', 'history', 'copyMenu', 'export', 'help',
] // prettier-ignore

export function runCommands(state: State, commands: readonly Command[], words: Words): Step {
  const isUnseen = layoutOf(state).tiny || state.phase.kind !== 'ready'
  for (const command of commands) {
    if (isUnseen && opening.includes(command)) continue
    if (command === 'complete') {
      const taken = completed(state)
      if (taken !== undefined) return [taken, []]
      continue
    }
    if (command === 'backspace' && state.editor.cursor === 0 && state.filters !== noFilters) {
      return [fresh({ ...state, filters: withoutLast(state.filters) }), []]
    }
    const line = edited(state.editor, command, words)
    if (line !== undefined) return [withEditor(state, line), []]
    const handler = handlers[command]
    if (handler !== undefined) return asStep(handler(state))
  }
  return [state, []]
}

export const focused = (state: State, focus: Focus): State => ({ ...state, focus })

/** Shows the chosen hit on the whole screen; in a tiny window, which has no room for it, opens the editor. */
export function readHit(state: State): Step {
  if (!isAnswered(state)) return [{ ...state, openWhenAnswered: 'read' }, []]
  if (state.printing === 'on Enter') return [state, [...remembered(state), { type: 'quit', code: 0 }]]
  if (layoutOf(state).tiny) return openHit(state, 'editor')
  if (selectedHit(state) === undefined) return [state, []]
  return [focused({ ...state, reading: true }, 'preview'), remembered(state)]
}

/** @param program a command of the settings, in place of the editor */
export function openHit(state: State, how: OpenWay, program?: string): Step {
  if (!isAnswered(state)) return [{ ...state, openWhenAnswered: how }, []]
  const hit = selectedHit(state)
  const match = state.preview?.key === previewKey(state) ? state.preview?.match : undefined
  return [state, hit === undefined ? [] : [...remembered(state), { type: 'open', hit, how, match, program }]]
}

/** A query is added to the history once its hits were used. */
export function remembered(state: State): Effect[] {
  const query = state.editor.text.trim()
  return query === '' || (state.results?.total ?? 0) === 0 ? [] : [{ type: 'remember', query }]
}

export function startBuild(state: State): Step {
  if (!state.canBuild || state.building !== undefined) return [state, []]
  return [{ ...state, building: 'starting' }, [{ type: 'build' }]]
}

function markHit(state: State): Step {
  const [marked, effects] = markHere(state)
  return [marked === state ? state : moveBy(marked, 1), effects]
}

export function markHere(state: State): Step {
  const hit = selectedHit(state)
  if (hit === undefined) return [state, []]
  const others = state.marked.filter((id) => id !== hit.id)
  const marked = others.length < state.marked.length ? others : [...others, hit.id]
  return [{ ...state, marked }, remembered(state)]
}

/** Removes all marks; if there are none, restores those that were removed last. */
function toggleAllMarks(state: State): Step {
  const { marked, unmarked } = state
  if (marked.length === 0) return [{ ...state, marked: unmarked, unmarked: [] }, []]
  return [{ ...state, marked: [], unmarked: marked }, [{ type: 'notify', what: 'unmarked', value: marked.length }]]
}

function copyHit(state: State): Step {
  const hit = selectedHit(state)
  return [state, hit === undefined ? [] : [...remembered(state), { type: 'copy', hit, what: 'path' }]]
}

function openCopyMenu(state: State): Step {
  const hit = selectedHit(state)
  return hit === undefined ? [state, []] : [{ ...state, focus: 'copy', menuAt: 0 }, [{ type: 'offerCopies', hit }]]
}

/** Switches between articles and occurrences; without a query there are no occurrences. */
function toggleView(state: State): State {
  if (state.view === 'hits' && (isBrowsing(state) || !state.hasLines)) return state
  const view = state.view === 'hits' ? 'lines' : 'hits'
  return refit(state, { ...state, view, lineAt: 0, lineTop: 0, lineGoal: undefined, focus: 'query', reading: false })
}

function nextDensity(state: State): Step {
  const density = after(densities, state.density)
  return [{ ...state, density }, [{ type: 'rememberDensity', density }]]
}

function focusTimes(state: State): Outcome {
  const beside: State = { ...state, reading: false }
  if (layoutOf({ ...beside, focus: 'times' }).timesRows === 0)
    return [state, state.hasTimes ? [{ type: 'notify', what: 'noTimes' }] : []]
  // If nothing is counted yet, the count will move the cursor back to the last bar.
  const last = (state.overview?.times?.series[0]?.buckets.length ?? Number.MAX_SAFE_INTEGER) - 1
  return focused({ ...beside, timeCursor: last, timeAnchor: undefined }, 'times')
}

/** As fzf: a script learns that nothing was chosen. */
function leftCode({ printing, marked }: State): number {
  return printing !== undefined && marked.length === 0 ? 130 : 0
}

function widened(state: State, by: number): State {
  const previewShare = Math.max(0.2, Math.min(0.8, state.previewShare + by))
  return { ...state, previewShown: true, previewShare }
}

function togglePreview(state: State): State {
  if (state.reading) return focused({ ...state, reading: false }, 'query')
  if (layoutOf(state).narrow) return focused(state, 'preview')
  return { ...state, previewShown: !state.previewShown }
}

/** Esc ends one thing at a time: a build, the occurrences, the query, the filters; pressed twice, the program. */
function cancel(state: State): Outcome {
  if (state.building !== undefined) return [state, [{ type: 'cancelBuild' }]]
  if (state.view === 'lines') return toggleView(state)
  if (state.editor.text !== '') return withEditor(state, { ...state.editor, text: '', cursor: 0 })
  if (state.filters !== noFilters) return fresh({ ...state, filters: noFilters, view: 'hits' })
  if (state.isLeaving || state.phase.kind !== 'ready') return [state, [{ type: 'quit', code: leftCode(state) }]]
  return [{ ...state, isLeaving: true }, [{ type: 'notify', what: 'leaving', value: state.marked.length }]]
}
