import type { ColorChoice } from '../tui/index.js'
import type { Language, Messages } from '../messages/languages.js'
import type { CommandTables } from './command-table.js'
import type { Output } from './terminal/output.js'
import type { Terminals } from './terminal/terminal.js'

export interface Context {
  readonly commands: () => Promise<CommandTables>
  readonly language: Language
  readonly messages: Messages
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly defaults: Readonly<Record<string, unknown>>
  /** Absolute. */
  readonly workingFolder: () => string
  readonly out: Output
  /** Writes one line to standard error at once, without control characters. */
  readonly tell: (line: string) => void
  /** As `tell`, for what is neither an error nor a warning: figures, hints. Silent with --quiet. */
  readonly note: (line: string) => void
  readonly isQuiet: boolean
  /** Standard input as bytes. */
  readonly input: () => AsyncIterable<Uint8Array>
  readonly isTerminal: Terminals
  /** Columns of standard output; undefined if it is not a terminal. */
  readonly columns: () => number | undefined
  /** The value of --color, `never` with --no-color. */
  readonly color: ColorChoice
  readonly hasColors: boolean
}

/** Exit statuses, those of grep. */
export const status = { found: 0, nothing: 1, error: 2 } as const
