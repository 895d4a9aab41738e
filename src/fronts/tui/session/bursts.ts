/**
 * Detects that the query is changing quickly: two changes within a moment begin a burst, a moment without one ends it.
 */

/** A quick typist's keys, and those of a key held down, are closer together. */
const momentMs = 180

export interface Bursts {
  /** Takes note of the query as it is now. */
  readonly see: (query: string) => void
  readonly isOn: () => boolean
}

/** @param now milliseconds of a monotonic clock; @param onEnd called when a burst is over */
export function createBursts(now: () => number, onEnd: () => void): Bursts {
  let last = ''
  let lastAt = -Infinity
  let isOn = false
  let end: NodeJS.Timeout | undefined
  return {
    isOn: () => isOn,
    see: (query) => {
      if (query === last) return
      isOn = now() - lastAt < momentMs
      last = query
      lastAt = now()
      clearTimeout(end)
      if (isOn) end = setTimeout(finish, momentMs).unref()
    },
  }

  function finish(): void {
    isOn = false
    onEnd()
  }
}
