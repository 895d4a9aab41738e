import { fstatSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Whether a file descriptor is a terminal. Loads Node's terminal code only where it may be one: a cold start counts. */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false
  } catch {
    return false
  }
  const { isatty } = createRequire(import.meta.url)('node:tty') as { isatty: (descriptor: number) => boolean }
  return isatty(descriptor)
}

/** Writes to standard error at once, without loading its stream. */
export function writeToErrors(text: string): void {
  try {
    writeSync(2, text)
  } catch {
    // Nobody listens to standard error; there is no other place to complain.
  }
}
