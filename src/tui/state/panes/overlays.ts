/** The copy menu and the help. */
import { focused, remembered } from '../commands.js'
import { layoutOf } from '../layout.js'
import { selectedHit, type CopyKind, type State, type Step } from '../model.js'
import { back, byKey, stay, type PaneKeys } from './pane.js'

/** The menu's letters, in its order. */
export const copyKinds: readonly (readonly [key: string, kind: CopyKind])[] = [
  ['p', 'path'],
  ['u', 'url'],
  ['s', 'passage'],
  ['m', 'citation'],
]

/** A letter copies; any other key goes back. */
export const copyKeys: PaneKeys = (state, key) => {
  const hit = selectedHit(state)
  const what = copyKinds.find(([name]) => name === key.name)?.[1]
  if (what === undefined || hit === undefined) return back(state)
  return [focused(state, 'query'), [...remembered(state), { type: 'copy', hit, what }]]
}

const scrollKeys = byKey(
  ['down j ctrl-n ctrl-j', (state) => scroll(state, 1)],
  ['up k ctrl-p ctrl-k', (state) => scroll(state, -1)],
  ['space pagedown ctrl-d', (state) => scroll(state, state.rows - 4)],
  ['b pageup ctrl-u', (state) => scroll(state, 4 - state.rows)],
  ['g home <', (state) => scroll(state, -state.helpLength)],
  ['G end >', (state) => scroll(state, state.helpLength)],
)

/** Moves scroll; any other key closes the help. */
export const helpKeys: PaneKeys = (state, key) => scrollKeys(state, key) ?? back(state)

function scroll(state: State, by: number): Step {
  const last = Math.max(0, state.helpLength - layoutOf(state).bodyRows)
  return stay({ ...state, helpScroll: Math.max(0, Math.min(last, state.helpScroll + by)) })
}
