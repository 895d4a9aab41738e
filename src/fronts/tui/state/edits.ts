/** Changes of the query line and their consequences. */
import * as editor from '../editor/editor.js'
import { type Editor } from '../editor/editor.js'
import { fold } from '../complete/word.js'
import { type Completion, type State } from './model.js'

/** A new query: from the first hit, outside the history, without old suggestions; no occurrences if empty. */
export function withEditor(state: State, line: Editor): State {
  if (line.text === state.editor.text) return { ...state, editor: line }
  const undo = [...state.undo.slice(1 - mostUndone), state.editor]
  const shown = state.completions.length > 0 ? state.completions.slice(state.completion) : state.lastCompletions
  const view = line.text.trim() === '' ? 'hits' : state.view
  return { ...fresh(state), editor: line, historyAt: -1, lastCompletions: shown, undo, view }
}

/** Changes of the line that can be undone. */
const mostUndone = 200

/** The line before its last change; what was cut meanwhile can still be put back. */
export function undone(state: State): State {
  const last = state.undo.at(-1)
  if (last === undefined) return state
  const before = withEditor(state, { ...last, killed: state.editor.killed })
  return { ...before, undo: state.undo.slice(0, -1) }
}

export function fresh(state: State): State {
  return {
    ...state,
    selected: 0,
    top: 0,
    lineAt: 0,
    lineTop: 0,
    lineGoal: undefined,
    completions: [],
    completion: 0,
    notice: undefined,
    openWhenAnswered: undefined,
    isLeaving: false,
  }
}

/** One query further back (`by` 1) or forth (-1); the draft waits at the end. */
export function stepHistory(state: State, by: 1 | -1): State {
  const at = Math.max(-1, Math.min(state.history.length - 1, state.historyAt + by))
  if (at === state.historyAt) return state
  const draft = state.historyAt === -1 ? state.editor.text : state.draft
  const text = at === -1 ? draft : state.history[state.history.length - 1 - at]!
  return { ...fresh(state), editor: editor.withText(state.editor, text), historyAt: at, draft }
}

/** True if a suggestion continues the typed text, as a shell's does: nothing that was typed is removed. */
export function goesOn({ editor: { text } }: State, { start, text: suggested }: Completion): boolean {
  return fold(suggested).startsWith(fold(text.slice(start)))
}

/** Takes the chosen suggestion if the cursor is at the line's end and the suggestion only adds to the line. */
export function completed(state: State): State | undefined {
  const chosen = state.completions[state.completion]
  const { text, cursor } = state.editor
  const isAtEnd = cursor === text.length && chosen?.end === text.length
  return isAtEnd && goesOn(state, chosen) ? takeCompletion(state) : undefined
}

export function takeCompletion(state: State): State {
  const chosen = state.completions[state.completion]
  if (chosen === undefined) return state
  return withEditor(state, editor.replace(state.editor, chosen.start, chosen.end, chosen.text))
}

export function nextCompletion(state: State): State {
  const count = state.completions.length
  return count === 0 ? state : { ...state, completion: (state.completion + 1) % count }
}
