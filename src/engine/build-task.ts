/**
 * One batch, from files to a segment: read, clean, analyse, invert, write. Runs in a worker thread or in this one;
 * everything that goes in and comes out is plain data.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { IndexableArticle } from '../segment/builder/segment-builder.js'
import { addArticle, createSegmentBuilder, writeSegment } from '../segment/builder/segment-builder.js'
import { isProblem } from '../source/article.js'
import type { Article, Problem } from '../source/article.js'
import { formatOf } from '../source/formats/index.js'
import type { RawFile, ReadContext, SourceFormat } from '../source/formats/index.js'
import { nodeFileSystem } from '../store/file-system.js'
import type { FileSystem } from '../store/file-system.js'
import { openAnalyzer } from './analyzers.js'
import type { AnalyzerConfig } from './analyzers.js'
import type { Unit } from './batches.js'
import { hash64, toIndexable } from './indexable.js'

/** Articles of changed files that are in the index already: content hash to where they were. */
export type KnownArticles = ReadonlyMap<string, { readonly id: string; readonly line: number }>

export interface BuildTask {
  readonly units: readonly Unit[]
  /** Where to write the segment. */
  readonly output: string
  readonly analyzer: AnalyzerConfig
  readonly clean: boolean
  /** By path: what of a changed file needs no second reading. */
  readonly known: ReadonlyMap<string, KnownArticles>
  /** Lines that many pages of one source share. */
  readonly repeatedLines: ReadonlySet<string>
}

export interface UnitResult {
  readonly path: string
  /** Hash of the unit's bytes; for a whole file, of the file. */
  readonly hash: readonly [number, number]
  readonly problems: readonly Problem[]
  /** Ids of articles added. */
  readonly added: readonly string[]
  /** Content hashes of known articles that are still there. */
  readonly kept: readonly string[]
  readonly bytes: number
}

export interface BuildTaskResult {
  /** Undefined where no article was new. */
  readonly segment?: { readonly bytes: number; readonly articles: number }
  readonly units: readonly UnitResult[]
}

export type OnUnit = (bytes: number) => Promise<void> | void

/**
 * @param onUnit called after each unit with its size; awaited, so that this thread can hear signals
 * @param fs where the segment is written
 */
export async function runBuildTask(
  task: BuildTask,
  onUnit: OnUnit = () => undefined,
  fs: FileSystem = nodeFileSystem,
): Promise<BuildTaskResult> {
  const builder = createSegmentBuilder(openAnalyzer(task.analyzer))
  const context: ReadContext = { clean: task.clean, repeatedLines: task.repeatedLines }
  const units: UnitResult[] = []
  for (const unit of task.units) {
    units.push(readUnit(unit, task, context, (article) => addArticle(builder, article)))
    const paused = onUnit(unit.end - unit.start)
    if (paused !== undefined) await paused
  }
  if (builder.facts.length === 0) return { units }
  const articles = builder.facts.length
  const { bytes } = writeSegment(builder, fs, task.output)
  return { segment: { bytes, articles }, units }
}

type AddArticle = (article: IndexableArticle) => void

function readUnit(unit: Unit, task: BuildTask, context: ReadContext, add: AddArticle): UnitResult {
  const { path } = unit
  const problems: Problem[] = []
  const added: string[] = []
  const kept: string[] = []
  let bytes: Uint8Array
  try {
    bytes = readBytes(unit)
  } catch (error) {
    problems.push(unreadable(path, error))
    return { path, hash: [0, 0], problems, added, kept, bytes: 0 }
  }
  const known = task.known.get(path)
  // A part of a file is compared line by line: its own hash says nothing.
  const hash = unit.whole ? hash64(bytes) : ([0, 0] as const)
  const format = formatOf(path)
  if (format === undefined) return { path, hash, problems, added, kept, bytes: bytes.length }
  const take = (article: Article, contentHash: readonly [number, number]): void => {
    added.push(article.id)
    add(toIndexable(article, contentHash))
  }
  try {
    const raw = { path, bytes, startLine: unit.startLine, startByte: unit.start, mtimeMs: unit.mtimeMs }
    if (known === undefined || !format.splittable) readArticles(format, raw, context, known, { take, problems, kept })
    else readNewLines(format, raw, context, known, { take, problems, kept })
  } catch (error) {
    problems.push(unreadable(path, error))
  }
  return { path, hash, problems, added, kept, bytes: bytes.length }
}

interface Outcome {
  take(article: Article, contentHash: readonly [number, number]): void
  readonly problems: Problem[]
  readonly kept: string[]
}

function readArticles(
  format: SourceFormat,
  raw: RawFile,
  context: ReadContext,
  known: KnownArticles | undefined,
  outcome: Outcome,
): void {
  for (const found of format.read(raw, context)) {
    if (isProblem(found)) outcome.problems.push(found)
    else {
      const hash = contentHash(found, raw, format)
      const key = hashKey(hash)
      if (known?.get(key)?.id === found.id) outcome.kept.push(key)
      else outcome.take(found, hash)
    }
  }
}

/** Of a changed line-based file, parses only the lines that are not in the index. */
function readNewLines(
  format: SourceFormat,
  raw: RawFile,
  context: ReadContext,
  known: KnownArticles,
  outcome: Outcome,
): void {
  const { bytes, path } = raw
  let line = raw.startLine
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(10, start)
    const end = found < 0 ? bytes.length : found
    const content = bytes.subarray(start, end)
    const key = hashKey(hash64(content))
    const before = known.get(key)
    // An id made of the line number is another id on another line.
    if (before !== undefined && (before.line === line || before.id !== `${path}:${before.line}`)) outcome.kept.push(key)
    else if (content.length > 0) {
      const one = { ...raw, bytes: content, startLine: line, startByte: raw.startByte + start }
      readArticles(format, one, context, undefined, outcome)
    }
    start = end + 1
  }
}

/** A line's own bytes; otherwise what the reader made of it, since cleaning rules may change under equal bytes. */
function contentHash(article: Article, raw: RawFile, format: SourceFormat): [number, number] {
  if (format.splittable) {
    const { start, end } = article.origin
    return hash64(raw.bytes.subarray(start - raw.startByte, end - raw.startByte))
  }
  return hash64(Buffer.from(JSON.stringify(article)))
}

export function hashKey(hash: readonly [number, number]): string {
  return `${hash[0].toString(36)}.${hash[1].toString(36)}`
}

/** The bytes of one unit of a file. */
export function readBytes({ absolute, start, end, whole }: Unit): Uint8Array {
  if (whole) return readFileSync(absolute)
  const handle = openSync(absolute, 'r')
  try {
    const bytes = Buffer.allocUnsafeSlow(end - start)
    let done = 0
    while (done < bytes.length) {
      const count = readSync(handle, bytes, done, bytes.length - done, start + done)
      if (count === 0) break
      done += count
    }
    return bytes.subarray(0, done)
  } finally {
    closeSync(handle)
  }
}

function unreadable(path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code
  const reasons: Record<string, string> = { ENOENT: 'vanished while being read', EACCES: 'permission denied' }
  const message = (code !== undefined && reasons[code]) || (error instanceof Error ? error.message : String(error))
  return { path, message, remedy: 'Check the file and its permissions; the rest is indexed.' }
}
