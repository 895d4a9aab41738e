import type { OptionTable } from '../../base/options/places.js'
import type { Messages } from '../messages/languages.js'
import type { CommandName } from './command-names.js'

/** What a command takes; help, completions and the man page are made from it. */
export interface CommandTable {
  /** Operands in help: `[PATH…]`, by their names in the reader's language. */
  readonly usage: (operands: Messages['operands']) => string
  readonly options: OptionTable
  /** What a shell offers for its operands: files, or these words. */
  readonly completes?: 'files' | readonly string[]
}

export type CommandTables = Readonly<Partial<Record<CommandName, CommandTable>>>
