/** The copy menu and the help. */
import { focused, remembered } from '../commands.js'
import { layoutOf } from '../layout.js'
import { selectedHit, type CopyKind, type ExportFormat, type State, type Step } from '../model.js'
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

/** A letter copies; any other key goes back. */
export const copyKeys: PaneKeys = (state, key) => {
  const hit = selectedHit(state)
  const what = copyKinds.find(([name]) => name === key.name)?.[1]
  if (what === undefined || hit === undefined) return stay(closed(state))
  return [closed(state), [...remembered(state), { type: 'copy', hit, what }]]
}

/** Hits that an export holds at most. */
export const mostExported = 1000

/** The formats' letters, in the order of the menu. */
export const exportFormats: readonly (readonly [key: string, format: ExportFormat])[] = [
  ['m', 'markdown'],
  ['c', 'csv'],
  ['j', 'jsonl'],
]

/** A letter writes the file; any other key goes back. Marked articles, where there are any, else what is shown. */
export const exportKeys: PaneKeys = (state, key) => {
  const format = exportFormats.find(([name]) => name === key.name.toLowerCase())?.[1]
  if (format === undefined) return stay(closed(state))
  const isCapital = key.name !== key.name.toLowerCase()
  const what = state.marked.length > 0 && !isCapital ? 'marked' : 'shown'
  return [closed(state), [...remembered(state), { type: 'export', format, what }]]
}

const scrollKeys = byKey(
  ['down j ctrl-n ctrl-j', (state) => scroll(state, 1)],
  ['up k ctrl-p ctrl-k', (state) => scroll(state, -1)],
  ['space pagedown ctrl-d', (state) => scroll(state, state.rows - 4)],
  ['b pageup ctrl-u', (state) => scroll(state, 4 - state.rows)],
  ['g home <', (state) => scroll(state, -Infinity)],
  ['G end >', (state) => scroll(state, Number.MAX_SAFE_INTEGER)],
)

/** Moves scroll; any other key closes the help. */
export const helpKeys: PaneKeys = (state, key) => scrollKeys(state, key) ?? stay(focused(state, state.helpFrom))

function scroll(state: State, by: number): Step {
  const length = state.helpLength(state.columns, state.helpFrom)
  const last = Math.max(0, length - layoutOf(state).bodyRows + 1)
  return stay({ ...state, helpScroll: Math.max(0, Math.min(last, state.helpScroll + by)) })
}
