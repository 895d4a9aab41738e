/** Reads, cleans and splits one unit of a batch: a file, or some lines of it. */
import { isOutOfHandles } from '../../base/errors.js'
import { folderOf } from '../../storage/commit/repeated-lines.js'
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'
import { isProblem, problem, type Article, type Problem } from '../../source/article.js'
import type { Why } from '../../source/choose/why.js'
import { formatOf, type RawFile, type ReadContext } from '../../source/formats/index.js'
import type { FieldTypes, FieldType } from '../../text/schema.js'
import { hasOwnId } from '../../text/qualified-ids.js'
import { batchBytes, type Unit } from '../scan/batches.js'
import { createBlockTally, type BlocksLeftOut } from './block-tally.js'
import { contentHash, hash64, hashKey, toIndexable } from './indexable.js'
import type { OwnContext } from '../../source/fields/own-values.js'
import { pageAt, isCopyOf } from '../../source/choose/page-sources.js'
import { attempt, readSource, openSource } from '../../source/open-source.js'
import type { PageSource } from '../../source/walk/types.js'
import { closeSync, readSync } from 'node:fs'

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

/** A buffer that is reused for the next part of a file, because allocating memory costs more than reading into it. */
const reused = { room: new Uint8Array(0) as Uint8Array }

/** Larger buffers, which only a line longer than any batch needs, are not kept. */
const largestRoom = 2 * batchBytes

/** A buffer of at least so many bytes, which is valid until the next call. */
function roomFor(size: number): Uint8Array {
  if (size > largestRoom) return Buffer.allocUnsafeSlow(size)
  if (reused.room.length < size) reused.room = Buffer.allocUnsafeSlow(size)
  return reused.room
}

export function forgetRoom(): void {
  reused.room = new Uint8Array(0)
}

export interface ReadingRules {
  readonly clean: boolean
  readonly fields?: FieldTypes
  /** For each changed file that must be read as a whole, by path: the content hashes of its indexed articles. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>
  /** For each folder, the lines that many of its pages share. */
  readonly repeatedLines: ReadonlyMap<string, ReadonlySet<string>>
}

export interface UnitResult {
  readonly path: string
  /** Hash of the file's bytes if the unit is a whole file; otherwise two zeros. */
  readonly hash: readonly [number, number]
  readonly problems: readonly Problem[]
  /** What was left out of its articles, if anything. */
  readonly blocksLeftOut?: BlocksLeftOut
  /** Why the whole file is left out, if its content is the reason. */
  readonly leftOut?: Why
  readonly added: number
  /** The ids of added articles, if the index already contains articles of the file. */
  readonly addedIds: readonly string[]
  /** Content hashes of known articles that are still there. */
  readonly kept: readonly string[]
  readonly bytes: number
  /** Set if an added article has an ID that the file gave it. */
  readonly hasOwnIds?: true
}

export function contextOf(
  { path, isPage, allPages, vault, cleaning }: Pick<Unit, 'path' | 'isPage' | 'allPages' | 'vault' | 'cleaning'>,
  { clean, fields, repeatedLines }: Pick<ReadingRules, 'clean' | 'fields' | 'repeatedLines'>,
): ReadContext {
  const folder = folderOf(path)
  const lines = folder === undefined ? undefined : repeatedLines.get(folder)
  const traits = { ...(isPage && { isPage }), ...(allPages && { allPages }), ...(vault && { vault }) }
  // A collection whose records are cleaned cleans everything, unless a root says otherwise.
  const mode = cleaning ?? (clean ? 'all' : undefined)
  return {
    clean: mode === 'all',
    ...(mode && { cleaning: mode }),
    ...traits,
    ...(fields && { fields }),
    ...(lines && { repeatedLines: lines }),
  }
}

type AddArticle = (article: IndexableArticle) => void

/**
 * Reads, cleans and splits one unit, and passes every article to `add`. What can't be read becomes a problem.
 * @throws only the system's EMFILE or ENFILE, which are not the fault of the file
 */
export function readUnit(
  unit: Unit,
  task: Pick<ReadingRules, 'known'>,
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
export function unitReader(
  unit: Unit,
  task: Pick<ReadingRules, 'known'>,
  context: ReadContext,
  add: AddArticle,
): Generator<undefined, UnitResult> {
  return new UnitReading(unit, task.known.get(unit.path), context, add).run()
}

type Hash = readonly [number, number]

/** The reading of one unit, and what was found in it. */
class UnitReading {
  readonly #unit: Unit
  readonly #known: ReadonlySet<string> | undefined
  readonly #context: ReadContext
  readonly #add: AddArticle
  readonly #problems: Problem[] = []
  readonly #addedIds: string[] = []
  readonly #kept: string[] = []
  readonly #values: ReturnType<typeof createFieldTally>
  readonly #blocks = createBlockTally()
  #added = 0
  #copies = 0
  #isAdding = false
  #hasOwnIds = false
  #leftOut: Why | undefined

  constructor(unit: Unit, known: ReadonlySet<string> | undefined, context: ReadContext, add: AddArticle) {
    this.#unit = unit
    this.#known = known
    this.#context = context
    this.#add = add
    this.#values = createFieldTally(unit.path)
  }

  *run(): Generator<undefined, UnitResult> {
    let bytes: Uint8Array
    try {
      bytes = readBytes(this.#unit, roomFor)
    } catch (error) {
      if (isOutOfHandles(error)) throw error
      this.#problems.push(unreadable(this.#unit.path, error))
      return this.#result(new Uint8Array(0), [0, 0])
    }
    try {
      yield* this.#articles(bytes)
    } catch (error) {
      // If `add` fails, the builder may contain half of the article.
      if (this.#isAdding) throw error
      this.#problems.push(unreadable(this.#unit.path, error))
    }
    this.#judge()
    // A part of a file is compared line by line, so it needs no hash.
    return this.#result(bytes, this.#unit.whole ? hash64(bytes) : [0, 0])
  }

  *#articles(bytes: Uint8Array): Generator<undefined> {
    const [unit, context] = [this.#unit, this.#context]
    const raw: RawFile = { path: unit.path, bytes, startLine: unit.startLine, startByte: unit.start }
    const tallies = { onFieldValue: this.#values.take, onRemoved: this.#blocks.take }
    for (const found of formatOf(unit.path).read(raw, { ...context, ...tallies })) {
      yield
      if (isProblem(found)) {
        if (found.reason === 'LEFT_OUT') this.#leftOut = (found.parameters as { why: Why }).why
        else this.#problems.push(found)
      } else if (isCopyOfSource(found, unit, context)) this.#copies++
      else this.#take(found, raw)
    }
  }

  #take(article: Article, raw: RawFile): void {
    this.#blocks.endArticle()
    const [unit, known] = [this.#unit, this.#known]
    const hash = unit.isLineWise ? lineHash(article, raw) : contentHash(article)
    const key = known && hashKey(hash)
    if (key !== undefined && known?.has(key) === true) return void this.#kept.push(key)
    const indexable = toIndexable(article, hash)
    this.#isAdding = true
    this.#add(indexable)
    this.#isAdding = false
    this.#added++
    if (hasOwnId(article.id, unit.path)) this.#hasOwnIds = true
    if (unit.isChanged) this.#addedIds.push(article.id)
  }

  /** Decides whether the unit is a copy, and reports what was counted. */
  #judge(): void {
    const { path } = this.#unit
    if (this.#copies > 0 && this.#added + this.#kept.length === 0) this.#leftOut = 'copy'
    else if (this.#copies > 0)
      this.#problems.push(problem(path, 'ENTRIES_LEFT_OUT', { what: 'copied', count: this.#copies }))
    for (const found of this.#values.problems()) this.#problems.push(found)
    // The problems of a page don't matter if its source is read instead.
    if (this.#leftOut === 'copy') this.#problems.length = 0
  }

  #result(bytes: Uint8Array, hash: Hash): UnitResult {
    const blocksLeftOut = this.#leftOut === undefined ? this.#blocks.total() : undefined
    return {
      path: this.#unit.path,
      hash,
      problems: this.#problems,
      ...(this.#leftOut && { leftOut: this.#leftOut }),
      ...(blocksLeftOut && { blocksLeftOut }),
      ...(this.#hasOwnIds && { hasOwnIds: true as const }),
      added: this.#added,
      addedIds: this.#addedIds,
      kept: this.#kept,
      bytes: bytes.length,
    }
  }
}

function lineHash({ origin: { start, end } }: Article, raw: RawFile): [number, number] {
  return hash64(raw.bytes.subarray(start - raw.startByte, end - raw.startByte))
}

const failures = {
  ENOENT: 'vanished',
  ENOTDIR: 'vanished',
  EACCES: 'forbidden',
  EFTYPE: 'irregular',
  ENXIO: 'irregular',
  ELOOP: 'link',
} as const

function unreadable(path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code as keyof typeof failures | undefined
  const what = code === undefined ? undefined : failures[code]
  if (what !== undefined) return problem(path, 'FILE_FAILED', { what }, { unread: 'file' })
  const detail = error instanceof Error ? error.message : String(error)
  return problem(path, 'FILE_FAILED', { what: 'other', detail }, { unread: 'file' })
}

/** Counts values that don't have the type of their field. They are reported once for each field of a file. */
function createFieldTally(path: string) {
  const found = new Map<string, { readonly type: FieldType; readonly line: number; count: number }>()
  const take: NonNullable<OwnContext['onFieldValue']> = (field, type, line) => {
    const known = found.get(field)
    if (known === undefined) found.set(field, { type, line, count: 1 })
    else known.count++
  }
  const problems = (): Problem[] =>
    Array.from(found, ([field, { type, line, count }]) =>
      problem(path, 'FIELD_VALUE', { field, type, count }, { line }),
    )
  return { take, problems }
}

/* Leaves out a page, or an entry of a feed, if the file that contains its whole text is read. */

/** @throws only the system's EMFILE or ENFILE; if the source can't be read for another reason, the page is kept */
function isCopyOfSource(
  page: Article,
  { source, pages, end }: Pick<Unit, 'source' | 'pages' | 'end'>,
  { clean, cleaning }: Pick<ReadContext, 'clean' | 'cleaning'>,
): boolean {
  const { origin } = page
  const [listed] = pages === undefined ? [] : addressesOf(page).flatMap((address) => pageAt(pages, address) ?? [])
  // A file with several articles isn't a page.
  const whole = listed ?? (origin.start > 0 || origin.end < end ? undefined : source)
  return whole !== undefined && isCopyIn(page, whole, { clean, cleaning })
}

/** The addresses that an entry gives itself, the surest first. */
function addressesOf({ url, metadata }: Article): string[] {
  const paths = ['path', 'permalink', 'url', 'link', 'slug'].map((key) => metadata[key])
  return [url, ...paths].filter((one): one is string => typeof one === 'string' && one !== '')
}

function isCopyIn(page: Article, whole: PageSource, cleaning: Pick<ReadContext, 'clean' | 'cleaning'>): boolean {
  const { path, isPage, vault } = whole
  const context = { ...cleaning, ...(isPage && { isPage }), ...(vault && { vault }) }
  const isCopy = attempt(() => {
    const file = { path, bytes: readSource(whole), startLine: 1, startByte: 0 }
    return isCopyOf(
      page,
      [...formatOf(path).read(file, context)].filter((one): one is Article => !isProblem(one)),
    )
  })
  return isCopy === true
}
