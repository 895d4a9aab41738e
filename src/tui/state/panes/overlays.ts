/** The copy menu and the help. */
import { focused, remembered } from '../commands.js'
import { layoutOf } from '../layout.js'
import { selectedHit, type CopyKind, type Effect, type ExportFormat, type State, type Step } from '../model.js'
import { byKey, stay, type PaneKeys } from './pane.js'

/** The menu's letters, in its order. */
export const copyKinds: readonly (readonly [key: string, kind: CopyKind])[] = [
  ['c', 'reference'],
  ['m', 'citation'],
  ['s', 'passage'],
  ['p', 'path'],
  ['u', 'url'],
]

/** Back to the article on the whole screen, if the menu was opened there. */
function closed(state: State): State {
  return focused(state, state.reading ? 'preview' : 'query')
}

export const copyKeys = menuKeys(copyKinds, (state, what) => {
  const hit = selectedHit(state)
  return hit === undefined ? [] : [...remembered(state), { type: 'copy', hit, what }]
})

/** Hits that an export holds at most. */
export const mostExported = 1000

/** The formats' letters, in the order of the menu. */
export const exportFormats: readonly (readonly [key: string, format: ExportFormat])[] = [
  ['m', 'markdown'],
  ['c', 'csv'],
  ['j', 'jsonl'],
]

/** Marked articles, where there are any, else what is shown; a capital letter always means what is shown. */
export const exportKeys = menuKeys(exportFormats, (state, format, isCapital) => {
  const what = state.marked.length > 0 && !isCapital ? 'marked' : 'shown'
  return [...remembered(state), { type: 'export', format, what }]
})

/** A letter takes its line, Enter the chosen one; a key that means nothing changes nothing. */
function menuKeys<T>(
  lines: readonly (readonly [key: string, value: T])[],
  take: (state: State, value: T, isCapital: boolean) => readonly Effect[],
): PaneKeys {
  const move = (state: State, by: 1 | -1): Step =>
    stay({ ...state, menuAt: (state.menuAt + by + lines.length) % lines.length })
  const others = byKey(
    ['down ctrl-n tab', (state) => move(state, 1)],
    ['up ctrl-p shift-tab', (state) => move(state, -1)],
    ['enter', (state) => [closed(state), take(state, lines[state.menuAt]![1], false)]],
    ['escape q left backspace :cancel :copyMenu :export', (state) => stay(closed(state))],
  )
  return (state, key) => {
    const line = lines.find(([name]) => name === key.name.toLowerCase())
    if (line === undefined) return others(state, key) ?? stay(state)
    return [closed(state), take(state, line[1], key.name !== line[0])]
  }
}

const scrollKeys = byKey(
  ['down j ctrl-n ctrl-j', (state) => scroll(state, 1)],
  ['up k ctrl-p ctrl-k', (state) => scroll(state, -1)],
  ['space pagedown ctrl-d', (state) => scroll(state, state.rows - 4)],
  ['b pageup ctrl-u', (state) => scroll(state, 4 - state.rows)],
  ['g home <', (state) => scroll(state, -Infinity)],
  ['G end >', (state) => scroll(state, Number.MAX_SAFE_INTEGER)],
)

/** Moves scroll; any other key closes the help, and a character that was typed there begins a query. */
export const helpKeys: PaneKeys = (state, key) => {
  const scrolled = scrollKeys(state, key)
  if (scrolled !== undefined) return scrolled
  const isText = [...key.name].length === 1 && !/[qQ?？]/.test(key.name)
  return isText && state.helpFrom === 'query' ? undefined : stay(focused(state, state.helpFrom))
}

function scroll(state: State, by: number): Step {
  const length = state.helpLength(state.columns, state.helpFrom)
  const last = Math.max(0, length - layoutOf(state).bodyRows + 1)
  return stay({ ...state, helpScroll: Math.max(0, Math.min(last, state.helpScroll + by)) })
}
