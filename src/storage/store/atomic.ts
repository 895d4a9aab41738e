/** Replaces a file atomically: readers see the old one or the new one, also after a crash. */
import { dirname } from 'node:path'
import { createAnew } from './create-anew.js'
import type { FileSystem } from './file-system.js'

/** The new content has this name until it is durable; a crash may leave it behind. */
export function temporaryName(path: string): string {
  return `${path}.tmp`
}

export function replaceFile(fs: FileSystem, path: string, bytes: Uint8Array): void {
  const temporary = temporaryName(path)
  const handle = createAnew(fs, temporary)
  try {
    fs.write(handle, bytes)
    fs.sync(handle)
  } finally {
    fs.close(handle)
  }
  fs.rename(temporary, path)
  fs.syncFolder(dirname(path))
}
