/**
 * From arguments to an exit status: chooses the command and the language, and reports errors.
 *
 * Commands get the environment, standard streams and messages as a {@link Context}.
 */
import { isOutOfHandles, isXunzhangError, outOfHandles, systemCodeOf, XunzhangError } from '../../base/errors.js'
import { nearest } from '../../base/options/options.js'
import { optionsAt } from '../../base/options/places.js'
import { oneLine } from '../../base/safe-text.js'
import { chooseLanguage, type Language, messagesIn } from '../messages/languages.js'
import { type CommandName, commandNames, topics } from './command-names.js'
import { type Command, type CommandTables, type Context, status } from './command.js'
import { commands, topicCommand } from './commands/index.js'
import { commandHelp, generalHelp } from './help.js'
import { parseArguments } from './options.js'
import { placesOf, settingsText } from '../settings/settings.js'
import { createOutput, findTerminals, isTerminal, type Terminals, writeToErrors } from './terminal/output.js'

export async function run(args: readonly string[]): Promise<never> {
  const terminals = findTerminals()
  endWithTerminal(terminals)
  let context = createContext(args, terminals)
  let code: number
  try {
    context = await withDefaults(args, context)
    code = await dispatch(args, context)
    await context.out.flush()
  } catch (error) {
    await context.out.flush()
    code = tellError(error, context)
  }
  process.exit(code)
}

/** Reads the settings file before anything else, because it decides the language of all messages. */
async function withDefaults(args: readonly string[], context: Context): Promise<Context> {
  if (hasOption(args, '--no-settings')) return context
  const path = placesOf(process.env).config
  const text = settingsText(path)
  if (text === undefined) return context
  const { name } = splitCommand(args, context)
  const table = name === 'help' ? { options: optionsAt('common') } : await loadCommand(name)
  const { readDefaults } = await import('./defaults-door.js')
  const { HOME: home = '' } = process.env
  const { index, ...defaults } = readDefaults({ text, path, name, table, home })
  // The environment takes precedence over a file.
  const isIndexNamed = index === undefined || (process.env['XUNZHANG_INDEX'] ?? '') !== ''
  const language = commonOption(args, 'lang') === undefined ? (defaults['lang'] as Language | undefined) : undefined
  return {
    ...context,
    ...(language !== undefined && { language, messages: messagesIn(language) }),
    defaults: isIndexNamed ? defaults : { ...defaults, index },
  }
}

async function dispatch(args: readonly string[], context: Context): Promise<number> {
  const { name, rest, isNamed } = splitCommand(args, context)
  if (name === 'help') return help(rest, context)
  const command = await loadCommand(name)
  if (hasOption(rest, '--help', '-h')) {
    await context.out.write(isNamed ? commandHelp(name, command, context.messages) : generalHelp(context.messages))
    return status.found
  }
  if (!isNamed && !canInteract(context)) {
    parseArguments(rest, command.options)
    await context.out.write(generalHelp(context.messages))
    return status.error
  }
  return command.execute(rest, context)
}

async function loadCommands(): Promise<CommandTables> {
  const names = commandNames.filter((name) => name !== 'help')
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await loadCommand(name)] as const)))
}

async function loadCommand(name: Exclude<CommandName, 'help'>): Promise<Command> {
  return commands[name]()
}

interface SplitCommand {
  readonly name: CommandName
  readonly rest: readonly string[]
  /** False for the program without arguments, which starts the UI. */
  readonly isNamed: boolean
}

/** The command is the first word that is no option; options before it belong to it. Without one, the UI starts. */
function splitCommand(args: readonly string[], context: Context): SplitCommand {
  if (args[0] === '--version' || args[0] === '-V') return { name: 'version', rest: [], isNamed: true }
  let at = 0
  while (leadingOption.test(args[at] ?? '')) at += /^(--\w+|-i)$/.test(args[at]!) && args[at] !== '--quiet' ? 2 : 1
  const word = args[at]
  const name = commandNames.find((known) => known === word)
  if (name !== undefined) return { name, rest: [...args.slice(0, at), ...args.slice(at + 1)], isNamed: true }
  const guess = word === undefined || word.startsWith('-') ? undefined : nearest(word, commandNames)
  const isMistyped = guess !== undefined || (word !== undefined && !word.startsWith('-') && !canInteract(context))
  if (isMistyped) throw new XunzhangError('COMMAND_UNKNOWN', { name: word!, guess })
  return { name: 'tui', rest: args, isNamed: false }
}

/** Options that may precede the command: the index, and the options of every command. */
const leadingOption = /^(--(index|lang|color)(=|$)|-i|--(no-color|no-settings|quiet)$|-q$)/

function canInteract(context: Context): boolean {
  return context.isTerminal.input && context.isTerminal.output
}

/** Whether one of these is given. Found before all others are parsed. */
function hasOption(args: readonly string[], ...options: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((arg) => options.includes(arg))
}

async function help(args: readonly string[], context: Context): Promise<number> {
  const { messages, out } = context
  const [topic] = parseArguments(args, optionsAt('common')).operands
  if (topics.some((known) => known === topic)) return (await topicCommand()).execute([topic!], context)
  const name = commandNames.find((known) => known === topic)
  if (topic !== undefined && name === undefined) {
    throw new XunzhangError('COMMAND_UNKNOWN', { name: topic, guess: nearest(topic, [...commandNames, ...topics]) })
  }
  if (name === undefined || name === 'help') await out.write(generalHelp(messages))
  else await out.write(commandHelp(name, await loadCommand(name), messages))
  return status.found
}

function tellError(thrown: unknown, { messages, tell }: Context): number {
  if (process.env['XUNZHANG_DEBUG'] && thrown instanceof Error) console.error(thrown)
  // Any part of the program may open a file, including Node when it loads one of ours.
  const error = isOutOfHandles(thrown) ? outOfHandles(thrown) : thrown
  const reason = error instanceof Error ? error.message : String(error)
  tell(`xunzhang: ${isXunzhangError(error) ? messages.fault(error) : messages.unexpected(reason)}`)
  return status.error
}

/**
 * Ends the program by SIGHUP if its terminal is gone when it exits. Node restores a terminal on exit and, if the
 * terminal is gone, aborts with a native stack trace and a core dump.
 */
function endWithTerminal({ input, output, errors }: Terminals): void {
  const terminals = ([0, 1, 2] as const).filter((at) => [input, output, errors][at])
  if (terminals.length > 0) process.on('exit', () => terminals.every(isTerminal) || endByHangup())
}

function endByHangup(): void {
  // Ink's packages listen for the signal, and a handled signal does not end the process.
  process.removeAllListeners('SIGHUP')
  process.kill(process.pid, 'SIGHUP')
  // Still running: the program was started so that it ignores SIGHUP, as nohup does.
  process.kill(process.pid, 'SIGKILL')
}

/** Makes advice work as printed: commands that are named get the index that was given. */
function completeAdvice(args: readonly string[]): (line: string) => string {
  const short = args.find((arg) => /^-i./.test(arg))?.slice(2) ?? args[args.indexOf('-i') + 1]
  const index = commonOption(args, 'index') ?? (args.some((arg) => arg.startsWith('-i')) ? short : undefined)
  if (index === undefined) return (line) => line
  const option = `-i ${/^[\w./-]+$/.test(index) ? index : `'${index}'`}`
  return (line) => line.replaceAll(/(["\u201c]xunzhang (?:index|forget|lexicon|compact|check)\b)/g, `$1 ${option}`)
}

/** The context of a command, from the process and the options of every command. */
function createContext(args: readonly string[], terminals: Terminals): Context {
  const language = chooseLanguage(commonOption(args, 'lang'), process.env)
  const messages = messagesIn(language)
  const completed = completeAdvice(args)
  const tell = (line: string): void => writeToErrors(`${oneLine(completed(line))}\n`)
  const onOutputError = (error: NodeJS.ErrnoException): never => {
    if (error.code === 'EPIPE') return process.exit(status.found)
    const parameters = { what: 'file', system: systemCodeOf(error) } as const
    tell(`xunzhang: ${messages.fault({ reason: 'NOT_WRITABLE', parameters, where: 'stdout' })}`)
    return process.exit(status.error)
  }
  return {
    language,
    messages,
    commands: loadCommands,
    columns: () => (terminals.output ? process.stdout.columns : undefined),
    environment: process.env,
    defaults: {},
    workingFolder: () => process.cwd(),
    out: createOutput(() => process.stdout, onOutputError),
    tell,
    input: () => process.stdin,
    isTerminal: terminals,
    // Each command replaces these by the values of its options.
    note: tell,
    isQuiet: false,
    color: 'auto',
    hasColors: false,
  }
}

/** The value of an option of every command. Parsed before the command's own options, because errors and help depend on it as well. */
function commonOption(args: readonly string[], name: string): string | undefined {
  for (const [at, arg] of args.entries()) {
    if (arg === '--') return undefined
    if (arg === `--${name}`) return args[at + 1]
    if (arg.startsWith(`--${name}=`)) return arg.slice(name.length + 3)
  }
  return undefined
}
