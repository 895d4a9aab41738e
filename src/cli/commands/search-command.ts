import { XunzhangError } from '../../errors.js'
import { openIndex } from '../../library/open-index.js'
import { facetNames } from '../../library/types.js'
import type { Index, SearchOptions, SearchResult } from '../../library/types.js'
import { defineCommand, indexesOption, indexFolders } from '../command.js'
import { compileLater } from '../../indexing/threads/compile-less.js'
import { type Context, status } from '../context.js'
import type { OptionTable, OptionValues } from '../options.js'
import { runBatch } from '../search/batch.js'
import { formatTime } from '../terminal/figures.js'
import { writeResult } from '../search/formats.js'
import { oneLine } from '../../text/safe-text.js'

const options = {
  ...indexesOption,
  limit: { type: 'number', min: 0, max: 10_000, short: 'n' },
  offset: { type: 'number', min: 0, max: 1_000_000_000 },
  format: { type: 'choice', choices: ['text', 'json', 'ndjson', 'tsv', 'trec'] },
  json: { type: 'flag' },
  batch: { type: 'text', value: 'fileOrInput' },
  count: { type: 'flag', short: 'c' },
  sort: { type: 'choice', choices: ['score', 'date', 'recent'] },
  match: { type: 'choice', choices: ['auto', 'all', 'any'] },
  facet: { type: 'list', choices: facetNames },
  explain: { type: 'flag' },
  'no-pinyin': { type: 'flag' },
  fold: { type: 'flag' },
  like: { type: 'text', value: 'id' },
  synonyms: { type: 'text', value: 'file' },
  variants: { type: 'flag' },
  'allow-partial': { type: 'flag' },
} as const satisfies OptionTable

type Values = OptionValues<typeof options>

export const searchCommand = defineCommand({
  usage: ({ query }) => `[${query}…]`,
  options,
  async run(values, operands, context) {
    const format = chooseFormat(values)
    if (values.batch !== undefined) return batch(values, operands, context)
    compileLater()
    const query = operands.length === 0 && values.like !== undefined ? '' : await readQuery(operands, context)
    const index = await open(values, context)
    try {
      // People see equal articles once; scripts get every ID.
      const fold = format === 'text' ? { fold: true } : {}
      const options = searchOptions(values, format !== 'trec')
      const result = await index.search(query, { ...fold, ...options, suggest: true })
      if (values.count === true && format !== 'json') await context.out.write(`${result.total}\n`)
      else await writeResult(result, format, values.explain === true, context)
      if (format === 'text' && values.count !== true) {
        tellFigures(result, index, context)
        tellReading(result, context)
      }
      if (format !== 'json') tellRelaxed(result, context)
      tellLimits(result, context)
      return result.total > 0 ? status.found : status.nothing
    } finally {
      await index.close()
    }
  },
})

function chooseFormat(values: Values) {
  if (values.json === true && values.format !== undefined && values.format !== 'json') {
    throw new XunzhangError('FORMAT_TWICE', { format: values.format })
  }
  return values.json === true ? 'json' : (values.format ?? 'text')
}

async function batch(values: Values, operands: readonly string[], context: Context): Promise<number> {
  if (operands.length > 0) throw new XunzhangError('BATCH_WITH_QUERY', {})
  if (values.format === 'text' || values.format === 'tsv')
    throw new XunzhangError('BATCH_FORMAT', { format: values.format })
  const isTrec = values.format === 'trec'
  const index = await open(values, context)
  try {
    return await runBatch(index, values.batch!, isTrec ? 'trec' : 'ndjson', searchOptions(values, !isTrec), context)
  } finally {
    await index.close()
  }
}

function open(values: Values, context: Context): Promise<Index> {
  return openIndex(indexFolders(values, context), { allowPartial: values['allow-partial'] === true })
}

/** The words joined by spaces; a single `-` stands for standard input. */
async function readQuery(operands: readonly string[], context: Context): Promise<string> {
  const isInput = operands.length === 1 && operands[0] === '-'
  const query = isInput ? await readAll(context) : operands.join(' ')
  if (query.trim() === '') throw new XunzhangError('QUERY_EMPTY', {})
  return query
}

async function readAll(context: Context): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of context.input()) chunks.push(chunk)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function searchOptions(values: Values, needsSnippets: boolean): SearchOptions {
  return {
    ...(values.limit !== undefined && { limit: values.limit }),
    ...(values.offset !== undefined && { offset: values.offset }),
    ...(values.match !== undefined && { match: values.match }),
    ...(values.sort !== undefined && { sort: values.sort }),
    ...(values.facet !== undefined && { facets: values.facet }),
    ...(values.count === true && { countOnly: true }),
    ...(values.explain === true && { explain: true }),
    ...(values['no-pinyin'] === true && { pinyin: false }),
    ...(values.like !== undefined && { like: values.like }),
    ...(values.synonyms !== undefined && { synonyms: values.synonyms }),
    ...(values.variants === true && { variants: true }),
    ...(values.fold === true && { fold: 'similar' }),
    snippets: needsSnippets,
  }
}

/** The figures go to standard error, so that piped output contains only hits. */
function tellFigures(result: SearchResult, index: Index, { messages, note }: Context): void {
  const shown = result.hits.length
  note(
    oneLine(
      result.total === 0
        ? messages.nothingFound(index.articleCount)
        : messages.found(result.total, shown, formatTime(result.tookMs)),
    ),
  )
}

/** On standard error in every format that holds hits only: an answer that isn't exact is never taken for one that is. */
function tellRelaxed({ relaxed }: SearchResult, { messages, tell }: Context): void {
  if (relaxed !== undefined) tell(oneLine(messages.relaxed(relaxed)))
}

/** What a cluster could not determine. */
function tellLimits({ totalIsAtLeast, missingShards }: SearchResult, { messages, tell }: Context): void {
  if (totalIsAtLeast === true) tell(messages.atLeast)
  if (missingShards !== undefined) tell(messages.partial(missingShards))
}

/** The expansions of the query's texts, and suggested corrections. */
function tellReading({ expansions = [], suggestions = [] }: SearchResult, { messages, note }: Context): void {
  for (const { text, alternatives } of expansions) {
    note(
      oneLine(
        messages.alsoFound(
          text,
          alternatives.map((alternative) => alternative.text),
        ),
      ),
    )
  }
  if (suggestions.length > 0) note(oneLine(messages.didYouMean(suggestions.map(({ query }) => query))))
}
