import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemCodeOf, XunzhangError } from '../../../base/errors.js'

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
    throw unwritableFolder(error)
  }
}

export function unwritableFolder(error: unknown): XunzhangError {
  return new XunzhangError(
    'NOT_WRITABLE',
    { what: 'file', system: systemCodeOf(error) },
    { where: tmpdir(), cause: error },
  )
}
