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

interface Batch {
  /** Of the file with the queries; `-`: standard input. */
  readonly path: string
  readonly index: Index
  readonly printer: Printer
  readonly options: SearchOptions
  readonly context: Context
}

/**
 * Answers each line of a file. A query that can't be parsed strictly is parsed leniently and reported on standard
 * error. A line that can't be answered is reported as well (in JSON, answered with `error`), and the following lines are
 * still answered.
 * @returns 2 if a line could not be answered, otherwise 0 if anything was found, otherwise 1
 */
export async function runBatch(batch: Batch): Promise<number> {
  const { path, printer, context } = batch
  const statuses = new Set<number>()
  let line = 0
  await context.out.write(printer.head)
  for await (const block of lineBlocks(openInput(path, context))) {
    for (const text of block) {
      line++
      if (text.trim() !== '') statuses.add(await answer(text, line, batch))
    }
    // A program may wait for these answers before it sends the next query.
    await context.out.flush()
  }
  return [status.error, status.found].find((one) => statuses.has(one)) ?? status.nothing
}

/** @returns the exit status that this line alone would have */
async function answer(text: string, line: number, { path, index, printer, options, context }: Batch): Promise<number> {
  const { messages, tell, out } = context
  const where = `${path}:${line}`
  let query: QueryLine = { id: `${line}`, text }
  try {
    const read = parseQueryLine(text, line)
    if (read === undefined) throw new XunzhangError('LINE_INVALID', { what: 'query' }, { where })
    query = read
    const onSyntaxError = (error: XunzhangError): void =>
      tell(`xunzhang: ${messages.readLeniently(where, messages.fault(error))}`)
    const search = (page: SearchOptions) => searchForgivingly(index, read.text, page, onSyntaxError)
    const print = (result: SearchResult) => out.write(printer.hits(result, read))
    const result = await answerInPages(search, options, printer.isWhole, print)
    for (const { reason, parameters } of [...(result.hints ?? []), ...modelFailures(result)])
      tell(`xunzhang: ${messages.fault({ reason, parameters, where })}`)
    if (!printer.includesNotes && result.relaxed !== undefined)
      tell(`xunzhang: ${oneLine(`${where}: ${messages.relaxed(result.relaxed)}`)}`)
    return result.total > 0 ? status.found : status.nothing
  } catch (error) {
    if (!isXunzhangError(error)) throw error
    tell(`xunzhang: ${messages.fault({ ...faultOf(error), where: error.where ?? where })}`)
    await out.write(printer.failed(query, oneLine(lineOf(error, english))))
    return status.error
  }
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
