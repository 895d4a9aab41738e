import type { ColorChoice } from '../tui/index.js'
import type { Messages } from '../messages/cli.js'
import type { Language } from '../messages/language.js'
import type { Output } from './terminal/output.js'

/** What a command may know of the world around it. */
export interface Context {
  readonly language: Language
  readonly messages: Messages
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly out: Output
  /** Writes one line to standard error at once, cleaned of what a terminal would obey. */
  readonly tell: (line: string) => void
  /** Standard input as bytes. */
  readonly input: () => AsyncIterable<Uint8Array>
  readonly isTerminal: { readonly input: boolean; readonly output: boolean; readonly errors: boolean }
  /** What --color says. */
  readonly color: ColorChoice
  /** Whether standard output may carry colours. */
  readonly hasColors: boolean
}

/** Exit statuses, as grep's. */
export const status = { found: 0, nothing: 1, error: 2 } as const
