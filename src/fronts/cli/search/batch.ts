/** Many queries in one process: each line is answered in order; memory doesn't depend on the number of lines. */
import { createReadStream } from 'node:fs'
import { faultOf, isXunzhangError, systemCodeOf, XunzhangError } from '../../../base/errors.js'
import type { SearchBackend as Index, SearchOptions } from '../../../library/types.js'
import { type Context, status } from '../context.js'
import { lineBlocks } from '../terminal/lines.js'
import { oneLine } from '../../../base/safe-text.js'
import { searchForgivingly } from './forgiving.js'
import { modelFailures } from './models.js'
import type { Printer } from './formats.js'
import { answerInPages } from './pages.js'
import { parseQueryLine, type QueryLine } from '../../../optional/measure/query-line.js'

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
      if (text.trim() !== '') await answer(text, { path, line, index, printer, options, context, tally })
    }
    // A program may wait for these answers before it sends the next query.
    await context.out.flush()
  }
  return tally.failed ? status.error : tally.found ? status.found : status.nothing
}

interface Job {
  readonly path: string
  readonly line: number
  readonly index: Index
  readonly printer: Printer
  readonly options: SearchOptions
  readonly context: Context
  readonly tally: { found: boolean; failed: boolean }
}

async function answer(text: string, job: Job): Promise<void> {
  const { path, line, printer, context, tally } = job
  const where = `${path}:${line}`
  const query = parseQueryLine(text, line)
  if (query === undefined)
    return fail({ id: `${line}`, text }, new XunzhangError('LINE_INVALID', { what: 'query' }, { where }), job)
  try {
    const onSyntaxError = (error: XunzhangError): void =>
      context.tell(`xunzhang: ${context.messages.readLeniently(where, context.messages.fault(error))}`)
    const search = (options: SearchOptions) => searchForgivingly(job.index, query.text, options, onSyntaxError)
    const {
      total,
      relaxed,
      hints = [],
      ...rest
    } = await answerInPages(search, job.options, printer.isWhole, (result) =>
      context.out.write(printer.hits(result, query)),
    )
    for (const { reason, parameters } of [...hints, ...modelFailures(rest)])
      context.tell(`xunzhang: ${context.messages.fault({ reason, parameters, where })}`)
    if (total > 0) tally.found = true
    if (!printer.includesNotes && relaxed !== undefined)
      context.tell(`xunzhang: ${oneLine(`${where}: ${context.messages.relaxed(relaxed)}`)}`)
  } catch (error) {
    if (!isXunzhangError(error)) throw error
    await fail(query, error, job)
  }
}

async function fail(query: QueryLine, error: XunzhangError, { printer, context, tally, path, line }: Job) {
  tally.failed = true
  const fault = error.where === undefined ? { ...faultOf(error), where: `${path}:${line}` } : error
  context.tell(`xunzhang: ${context.messages.fault(fault)}`)
  await context.out.write(printer.failed(query, oneLine(error.message)))
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
