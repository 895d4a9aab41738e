/**
 * Takes one batch from files to a segment: read, clean, analyse, invert, write. Runs in a worker thread or in the main
 * thread; its input and output are plain data.
 */
import { isOutOfHandles } from '../../errors.js'
import { closeSync, readSync } from 'node:fs'
import type { IndexableArticle } from '../../segment/builder/segment-builder.js'
import { addArticle, writeSegment } from '../../segment/builder/segment-builder.js'
import { forgetBuilder, keepBuilder, takeBuilder } from '../../segment/builder/spare.js'
import { isProblem, problem } from '../../source/article.js'
import type { Article, Problem } from '../../source/article.js'
import type { Why } from '../../source/choose/why.js'
import { formatOf } from '../../source/formats/index.js'
import type { RawFile, ReadContext } from '../../source/formats/index.js'
import { openSource, readSource } from '../../source/open-source.js'
import { nodeFileSystem } from '../../store/file-system.js'
import type { FileSystem } from '../../store/file-system.js'
import { hasOwnId } from '../../text/told-apart.js'
import type { FieldTypes } from '../../text/own-fields.js'
import { openAnalyzer } from '../../analyzers/analyzers.js'
import type { AnalyzerConfig } from '../../analyzers/analyzers.js'
import { batchBytes, bytesOf } from '../scan/batches.js'
import type { Unit } from '../scan/batches.js'
import { stopOf } from '../threads/stop.js'
import type { Stop } from '../threads/stop.js'
import { copyOfSource } from './copy-of-source.js'
import { createFieldTally } from './field-tally.js'
import { contentHash, hash64, hashKey, toIndexable } from './indexable.js'
import { folderOf } from '../../commit/repeated-lines.js'

export interface BuildTask {
  readonly units: readonly Unit[]
  /** Where to write the segment. */
  readonly output: string
  readonly analyzer: AnalyzerConfig
  readonly clean: boolean
  /** The collection's own fields. */
  readonly fields?: FieldTypes
  /** For each changed file that must be read as a whole, by path: the content hashes of its indexed articles. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>
  /** For each folder, the lines that many of its pages share. */
  readonly repeatedLines: ReadonlyMap<string, ReadonlySet<string>>
  /** Articles that a program added, ready to be indexed; taken after the units. */
  readonly given?: readonly Article[]
}

export interface UnitResult {
  readonly path: string
  /** Hash of the file's bytes if the unit is a whole file; otherwise two zeros. */
  readonly hash: readonly [number, number]
  readonly problems: readonly Problem[]
  /** Why the whole file is left out, if its content is the reason. */
  readonly leftOut?: Why
  /** The number of added articles. */
  readonly added: number
  /** The ids of added articles, if the index already contains articles of the file. */
  readonly addedIds: readonly string[]
  /** Content hashes of known articles that are still there. */
  readonly kept: readonly string[]
  readonly bytes: number
  /** Set if an added article has an ID that the file gave it. */
  readonly hasOwnIds?: true
}

export interface BuildTaskResult {
  /** Undefined if no article was new. */
  readonly segment?: { readonly bytes: number; readonly articles: number }
  readonly units: readonly UnitResult[]
  /** Set if the task could not be completed. There is no other result then. */
  readonly stopped?: Stop
}

export type OnUnit = (bytes: number) => Promise<void> | void

/**
 * @param onUnit called after each unit with its size, and after each article with 0; its promise is awaited, so that
 *   this thread can handle signals
 * @param fs where the segment is written
 * @param onStart called before each unit with its number, and before the segment is written with the number of units
 */
export async function runBuildTask(
  task: BuildTask,
  onUnit: OnUnit = () => undefined,
  fs: FileSystem = nodeFileSystem,
  onStart: (unit: number) => void = () => undefined,
): Promise<BuildTaskResult> {
  let at = 0
  const start = (unit: number): void => onStart((at = unit))
  try {
    return await readAll(task, onUnit, fs, start)
  } catch (error) {
    // The builder is not returned to `keepBuilder`, because its state is unknown.
    const stopped = stopOf(error, at)
    if (stopped === undefined) throw error
    return { units: [], stopped }
  }
}

async function readAll(
  task: BuildTask,
  onUnit: OnUnit,
  fs: FileSystem,
  onStart: (unit: number) => void,
): Promise<BuildTaskResult> {
  const builder = takeBuilder(openAnalyzer(task.analyzer), bytesOf(task))
  const units: UnitResult[] = []
  for (const unit of task.units) {
    onStart(units.length)
    const reading = unitReader(unit, task, contextOf(unit, task), (article) => addArticle(builder, article))
    let step = reading.next()
    for (; step.done !== true; step = reading.next()) {
      const paused = onUnit(0)
      if (paused !== undefined) await paused
    }
    units.push(step.value)
    const paused = onUnit(unit.end - unit.start)
    if (paused !== undefined) await paused
  }
  for (const article of task.given ?? []) {
    addArticle(builder, toIndexable(article, contentHash(article)))
    const paused = onUnit(0)
    if (paused !== undefined) await paused
  }
  onStart(units.length)
  const articles = builder.facts.length
  const segment = articles === 0 ? undefined : { bytes: writeSegment(builder, fs, task.output).bytes, articles }
  keepBuilder(builder)
  return segment === undefined ? { units } : { segment, units }
}

export function contextOf(
  { path, isPage, allPages, vault }: Pick<Unit, 'path' | 'isPage' | 'allPages' | 'vault'>,
  { clean, fields, repeatedLines }: Pick<BuildTask, 'clean' | 'fields' | 'repeatedLines'>,
): ReadContext {
  const folder = folderOf(path)
  const lines = folder === undefined ? undefined : repeatedLines.get(folder)
  const traits = { ...(isPage && { isPage }), ...(allPages && { allPages }), ...(vault && { vault }) }
  return { clean, ...traits, ...(fields && { fields }), ...(lines && { repeatedLines: lines }) }
}

type AddArticle = (article: IndexableArticle) => void

/**
 * Reads, cleans and splits one unit, and passes every article to `add`. What can't be read becomes a problem.
 * @throws only the system's EMFILE or ENFILE, which are not the fault of the file
 */
export function readUnit(
  unit: Unit,
  task: Pick<BuildTask, 'known'>,
  context: ReadContext,
  add: AddArticle,
): UnitResult {
  const reading = unitReader(unit, task, context, add)
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value
  }
}

/** As {@link readUnit}, but yields after each article. */
function* unitReader(
  unit: Unit,
  task: Pick<BuildTask, 'known'>,
  context: ReadContext,
  add: AddArticle,
): Generator<undefined, UnitResult> {
  const { path } = unit
  const problems: Problem[] = []
  const addedIds: string[] = []
  const kept: string[] = []
  let added = 0
  let bytes: Uint8Array
  try {
    bytes = readBytes(unit, roomFor)
  } catch (error) {
    if (isOutOfHandles(error)) throw error
    problems.push(unreadable(path, error))
    return { path, hash: [0, 0], problems, added, addedIds, kept, bytes: 0 }
  }
  const known = task.known.get(path)
  const values = createFieldTally(path)
  let isAdding = false
  let hasOwnIds = false as boolean
  let leftOut: Why | undefined
  const take = (article: Article, hash: readonly [number, number]): void => {
    const indexable = toIndexable(article, hash)
    isAdding = true
    add(indexable)
    isAdding = false
    added++
    if (hasOwnId(article.id, path)) hasOwnIds = true
    if (unit.isChanged) addedIds.push(article.id)
  }
  try {
    const raw = rawFileOf(unit, bytes)
    for (const found of formatOf(path)?.read(raw, { ...context, onFieldValue: values.take }) ?? []) {
      yield
      if (isProblem(found)) {
        if (found.reason === 'LEFT_OUT') leftOut = (found.parameters as { why: Why }).why
        else problems.push(found)
        continue
      }
      const copied = copyOfSource(found, unit, context)
      if (copied !== undefined) {
        leftOut = copied
        continue
      }
      const hash = unit.isLineWise ? lineHash(found, raw) : contentHash(found)
      const key = known && hashKey(hash)
      if (key !== undefined && known?.has(key) === true) kept.push(key)
      else take(found, hash)
    }
  } catch (error) {
    // If `add` fails, the builder may contain half of the article.
    if (isAdding) throw error
    problems.push(unreadable(path, error))
  }
  for (const found of values.problems()) problems.push(found)
  // A part of a file is compared line by line, so it needs no hash.
  const hash = unit.whole ? hash64(bytes) : ([0, 0] as const)
  const more = { ...(leftOut && { leftOut }), ...(hasOwnIds && { hasOwnIds: true as const }) }
  // The problems of a page don't matter if its source is read instead.
  if (leftOut === 'copy') problems.length = 0
  return { path, hash, problems, ...more, added, addedIds, kept, bytes: bytes.length }
}

function rawFileOf({ path, startLine, start, mtimeMs }: Unit, bytes: Uint8Array): RawFile {
  return { path, bytes, startLine, startByte: start, mtimeMs }
}

function lineHash({ origin: { start, end } }: Article, raw: RawFile): [number, number] {
  return hash64(raw.bytes.subarray(start - raw.startByte, end - raw.startByte))
}

/** A buffer that is reused for the next part of a file, because allocating memory costs more than reading into it. */
let room: Uint8Array = new Uint8Array(0)

/** Larger buffers, which only a line longer than any batch needs, are not kept. */
const largestRoom = 2 * batchBytes

function roomFor(size: number): Uint8Array {
  if (size > largestRoom) return Buffer.allocUnsafeSlow(size)
  if (room.length < size) room = Buffer.allocUnsafeSlow(size)
  return room
}

/** Frees the memory of this thread's last batch. */
export function forgetBatch(): void {
  forgetBuilder()
  room = new Uint8Array(0)
}

/**
 * The bytes of one unit of a file.
 * @param roomOf returns a buffer of at least so many bytes; it may be shared, as long as the caller has finished with
 * the bytes before the next part is read
 */
export function readBytes(
  unit: Unit,
  roomOf: (size: number) => Uint8Array = (size) => Buffer.allocUnsafeSlow(size),
): Uint8Array {
  const { start, end, whole } = unit
  if (whole) return readSource(unit)
  const handle = openSource(unit)
  try {
    const bytes = roomOf(end - start)
    let done = 0
    while (start + done < end) {
      const count = readSync(handle, bytes, done, end - start - done, start + done)
      if (count === 0) break
      done += count
    }
    return bytes.subarray(0, done)
  } finally {
    closeSync(handle)
  }
}

const reasons = {
  ENOENT: 'FILE_VANISHED',
  ENOTDIR: 'FILE_VANISHED',
  EACCES: 'FILE_FORBIDDEN',
  EFTYPE: 'FILE_NOW_IRREGULAR',
  ENXIO: 'FILE_NOW_IRREGULAR',
  ELOOP: 'FILE_NOW_A_LINK',
} as const

function unreadable(path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code as keyof typeof reasons | undefined
  const reason = code === undefined ? undefined : reasons[code]
  if (reason !== undefined) return problem(path, reason, {}, { unread: 'file' })
  const detail = error instanceof Error ? error.message : String(error)
  return problem(path, 'FILE_FAILED', { detail }, { unread: 'file' })
}
