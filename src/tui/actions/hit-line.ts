/** Finds the line of a hit's passage in its file: an index only knows where an article begins. */
import { closeSync, openSync, readSync } from 'node:fs'

const bytesLookedAt = 4_000_000

/**
 * @param needle the marked text, or the passage's beginning
 * @param first the article's own first line, from 1
 * @returns the first line at or after `first` that holds `needle`, else `first`; files in other encodings than UTF-8
 *   are opened where the article begins
 */
export function lineOfHit(file: string, needle: string, first: number): number {
  if (needle === '') return first
  const lines = beginningOf(file).split('\n')
  for (let i = first - 1; i < lines.length; i++) {
    if (lines[i]!.includes(needle)) return i + 1
  }
  return first
}

function beginningOf(file: string): string {
  const buffer = Buffer.alloc(bytesLookedAt)
  const descriptor = openSync(file, 'r')
  try {
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, bytesLookedAt, 0))
  } finally {
    closeSync(descriptor)
  }
}
