/**
 * Cuts the source into batches of about equal size, each of which becomes a segment. The cuts depend only on the files,
 * never on the number of threads, so that the same input gives the same bytes. Large line-based files are cut between
 * lines.
 */
import { closeSync, readSync } from '#system/fs'
import { attempt, openSource } from '../../source/open-source.js'
import type { SourceFile } from '../../source/walk/types.js'

/** A run of whole lines: bytes [start, end), with or without the last line feed. */
export interface Stretch {
  readonly start: number
  readonly end: number
  /** 1-based. */
  readonly startLine: number
}

export interface Job {
  readonly file: SourceFile
  /** Whether any run of whole lines can be read by itself. Lines are then identified by their bytes. */
  readonly isLineWise: boolean
  /** Whether the index contains articles of the file. */
  readonly isChanged: boolean
  /** The parts of the file to read; undefined for the whole file. */
  readonly stretches?: readonly Stretch[]
}

/** A file, or a stretch of whole lines of one. */
export interface Unit extends Stretch, Omit<SourceFile, 'size'> {
  readonly isLineWise: boolean
  readonly isChanged: boolean
  /** Whether the unit is the whole file. */
  readonly whole: boolean
}

/** Bytes of source of a task: those of its units and of the articles that a program added. */
export function bytesOf({ units, given = [] }: SourceOfTask): number {
  const articles = given.reduce((sum, { origin }) => sum + origin.end - origin.start, 0)
  return units.reduce((sum, { start, end }) => sum + end - start, articles)
}

interface SourceOfTask {
  readonly units: readonly Stretch[]
  readonly given?: readonly { readonly origin: { readonly start: number; readonly end: number } }[]
}

/** Upper limit of the average bytes of source in a batch. A batch takes about 6 times as much memory. */
export const batchBytes = 12 << 20
const batchFiles = 20_000
/** Reading a tiny file costs as much as analysing about this many bytes. */
const fileCost = 256

/**
 * Plans the reading of whole files.
 * @param isLineWise whether any run of a file's lines can be read by itself
 */
export function planBatches(files: readonly SourceFile[], isLineWise: (file: SourceFile) => boolean): Unit[][] {
  return planJobs(files.map((file) => ({ file, isLineWise: isLineWise(file), isChanged: false })))
}

/**
 * The sizes of the last batches in relation to the others. Smaller batches at the end mean that a thread waits less for
 * the others. If there are only two batches, the second is smaller because the second thread begins a little later.
 */
const lastShares = [0.88, 0.62, 0.45]
const pairShares = [1, 0.9]

export function countBatches(jobs: readonly Job[]): number {
  const total = costOf(jobs)
  // An even number, so that two threads finish together.
  return total <= batchBytes / 4 ? 1 : 2 * Math.ceil(total / batchBytes / 2)
}

function batchSizes(total: number, count: number): number[] {
  if (count === 1) return [batchBytes]
  const last = count === pairShares.length ? pairShares : lastShares
  const shares = Array.from({ length: count }, (_, at) => last[at - count + last.length] ?? 1)
  const sum = shares.reduce((all, share) => all + share, 0)
  return shares.map((share) => Math.ceil((total * share) / sum))
}

function costOf(jobs: readonly Job[]): number {
  return jobs.reduce((sum, job) => sum + bytesOfJob(job) + fileCost, 0)
}

export function planJobs(jobs: readonly Job[]): Unit[][] {
  const targets = batchSizes(costOf(jobs), countBatches(jobs))
  const batches: Unit[][] = []
  let target = targets[0]!
  let batch: Unit[] = []
  let bytes = 0
  const close = (): void => {
    if (batch.length > 0) batches.push(batch)
    batch = []
    bytes = 0
    target = targets[Math.min(batches.length, targets.length - 1)]!
  }
  const add = (unit: Unit): void => {
    batch.push(unit)
    bytes += unit.end - unit.start + fileCost
    if (bytes >= target || batch.length >= batchFiles) close()
  }
  for (const job of jobs) {
    for (const stretch of job.stretches ?? [wholeFile(job)]) {
      const unit = unitOf(job, stretch)
      if (!job.isLineWise || bytes + unit.end - unit.start <= target * 1.05) add(unit)
      else for (const part of cutLines(unit, () => Math.max(1 << 16, target - bytes))) add(part)
    }
  }
  close()
  return batches
}

function bytesOfJob(job: Job): number {
  return job.stretches?.reduce((sum, { start, end }) => sum + end - start, 0) ?? job.file.size
}

function wholeFile({ file }: Job): Stretch {
  return { start: 0, end: file.size, startLine: 1 }
}

function unitOf({ file, isLineWise, isChanged, stretches }: Job, stretch: Stretch): Unit {
  const { size: _, ...named } = file
  return { ...named, isLineWise, isChanged, whole: stretches === undefined, ...stretch }
}

/**
 * Parts of whole lines, each about as long as the value of `room()` when it begins. If the file can't be read, the rest
 * of it is one part, and reading that part will report the reason.
 */
function* cutLines(unit: Unit, room: () => number): Generator<Unit> {
  const handle = attempt(() => openSource(unit))
  if (handle === undefined) return void (yield unit)
  try {
    let { start, startLine } = unit
    while (start < unit.end) {
      const wanted = start + room()
      const cut = wanted >= unit.end ? undefined : attempt(() => cutAt(handle, start, wanted, unit.end))
      const { end, lines } = cut ?? { end: unit.end, lines: 0 }
      yield { ...unit, start, end, startLine, whole: unit.whole && start === unit.start && end === unit.end }
      startLine += lines
      start = end
    }
  } finally {
    closeSync(handle)
  }
}

/** The end of the line at `wanted`, and the number of lines from `start` to this end. */
function cutAt(handle: number, start: number, wanted: number, size: number): { end: number; lines: number } {
  const end = nextLineStart(handle, wanted, size)
  return { end, lines: end < size ? countLines(handle, start, end) : 0 }
}

const lineFeed = 10
const chunk = new Uint8Array(1 << 18)

function nextLineStart(handle: number, from: number, size: number): number {
  for (let at = from; at < size; at += chunk.length) {
    const read = readSync(handle, chunk, 0, chunk.length, at)
    const found = chunk.subarray(0, read).indexOf(lineFeed)
    if (found >= 0) return Math.min(at + found + 1, size)
    if (read === 0) break
  }
  return size
}

function countLines(handle: number, start: number, end: number): number {
  let lines = 0
  for (let at = start; at < end;) {
    const read = readSync(handle, chunk, 0, Math.min(chunk.length, end - at), at)
    if (read === 0) break
    const bytes = chunk.subarray(0, read)
    for (let i = bytes.indexOf(lineFeed); i >= 0; i = bytes.indexOf(lineFeed, i + 1)) lines++
    at += read
  }
  return lines
}
