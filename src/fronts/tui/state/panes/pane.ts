/** What panes and overlays with keys of their own have in common. */
import { type Words } from '../../editor/editor.js'
import { type Command } from '../../keys/bindings.js'
import { focused, runCommands } from '../commands.js'
import { asStep, type Outcome, type Step } from '../event.js'
import { type State } from '../model.js'

export interface PaneKey {
  /** A key's name, or a single typed character; a typed blank is `space`. */
  readonly name: string
  readonly commands: readonly Command[]
  readonly words: Words
}

/** What a pane does with a key; undefined if the pane doesn't use the key. */
export type PaneKeys = (state: State, key: PaneKey) => Step | undefined

export type PaneAction = (state: State) => Outcome

export const back = (state: State): State => focused({ ...state, reading: false }, 'query')

/**
 * Actions by key, or commands that have other keys in the query line; `keys` are names separated by blanks. `:save`
 * stands for every key of that command, so that a key from the settings works here, too; a name takes precedence.
 */
export function byKey(...entries: readonly (readonly [keys: string, action: PaneAction | Command])[]): PaneKeys {
  const actions = new Map(entries.flatMap(([keys, action]) => keys.split(' ').map((name) => [name, action] as const)))
  return (state, { name, commands, words }) => {
    const known = [name, ...commands.map((command) => `:${command}`)].find((one) => actions.has(one))
    if (known === undefined) return undefined
    const action = actions.get(known)!
    return typeof action === 'string' ? runCommands(state, [action], words) : asStep(action(state))
  }
}
