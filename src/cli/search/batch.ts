/** Many queries in one process: each line is answered in order; memory doesn't depend on the number of lines. */
import { createReadStream } from 'node:fs'
import { faultOf, isXunzhangError, systemCodeOf, XunzhangError } from '../../errors.js'
import type { Index, SearchOptions, SearchResult } from '../../library/types.js'
import { type Context, status } from '../context.js'
import { lineBlocks } from '../terminal/lines.js'
import { oneLine, safeJson } from '../../text/safe-text.js'
import { searchForgivingly } from './forgiving.js'
import { parseQueryLine } from '../../measure/query-line.js'
import { trecLines } from './trec.js'

export type BatchFormat = 'ndjson' | 'trec'

/**
 * Answers each line of a file (`-`: standard input). A query that can't be parsed strictly is parsed leniently and
 * reported on standard error. A line that can't be answered is reported as well and answered with `error`, and the rest
 * goes on.
 * @returns 2 if a line could not be answered, otherwise 0 if anything was found, otherwise 1
 */
export async function runBatch(
  index: Index,
  path: string,
  format: BatchFormat,
  options: SearchOptions,
  context: Context,
): Promise<number> {
  const tally = { found: false, failed: false }
  let line = 0
  for await (const block of lineBlocks(openInput(path, context))) {
    for (const text of block) {
      line++
      if (text.trim() === '') continue
      await context.out.write(await answer(text, { path, line, index, format, options, context, tally }))
    }
    // A program may wait for these answers before it asks the next question.
    await context.out.flush()
  }
  return tally.failed ? status.error : tally.found ? status.found : status.nothing
}

interface Job {
  readonly path: string
  readonly line: number
  readonly index: Index
  readonly format: BatchFormat
  readonly options: SearchOptions
  readonly context: Context
  readonly tally: { found: boolean; failed: boolean }
}

async function answer(text: string, job: Job): Promise<string> {
  const { path, line, format, context, tally } = job
  const where = `${path}:${line}`
  const query = parseQueryLine(text, line)
  if (query === undefined) return fail(`${line}`, new XunzhangError('QUERY_LINE', {}, { where }), job)
  try {
    const result = await searchForgivingly(job.index, query.text, job.options, (error) =>
      context.tell(`xunzhang: ${context.messages.readLeniently(where, context.messages.fault(error))}`),
    )
    if (result.total > 0) tally.found = true
    if (format === 'trec' && result.relaxed !== undefined)
      context.tell(`xunzhang: ${oneLine(`${where}: ${context.messages.relaxed(result.relaxed)}`)}`)
    return format === 'trec' ? trecLines(query.id, result.hits) : ndjsonLine(query.id, result)
  } catch (error) {
    if (!isXunzhangError(error)) throw error
    return fail(query.id, error, job)
  }
}

function fail(id: string, error: XunzhangError, { format, context, tally, path, line }: Job): string {
  tally.failed = true
  const fault = error.where === undefined ? { ...faultOf(error), where: `${path}:${line}` } : error
  context.tell(`xunzhang: ${context.messages.fault(fault)}`)
  return format === 'trec'
    ? ''
    : `${safeJson({ _id: id, total: 0, tookMs: 0, hits: [], error: oneLine(error.message) })}\n`
}

/** Relaxed strings, facets and a cluster's reservations are included only if there are any. */
function ndjsonLine(id: string, result: SearchResult): string {
  const { total, tookMs, hits, relaxed, facets, totalIsAtLeast, missingShards } = result
  return `${safeJson({ _id: id, total, tookMs, hits, relaxed, facets, totalIsAtLeast, missingShards })}\n`
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
