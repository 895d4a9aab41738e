/**
 * How a signal ends long work: the work is aborted, and the process ends if it does not stop within the grace period.
 */
import { isXunzhangError } from '../../../base/errors.js'
import type { Context } from '../command.js'

const graceMs = 900
const statusOf = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Runs work that SIGINT and SIGTERM abort, and says what state that leaves. A second signal ends the process at once.
 * @returns the exit status of the signal; if none arrived, that of the work
 */
export async function untilInterrupted(
  { messages, tell }: Context,
  work: (signal: AbortSignal) => Promise<number | void>,
): Promise<number | undefined> {
  const controller = new AbortController()
  let asked: number | undefined
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (asked !== undefined) process.exit(statusOf[name])
      asked = statusOf[name]
      controller.abort()
      setTimeout(() => process.exit(statusOf[name]), graceMs).unref()
    })
  }
  try {
    const status = await work(controller.signal)
    return asked ?? status ?? undefined
  } catch (error) {
    if (asked === undefined || (isXunzhangError(error) && error.code !== 'INTERRUPTED')) throw error
    if (isXunzhangError(error)) tell(`xunzhang: ${messages.fault(error)}`)
  }
  return asked
}
