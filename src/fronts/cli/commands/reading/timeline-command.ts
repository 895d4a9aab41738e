import { XunzhangError } from '../../../../base/errors.js'
import { engineOptions, type ValuesAt } from '../../../../base/options/places.js'
import type { Timeline } from '../../../../library/types.js'
import { safeJson } from '../../../../base/safe-text.js'
import { chosenFormat } from '../../chosen-format.js'
import { defineCommand } from '../../command.js'
import type { Context } from '../../context.js'
import { reading } from '../../reading/reading.js'
import { csvRow, tsvRow } from '../../terminal/delimited.js'

type Values = ValuesAt<'timeline'>
type Format = NonNullable<Values['format']>

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

async function formatTimeline(timeline: Timeline, format: Format, values: Values, context: Context): Promise<string> {
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
      const layout = { width: values.width ?? columns ?? defaultWidth, isAscii, hasColors, relative }
      return timelineText(timeline, layout, messages.timeline)
    }
  }
}

const defaultWidth = 80

/** The row of undated articles has an empty date. */
function timelineRows({ series }: Timeline, relative: boolean): (string | number)[][] {
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
