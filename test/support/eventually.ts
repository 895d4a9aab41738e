import { setTimeout as sleep } from 'node:timers/promises'

/** Decides only what fails in the end: generous, for any machine. */
const patienceMs = 60_000

export interface Patience {
  readonly patienceMs?: number
  /** Between two looks. */
  readonly pauseMs?: number
  /** What was waited for, and what was seen last, in the error. */
  readonly what: () => string
}

/** Looks until something is there, that is, not undefined. What a look throws counts as nothing. */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  patience: Patience,
): Promise<T> {
  const until = performance.now() + (patience.patienceMs ?? patienceMs)
  for (;;) {
    const found = await attempt(look)
    if (found !== undefined) return found
    if (performance.now() > until) throw new Error(`waited in vain for ${patience.what()}`)
    await sleep(patience.pauseMs ?? 20)
  }
}

async function attempt<T>(look: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch {
    return undefined
  }
}
