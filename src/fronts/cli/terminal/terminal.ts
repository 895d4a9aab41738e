import { fstatSync, statSync, writeSync } from 'node:fs'

/** Loads Node's terminal code only if the descriptor may be a terminal, to keep a cold start fast. */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    const status = fstatSync(descriptor)
    if (!status.isCharacterDevice() || status.rdev === nullDevice()) return false
  } catch {
    return false
  }
  return process.getBuiltinModule('node:tty').isatty(descriptor)
}

export interface Terminals {
  readonly input: boolean
  readonly output: boolean
  readonly errors: boolean
}

export function findTerminals(): Terminals {
  return { input: isTerminal(0), output: isTerminal(1), errors: isTerminal(2) }
}

/** The device number of /dev/null, to which scripts send unwanted output. */
function nullDevice(): number | undefined {
  return process.platform === 'win32' ? undefined : statSync('/dev/null').rdev
}

/** Writes to standard error at once, without loading its stream. */
export function writeToErrors(text: string): void {
  try {
    writeSync(2, text)
  } catch {
    // Standard error is closed, and there is no other place to report it.
  }
}
