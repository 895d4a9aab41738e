/** How a signal ends long work: it is asked to stop; what does not stop within the grace is ended. */

const graceMs = 900
const statusOf = { SIGINT: 130, SIGTERM: 143 } as const

export interface Interrupt {
  readonly signal: AbortSignal
  /** The exit status that a signal asks for, or undefined where none came. */
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
