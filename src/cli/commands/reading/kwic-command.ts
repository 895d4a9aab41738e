import { XunzhangError } from '../../../errors.js'
import { openIndex } from '../../../library/open-index.js'
import type { ContextSize, Index, KwicLine, KwicOptions } from '../../../library/types.js'
import { chosenFormat } from '../../chosen-format.js'
import { defineCommand, indexesOption, indexFolders } from '../../command.js'
import { type Context, status } from '../../context.js'
import { given } from '../../given.js'
import type { OptionTable, OptionValues } from '../../options.js'
import { kwicFormats, kwicWriter } from '../../reading/kwic-formats.js'
import type { LineWriter } from '../../reading/kwic-formats.js'
import { readQuery } from '../../search/read-query.js'

const options = {
  ...indexesOption,
  limit: { type: 'number', min: 0, max: 1_000_000_000, short: 'n' },
  context: { type: 'text', value: 'context', short: 'C' },
  width: { type: 'number', min: 40, max: 1000, short: 'w' },
  sort: { type: 'choice', choices: ['article', 'date', 'oldest', 'left', 'right'] },
  match: { type: 'choice', choices: ['auto', 'all', 'any'] },
  format: { type: 'choice', choices: kwicFormats },
  json: { type: 'flag' },
  count: { type: 'flag', short: 'c' },
} as const satisfies OptionTable

type Values = OptionValues<typeof options>

/** Every occurrence of a query in its context, one per line. */
export const kwicCommand = defineCommand({
  usage: ({ query }) => `${query}…`,
  options,
  async run(values, operands, context) {
    const asked = kwicOptions(values)
    const query = await readQuery(operands, context)
    const index = await openIndex(indexFolders(values, context))
    try {
      if (index.kwic === undefined || index.countOccurrences === undefined) {
        throw new XunzhangError('LOCAL_ONLY', { command: 'kwic' })
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

function kwicOptions(values: Values): KwicOptions {
  return {
    ...given(values, 'limit', 'sort', 'match'),
    ...(values.context !== undefined && { context: contextSize(values.context) }),
  }
}

const mostContext = 10_000

function contextSize(value: string): ContextSize {
  if (value === 'sentence' || value === 'paragraph') return value
  const size = /^\d{1,5}$/.test(value) ? Number(value) : NaN
  if (size <= mostContext) return size
  throw new XunzhangError('CONTEXT_INVALID', { value, most: mostContext })
}

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
  // Measuring columns loads tables of characters, which other formats don't need.
  const { createKwicText } = await import('../../reading/kwic-text.js')
  const { hasColors } = context
  const columns = context.columns()
  const place = columns === undefined ? 'whole' : 'fitted'
  const line = createKwicText({ width: values.width ?? columns ?? defaultWidth, place, hasColors })
  return { head: '', line, foot: () => '' }
}

const defaultWidth = 100
