/** The commands that print what is known without an index. */
import packageFile from '../../../../package.json' with { type: 'json' }
import { checkOperands, chosenAction, type CommandTables, defineCommand } from '../command.js'
import { optionsAt, type OptionTable } from '../../../base/options/places.js'
import type { Messages, Manual } from '../../messages/languages.js'
import { columnsOf, meaning, twoColumns, widest, written } from '../help.js'
import { type Topic, topics } from '../command-names.js'
import { completionsFor, shells } from '../manual/completions.js'
import { KINDS } from '../../../source/formats/kinds.js'
import { operators } from '../../messages/en/manual.js'
import { columnNames } from '../search/formats.js'
import { resultFormats } from '../../../base/options/rows.js'

/** `help query`, `help formats` and `help settings`. */
function topicHelp(topic: Topic, say: Manual): string {
  if (topic === 'settings') return settingsHelp(say)
  return topic === 'query' ? queryHelp(say) : formatsHelp(say)
}

/** All of it is valid: a test reads it as a settings file. */
const settingsExample = `commands:
  all:
    lang: zh
    index: ~/news-index
  search:
    limit: 20
    sort: recent
    facet: [author, year]
  index:
    exclude: ['*.tmp.md', drafts/]`

function settingsHelp({ settingsText, settingsNotes }: Manual): string {
  const example = settingsExample.split('\n').map((line) => `  ${line}`)
  return [...settingsText, '', ...example, '', ...settingsNotes, ''].join('\n')
}

function queryHelp(say: Manual): string {
  const rows = Object.entries(operators).map(
    ([key, [written, example]]) => [written, say.operators[key as keyof typeof operators], example] as const,
  )
  const { written, means, example } = say.operatorHeadings
  const left = widest([written, ...rows.map(([text]) => text)])
  const right = widest([example, ...rows.map(([, , text]) => text)])
  const line = ([a, b, c]: readonly string[]): string => `  ${padded(a!, left)}  ${padded(c!, right)}  ${b}`.trimEnd()
  return [say.queryTitle, '', line([written, means, example]), ...rows.map(line), ''].join('\n')
}

function formatsHelp(say: Manual): string {
  return [
    say.readTitle,
    ...twoColumns(KINDS.map(({ name, extensions }) => [extensions.join(' '), say.kinds[name][1]] as const)),
    say.readNote,
    '',
    say.printedTitle,
    ...twoColumns(resultFormats.map((name) => [name, say.formats[name]] as const)),
    `${say.fieldsTitle} ${columnNames.join(', ')}`,
    say.jsonNote,
    '',
  ].join('\n')
}

const padded = (text: string, width: number): string => text + ' '.repeat(width - columnsOf(text))

/** The man page, made from the same tables as the help. Format: man(7). */
function manPage(version: string, commands: CommandTables, messages: Messages): string {
  const { manual } = messages
  const { man } = manual
  const common = optionsAt('common')
  const environment = Object.entries(man.environmentRows).flatMap(([name, meaning]) => tagged(name, meaning))
  const own = (options: OptionTable): OptionTable =>
    Object.fromEntries(Object.entries(options).filter(([name]) => !Object.hasOwn(common, name)))
  const sections = Object.entries(commands).flatMap(([name, { usage, options }]) => [
    `.SS ${roff(`xunzhang ${name} ${usage(messages.operands)}`.trimEnd())}`,
    roff(messages.commands[name as keyof Messages['commands']]),
    ...optionLines(own(options), messages),
  ])
  return [
    `.TH XUNZHANG 1 "" "xunzhang ${version}"`,
    `.SH ${man.name}`,
    roff(messages.title.replace(/[:\uff1a] */, ' - ')),
    `.SH ${man.synopsis}`,
    roff(`xunzhang ${messages.operands.command} [${messages.operands.options}]`),
    '.br',
    roff(`xunzhang [tui] [--index ${messages.operands.folder}] [${messages.operands.query}]`),
    `.SH ${man.description}`,
    roff(man.descriptionText),
    '.PP',
    ...messages.notes.flatMap((note) => [roff(note), '.br']),
    `.SH ${man.commands}`,
    ...sections,
    `.SS ${roff(man.common)}`,
    ...optionLines(common, messages),
    `.SH ${man.query}`,
    ...verbatim(topicHelp('query', manual)),
    `.SH ${man.formats}`,
    ...verbatim(topicHelp('formats', manual)),
    `.SH ${man.settings}`,
    ...verbatim(topicHelp('settings', manual)),
    `.SH ${man.environment}`,
    ...environment,
    `.SH ${man.status}`,
    roff(man.statusText),
    `.SH ${man.seeAlso}`,
    roff('grep(1), rg(1), fzf(1), jq(1)'),
    '',
  ].join('\n')
}

function optionLines(options: OptionTable, messages: Messages): string[] {
  return Object.entries(options).flatMap(([name, spec]) =>
    tagged(written(name, spec, messages).trim(), meaning(name, spec, messages)),
  )
}

const tagged = (tag: string, text: string): string[] => ['.TP', `.B ${roff(tag)}`, roff(text)]
const verbatim = (text: string): string[] => ['.nf', ...text.trimEnd().split('\n').map(roff), '.fi']

/** Escapes backslashes and dashes, and a leading dot or apostrophe, which would begin a request. */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&')
}

export const manCommand = defineCommand('man', {
  takes: [],
  run: async (_values, _operands, { messages, out, commands }) =>
    out.write(manPage(packageFile.version, await commands(), messages)),
})

/** Runs `help query` and the other topics; not a command of its own. */
export const topicCommand = defineCommand('help', {
  usage: () => topics.join('|'),
  run: async (_values, [topic], { messages, out }) => out.write(topicHelp(topic as Topic, messages.manual)),
})

export const completionsCommand = defineCommand('completions', {
  usage: () => shells.join('|'),
  completes: shells,
  async run(_values, [name, ...surplus], { messages, out, commands }) {
    const shell = chosenAction(name, 'completions', shells)
    checkOperands(surplus, 'completions', [])
    await out.write(completionsFor(shell, await commands(), messages))
  },
})
