/** Files and folders that commands look at, and streams read whole. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemCodeOf, XunzhangError } from '../../../base/errors.js'

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** A folder that the build makes: beside the bundle, or in `dist/` when run from the source. */
export function builtFolder(name: string): string {
  const places = [name, `../../../../dist/${name}`].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find(isFolder) ?? places[0]!
}

/** The whole of a stream as text. */
export async function readText(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks).toString('utf8')
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
