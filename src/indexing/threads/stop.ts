/** Why a task stopped early: what it read needed more than a thread has. Failures of the system are not stops. */

export interface Stop {
  /** The number of the unit that was being read; the number of units if all had been read. */
  readonly unit: number
  readonly reason: 'memory' | 'size' | 'thread'
}

/** Maximum size of a thread's V8 heap, in MiB. */
export const threadMemory = 1024

/** Undefined for errors with another cause. */
export function stopOf(error: unknown, unit: number): Stop | undefined {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { unit, reason: 'memory' }
  return error instanceof RangeError || code === 'ERR_STRING_TOO_LONG' ? { unit, reason: 'size' } : undefined
}
