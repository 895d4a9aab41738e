import { engineOptions, type ValuesAt } from '../../../../base/options/places.js'
import type { KwicLine } from '../../../../library/types.js'
import { safeJson } from '../../../../base/safe-text.js'
import { chosenFormat } from '../../chosen-format.js'
import { defineCommand } from '../../command.js'
import type { Context } from '../../context.js'
import { reading } from '../../reading/reading.js'
import { readQuery } from '../../search/read-query.js'
import { rowPrinter, vimgrepLine } from '../../terminal/delimited.js'

type Values = ValuesAt<'kwic'>

export const kwicCommand = defineCommand('kwic', {
  usage: ({ query }) => `${query}…`,
  async run(values, operands, context) {
    const { countOnly: _, ...asked } = engineOptions('kwic', values)
    const query = await readQuery(operands, context)
    return reading('kwic', values, context, async (index) => {
      if (values.count !== true) return writeLines(index.kwic(query, asked), query, values, context)
      const { occurrences, articles } = await index.countOccurrences(query, asked.match && { match: asked.match })
      await context.out.write(`${occurrences} ${articles}\n`)
      return occurrences > 0
    })
  },
})

async function writeLines(lines: AsyncIterable<KwicLine>, query: string, values: Values, context: Context) {
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
  readonly line: (line: KwicLine, number: number) => string
  readonly foot: (lines: number) => string
}

const fields = ['id', 'path', 'line', 'column', 'date', 'title', 'left', 'match', 'right'] as const

async function lineWriter(query: string, values: Values, context: Context): Promise<LineWriter> {
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
      const line = createKwicText({ width: values.width ?? columns ?? defaultWidth, place, hasColors })
      return { head: '', line, foot }
    }
    default:
      return { ...rowPrinter(format, fields), foot }
  }
}

const defaultWidth = 100
