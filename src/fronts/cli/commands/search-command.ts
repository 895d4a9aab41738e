import { isXunzhangError, XunzhangError, type ParametersOf } from '../../../base/errors.js'
import { engineOptions, type ValuesAt } from '../../../base/options/places.js'
import { openIndex } from '../../../library/open-index.js'
import type { SearchBackend as Index, SearchOptions, SearchResult } from '../../../library/types.js'
import { defineCommand, indexFolders } from '../command.js'
import { compileLater } from '../../../indexing/threads/compile-less.js'
import { type Context, status } from '../context.js'
import { nearest } from '../../../base/options/options.js'
import { runBatch } from '../search/batch.js'
import { formatTime } from '../terminal/figures.js'
import { modelFailures, openWithModels } from '../search/models.js'
import { createPrinter, type Printer, type PrintOptions } from '../search/formats.js'
import { answerInPages } from '../search/pages.js'
import { readQuery } from '../search/read-query.js'
import { isFolder } from '../input/is-folder.js'
import { oneLine } from '../../../base/safe-text.js'
import { chosenFormat } from '../chosen-format.js'

type Values = ValuesAt<'search'>

export const searchCommand = defineCommand('search', {
  usage: ({ query }) => `[${query}…]`,
  async run(values, operands, context) {
    const printing = printOptions(values)
    const printer = createPrinter(printing, context)
    const asked = searchOptions(values, printing, printer)
    if (values.batch !== undefined) return batch(values.batch, operands, values, printer, asked, context)
    compileLater()
    const query =
      operands.length === 0 && values.like !== undefined ? '' : await readQuery(operands, context, values.regex)
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
      if (result.total === 0 && QUOTED.test(query)) await tellLeftOut(query, indexFolders(values, context), context)
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
  if (operands.length > 0) throw new XunzhangError('OPTION_FORM', { what: 'batch' })
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
  return openWithModels(index, values, context)
}

function searchOptions(values: Values, { format }: PrintOptions, { needsLocations }: Printer): SearchOptions {
  return {
    ...engineOptions('search', values),
    ...(needsLocations && { locate: true }),
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

/** On standard error, so that an inexact answer is never taken for an exact one, whatever the format. */
function tellRelaxed({ relaxed }: SearchResult, { messages, tell }: Context): void {
  if (relaxed !== undefined) tell(oneLine(messages.relaxed(relaxed)))
}

function tellHints({ hints = [] }: SearchResult, { messages, tell }: Context): void {
  for (const hint of hints) tell(`xunzhang: ${messages.fault(hint)}`)
}

/** A query with a quoted string (", “ or 「), as far as one can tell without parsing it. */
const QUOTED = /["\u201c\u300c]/

/** Says if a quoted string that was not found is in a block that was left out. Loaded here: most searches find something. */
async function tellLeftOut(query: string, folders: readonly string[], { messages, note }: Context): Promise<void> {
  const { findLeftOut } = await import('./sources-door.js')
  for (const folder of folders) {
    const found = isFolder(folder) ? findLeftOut(folder, query) : undefined
    if (found !== undefined) note(oneLine(messages.foundLeftOut(found.articles, found.file)))
  }
}

function tellLimits({ totalIsAtLeast, missingShards }: SearchResult, { messages, tell }: Context): void {
  if (totalIsAtLeast === true) tell(messages.atLeast)
  if (missingShards !== undefined) tell(messages.partial(missingShards))
}

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

/** How hits are printed, from the options of `search`; options that don't go together are refused. */
type Given = ValuesAt<'search'>

/** @throws XunzhangError USAGE */
function printOptions(values: Given): PrintOptions {
  const format = chooseFormat(values)
  const isOf = (...formats: readonly PrintOptions['format'][]): boolean => formats.includes(format)
  const written = format === 'paths' ? '--files-with-matches' : `--format ${format}`
  const refuse = (option: string): never => {
    throw new XunzhangError('OPTION_FORM', { what: 'exclude', first: option, second: written })
  }
  if (values.fields !== undefined && !isOf('tsv', 'csv', 'json', 'ndjson')) refuse('--fields')
  if (values.null === true && !isOf('tsv', 'vimgrep', 'paths')) refuse('--null')
  if (values.bom === true && !isOf('csv')) refuse('--bom')
  if (values.count === true && isOf('paths')) refuse('--count')
  return {
    format,
    fields: values.fields,
    isNull: values.null === true,
    isAbsolute: values.absolute === true,
    hasMark: values.bom === true,
    explains: values.explain === true,
    isBatch: values.batch !== undefined,
    counts: values.count === true,
  }
}

/** Without a chosen format, `--fields` means tsv and `--batch` means ndjson. */
function chooseFormat(values: Given): PrintOptions['format'] {
  const { format } = values
  const chosen = chosenFormat(values, undefined)
  if (values['files-with-matches'] === true) {
    if (format !== undefined || values.json === true) {
      const second = values.json === true ? '--json' : `--format ${format}`
      throw new XunzhangError('OPTION_FORM', { what: 'exclude', first: '--files-with-matches', second })
    }
    return 'paths'
  }
  if (chosen !== undefined) return chosen
  if (values.fields !== undefined) return 'tsv'
  return values.batch === undefined ? 'text' : 'ndjson'
}
