import { lazy } from '../../base/growing.js'
import { clearTextKey } from '../../library/clear-text-key.js'
import { XunzhangError } from '../../base/errors.js'
import { optionsAt, type ValuesAt } from '../../base/options/places.js'
import type { CommandPlace } from '../../base/options/rows.js'
import type { Operand } from '../../base/options/spec.js'
import { findIndex } from '../../library/find-index.js'
import type { CommandTable } from './command-table.js'
import type { Context } from './context.js'
import { parseArguments } from './options.js'

export interface Command extends CommandTable {
  /** Runs with the arguments after the command's name. @returns the exit status */
  readonly execute: (args: readonly string[], context: Context) => Promise<number>
}

/** The index folder: the option, else XUNZHANG_INDEX, else ./index or ./.xunzhang here or in a folder above. */
export function indexFolder(values: { readonly index?: string }, context: Context): string {
  return indexFolders(values, context)[0]!
}

/** As {@link indexFolder}; at least one. */
export function indexFolders(
  values: { readonly index?: string | readonly string[] },
  context: Context,
): readonly string[] {
  const { index = context.environment['XUNZHANG_INDEX'] || findIndex(context.workingFolder()) } = values
  const folders = typeof index === 'string' ? [index] : index
  for (const folder of folders) warnOfClearText(folder, context)
  return folders
}

export function warnOfClearText(address: string, { environment, messages, tell }: Context): void {
  const node = clearTextKey(address, environment['QDRANT_API_KEY'])
  if (node !== undefined) tell(`xunzhang: ${messages.clearTextKey(node)}`)
}

/**
 * Refuses the operands that a command doesn't take.
 * @param rest those that follow the ones that it takes
 * @throws XunzhangError ARGUMENT_UNEXPECTED
 */
export function refuseOperands([value]: readonly string[], command: string, takes: readonly Operand[] = []): void {
  if (value !== undefined) throw new XunzhangError('ARGUMENT', { what: 'unexpected', command, takes, value })
}

type Values<P extends CommandPlace> = ValuesAt<P> & ValuesAt<'common'>

interface CommandDefinition<P extends CommandPlace> extends Omit<CommandTable, 'options'> {
  readonly run: (values: Values<P>, operands: readonly string[], context: Context) => Promise<number>
}

/** Makes a command from its name in the table of options and the function that receives their values. */
export function defineCommand<P extends CommandPlace>(place: P, { run, ...definition }: CommandDefinition<P>): Command {
  const options = lazy(() => optionsAt(place, 'common'))
  return {
    ...definition,
    get options() {
      return options()
    },
    execute: async (args, context) => {
      const parsed = parseArguments(args, options())
      const values = { ...context.defaults, ...parsed.values } as Values<P>
      return run(values, parsed.operands, settled(context, values))
    },
  }
}

function settled(context: Context, values: ValuesAt<'common'>): Context {
  const color = values['no-color'] === true ? 'never' : (values.color ?? 'auto')
  const isQuiet = values.quiet === true
  return {
    ...context,
    color,
    isQuiet,
    note: isQuiet ? () => {} : context.tell,
    get hasColors() {
      return color === 'always' || (color !== 'never' && !context.environment['NO_COLOR'] && context.isTerminal.output)
    },
  }
}
