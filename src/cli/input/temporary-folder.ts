import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XunzhangError } from '../../errors.js'
import type { Context } from '../context.js'

/**
 * Makes a folder that is removed with the process, however that ends: after a second signal nothing is unwound.
 * @throws XunzhangError NOT_WRITABLE
 */
export function makeTemporaryFolder(purpose: string, context: Context): string {
  try {
    const folder = mkdtempSync(join(tmpdir(), `xunzhang-${purpose}-`))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    return folder
  } catch (error) {
    throw unwritableFolder(error, context)
  }
}

/** What keeps the system's folder for temporary files from being written. */
export function unwritableFolder(error: unknown, { messages }: Context): XunzhangError {
  const [what, remedy] = messages.errors.unwritable((error as NodeJS.ErrnoException).code ?? String(error))
  return new XunzhangError('NOT_WRITABLE', what, { where: tmpdir(), remedy, cause: error })
}
