/** Why a task ended before its end through no fault of the system's: what was read took more than a thread has. */

export interface Stop {
  /** The unit that was being read; as many as there are where all were. */
  readonly unit: number
  readonly reason: 'memory' | 'size' | 'thread'
}

/** Memory of V8's heap that a thread may take, in MiB. */
export const threadMemory = 1024

/** Undefined for errors that tell of something else. */
export function stopOf(error: unknown, unit: number): Stop | undefined {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { unit, reason: 'memory' }
  return error instanceof RangeError || code === 'ERR_STRING_TOO_LONG' ? { unit, reason: 'size' } : undefined
}
