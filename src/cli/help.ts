import { type CommandName, commandNames } from './command-names.js'
import type { Command } from './command.js'
import type { Messages, OptionName } from './messages/index.js'
import { type OptionSpec, valueName } from './options.js'

/** The general help: usage, every command, notes. */
export function generalHelp(messages: Messages): string {
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the commands
  const width = Math.max(...commandNames.map((name) => name.length))
  const commands = commandNames.map((name) => `  ${name.padEnd(width)}  ${messages.commands[name]}`)
  return [
    messages.title,
    '',
    `${messages.usageHeading}: xunzhang COMMAND [OPTIONS]`,
    '       xunzhang [tui] [--index DIR] [QUERY]',
    '',
    `${messages.commandsHeading}:`,
    ...commands,
    '',
    ...messages.notes,
    '',
  ].join('\n')
}

/** The help of one command: usage and its options. */
export function commandHelp(name: CommandName, command: Command, messages: Messages): string {
  const entries = Object.entries(command.options).map(
    ([option, spec]) => [option, spec, written(option, spec)] as const,
  )
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the options of a command
  const width = Math.min(28, Math.max(...entries.map(([, , text]) => text.length)))
  const options = entries.flatMap(([option, , text]) => {
    const meaning = messages.options[option as OptionName]
    return text.length > width
      ? [`  ${text}`, `  ${' '.repeat(width)}  ${meaning}`]
      : [`  ${text.padEnd(width)}  ${meaning}`]
  })
  return [
    `${messages.usageHeading}: xunzhang ${name} ${command.usage}`.trimEnd(),
    '',
    messages.commands[name],
    '',
    `${messages.optionsHeading}:`,
    ...options,
    '',
  ].join('\n')
}

function written(name: string, spec: OptionSpec): string {
  const short = spec.short === undefined ? '    ' : `-${spec.short}, `
  return `${short}--${name} ${valueName(spec)}`.trimEnd()
}
