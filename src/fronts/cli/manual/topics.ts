/** `help query`, `help formats` and `help settings`. */
import { kindsRead } from '../../../indexing/scan/read-kinds.js'
import { operators } from '../../messages/en/manual.js'
import type { Manual } from '../../messages/languages.js'
import { columnNames } from '../search/columns.js'
import { resultFormats } from '../search/formats.js'
import { columnsOf } from '../help.js'
import type { Topic } from '../topic-names.js'

export function topicHelp(topic: Topic, say: Manual): string {
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
  const table = (rows: readonly (readonly [string, string])[]): string[] => {
    const width = widest(rows.map(([name]) => name))
    return rows.map(([name, meaning]) => `  ${padded(name, width)}  ${meaning}`)
  }
  return [
    say.readTitle,
    ...table(kindsRead.map(({ name, extensions }) => [extensions.join(' '), say.kinds[name][1]] as const)),
    say.readNote,
    '',
    say.printedTitle,
    ...table(resultFormats.map((name) => [name, say.formats[name]] as const)),
    `${say.fieldsTitle} ${columnNames.join(', ')}`,
    say.jsonNote,
    '',
  ].join('\n')
}

// eslint-disable-next-line no-restricted-syntax -- of fixed size: the rows of a table
const widest = (texts: readonly string[]): number => Math.max(...texts.map(columnsOf))
const padded = (text: string, width: number): string => text + ' '.repeat(width - columnsOf(text))
