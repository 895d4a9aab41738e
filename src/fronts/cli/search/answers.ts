/** How queries are answered: in pages, forgivingly, and many in one process. */
import { createReadStream } from 'node:fs'
import { faultOf, isXunzhangError, systemCodeOf, XunzhangError } from '../../../base/errors.js'
import { lineOf } from '../../../base/fault.js'
import { english } from '../../../base/sentences/index.js'
import type { Hit, SearchBackend as Index, SearchOptions, SearchResult } from '../../../library/types.js'
import { type Context, status } from '../command.js'
import { lineBlocks } from '../input/files.js'
import { oneLine } from '../../../base/safe-text.js'
import { modelFailures } from './models.js'
import type { Printer } from './formats.js'
import { parseQueryLine, type QueryLine } from '../../../optional/measure/judgements.js'

/** Hits of a page: the most that a search returns at once. */
const mostHits = 10_000

/**
 * Searches with `options`, whose limit may be Infinity (`--limit all`), and passes each page to `print`, so
 * that memory doesn't grow with their number.
 * @param isWhole gather all pages into one answer
 * @returns the answer; without the hits if they were printed in pages
 */
export async function answerInPages(
  search: (options: SearchOptions) => Promise<SearchResult>,
  options: SearchOptions,
  isWhole: boolean,
  print: (result: SearchResult) => Promise<void> | undefined,
): Promise<SearchResult & { readonly shown: number }> {
  if (options.limit !== Infinity) {
    const result = await search(options)
    await print(result)
    return { ...result, shown: result.hits.length }
  }
  const { offset: start = 0 } = options
  const gathered: Hit[] = []
  let shown = 0
  let first: SearchResult | undefined
  for (let offset = start; first === undefined || offset < first.total; offset += mostHits) {
    // Only the first page counts values and suggests corrections.
    const more = first === undefined ? {} : { facets: [], suggest: false }
    const page = await search({ ...options, ...more, offset, limit: mostHits })
    first ??= page
    shown += page.hits.length
    if (!isWhole) await print(page)
    else for (const hit of page.hits) gathered.push(hit)
    if (page.hits.length === 0) break
  }
  const whole = { ...first, hits: isWhole ? gathered : [] }
  if (isWhole) await print(whole)
  return { ...whole, shown }
}

/**
 * Searches for one of many queries given by a program: a query that can't be parsed strictly, such as a question with a
 * stray quotation mark, is read as far as it makes sense.
 * @param onSyntaxError receives the error of the strict parsing
 */
export async function searchForgivingly(
  index: Index,
  query: string,
  options: SearchOptions,
  onSyntaxError: (error: XunzhangError) => void,
): Promise<SearchResult> {
  try {
    return await index.search(query, options)
  } catch (error) {
    if (!isXunzhangError(error) || error.code !== 'QUERY_SYNTAX') throw error
    onSyntaxError(error)
    return index.search(query, { ...options, lenient: true })
  }
}

/**
 * Answers each line of a file (`-`: standard input). A query that can't be parsed strictly is parsed leniently and
 * reported on standard error. A line that can't be answered is reported as well (in JSON, answered with `error`), and
 * the following lines are still answered.
 * @returns 2 if a line could not be answered, otherwise 0 if anything was found, otherwise 1
 */
export async function runBatch(
  index: Index,
  path: string,
  printer: Printer,
  options: SearchOptions,
  context: Context,
): Promise<number> {
  const tally = { found: false, failed: false }
  let line = 0
  await context.out.write(printer.head)
  for await (const block of lineBlocks(openInput(path, context))) {
    for (const text of block) {
      line++
      if (text.trim() !== '')
        await answer(text, { where: `${path}:${line}`, line, index, printer, options, context, tally })
    }
    // A program may wait for these answers before it sends the next query.
    await context.out.flush()
  }
  return tally.failed ? status.error : tally.found ? status.found : status.nothing
}

interface Job {
  /** File and number of the line. */
  readonly where: string
  readonly line: number
  readonly index: Index
  readonly printer: Printer
  readonly options: SearchOptions
  readonly context: Context
  readonly tally: { found: boolean; failed: boolean }
}

async function answer(text: string, job: Job): Promise<void> {
  const { where, line, printer, context, tally } = job
  const query = parseQueryLine(text, line)
  if (query === undefined)
    return fail({ id: `${line}`, text }, new XunzhangError('LINE_INVALID', { what: 'query' }, { where }), job)
  try {
    const onSyntaxError = (error: XunzhangError): void =>
      context.tell(`xunzhang: ${context.messages.readLeniently(where, context.messages.fault(error))}`)
    const search = (options: SearchOptions) => searchForgivingly(job.index, query.text, options, onSyntaxError)
    const print = (result: SearchResult) => context.out.write(printer.hits(result, query))
    const result = await answerInPages(search, job.options, printer.isWhole, print)
    for (const { reason, parameters } of [...(result.hints ?? []), ...modelFailures(result)])
      context.tell(`xunzhang: ${context.messages.fault({ reason, parameters, where })}`)
    if (result.total > 0) tally.found = true
    if (!printer.includesNotes && result.relaxed !== undefined)
      context.tell(`xunzhang: ${oneLine(`${where}: ${context.messages.relaxed(result.relaxed)}`)}`)
  } catch (error) {
    if (!isXunzhangError(error)) throw error
    await fail(query, error, job)
  }
}

async function fail(query: QueryLine, error: XunzhangError, { printer, context, tally, where }: Job) {
  tally.failed = true
  context.tell(`xunzhang: ${context.messages.fault({ ...faultOf(error), where: error.where ?? where })}`)
  await context.out.write(printer.failed(query, oneLine(lineOf(error, english))))
}

async function* openInput(path: string, context: Context): AsyncGenerator<Uint8Array> {
  try {
    yield* path === '-'
      ? context.input()
      : (createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined || path === '-') throw error
    throw new XunzhangError('FILE_UNREADABLE', { system: systemCodeOf(error) }, { where: path, cause: error })
  }
}
