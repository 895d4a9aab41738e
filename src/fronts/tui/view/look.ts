/** What every view needs besides the state: language, signs, colours, the names of keys. */
import { type Bindings, type Command, keyLabel } from '../keys/bindings.js'
import type { Messages } from '../../messages/tui.js'
import type { Chrome } from './chrome.js'
import type { Theme } from './theme.js'

export interface Look {
  readonly messages: Messages
  readonly chrome: Chrome
  readonly theme: Theme
  readonly bindings: Bindings
}

/** The first key of a command, as people write it. */
export function label(look: Look, command: Command): string {
  return keyLabel(look.bindings[command][0] ?? '', look.chrome.keys)
}

export function labels(look: Look, ...commands: readonly Command[]): string {
  return commands.map((command) => label(look, command)).join(' ')
}
