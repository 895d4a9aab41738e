/**
 * How a signal ends long work: the work is aborted, and the process ends if it does not stop within the grace period.
 */

const graceMs = 900
const statusOf = { SIGINT: 130, SIGTERM: 143 } as const

export interface Interrupt {
  readonly signal: AbortSignal
  /** The exit status of the signal, or undefined if none arrived. */
  status(): number | undefined
}

/** Listens for SIGINT and SIGTERM from now on. A second signal ends the process at once. */
export function listenForInterrupt(): Interrupt {
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
  return { signal: controller.signal, status: () => asked }
}
