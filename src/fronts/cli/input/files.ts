/** Files and folders that commands look at, and streams: read whole, or line by line. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { XunzhangError, systemCodeOf } from '../../../base/errors.js'

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** A folder that the build makes: beside the bundle, or in `dist/` when run from the source. */
export function builtFolder(name: string): string {
  const places = [name, `../../../../dist/${name}`].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find(isFolder) ?? places[0]!
}

/** @throws XunzhangError FILE_MISSING */
export function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new XunzhangError('FILE_MISSING', { what: 'system', system: systemCodeOf(cause) }, { where: path, cause })
  }
}

/**
 * Creates a folder that is removed when the process exits, because after a second signal no `finally` block runs.
 * @throws XunzhangError NOT_WRITABLE
 */
export function makeTemporaryFolder(purpose: string): string {
  try {
    const folder = mkdtempSync(join(tmpdir(), `xunzhang-${purpose}-`))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    return folder
  } catch (error) {
    throw unwritable(error, tmpdir())
  }
}

export function unwritable(cause: unknown, where: string): XunzhangError {
  return new XunzhangError('NOT_WRITABLE', { what: 'file', system: systemCodeOf(cause) }, { where, cause })
}

/**
 * Reads a byte stream as blocks of whole lines, decoded at line borders: as fast as the stream arrives, in memory
 * bounded by one chunk and the longest line.
 * @param separator what ends a line; a carriage return before a line feed is part of the end
 * @returns for each chunk the lines that it completes, without their ends; a last line without an end counts. A byte
 *   order mark at the start is dropped.
 */
export async function* lineBlocks(
  stream: AsyncIterable<Uint8Array>,
  separator: '\n' | '\0' = '\n',
): AsyncGenerator<string[]> {
  let pending: Uint8Array[] = []
  let isFirst = true
  const split = (last: Uint8Array): string[] => {
    let text = Buffer.concat([...pending, last]).toString('utf8')
    if (isFirst && text.startsWith('\uFEFF')) text = text.slice(1)
    isFirst = false
    const lines = text.split(separator)
    const mayReturn = separator === '\n' && text.includes('\r')
    return mayReturn ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines
  }
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(separator.charCodeAt(0))
    if (end < 0) {
      pending.push(chunk)
      continue
    }
    yield split(chunk.subarray(0, end))
    pending = [chunk.subarray(end + 1)]
  }
  if (pending.some(({ length }) => length > 0)) yield split(new Uint8Array())
}
