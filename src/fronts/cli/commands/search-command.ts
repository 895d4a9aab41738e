import { isXunzhangError, XunzhangError, type ParametersOf } from '../../../base/errors.js'
import { engineOptions, type ValuesAt } from '../../../base/options/places.js'
import type { SearchBackend as Index, SearchOptions, SearchResult } from '../../../library/types.js'
import { chosenFormat, type Context, defineCommand, exclude, indexFolders } from '../command.js'
import { compileLater } from '../../../indexing/threads/compile-less.js'
import { nearest } from '../../../base/options/options.js'
import { answerInPages, runBatch } from '../search/answers.js'
import { formatTime } from '../terminal/style.js'
import { modelFailures, openWithModels } from '../search/models.js'
import { createPrinter, type Printer, type PrintOptions } from '../search/formats.js'
import { readQuery } from '../../../query/index.js'
import { readQuery as readOperands, withIndex } from '../search/read-index.js'
import { isFolder } from '../input/files.js'

type Values = ValuesAt<'search'>

export const searchCommand = defineCommand('search', {
  usage: ({ query }) => `[${query}…]`,
  async run(values, operands, context) {
    const { batch, like } = values
    const printing = printOptions(values)
    const printer = createPrinter(printing, context)
    const asked: SearchOptions = {
      ...engineOptions('search', values),
      ...(printer.needsLocations && { locate: true }),
      snippets: printing.format !== 'trec' && printing.format !== 'paths',
    }
    if (batch !== undefined && operands.length > 0) throw new XunzhangError('OPTION_FORM', { what: 'batch' })
    if (batch === undefined) compileLater()
    const isAlike = operands.length === 0 && like !== undefined
    const query = isAlike || batch !== undefined ? '' : await readOperands(operands, context, values.regex)
    const work = async (opened: Index): Promise<number | boolean> => {
      const index = openWithModels(opened, values, context)
      if (batch !== undefined) return runBatch({ path: batch, index, printer, options: asked, context })
      await context.out.write(printer.head)
      const search = (options: SearchOptions) => index.search(query, { suggest: true, ...options })
      const print = (page: SearchResult) => context.out.write(printer.hits(page, { id: '1', text: query }))
      const result = await answerInPages(search, asked, printer.isWhole, print)
      tellResult(result, index, { printing, printer }, context)
      if (printing.format === 'text' && (await isPartly(query, asked, result, index)))
        context.note(context.messages.noneHasAll)
      if (result.total === 0 && QUOTED.test(query)) await tellLeftOut(query, indexFolders(values, context), context)
      for (const failure of modelFailures(result)) context.tell(`xunzhang: ${context.messages.fault(failure)}`)
      if (result.missingShards !== undefined) context.tell(context.messages.partial(result.missingShards))
      return result.total > 0
    }
    const allowPartial = values['allow-partial'] === true
    return withIndex(values, context, (index) => namingOptions(values, () => work(index)), { allowPartial })
  },
})

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

/** On standard error, so that piped output contains only hits, and an inexact answer is never taken for an exact one. */
function tellResult(
  result: SearchResult & { readonly shown: number },
  index: Index,
  { printing, printer }: { readonly printing: PrintOptions; readonly printer: Printer },
  { messages, note, tell }: Context,
): void {
  const { total, shown, tookMs, expansions = [], suggestions = [], embedded, relaxed, hints = [] } = result
  if (printing.format === 'text' && printing.count !== true) {
    note(total === 0 ? messages.nothingFound(index.articleCount) : messages.found(total, shown, formatTime(tookMs)))
    for (const { text, alternatives } of expansions) {
      const others = alternatives.map((alternative) => alternative.text)
      note(messages.alsoFound(text, others))
    }
    if (suggestions.length > 0) note(messages.didYouMean(suggestions.map(({ query }) => query)))
    if (embedded !== undefined && embedded.added > 0) note(messages.foundByVectors(embedded.added))
  }
  if (!printer.includesNotes && relaxed !== undefined) tell(messages.relaxed(relaxed))
  for (const hint of hints) tell(`xunzhang: ${messages.fault(hint)}`)
}

/** Whether the query has several words, and no article found has all of them. */
async function isPartly(query: string, asked: SearchOptions, { total }: SearchResult, index: Index): Promise<boolean> {
  if (total === 0 || (asked.match ?? 'auto') !== 'auto' || asked.like !== undefined) return false
  const { node } = readQuery(query)
  if (node?.kind !== 'and' || node.operands.filter(({ kind }) => kind === 'text').length < 2) return false
  return (await index.search(query, { match: 'all', countOnly: true })).total === 0
}

/** A query with a quoted string (", “ or 「), as far as one can tell without parsing it. */
const QUOTED = /["\u201c\u300c]/

/** Says if a quoted string that was not found is in a block that was left out. Loaded here: most searches find something. */
async function tellLeftOut(query: string, folders: readonly string[], { messages, note }: Context): Promise<void> {
  const { findLeftOut } = await import('./sources-door.js')
  for (const folder of folders) {
    const found = isFolder(folder) ? findLeftOut(folder, query) : undefined
    if (found !== undefined) note(messages.foundLeftOut(found.articles, found.file))
  }
}

/** How hits are printed; options that don't go together are refused. @throws XunzhangError USAGE */
function printOptions(values: Values): PrintOptions {
  const format = chooseFormat(values)
  const isOf = (...formats: readonly PrintOptions['format'][]): boolean => formats.includes(format)
  const written = format === 'paths' ? '--files-with-matches' : `--format ${format}`
  if (values.fields !== undefined && !isOf('tsv', 'csv', 'json', 'ndjson')) exclude('--fields', written)
  if (values.null === true && !isOf('tsv', 'vimgrep', 'paths')) exclude('--null', written)
  if (values.bom === true && !isOf('csv')) exclude('--bom', written)
  if (values.count === true && isOf('paths')) exclude('--count', written)
  return { ...values, format }
}

/** Without a chosen format, `--fields` means tsv and `--batch` means ndjson. */
function chooseFormat(values: Values): PrintOptions['format'] {
  const chosen = chosenFormat(values, undefined)
  if (values['files-with-matches'] === true) {
    if (chosen !== undefined) exclude('--files-with-matches', values.json === true ? '--json' : `--format ${chosen}`)
    return 'paths'
  }
  return chosen ?? (values.fields !== undefined ? 'tsv' : values.batch === undefined ? 'text' : 'ndjson')
}
