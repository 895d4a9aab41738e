/** The context of a command, from the process and the options of every command. */
import { systemCodeOf } from '../../base/errors.js'
import { chooseLanguage, messagesIn } from '../messages/languages.js'
import { oneLine } from '../../base/safe-text.js'
import { type Context, status } from './context.js'
import { createOutput } from './terminal/output.js'
import { writeToErrors, type Terminals } from './terminal/terminal.js'

/** @param commands the tables of every command but `help` */
export async function createContext(
  args: readonly string[],
  commands: Context['commands'],
  terminals: Terminals,
): Promise<Context> {
  const language = chooseLanguage(commonOption(args, 'lang'), process.env)
  const messages = messagesIn(language)
  const onOutputError = (error: NodeJS.ErrnoException): never => {
    if (error.code === 'EPIPE') return process.exit(status.found)
    const parameters = { what: 'file', system: systemCodeOf(error) } as const
    tell(`xunzhang: ${messages.fault({ reason: 'NOT_WRITABLE', parameters, where: 'stdout' })}`)
    return process.exit(status.error)
  }
  return {
    language,
    messages,
    commands,
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
export function commonOption(args: readonly string[], name: string): string | undefined {
  for (const [at, arg] of args.entries()) {
    if (arg === '--') return undefined
    if (arg === `--${name}`) return args[at + 1]
    if (arg.startsWith(`--${name}=`)) return arg.slice(name.length + 3)
  }
  return undefined
}

function tell(line: string): void {
  writeToErrors(`${oneLine(line)}\n`)
}
