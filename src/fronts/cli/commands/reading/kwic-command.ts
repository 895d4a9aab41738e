import { XunzhangError } from '../../../../base/errors.js'
import { engineOptions, type ValuesAt } from '../../../../base/options/places.js'
import { openIndex } from '../../../../library/open-index.js'
import type { Index, KwicLine, KwicOptions } from '../../../../library/types.js'
import { chosenFormat } from '../../chosen-format.js'
import { defineCommand, indexFolders } from '../../command.js'
import { type Context, status } from '../../context.js'
import { kwicWriter } from '../../reading/kwic-formats.js'
import type { LineWriter } from '../../reading/kwic-formats.js'
import { readQuery } from '../../search/read-query.js'

type Values = ValuesAt<'kwic'>

/** Every occurrence of a query in its context, one per line. */
export const kwicCommand = defineCommand('kwic', {
  usage: ({ query }) => `${query}…`,
  async run(values, operands, context) {
    const { countOnly: _, ...asked } = engineOptions('kwic', values)
    const query = await readQuery(operands, context)
    const index = await openIndex(indexFolders(values, context))
    try {
      if (index.kwic === undefined || index.countOccurrences === undefined) {
        throw new XunzhangError('INDEX_UNFIT', { what: 'remote', command: 'kwic' })
      }
      if (values.count !== true) return await writeLines(index, query, asked, values, context)
      const { occurrences, articles } = await index.countOccurrences(query, asked.match && { match: asked.match })
      await context.out.write(`${occurrences} ${articles}\n`)
      return occurrences > 0 ? status.found : status.nothing
    } finally {
      await index.close()
    }
  },
})

async function writeLines(
  index: Index,
  query: string,
  asked: KwicOptions,
  values: Values,
  context: Context,
): Promise<number> {
  const { out, messages } = context
  const writer = await lineWriter(query, values, context)
  let occurrences = 0
  let articles = 0
  let last: string | undefined
  await out.write(writer.head)
  for await (const line of index.kwic!(query, asked)) {
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
  return occurrences > 0 ? status.found : status.nothing
}

async function lineWriter(query: string, values: Values, context: Context): Promise<LineWriter<KwicLine>> {
  const format = chosenFormat(values, 'text')
  if (format !== 'text') return kwicWriter(format, query)
  const { createKwicText } = await import('./text-door.js')
  const { hasColors } = context
  const columns = context.columns()
  const place = columns === undefined ? 'whole' : 'fitted'
  const line = createKwicText({ width: values.width ?? columns ?? defaultWidth, place, hasColors })
  return { head: '', line, foot: () => '' }
}

const defaultWidth = 100
