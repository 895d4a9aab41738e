/** The commands that read an index: occurrences, counts over time, words nearby, values of a field, near-duplicates. */
import { engineOptions, type ValuesAt } from '../../../base/options/places.js'
import type * as Library from '../../../library/types.js'
import { safeJson, oneLine } from '../../../base/safe-text.js'
import { chosenFormat } from '../chosen-format.js'
import type { Context } from '../context.js'
import { reading } from '../reading/reading.js'
import { readQuery } from '../search/read-query.js'
import { rowPrinter, vimgrepLine, csvRow, tsvRow, rowsText } from '../terminal/delimited.js'
import { XunzhangError } from '../../../base/errors.js'
import { defineCommand, refuseOperands } from '../command.js'

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
  const writer = await lineWriter(query, values, context)
  let occurrences = 0
  let articles = 0
  let last: string | undefined
  await out.write(writer.head)
  for await (const line of lines) {
    await out.write(writer.line(line, occurrences))
    // The first line is written at once, so that a user sees output; later lines go out in large pieces.
    if (occurrences++ === 0) await out.flush()
    if (line.id !== last) articles++
    last = line.id
  }
  await out.write(writer.foot(occurrences))
  await out.flush()
  const isSorted = values.sort === 'left' || values.sort === 'right'
  if (!isSorted) context.note(messages.occurrences(occurrences, articles))
  return occurrences > 0
}

interface LineWriter {
  readonly head: string
  readonly line: (line: Library.KwicLine, number: number) => string
  readonly foot: (lines: number) => string
}

const kwicFields = ['id', 'path', 'line', 'column', 'date', 'title', 'left', 'match', 'right'] as const

async function lineWriter(query: string, values: ValuesAt<'kwic'>, context: Context): Promise<LineWriter> {
  const format = chosenFormat(values, 'text')
  const foot = (): string => ''
  switch (format) {
    case 'json':
      return {
        head: `{"query":${safeJson(query)},"lines":[`,
        line: (line, number) => `${number === 0 ? '' : ','}\n${safeJson(line)}`,
        foot: (lines) => `${lines === 0 ? '' : '\n'}]}\n`,
      }
    case 'vimgrep':
      return { head: '', line: (at) => vimgrepLine(at.path, at.line, at.column, at.left + at.match + at.right), foot }
    case 'text': {
      const { createKwicText } = await import('./text-door.js')
      const { hasColors } = context
      const columns = context.columns()
      const place = columns === undefined ? 'whole' : 'fitted'
      const line = createKwicText({ width: values.width ?? columns ?? kwicWidth, place, hasColors })
      return { head: '', line, foot }
    }
    default:
      return { ...rowPrinter(format, kwicFields), foot }
  }
}

const kwicWidth = 100

type TimelineFormat = NonNullable<ValuesAt<'timeline'>['format']>

export const timelineCommand = defineCommand('timeline', {
  usage: ({ query }) => `${query}…`,
  async run(values, operands, context) {
    const queries = operands.filter((query) => query.trim() !== '')
    if (queries.length === 0) throw new XunzhangError('ARGUMENT', { what: 'query' })
    const format = chosenFormat(values, 'text')
    return reading('timeline', values, context, async (index) => {
      const timeline = await index.timeline(queries, engineOptions('timeline', values))
      await context.out.write(await formatTimeline(timeline, format, values, context))
      return timeline.series.some(
        ({ buckets, undated }) => undated.articles > 0 || buckets.some(({ articles }) => articles > 0),
      )
    })
  },
})

async function formatTimeline(
  timeline: Library.Timeline,
  format: TimelineFormat,
  values: ValuesAt<'timeline'>,
  context: Context,
): Promise<string> {
  const relative = values.relative === true
  switch (format) {
    case 'json':
      return `${safeJson(timeline)}\n`
    case 'csv':
      return timelineRows(timeline, relative).map(csvRow).join('')
    case 'tsv':
      return timelineRows(timeline, relative).slice(1).map(tsvRow).join('')
    case 'text': {
      const { timelineText } = await import('./text-door.js')
      const { hasColors, messages } = context
      const columns = context.columns()
      const isAscii = values.ascii === true || !isUnicode(context.environment)
      const layout = { width: values.width ?? columns ?? timelineWidth, isAscii, hasColors, relative }
      return timelineText(timeline, layout, messages.timeline)
    }
  }
}

const timelineWidth = 80

/** The row of undated articles has an empty date. */
function timelineRows({ series }: Library.Timeline, relative: boolean): (string | number)[][] {
  const head = ['query', 'from', 'articles', 'occurrences', ...(relative ? ['total'] : [])]
  const rows = series.flatMap(({ query, buckets, undated }) => [
    ...buckets.map(({ from, articles, occurrences, total }) => [
      query,
      from,
      articles,
      occurrences,
      ...(relative ? [total ?? 0] : []),
    ]),
    ...(undated.articles > 0 ? [[query, '', undated.articles, undated.occurrences, ...(relative ? [''] : [])]] : []),
  ])
  return [head, ...rows]
}

/** True if the terminal's locale has the characters of bars, or if no locale is set. */
function isUnicode(environment: Context['environment']): boolean {
  if (environment['TERM'] === 'dumb') return false
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || ''
  return locale === '' || /utf-?8/i.test(locale)
}

export const collocatesCommand = defineCommand('collocates', {
  usage: ({ query }) => `${query}…`,
  async run(values, operands, context) {
    const format = chosenFormat(values, 'text')
    const asked = collocatesOptions(values, format === 'text')
    const query = await readQuery(operands, context)
    return reading('collocates', values, context, async (index) => {
      const collocates = await index.collocates(query, asked)
      await context.out.write(await formatCollocates(collocates, query, format, context))
      return collocates.length > 0
    })
  },
})

function collocatesOptions(values: ValuesAt<'collocates'>, examples: boolean): Library.CollocatesOptions {
  return {
    ...engineOptions('collocates', values),
    ...(values.left !== values.right && { side: values.left === true ? 'left' : 'right' }),
    ...(examples && { examples }),
  }
}

async function formatCollocates(
  collocates: readonly Library.Collocate[],
  query: string,
  format: 'text' | 'json' | 'ndjson' | 'csv' | 'tsv',
  { messages, columns }: Context,
): Promise<string> {
  if (format === 'json') return `${safeJson({ query, collocates })}\n`
  if (format !== 'text') return rowsText(format, ['word', 'count', 'expected', 'score', 'articles'], collocates)
  const { startOf } = await import('./text-door.js')
  const { word, count, expected, score, articles, example } = messages.collocates
  const rows = collocates.map((one) => [
    one.word,
    `${one.count}`,
    one.expected.toFixed(2),
    one.score.toFixed(2),
    `${one.articles}`,
    one.example ?? '',
  ])
  const shown = collocates.length === 0 ? [] : [[word, count, expected, score, articles, example], ...rows]
  return shown.map((row) => tableRow(row.map(oneLine), columns() ?? 100, startOf)).join('')
}

const widths = [16, 8, 10, 10, 9]

function tableRow(
  cells: readonly string[],
  width: number,
  startOf: (text: string, columns: number) => { readonly text: string; readonly width: number },
): string {
  const fixed = widths.map((columns, i) => {
    const { text, width: taken } = startOf(cells[i]!, columns - 1)
    const pad = ' '.repeat(columns - taken)
    return i === 0 ? text + pad : pad + text
  })
  const room = Math.max(10, width - widths.reduce((a, b) => a + b, 0) - 2)
  return `${fixed.join('')}  ${startOf(cells[5]!, room).text}`.trimEnd() + '\n'
}

export const termsCommand = defineCommand('terms', {
  usage: ({ fieldName }) => fieldName,
  async run(values, operands, context) {
    const [field, ...surplus] = operands
    if (field === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'terms', operand: 'fieldName' })
    refuseOperands(surplus, 'terms', ['fieldName'])
    const format = chosenFormat(values, 'text')
    return reading('terms', values, context, async (index) => {
      const terms = await index.terms(field, engineOptions('terms', values))
      await context.out.write(termLines(terms, format))
      return terms.length > 0
    })
  },
})

function termLines(terms: readonly Library.FieldTerm[], format: 'text' | 'json' | 'ndjson' | 'csv' | 'tsv'): string {
  if (format === 'json') return `${safeJson({ terms })}\n`
  if (format !== 'text') return rowsText(format, ['value', 'count'], terms)
  const width = terms.reduce((most, { count }) => Math.max(most, `${count}`.length), 1)
  return terms.map(({ value, count }) => `${`${count}`.padStart(width)}  ${oneLine(value)}\n`).join('')
}

/** Groups of near-duplicates: one line per article, the leader first, the others indented with their similarity. */
export const duplicatesCommand = defineCommand('duplicates', {
  usage: () => '',
  async run(values, operands, context) {
    refuseOperands(operands, 'duplicates')
    return reading('duplicates', values, context, async (index) => {
      const all = await index.duplicates()
      const groups = all.slice(0, values.limit ?? Infinity)
      await context.out.write(values.json === true ? `${safeJson({ groups })}\n` : groups.map(groupText).join('\n'))
      if (values.json !== true) tellFigures(all, groups.length, context)
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

function tellFigures(groups: readonly Library.DuplicateGroup[], shown: number, { messages, note }: Context): void {
  const folded = groups.reduce((sum, { articles }) => sum + articles.length - 1, 0)
  note(messages.duplicates(groups.length, folded, shown))
}
