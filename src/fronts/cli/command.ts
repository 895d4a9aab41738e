/** What commands are made of: their context, their row in the table of commands, and the index that they work on. */
import { lazy } from '../../base/growing.js'
import { XunzhangError } from '../../base/errors.js'
import { safeJson } from '../../base/safe-text.js'
import { optionsAt, type OptionTable, type ValuesAt } from '../../base/options/places.js'
import { places, type CommandPlace } from '../../base/options/rows.js'
import type { Operand } from '../../base/options/spec.js'
import { findIndex } from '../../library/find-index.js'
import type { Language, Messages } from '../messages/languages.js'
import type { ColorChoice } from '../tui/index.js'
import type { CommandName } from './command-names.js'
import { parseArguments } from './options.js'
import type { Output, Terminals } from './terminal/output.js'
import { clearTextNode, isClusterAddress, parseClusterAddress, readKey } from '../../storage/store/address.js'

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

/** What a command takes; help, completions and the man page are made from it. */
export interface CommandTable {
  /** Operands in help: `[PATH…]`, by their names in the reader's language. */
  readonly usage: (operands: Messages['operands']) => string
  readonly options: OptionTable
  /** What a shell offers for its operands: files, or these words. */
  readonly completes?: 'files' | readonly string[]
}

export type CommandTables = Readonly<Partial<Record<CommandName, CommandTable>>>

export interface Command extends CommandTable {
  /** Runs with the arguments after the command's name. @returns the exit status */
  readonly execute: (args: readonly string[], context: Context) => Promise<number>
}

type PlaceOf<N extends CommandName> = N extends CommandPlace ? N : 'none'
type Values<N extends CommandName> = ValuesAt<PlaceOf<N>> & ValuesAt<'common'>

interface CommandDefinition<N extends CommandName> extends Pick<CommandTable, 'completes'> {
  /** The operands that it needs; others are refused. Absent if it reads any number of them. */
  readonly takes?: readonly Operand[]
  /** Default: the operands that it takes. */
  readonly usage?: CommandTable['usage']
  /** @returns the exit status, or whether anything was found; nothing for a command that was done */
  readonly run: (
    values: Values<N>,
    operands: readonly string[],
    context: Context,
  ) => Promise<number | boolean | undefined | void>
}

/** Makes a command from its name and the function that receives the values of its options. */
export function defineCommand<N extends CommandName>(name: N, definition: CommandDefinition<N>): Command {
  const { run, takes, usage = (words) => (takes ?? []).map((operand) => words[operand]).join(' ') } = definition
  const options = lazy(() => optionsAt(name in places ? (name as PlaceOf<N>) : 'none', 'common'))
  return {
    ...definition,
    usage,
    get options() {
      return options()
    },
    execute: async (args, context) => {
      const parsed = parseArguments(args, options())
      const values = { ...context.defaults, ...parsed.values } as Values<N>
      if (takes !== undefined) checkOperands(parsed.operands, name, takes)
      const result = (await run(values, parsed.operands, settled(context, values))) ?? true
      return typeof result === 'number' ? result : result ? status.found : status.nothing
    },
  }
}

/** @throws XunzhangError ARGUMENT if one is missing, or more are given */
export function checkOperands(given: readonly string[], command: string, takes: readonly Operand[]): void {
  const operand = takes[given.length]
  if (operand !== undefined) throw new XunzhangError('ARGUMENT', { what: 'missing', command, operand })
  const value = given[takes.length]
  if (value !== undefined) throw new XunzhangError('ARGUMENT', { what: 'unexpected', command, takes, value })
}

/** @throws XunzhangError ARGUMENT if there is none */
export function requireOperands(given: readonly string[], command: string, operand: Operand): void {
  if (given.length === 0) throw new XunzhangError('ARGUMENT', { what: 'missing', command, operand })
}

/** The operand that chooses one of `actions`. @throws XunzhangError ARGUMENT */
export function chosenAction<A extends string>(name: string | undefined, command: string, actions: readonly A[]): A {
  if (name === undefined) throw new XunzhangError('ARGUMENT', { what: 'action', command, actions })
  const action = actions.find((known) => known === name)
  if (action === undefined) throw new XunzhangError('ARGUMENT', { what: 'noAction', command, name, actions })
  return action
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

type IndexValues = { readonly index?: string | readonly string[] }

/** The index folder: the option, else XUNZHANG_INDEX, else ./index or ./.xunzhang here or in a folder above. */
export function indexFolder(values: IndexValues, context: Context): string {
  return indexFolders(values, context)[0]!
}

/** As {@link indexFolder}; at least one. */
export function indexFolders(values: IndexValues, context: Context): readonly string[] {
  const { index = context.environment['XUNZHANG_INDEX'] || findIndex(context.workingFolder()) } = values
  const folders = typeof index === 'string' ? [index] : index
  for (const folder of folders) warnOfClearText(folder, context)
  return folders
}

/** Warns if a node other than this machine would receive the key without TLS. */
export function warnOfClearText(address: string, { environment, messages, tell }: Context): void {
  if (!isClusterAddress(address)) return
  const node = clearTextNode(parseClusterAddress(address).nodes, readKey(environment['OPENSEARCH_KEY']))
  if (node !== undefined) tell(`xunzhang: ${messages.clearTextKey(node)}`)
}

/** The named options as they were given; those that were not given are absent. */
export function given<T extends object, K extends keyof T>(values: T, ...names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
  ) as Pick<T, K>
}

interface FormatValues<F extends string> {
  readonly json?: boolean
  readonly format?: F | 'json'
}

/** The format chosen by `--json` and `--format`. @throws XunzhangError USAGE if they differ */
export function chosenFormat<F extends string, D extends string | undefined>(
  { json, format }: FormatValues<F>,
  otherwise: D,
): F | 'json' | D {
  if (json !== true) return format ?? otherwise
  if (format !== undefined && format !== 'json') exclude('--json', `--format ${format}`)
  return 'json'
}

/** @throws XunzhangError USAGE */
export function exclude(first: string, second: string): never {
  throw new XunzhangError('OPTION_FORM', { what: 'exclude', first, second })
}

/** Prints an answer as text, or as one JSON object with `--json`. */
export async function report(
  { json }: { readonly json?: boolean },
  { out }: Context,
  answer: object,
  text: string,
): Promise<void> {
  await out.write(json === true ? `${safeJson(answer)}\n` : text)
}
