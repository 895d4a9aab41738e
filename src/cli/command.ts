import { clearTextKey } from '../library/clear-text-key.js'
import { XunzhangError } from '../errors.js'
import { findIndex } from '../library/find-index.js'
import type { Operand } from '../messages/cli.js'
import type { CommandTable } from './command-table.js'
import type { Context } from './context.js'
import { type OptionTable, type OptionValues, parseArguments } from './options.js'

/** A command as the dispatcher uses it. */
export interface Command extends CommandTable {
  /** Runs with the arguments after the command's name. @returns the exit status */
  readonly execute: (args: readonly string[], context: Context) => Promise<number>
}

/** Options that every command takes. */
export const commonOptions = {
  lang: { type: 'choice', choices: ['en', 'zh'] },
  color: { type: 'choice', choices: ['auto', 'always', 'never'] },
  'no-color': { type: 'flag' },
  quiet: { type: 'flag', short: 'q' },
  'no-settings': { type: 'flag' },
  help: { type: 'flag', short: 'h' },
} as const satisfies OptionTable

export const indexOption = { index: { type: 'text', value: 'folder', short: 'i' } } as const satisfies OptionTable

/** For commands that read: several indexes are searched together. */
export const indexesOption = {
  index: { type: 'text', value: 'folder', short: 'i', many: true },
} as const satisfies OptionTable

/** The index folder: the option, else XUNZHANG_INDEX, else ./index or ./.xunzhang here or in a folder above. */
export function indexFolder(values: { readonly index?: string }, context: Context): string {
  const [folder] = indexFolders({ ...(values.index !== undefined && { index: [values.index] }) }, context)
  return folder!
}

/** As {@link indexFolder}; at least one. */
export function indexFolders(values: { readonly index?: readonly string[] }, context: Context): readonly string[] {
  const folders = values.index ?? [context.environment['XUNZHANG_INDEX'] || findIndex(context.workingFolder())]
  for (const folder of folders) warnOfClearText(folder, context)
  return folders
}

/** Warns if the API key of a cluster would be sent over a network unencrypted. */
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
  if (value !== undefined) throw new XunzhangError('ARGUMENT_UNEXPECTED', { command, takes, value })
}

interface CommandDefinition<T extends OptionTable> {
  readonly usage: Command['usage']
  readonly options: T
  readonly completes?: Command['completes']
  readonly run: (values: OptionValues<T>, operands: readonly string[], context: Context) => Promise<number>
}

/** Makes a command from its table of options and the function that receives their values. */
export function defineCommand<const T extends OptionTable>(definition: CommandDefinition<T>): Command {
  const options = { ...definition.options, ...commonOptions }
  return {
    usage: definition.usage,
    options,
    ...(definition.completes !== undefined && { completes: definition.completes }),
    execute: async (args, context) => {
      const parsed = parseArguments<OptionTable>(args, options)
      const { operands } = parsed
      const values = { ...context.defaults, ...parsed.values }
      return definition.run(values as OptionValues<T>, operands, settled(context, values))
    },
  }
}

/** The context with the values of the common options. */
function settled(context: Context, values: OptionValues<typeof commonOptions>): Context {
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
