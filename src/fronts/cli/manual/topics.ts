/** `help query`, `help formats` and `help settings`. */
import { kindsRead } from '../../../indexing/scan/read-kinds.js'
import type { Manual } from '../../messages/languages.js'
import { columnNames } from '../search/columns.js'
import { resultFormats } from '../search/formats.js'
import { columnsOf } from '../help.js'
import type { Topic } from '../topic-names.js'

/** Every operator of the query language, with an example that finds something in the sample corpus. */
export const operators = [
  { key: 'words', written: 'A B', example: '核桃 账本' },
  { key: 'exact', written: '"A B"  “A B”  「A B」  \'A', example: '"阿尔曼别托夫"' },
  { key: 'not', written: '-A  NOT A', example: '核桃 -账本' },
  { key: 'or', written: 'A | B  A OR B', example: '茶 | 咖啡' },
  { key: 'group', written: '(A | B) C', example: '(茶 | 咖啡) 水温' },
  { key: 'title', written: 'title:A  标题:A', example: '标题:核桃' },
  { key: 'author', written: 'author:A  作者:A', example: '作者:远山报' },
  { key: 'tag', written: 'tag:A  标签:A', example: 'tag:贸易' },
  { key: 'path', written: 'path:A  路径:A', example: 'path:jekyll' },
  { key: 'site', written: 'site:A  网站:A', example: 'site:example.com' },
  { key: 'date', written: 'date:D  date:D..D  date:>=D  日期:D', example: '核桃 date:2022..2024' },
  { key: 'prefix', written: 'A*', example: '阿尔曼*' },
  { key: 'fuzzy', written: 'A~  A~2', example: 'unicod~' },
  { key: 'near', written: 'A NEAR/10 B', example: '核桃 NEAR/20 贸易' },
  { key: 'close', written: '"A B"~10', example: '"茶 水温"~20' },
  { key: 'sentence', written: 'A SENTENCE B', example: '核桃 SENTENCE 贸易' },
  { key: 'paragraph', written: 'A PARAGRAPH B', example: '核桃 PARAGRAPH 贸易' },
  { key: 'boost', written: 'A^2', example: '茶^2 核桃' },
  { key: 'pinyin', written: 'pinyin  py', example: 'aermanbietuofu' },
  { key: 'escape', written: '\\', example: '核桃 \\(' },
] as const

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
  const rows = operators.map(({ key, written, example }) => [written, say.operators[key], example] as const)
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
