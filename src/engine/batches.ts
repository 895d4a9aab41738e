/**
 * Cuts the source into batches of about equal size, one segment each. The cuts depend on the files alone, never on
 * the number of threads: the same input gives the same bytes. Large line-based files are cut at line borders.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import type { SourceFile } from '../source/walk.js'

/** A file, or a stretch of whole lines of one. */
export interface Unit {
  readonly path: string
  readonly absolute: string
  readonly start: number
  readonly end: number
  readonly startLine: number
  readonly mtimeMs: number
  /** The unit is all of its file. */
  readonly whole: boolean
}

/** Bytes of source per batch, about; a batch takes some 12 times that in memory. */
export const batchBytes = 12 << 20
/** Files per batch at most. */
const batchFiles = 20_000
/** Reading a tiny file costs as much as analysing about this many bytes. */
const fileCost = 256

/**
 * @param isSplittable whether a file's lines can be read on their own
 */
export function planBatches(files: readonly SourceFile[], isSplittable: (file: SourceFile) => boolean): Unit[][] {
  const total = files.reduce((sum, file) => sum + file.size + fileCost, 0)
  // An even number, so that two threads finish together.
  const count = Math.max(1, 2 * Math.ceil(total / batchBytes / 2))
  const target = total <= batchBytes / 4 ? batchBytes : Math.ceil(total / count)
  const batches: Unit[][] = []
  let batch: Unit[] = []
  let bytes = 0
  const close = (): void => {
    if (batch.length > 0) batches.push(batch)
    batch = []
    bytes = 0
  }
  const add = (unit: Unit): void => {
    batch.push(unit)
    bytes += unit.end - unit.start + fileCost
    if (bytes >= target || batch.length >= batchFiles) close()
  }
  for (const file of files) {
    if (!isSplittable(file) || bytes + file.size <= target * 1.05) add(wholeFile(file))
    else splitLines(file, () => Math.max(1 << 16, target - bytes), add)
  }
  close()
  return batches
}

function wholeFile({ path, absolute, size, mtimeMs }: SourceFile): Unit {
  return { path, absolute, start: 0, end: size, startLine: 1, mtimeMs, whole: true }
}

/** Emits stretches of whole lines, each about as long as `room()` says when it begins. */
function splitLines(file: SourceFile, room: () => number, add: (unit: Unit) => void): void {
  const { path, absolute, size, mtimeMs } = file
  const handle = openSync(absolute, 'r')
  try {
    let start = 0
    let startLine = 1
    while (start < size) {
      const wanted = start + room()
      const end = wanted >= size ? size : nextLineStart(handle, wanted, size)
      const lines = end < size ? countLines(handle, start, end) : 0
      add({ path, absolute, start, end, startLine, mtimeMs, whole: start === 0 && end === size })
      start = end
      startLine += lines
    }
  } finally {
    closeSync(handle)
  }
}

const lineFeed = 10
const chunk = Buffer.alloc(1 << 18)

function nextLineStart(handle: number, from: number, size: number): number {
  for (let at = from; at < size; at += chunk.length) {
    const read = readSync(handle, chunk, 0, chunk.length, at)
    const found = chunk.subarray(0, read).indexOf(lineFeed)
    if (found >= 0) return at + found + 1
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
