/** Finds the line of a hit's passage in its file, because an index only knows where an article begins. */
import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readSync } from 'node:fs'

const bytesLookedAt = 4_000_000

/**
 * @param needle the marked text, or the passage's beginning
 * @param first the article's own first line, from 1
 * @returns the first line at or after `first` that contains `needle`, else `first`
 */
export function lineOfHit(file: string, needle: string, first: number): number {
  if (needle === '') return first
  const lines = beginningOf(file).split('\n')
  for (let i = first - 1; i < lines.length; i++) {
    if (lines[i]!.includes(needle)) return i + 1
  }
  return first
}

/** False for a file in GB18030, Big5 or UTF-16: most editors would show it as mojibake. */
export function isReadableAsUtf8(file: string): boolean {
  const bytes = bytesOf(file)
  return isUtf8(bytes.length < bytesLookedAt ? bytes : withoutHalf(bytes))
}

/** Drops the last character, which the limit may have cut. */
function withoutHalf(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > bytes.length - 4 && (bytes[end - 1]! & 0xc0) === 0x80) end--
  return bytes.subarray(0, end - 1)
}

function beginningOf(file: string): string {
  return bytesOf(file).toString('utf8')
}

function bytesOf(file: string): Buffer {
  const buffer = Buffer.alloc(bytesLookedAt)
  const descriptor = openSync(file, 'r')
  try {
    return buffer.subarray(0, readSync(descriptor, buffer, 0, bytesLookedAt, 0))
  } finally {
    closeSync(descriptor)
  }
}
