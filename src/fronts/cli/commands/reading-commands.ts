/** The commands that read an index: occurrences, counts over time, words nearby, values of a field, near-duplicates. */
import { engineOptions, type ValuesAt } from '../../../base/options/places.js'
import type * as Library from '../../../library/types.js'
import { oneLine, safeJson } from '../../../base/safe-text.js'
import { readQuery, reading } from '../search/read-index.js'
import { XunzhangError } from '../../../base/errors.js'
import { chosenFormat, defineCommand, report, type Context } from '../command.js'
import { headOf, recordOf } from '../search/formats.js'

export const kwicCommand = defineCommand('kwic', {
  usage: ({ query }) => `${query}…`,
  async run(values, operands, context) {
    const { countOnly: _, ...asked } = engineOptions('kwic', values)
    const query = await readQuery(operands, context, values.regex)
    return reading('kwic', values, context, async (index) => {
      if (values.count !== true) return writeLines(index.kwic(query, asked), query, values, context)
      const { occurrences, articles } = await index.countOccurrences(query, asked.match && { match: asked.match })
      await context.out.write(`${occurrences} ${articles}\n`)
      return occurrences > 0
    })
  },
})

async function writeLines(
  lines: AsyncIterable<Library.KwicLine>,
  query: string,
  values: ValuesAt<'kwic'>,
  context: Context,
) {
  const { out, messages } = context
  const { head = '', line: print, foot } = await lineWriter(query, values, context)
  let occurrences = 0
  let articles = 0
  let last: string | undefined
  await out.write(head)
  for await (const line of lines) {
    await out.write(print(line, occurrences))
    // The first line is written at once, so that a user sees output; later lines go out in large pieces.
    if (occurrences++ === 0) await out.flush()
    if (line.id !== last) articles++
    last = line.id
  }
  await out.write(foot?.(occurrences) ?? '')
  await out.flush()
  if (values.sort !== 'left' && values.sort !== 'right') context.note(messages.occurrences(occurrences, articles))
  return occurrences > 0
}

interface LineWriter {
  readonly head?: string
  readonly line: (line: Library.KwicLine, number: number) => string
  readonly foot?: (lines: number) => string
}

const kwicFields = ['id', 'path', 'line', 'column', 'date', 'title', 'left', 'match', 'right'] as const
const kwicWidth = 100

async function lineWriter(query: string, values: ValuesAt<'kwic'>, context: Context): Promise<LineWriter> {
  const format = chosenFormat(values, 'text')
  if (format === 'json')
    return {
      head: `{"query":${safeJson(query)},"lines":[`,
      line: (line, number) => `${number === 0 ? '' : ','}\n${safeJson(line)}`,
      foot: (lines) => `${lines === 0 ? '' : '\n'}]}\n`,
    }
  if (format === 'vimgrep')
    return { line: (at) => oneLine(`${at.path}:${at.line}:${at.column}:${at.left}${at.match}${at.right}`) + '\n' }
  if (format !== 'text') return rowPrinter(format, kwicFields)
  const { createKwicText } = await import('./text-door.js')
  const { hasColors } = context
  const columns = context.columns()
  const place = columns === undefined ? 'whole' : 'fitted'
  return { line: createKwicText({ width: values.width ?? columns ?? kwicWidth, place, hasColors }) }
}

const timelineWidth = 80

export const timelineCommand = defineCommand('timeline', {
  usage: ({ query }) => `${query}…`,
  async run(values, operands, context) {
    const queries = operands.filter((query) => query.trim() !== '')
    if (queries.length === 0) throw new XunzhangError('ARGUMENT', { what: 'query' })
    const format = chosenFormat(values, 'text')
    const { relative = false } = values
    return reading('timeline', values, context, async (index) => {
      const timeline = await index.timeline(queries, engineOptions('timeline', values))
      const text = async () => {
        const { timelineText } = await import('./text-door.js')
        const { hasColors, messages } = context
        const isAscii = values.ascii === true || !isUnicode(context.environment)
        const layout = { width: values.width ?? context.columns() ?? timelineWidth, isAscii, hasColors, relative }
        return timelineText(timeline, layout, messages.timeline)
      }
      const names = ['query', 'from', 'articles', 'occurrences', ...(relative ? (['total'] as const) : [])] as const
      const rows = timeline.series.flatMap(seriesRows)
      await context.out.write(await tableText(format, timeline, names, rows, text))
      return rows.some(({ articles }) => articles > 0)
    })
  },
})

/** The row of undated articles has an empty date. */
function seriesRows({ query, buckets, undated }: Library.TimelineSeries) {
  const dated = buckets.map((bucket) => ({ query, total: 0, ...bucket }))
  return undated.articles > 0 ? [...dated, { query, from: '', total: '', ...undated }] : dated
}

/** True if the terminal's locale has the characters of bars, or if no locale is set. */
function isUnicode(environment: Context['environment']): boolean {
  if (environment['TERM'] === 'dumb') return false
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || ''
  return locale === '' || /utf-?8/i.test(locale)
}

const collocateFields = ['word', 'count', 'expected', 'score', 'articles'] as const

export const collocatesCommand = defineCommand('collocates', {
  usage: ({ query }) => `${query}…`,
  async run(values, operands, context) {
    const format = chosenFormat(values, 'text')
    const asked: Library.CollocatesOptions = {
      ...engineOptions('collocates', values),
      ...(values.left !== values.right && { side: values.left === true ? 'left' : 'right' }),
      ...(format === 'text' && { examples: true }),
    }
    const query = await readQuery(operands, context)
    return reading('collocates', values, context, async (index) => {
      const collocates = await index.collocates(query, asked)
      const text = () => collocatesText(collocates, context)
      await context.out.write(await tableText(format, { query, collocates }, collocateFields, collocates, text))
      return collocates.length > 0
    })
  },
})

const widths = [16, 8, 10, 10, 9]

async function collocatesText(collocates: readonly Library.Collocate[], { messages, columns }: Context) {
  if (collocates.length === 0) return ''
  const { takeColumns } = await import('../../tui/cells/cells.js')
  const say = messages.collocates
  const room = Math.max(10, (columns() ?? 100) - widths.reduce((a, b) => a + b, 0) - 2)
  const rows = collocates.map(({ expected, score, example = '', ...one }) => {
    return { ...one, expected: expected.toFixed(2), score: score.toFixed(2), example }
  })
  const lines = [say, ...rows].map((row) => {
    const cells = collocateFields.map((name, i) => {
      const { text, width } = takeColumns(oneLine(`${row[name]}`), widths[i]! - 1)
      const pad = ' '.repeat(widths[i]! - width)
      return i === 0 ? text + pad : pad + text
    })
    return `${cells.join('')}  ${takeColumns(oneLine(row.example), room).text}`.trimEnd()
  })
  return `${lines.join('\n')}\n`
}

export const termsCommand = defineCommand('terms', {
  takes: ['fieldName'],
  async run(values, [field], context) {
    const format = chosenFormat(values, 'text')
    return reading('terms', values, context, async (index) => {
      const terms = await index.terms(field!, engineOptions('terms', values))
      const width = terms.reduce((most, { count }) => Math.max(most, `${count}`.length), 1)
      const text = () => terms.map(({ value, count }) => `${`${count}`.padStart(width)}  ${oneLine(value)}\n`).join('')
      await context.out.write(await tableText(format, { terms }, ['value', 'count'], terms, text))
      return terms.length > 0
    })
  },
})

/** Groups of near-duplicates: one line per article, the leader first, the others indented with their similarity. */
export const duplicatesCommand = defineCommand('duplicates', {
  takes: [],
  async run(values, _operands, context) {
    const { messages, note } = context
    return reading('duplicates', values, context, async (index) => {
      const all = await index.duplicates()
      const groups = all.slice(0, values.limit ?? Infinity)
      await report(values, context, { groups }, groups.map(groupText).join('\n'))
      const folded = all.reduce((sum, { articles }) => sum + articles.length - 1, 0)
      if (values.json !== true) note(messages.duplicates(all.length, folded, groups.length))
      return all.length > 0
    })
  },
})

function groupText({ articles }: Library.DuplicateGroup): string {
  return articles
    .map(({ id, title, date, similarity }, i) => {
      const share = i === 0 ? '' : `${`${Math.round(similarity * 100)} %`.padStart(6)}  `
      const parts = [date.slice(0, 10), title, id].filter((part) => part !== '')
      return `${share}${oneLine(parts.join(' · '))}\n`
    })
    .join('')
}

type Row<Name extends string> = Readonly<Record<Name, string | number>>

function rowPrinter<Name extends string>(
  format: 'csv' | 'tsv' | 'ndjson',
  names: readonly Name[],
): { readonly head: string; readonly line: (row: Row<Name>) => string } {
  if (format === 'ndjson') return { head: '', line: (row) => `${safeJson(row)}\n` }
  const form = { format }
  return {
    head: headOf(names, form),
    line: (row) =>
      recordOf(
        names.map((name) => row[name]),
        form,
      ),
  }
}

/** A whole answer in the format asked for: for people, as one JSON object, or as its rows. */
function tableText<Name extends string>(
  format: 'text' | 'json' | 'csv' | 'tsv' | 'ndjson',
  answer: object,
  names: readonly Name[],
  rows: readonly Row<Name>[],
  text: () => string | Promise<string>,
): string | Promise<string> {
  if (format === 'text') return text()
  if (format === 'json') return `${safeJson(answer)}\n`
  const { head, line } = rowPrinter(format, names)
  return head + rows.map(line).join('')
}
