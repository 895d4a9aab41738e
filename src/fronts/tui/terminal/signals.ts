/** Signals and crashes: the terminal is restored before the program ends or stops, whatever the cause. */
import { constants } from 'node:os'

export interface SignalHandlers {
  /** The program must end with this status. */
  readonly onEnd: (code: number) => void
  readonly onCrash: (error: unknown) => void
  readonly onStop: () => void
  readonly onContinue: () => void
  readonly onResize: () => void
  /** The process is ending for another reason; only synchronous work is possible. */
  readonly onExit: () => void
}

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/** The status of a program whose terminal is gone. */
export const hungUp = 128 + constants.signals.SIGHUP

/** @returns a function that removes all handlers again */
export function handleSignals(handlers: SignalHandlers): () => void {
  const listeners: (readonly [string, (argument: unknown) => void])[] = [
    ...ending.map((name) => [name, () => handlers.onEnd(128 + constants.signals[name])] as const),
    ['SIGTSTP', handlers.onStop],
    ['SIGCONT', handlers.onContinue],
    ['SIGWINCH', handlers.onResize],
    ['uncaughtException', handlers.onCrash],
    ['unhandledRejection', handlers.onCrash],
    ['exit', handlers.onExit],
  ]
  for (const [name, listener] of listeners) process.on(name, listener)
  return () => {
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
