/** Past and saved queries, narrowed by typing. */
import * as editor from '../../editor/editor.js'
import { editLine, withEditor } from '../edits.js'
import type { Step } from '../effect.js'
import type { State } from '../model.js'
import { back, byKey, stay, type PaneKeys } from './pane.js'

export interface HistoryEntry {
  readonly query: string
  readonly saved: boolean
}

/** Saved queries first, then the past ones, newest first; only those that contain what was typed. */
export function historyEntries(state: State): HistoryEntry[] {
  const typed = state.historyEditor.text.trim().toLowerCase()
  const past = state.history.toReversed().filter((query) => !state.saved.includes(query))
  const all = [
    ...state.saved.toReversed().map((query) => ({ query, saved: true })),
    ...past.map((query) => ({ query, saved: false })),
  ]
  return all.filter(({ query }) => query.toLowerCase().includes(typed))
}

const listKeys = byKey(
  ['up ctrl-p ctrl-k', (state) => move(state, state.historyCursor - 1)],
  ['down ctrl-n ctrl-j :history', (state) => move(state, state.historyCursor + 1)],
  ['enter tab', take],
  [':save', toggleSaved],
  ['escape :cancel f7 ctrl-g', back],
)

/** Keys of the list; the others edit the line that narrows it. */
export const historyKeys: PaneKeys = (state, key) => {
  const step = listKeys(state, key)
  if (step !== undefined) return step
  for (const command of key.commands) {
    const line = editLine(state.historyEditor, command, key.words)
    if (line !== undefined) return stay({ ...state, historyEditor: line, historyCursor: 0 })
  }
  return stay(state)
}

function chosen(state: State): HistoryEntry | undefined {
  return historyEntries(state)[state.historyCursor]
}

function move(state: State, to: number): Step {
  const last = historyEntries(state).length - 1
  return stay({ ...state, historyCursor: Math.max(0, Math.min(last, to)) })
}

function take(state: State): Step {
  const entry = chosen(state)
  if (entry === undefined) return stay(state)
  return back(withEditor(state, editor.withText(state.editor, entry.query)))
}

function toggleSaved(state: State): Step {
  const entry = chosen(state)
  return entry === undefined ? stay(state) : [state, [{ type: 'toggleSaved', query: entry.query }]]
}
