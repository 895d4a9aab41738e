import { isXunzhangError, XunzhangError } from '../../errors.js'
import type { ParametersOf } from '../../errors.js'
import { openIndex } from '../../library/open-index.js'
import { facetNames, sortOrders } from '../../library/types.js'
import type { SearchBackend as Index, SearchOptions, SearchResult } from '../../library/types.js'
import { defineCommand, indexesOption, indexFolders } from '../command.js'
import { compileLater } from '../../indexing/threads/compile-less.js'
import { type Context, status } from '../context.js'
import { given } from '../given.js'
import { nearest } from '../nearest.js'
import type { OptionTable, OptionValues } from '../options.js'
import { runBatch } from '../search/batch.js'
import { columnNames } from '../search/columns.js'
import { formatTime } from '../terminal/figures.js'
import { embedOptions, openEmbedded } from '../search/embedded.js'
import { modelFailures } from '../search/models.js'
import { openReranked, rerankOptions } from '../search/reranked.js'
import { createPrinter, type Printer, type PrintOptions, resultFormats } from '../search/formats.js'
import { answerInPages, mostHits } from '../search/pages.js'
import { printOptions } from '../search/print-options.js'
import { readQuery } from '../search/read-query.js'
import { oneLine } from '../../text/safe-text.js'

const options = {
  ...indexesOption,
  limit: { type: 'number', min: 0, max: mostHits, short: 'n', orAll: true },
  offset: { type: 'number', min: 0, max: 1_000_000_000 },
  format: { type: 'choice', choices: resultFormats },
  json: { type: 'flag' },
  fields: { type: 'list', choices: columnNames },
  'files-with-matches': { type: 'flag', short: 'l' },
  null: { type: 'flag', short: '0' },
  absolute: { type: 'flag' },
  bom: { type: 'flag' },
  batch: { type: 'text', value: 'fileOrInput' },
  count: { type: 'flag', short: 'c' },
  sort: { type: 'choice', choices: sortOrders, orField: true },
  match: { type: 'choice', choices: ['auto', 'all', 'any'] },
  facet: { type: 'list', choices: facetNames, orField: true },
  explain: { type: 'flag' },
  'no-pinyin': { type: 'flag' },
  fold: { type: 'flag' },
  like: { type: 'text', value: 'id' },
  synonyms: { type: 'text', value: 'file' },
  variants: { type: 'flag' },
  'allow-partial': { type: 'flag' },
  ...rerankOptions,
  ...embedOptions,
} as const satisfies OptionTable

type Values = OptionValues<typeof options>

export const searchCommand = defineCommand({
  usage: ({ query }) => `[${query}…]`,
  options,
  async run(values, operands, context) {
    const printing = printOptions(values)
    const printer = createPrinter(printing, context)
    const asked = searchOptions(values, printing, printer)
    if (values.batch !== undefined) return batch(values.batch, operands, values, printer, asked, context)
    compileLater()
    const query = operands.length === 0 && values.like !== undefined ? '' : await readQuery(operands, context)
    const index = await open(values, context)
    try {
      const search = (options: SearchOptions) => index.search(query, { suggest: true, ...options })
      await context.out.write(printer.head)
      const result = await namingOptions(values, () =>
        answerInPages(search, asked, printer.isWhole, (page) =>
          context.out.write(printer.hits(page, { id: '1', text: query })),
        ),
      )
      if (printing.format === 'text' && !printing.counts) {
        tellFigures(result, index, context)
        tellReading(result, context)
        const added = result.embedded?.added ?? 0
        if (added > 0) context.note(context.messages.foundByVectors(added))
      }
      if (!printer.includesNotes) tellRelaxed(result, context)
      tellHints(result, context)
      for (const failure of modelFailures(result)) context.tell(`xunzhang: ${context.messages.fault(failure)}`)
      tellLimits(result, context)
      return result.total > 0 ? status.found : status.nothing
    } finally {
      await index.close()
    }
  },
})

async function batch(
  path: string,
  operands: readonly string[],
  values: Values,
  printer: Printer,
  asked: SearchOptions,
  context: Context,
): Promise<number> {
  if (operands.length > 0) throw new XunzhangError('BATCH_WITH_QUERY', {})
  const index = await open(values, context)
  try {
    return await namingOptions(values, () => runBatch(index, path, printer, asked, context))
  } finally {
    await index.close()
  }
}

/** Turns the error for a value that is not a field of the index into one that names the option and its choices. */
async function namingOptions<T>({ sort, facet = [] }: Values, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isXunzhangError(error) || error.reason !== 'OPTION_VALUE') throw error
    const { choices = [] } = error.parameters as ParametersOf<'OPTION_VALUE'>
    const option = error.where === 'sort' ? '--sort' : '--facet'
    const value = (error.where === 'sort' ? sort : facet.find((one) => !choices.includes(one))) ?? ''
    throw new XunzhangError('CHOICE_INVALID', { option, value, choices, guess: nearest(value, choices) })
  }
}

async function open(values: Values, context: Context): Promise<Index> {
  const index = await openIndex(indexFolders(values, context), { allowPartial: values['allow-partial'] === true })
  return openReranked(await openEmbedded(index, values, context), values, context)
}

function searchOptions(values: Values, { format, counts }: PrintOptions, { needsLocations }: Printer): SearchOptions {
  return {
    ...given(values, 'limit', 'offset', 'match', 'sort', 'like', 'synonyms'),
    ...(values.facet !== undefined && { facets: values.facet }),
    ...(counts && { countOnly: true }),
    ...(needsLocations && { locate: true }),
    ...(values.explain === true && { explain: true }),
    ...(values['no-pinyin'] === true && { pinyin: false }),
    ...(values.variants === true && { variants: true }),
    ...(values.fold === true && { fold: 'similar' }),
    snippets: format !== 'trec' && format !== 'paths',
  }
}

/** The figures go to standard error, so that piped output contains only hits. */
function tellFigures(result: SearchResult & { shown: number }, index: Index, { messages, note }: Context): void {
  const { shown } = result
  note(
    oneLine(
      result.total === 0
        ? messages.nothingFound(index.articleCount)
        : messages.found(result.total, shown, formatTime(result.tookMs)),
    ),
  )
}

/**
 * On standard error for every format that contains only hits, so that an inexact answer is never taken for an exact
 * one.
 */
function tellRelaxed({ relaxed }: SearchResult, { messages, tell }: Context): void {
  if (relaxed !== undefined) tell(oneLine(messages.relaxed(relaxed)))
}

/** Warnings about parts of the query that probably don't mean what was intended. */
function tellHints({ hints = [] }: SearchResult, { messages, tell }: Context): void {
  for (const hint of hints) tell(`xunzhang: ${messages.fault(hint)}`)
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
