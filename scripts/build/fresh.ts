import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Newest change below a path in milliseconds, folders included (so that a removed file counts); 0 if nothing is there.
 */
export function newestChange(path: string): number {
  if (!existsSync(path)) return 0
  const status = statSync(path)
  if (!status.isDirectory()) return status.mtimeMs
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}

/** Whether every output exists and none is older than the newest input. */
export function isFresh(outputs: readonly string[], inputs: readonly string[]): boolean {
  if (!outputs.every((path) => existsSync(path))) return false
  const oldestOutput = Math.min(...outputs.map((path) => statSync(path).mtimeMs))
  return oldestOutput >= Math.max(...inputs.map(newestChange))
}
