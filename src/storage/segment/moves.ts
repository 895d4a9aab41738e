/**
 * The current positions of articles in their files: an edit moves all articles after it, which are otherwise
 * unchanged. Stored as runs of neighbouring articles that moved alike, so that one more line at the top of a file is
 * one run.
 * Format: FORMAT.md, "Moves".
 */
import { createByteReader, getBigVarint, getVarint } from '../store/byte-reader.js'
import { createByteWriter, putBigVarint, putVarint, written } from '../store/byte-writer.js'
import { lastAtMost } from '../../text/sorted.js'

/**
 * Run i has the articles start[i] … start[i + 1] − 1; the last run extends to the end. Articles before the first run
 * have not moved.
 */
export interface Moves {
  readonly start: readonly number[]
  /** How many lines and bytes the articles have moved down from the position in their records; negative if up. */
  readonly lines: readonly number[]
  readonly bytes: readonly number[]
}

export interface Move {
  readonly lines: number
  readonly bytes: number
}

const still: Move = { lines: 0, bytes: 0 }

/** @param moveOf the move of each of `count` articles; undefined if it doesn't matter, as for deleted ones */
export function collectMoves(count: number, moveOf: (article: number) => Move | undefined): Moves | undefined {
  const moves = { start: [] as number[], lines: [] as number[], bytes: [] as number[] }
  let last = still
  for (let article = 0; article < count; article++) {
    const move = moveOf(article)
    if (move === undefined || (move.lines === last.lines && move.bytes === last.bytes)) continue
    moves.start.push(article)
    moves.lines.push(move.lines)
    moves.bytes.push(move.bytes)
    last = move
  }
  return moves.start.length === 0 ? undefined : moves
}

export function moveOf(moves: Moves | undefined, article: number): Move {
  if (moves === undefined) return still
  const run = lastAtMost(moves.start, article)
  return run < 0 ? still : { lines: moves.lines[run]!, bytes: moves.bytes[run]! }
}

export function encodeMoves({ start, lines, bytes }: Moves): Uint8Array {
  const out = createByteWriter(start.length * 8 + 8)
  putVarint(out, start.length)
  let previous = 0
  for (const [run, article] of start.entries()) {
    putVarint(out, article - previous)
    putBigVarint(out, zigzag(lines[run]!))
    putBigVarint(out, zigzag(bytes[run]!))
    previous = article
  }
  return written(out)
}

/** Undefined if the bytes are not the moves of this many articles. */
export function decodeMoves(encoded: Uint8Array, articles: number): Moves | undefined {
  const reader = createByteReader(encoded)
  const moves = { start: [] as number[], lines: [] as number[], bytes: [] as number[] }
  let count = getVarint(reader)
  if (count > articles) return undefined
  for (let article = -1; count > 0; count--) {
    const gap = getVarint(reader)
    if (article >= 0 && gap === 0) return undefined
    article = Math.max(article, 0) + gap
    moves.start.push(article)
    moves.lines.push(unzigzag(getBigVarint(reader)))
    moves.bytes.push(unzigzag(getBigVarint(reader)))
  }
  const isInside = (moves.start.at(-1) ?? 0) < Math.max(1, articles)
  const isExact = [...moves.lines, ...moves.bytes].every(Number.isSafeInteger)
  return isInside && isExact && reader.at === encoded.length ? moves : undefined
}

/** Zigzag encoding: 0, −1, 1, −2 … become 0, 1, 2, 3 … */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
export const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)

/** Which articles of a segment are deleted: one bit each, low bit first. Format: FORMAT.md, "Deletions". */
export function createDeletions(articles: number, from?: Uint8Array): Uint8Array {
  const bits = new Uint8Array((articles + 7) >> 3)
  if (from !== undefined) bits.set(from)
  return bits
}

/** Whether the bits have the length for this many articles, and `count` of them are set. */
export function areDeletions(bits: Uint8Array, articles: number, count: number): boolean {
  const isLong = bits.length === (articles + 7) >> 3
  const unused = (articles & 7) === 0 ? 0 : bits[bits.length - 1]! >> (articles & 7)
  return isLong && unused === 0 && countDeleted(bits) === count
}

export function setDeleted(bits: Uint8Array, article: number): void {
  bits[article >> 3]! |= 1 << (article & 7)
}

export function isDeleted(bits: Uint8Array, article: number): boolean {
  return ((bits[article >> 3]! >> (article & 7)) & 1) === 1
}

export function countDeleted(bits: Uint8Array): number {
  let count = 0
  for (let byte of bits) for (; byte !== 0; byte &= byte - 1) count++
  return count
}
