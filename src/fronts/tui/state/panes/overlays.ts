/** The copy menu, the export and the help. */
import { withText } from '../../editor/editor.js'
import { focused, remembered } from '../commands.js'
import { withEditor } from '../edits.js'
import { type Step } from '../event.js'
import { selectedHit, type CopyKind, type ExportFormat, type State } from '../model.js'
import { back, byKey, type PaneKeys } from './pane.js'
import { oneLine } from '../../../../base/safe-text.js'

export const copyKinds: readonly (readonly [key: string, kind: CopyKind])[] = [
  ['c', 'reference'],
  ['m', 'citation'],
  ['s', 'passage'],
  ['p', 'path'],
  ['u', 'url'],
]

/** Back to the article on the whole screen, if the menu was opened there. */
export function menuClosed(state: State): State {
  return focused(state, state.reading ? 'preview' : 'query')
}

export const copyKeys = menuKeys(copyKinds, (state, what) => {
  const hit = selectedHit(state)
  return [menuClosed(state), hit === undefined ? [] : [...remembered(state), { type: 'copy', hit, what }]]
})

export const mostExported = 1000

export const exportFormats: readonly (readonly [key: string, format: ExportFormat])[] = [
  ['m', 'markdown'],
  ['c', 'csv'],
  ['j', 'jsonl'],
]

/** Exports marked articles if there are any, else what is shown; a capital letter always means what is shown. */
export const exportKeys = menuKeys(exportFormats, (state, format, isCapital) => {
  const what = state.marked.length > 0 && !isCapital ? 'marked' : 'shown'
  return [menuClosed(state), [...remembered(state), { type: 'export', format, what }]]
})

/** A letter takes its line, Enter the chosen one; other keys change nothing. */
function menuKeys<T>(
  lines: readonly (readonly [key: string, value: T])[],
  take: (state: State, value: T, isCapital: boolean) => Step,
): PaneKeys {
  const move = (state: State, by: 1 | -1): State => {
    return { ...state, menuAt: (state.menuAt + by + lines.length) % lines.length }
  }
  const others = byKey(
    ['down ctrl-n tab', (state) => move(state, 1)],
    ['up ctrl-p shift-tab', (state) => move(state, -1)],
    ['enter', (state) => take(state, lines[state.menuAt]![1], false)],
    ['escape q left backspace :cancel :copyMenu :export', menuClosed],
  )
  return (state, key) => {
    const line = lines.find(([name]) => name === key.name.toLowerCase())
    return line === undefined ? (others(state, key) ?? [state, []]) : take(state, line[1], key.name !== line[0])
  }
}

const scrollKeys = byKey(
  ['down j ctrl-n ctrl-j', (state) => scroll(state, 1)],
  ['up k ctrl-p ctrl-k', (state) => scroll(state, -1)],
  ['space pagedown ctrl-d', (state) => scroll(state, state.rows - 4)],
  ['b pageup ctrl-u', (state) => scroll(state, 4 - state.rows)],
  ['g home <', (state) => scroll(state, -Infinity)],
  ['G end >', (state) => scroll(state, Infinity)],
)

/** Keys that move scroll the help; any other key closes it, and a typed character begins a query. */
export const helpKeys: PaneKeys = (state, key) => {
  const scrolled = scrollKeys(state, key)
  if (scrolled !== undefined) return scrolled
  const isText = [...key.name].length === 1 && !/[qQ?？]/.test(key.name)
  return isText && state.helpFrom === 'query' ? undefined : [focused(state, state.helpFrom), []]
}

function scroll(state: State, by: number): State {
  const length = state.helpLength(state.columns, state.helpFrom)
  const last = Math.max(0, length - state.panes.body.rows + 1)
  return { ...state, helpScroll: Math.max(0, Math.min(last, state.helpScroll + by)) }
}

/* Past queries, narrowed by typing. */

/** Those that contain what was typed, newest first. */
export function historyEntries({ history, historyEditor }: State): string[] {
  const typed = historyEditor.text.trim().toLowerCase()
  return history.toReversed().filter((query) => query.toLowerCase().includes(typed))
}

export const historyKeys = byKey(
  ['up ctrl-p', (state) => move(state, state.historyCursor - 1)],
  ['down ctrl-n ctrl-j :history', (state) => move(state, state.historyCursor + 1)],
  ['enter tab', take],
  ['escape :cancel f7 ctrl-g', back],
)

function move(state: State, to: number): State {
  const last = historyEntries(state).length - 1
  return { ...state, historyCursor: Math.max(0, Math.min(last, to)) }
}

function take(state: State): State {
  const query = historyEntries(state)[state.historyCursor]
  return query === undefined ? state : back(withEditor(state, withText(state.editor, query)))
}

const extensions: Readonly<Record<ExportFormat, string>> = { markdown: 'md', csv: 'csv', jsonl: 'jsonl' }
const longestName = 40

/** The query without characters that a file name can't contain, after a prefix by which `index` skips the file. */
export function exportName(query: string, format: ExportFormat): string {
  const words = oneLine(query)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `xunzhang-export${words === '' ? '' : `-${[...words].slice(0, longestName).join('')}`}.${extensions[format]}`
}
