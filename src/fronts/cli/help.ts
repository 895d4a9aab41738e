import type { OptionTable } from '../../base/options/places.js'
import type { OptionName } from '../../base/options/rows.js'
import type { Messages } from '../messages/languages.js'
import { type CommandName, commandNames } from './command-names.js'
import type { Command } from './command.js'
import { valueName } from './options.js'

export function generalHelp(messages: Messages): string {
  const { operands, usageHeading } = messages
  return [
    messages.title,
    '',
    `${usageHeading}: xunzhang ${operands.command} [${operands.options}]`,
    `${' '.repeat(columnsOf(usageHeading) + 2)}xunzhang [tui] [--index ${operands.folder}] [${operands.query}]`,
    '',
    `${messages.commandsHeading}:`,
    ...twoColumns(commandNames.map((name) => [name, messages.commands[name]])),
    '',
    ...messages.notes,
    '',
  ].join('\n')
}

export function commandHelp(name: CommandName, command: Command, messages: Messages): string {
  const entries = Object.entries(command.options).map(
    ([option, spec]) => [written(option, spec, messages), meaning(option, spec, messages)] as const,
  )
  return [
    `${messages.usageHeading}: xunzhang ${name} ${command.usage(messages.operands)}`.trimEnd(),
    '',
    messages.commands[name],
    '',
    `${messages.optionsHeading}:`,
    ...twoColumns(entries, 28),
    '',
  ].join('\n')
}

export function meaning(name: string, spec: OptionTable[string], { options }: Messages): string {
  return options[name as OptionName].replace('{default}', 'default' in spec ? `${spec.default}` : '')
}

export function written(name: string, spec: OptionTable[string], messages: Messages): string {
  const short = spec.short === undefined ? '    ' : `-${spec.short}, `
  return `${short}--${name} ${valueName(spec, messages)}`.trimEnd()
}

/** A row whose first text is wider than `most` takes two lines. */
export function twoColumns(rows: readonly (readonly [string, string])[], most = Infinity): string[] {
  const width = Math.min(most, widest(rows.map(([text]) => text)))
  return rows.flatMap(([text, meaning]) => {
    const room = width - columnsOf(text)
    return room < 0 ? [`  ${text}`, `  ${' '.repeat(width)}  ${meaning}`] : [`  ${text}${' '.repeat(room)}  ${meaning}`]
  })
}

// eslint-disable-next-line no-restricted-syntax -- of fixed size: the rows of a table
export const widest = (texts: readonly string[]): number => Math.max(...texts.map(columnsOf))

/** Columns of a text of the help in a terminal: Han and full-width signs take two. */
export function columnsOf(text: string): number {
  return text.length + (text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu)?.length ?? 0)
}
