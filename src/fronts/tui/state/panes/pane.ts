/** What panes and overlays with keys of their own have in common. */
import { type Words } from '../../editor/editor.js'
import { type Command } from '../../keys/bindings.js'
import { focused } from '../commands.js'
import { type Step } from '../event.js'
import { type State } from '../model.js'

export interface PaneKey {
  /** A key's name, or a single typed character; a typed blank is `space`. */
  readonly name: string
  readonly commands: readonly Command[]
  readonly words: Words
}

/** What a pane does with a key; undefined if the pane doesn't use the key. */
export type PaneKeys = (state: State, key: PaneKey) => Step | undefined

export type PaneAction = (state: State) => Step

export const stay = (state: State): Step => [state, []]
export const back = (state: State): Step => [focused({ ...state, reading: false }, 'query'), []]

/**
 * Actions by key; `keys` are names separated by blanks. `:save` stands for every key of that command, so that a key
 * from the settings works here, too; a name takes precedence over a command.
 */
export function byKey(...entries: readonly (readonly [keys: string, action: PaneAction])[]): PaneKeys {
  const actions = new Map<string, PaneAction>()
  for (const [keys, action] of entries) for (const name of keys.split(' ')) actions.set(name, action)
  return (state, { name, commands }) => {
    const action = [name, ...commands.map((command) => `:${command}`)].find((known) => actions.has(known))
    return action === undefined ? undefined : actions.get(action)!(state)
  }
}
