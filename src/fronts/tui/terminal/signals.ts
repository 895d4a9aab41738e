/** Signals and crashes: the terminal is restored before the program ends or stops, whatever the cause. */
import { constants } from 'node:os'

/** Who has the terminal. */
interface Stage {
  /** True while another program has it, which then handles the keys that end a program. */
  readonly isLent: boolean
  readonly stop: () => void
  readonly goOn: () => void
  readonly redraw: () => void
  readonly close: () => void
}

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/** The status of a program whose terminal is gone. */
export const hungUp = 128 + constants.signals.SIGHUP

/**
 * @param end the program must end with this status
 * @returns a function that removes all handlers again
 */
export function handleSignals(stage: Stage, end: (code: number) => void, onCrash: (error: unknown) => void) {
  const isForAnother = (name: string): boolean => stage.isLent && (name === 'SIGINT' || name === 'SIGQUIT')
  const listeners: (readonly [string, (argument: unknown) => void])[] = [
    ...ending.map((name) => [name, () => isForAnother(name) || end(128 + constants.signals[name])] as const),
    ['SIGTSTP', stage.stop],
    ['SIGCONT', stage.goOn],
    ['SIGWINCH', () => stage.redraw()],
    ['uncaughtException', onCrash],
    ['unhandledRejection', onCrash],
    // Only synchronous work is possible.
    ['exit', () => stage.close()],
  ]
  for (const [name, listener] of listeners) process.on(name, listener)
  return (): void => {
    for (const [name, listener] of listeners) process.off(name, listener)
  }
}

const longestStopMs = 150

/**
 * Stops the whole process group, as Ctrl-Z does: a shell only notices if the whole job is stopped. A job without a
 * shell can't be stopped; then `resume` is called after a moment.
 */
export function stopJob(onStop: () => void, resume: () => void): void {
  process.off('SIGTSTP', onStop)
  process.kill(0, 'SIGTSTP')
  setTimeout(() => {
    process.off('SIGTSTP', onStop)
    process.on('SIGTSTP', onStop)
    resume()
  }, longestStopMs)
}
