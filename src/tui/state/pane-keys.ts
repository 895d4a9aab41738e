/** Keys inside the panes and overlays that take the focus: preview, filters, history, copy menu, help. */
import type { FacetName } from '../../engine/types.js'
import * as editor from '../editor/editor.js'
import { fresh, withEditor } from './edits.js'
import { focused, openHit, remembered, runCommands } from './commands.js'
import type { Command } from '../keys/bindings.js'
import { facetNames, noFilters, selectedHit, type CopyKind, type State, type Step } from './model.js'
import { pageOf, scrollPreview, scrollPreviewTo, select, stepMatch } from './moves.js'

export interface PaneKey {
  /** A key's name, or the text of a single typed character. */
  readonly name: string
  readonly commands: readonly Command[]
  readonly words: editor.Words
}

const stay = (state: State): Step => [state, []]
const back = (state: State): Step => [focused(state, 'query'), []]

export function previewKeys(state: State, key: PaneKey): Step | undefined {
  switch (key.name) {
    case 'j': case 'down':
      return stay(scrollPreview(state, 1))
    case 'k': case 'up':
      return stay(scrollPreview(state, -1))
    case 'space': case ' ': case 'f': case 'pagedown':
      return stay(scrollPreview(state, pageOf(state)))
    case 'b': case 'pageup':
      return stay(scrollPreview(state, -pageOf(state)))
    case 'd': case 'ctrl-d':
      return stay(scrollPreview(state, Math.ceil(pageOf(state) / 2)))
    case 'u': case 'ctrl-u':
      return stay(scrollPreview(state, -Math.ceil(pageOf(state) / 2)))
    case 'g': case 'home': case '<':
      return stay(scrollPreviewTo(state, 'start'))
    case 'G': case 'end': case '>':
      return stay(scrollPreviewTo(state, 'end'))
    case 'n':
      return stay(stepMatch(state, 1))
    case 'N': case 'p':
      return stay(stepMatch(state, -1))
    case 'J': case 'ctrl-n': case 'ctrl-j': case 'right': case 'l':
      return stay(select(state, state.selected + 1))
    case 'K': case 'ctrl-p': case 'ctrl-k': case 'left': case 'h':
      return stay(select(state, state.selected - 1))
    case 'e':
      return openHit(state, 'editor')
    case 'v':
      return openHit(state, 'pager')
    case 'q': case 'escape': case 'ctrl-g': case 'ctrl-o': case '/': case 'i':
      return back(state)
    default:
      return undefined
  }
} // prettier-ignore

/** One line of the filters pane: a heading, or a value that can be chosen. */
export interface FacetEntry {
  readonly name: FacetName
  readonly value: string | undefined
  readonly count: number
  readonly chosen: boolean
}

const valuesShown = 30

/** Chosen values first, then the most frequent; a chosen value stays even where nothing matches it any more. */
export function facetEntries(state: State): FacetEntry[] {
  return facetNames.flatMap((name) => {
    const counted = state.results?.facets[name] ?? []
    const chosen = state.filters[name]
    const missing = chosen.filter((value) => !counted.some((entry) => entry.value === value))
    const values = [...missing.map((value) => ({ value, count: 0 })), ...counted.slice(0, valuesShown)]
    if (values.length === 0) return []
    const entries = values.map(({ value, count }) => ({ name, value, count, chosen: chosen.includes(value) }))
    return [{ name, value: undefined, count: 0, chosen: false }, ...entries]
  })
}

/** The entry that the cursor stands on: headings are passed over. */
export function facetAt(entries: readonly FacetEntry[], cursor: number): number {
  const choosable = entries.flatMap((entry, index) => (entry.value === undefined ? [] : [index]))
  return choosable[Math.max(0, Math.min(choosable.length - 1, cursor))] ?? -1
}

export function facetKeys(state: State, key: PaneKey): Step | undefined {
  const entries = facetEntries(state)
  const choosable = entries.filter((entry) => entry.value !== undefined).length
  const move = (to: number): Step => stay({ ...state, facetCursor: Math.max(0, Math.min(choosable - 1, to)) })
  switch (key.name) {
    case 'up': case 'k': case 'ctrl-p': case 'ctrl-k':
      return move(state.facetCursor - 1)
    case 'down': case 'j': case 'ctrl-n': case 'ctrl-j':
      return move(state.facetCursor + 1)
    case 'home': case 'g':
      return move(0)
    case 'end': case 'G':
      return move(choosable)
    case 'enter': case ' ': case 'space': case 'tab':
      return stay(toggleFacet(state, entries[facetAt(entries, state.facetCursor)]))
    case 'backspace': case 'delete': case 'ctrl-u': case 'x':
      return stay({ ...fresh(state), filters: noFilters })
    case 'ctrl-f': case 'f4':
      return stay(focused({ ...state, facetsShown: false }, 'query'))
    case 'escape': case 'q': case 'left': case 'right':
      return back(state)
    default:
      return undefined
  }
} // prettier-ignore

function toggleFacet(state: State, entry: FacetEntry | undefined): State {
  if (entry?.value === undefined) return state
  const value = entry.value
  const values = state.filters[entry.name]
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
  const filters = { ...state.filters, [entry.name]: next }
  const empty = facetNames.every((name) => filters[name].length === 0)
  return { ...fresh(state), filters: empty ? noFilters : filters }
}

/** Saved queries first, then the past ones, newest first; those that hold what was typed. */
export function historyEntries(state: State): { query: string; saved: boolean }[] {
  const typed = state.historyEditor.text.trim().toLowerCase()
  const past = state.history.toReversed().filter((query) => !state.saved.includes(query))
  const all = [
    ...state.saved.toReversed().map((query) => ({ query, saved: true })),
    ...past.map((query) => ({ query, saved: false })),
  ]
  return all.filter(({ query }) => query.toLowerCase().includes(typed))
}

export function historyKeys(state: State, key: PaneKey): Step | undefined {
  const entries = historyEntries(state)
  const move = (to: number): Step => stay({ ...state, historyCursor: Math.max(0, Math.min(entries.length - 1, to)) })
  const chosen = entries[state.historyCursor]
  switch (key.name) {
    case 'up': case 'ctrl-p': case 'ctrl-k':
      return move(state.historyCursor - 1)
    case 'down': case 'ctrl-n': case 'ctrl-j': case 'ctrl-r':
      return move(state.historyCursor + 1)
    case 'enter': case 'tab':
      if (chosen === undefined) return stay(state)
      return back(withEditor(state, editor.withText(state.editor, chosen.query)))
    case 'ctrl-b': case 'f8':
      return chosen === undefined ? stay(state) : [state, [{ type: 'toggleSaved', query: chosen.query }]]
    case 'escape': case 'f7': case 'ctrl-g':
      return back(state)
    default:
      return undefined
  }
} // prettier-ignore

const copyLetters: Readonly<Record<string, CopyKind>> = {
  p: 'path', 1: 'path', u: 'url', 2: 'url', s: 'passage', 3: 'passage', m: 'citation', 4: 'citation',
} // prettier-ignore

export function copyKeys(state: State, key: PaneKey): Step | undefined {
  const hit = selectedHit(state)
  const what = copyLetters[key.name]
  if (what === undefined || hit === undefined) return back(state)
  return [focused(state, 'query'), [...remembered(state), { type: 'copy', hit, what }]]
}

export function helpKeys(state: State, key: PaneKey): Step | undefined {
  const scroll = (by: number): Step => stay({ ...state, helpScroll: Math.max(0, state.helpScroll + by) })
  switch (key.name) {
    case 'down': case 'j': case 'ctrl-n': case 'ctrl-j':
      return scroll(1)
    case 'up': case 'k': case 'ctrl-p': case 'ctrl-k':
      return scroll(-1)
    case ' ': case 'space': case 'pagedown': case 'ctrl-d':
      return scroll(state.rows - 4)
    case 'b': case 'pageup': case 'ctrl-u':
      return scroll(4 - state.rows)
    default:
      return back(state)
  }
} // prettier-ignore

/** Commands that work whatever has the focus. */
const everywhere: readonly Command[] = ['abort', 'quit', 'suspend', 'redraw', 'help']

export function commonCommand(state: State, key: PaneKey): Step | undefined {
  const command = key.commands.find((name) => everywhere.includes(name))
  return command === undefined ? undefined : runCommands(state, [command], key.words)
}
