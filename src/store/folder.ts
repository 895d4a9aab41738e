/** Makes a folder that outlives a crash: a new folder's name is safe only once the folder that holds it is synced. */
import { dirname } from 'node:path'
import type { FileSystem } from './file-system.js'

/**
 * Creates the folder and its parents where they are missing, and makes the new ones durable. One by one: Node's own way
 * with parents never ends in /proc.
 */
export function makeDurableFolder(fs: FileSystem, path: string): void {
  const missing: string[] = []
  for (let folder = path; !fs.exists(folder); folder = dirname(folder)) missing.push(folder)
  for (const folder of missing.length === 0 ? [path] : missing.toReversed()) fs.makeFolder(folder)
  for (const folder of missing) fs.syncFolder(dirname(folder))
}
