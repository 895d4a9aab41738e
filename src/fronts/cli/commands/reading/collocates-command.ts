import { engineOptions, type ValuesAt } from '../../../../base/options/places.js'
import type { Collocate, CollocatesOptions } from '../../../../library/types.js'
import { oneLine, safeJson } from '../../../../base/safe-text.js'
import { chosenFormat } from '../../chosen-format.js'
import { defineCommand } from '../../command.js'
import type { Context } from '../../context.js'
import { reading } from '../../reading/reading.js'
import { readQuery } from '../../search/read-query.js'
import { rowsText } from '../../terminal/delimited.js'

type Values = ValuesAt<'collocates'>

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

function collocatesOptions(values: Values, examples: boolean): CollocatesOptions {
  return {
    ...engineOptions('collocates', values),
    ...(values.left !== values.right && { side: values.left === true ? 'left' : 'right' }),
    ...(examples && { examples }),
  }
}

async function formatCollocates(
  collocates: readonly Collocate[],
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
