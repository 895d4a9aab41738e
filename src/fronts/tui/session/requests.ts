/**
 * Sends the state's requests to the engine: hits, the chosen article, suggestions, more hits, and corrections of the
 * query once the reader pauses, because those may take 20 ms or more. One request runs at a time, always for the newest
 * state, and waiting keys are handled between two requests. So typing never waits for outdated answers, and hits,
 * preview and suggestions of one key press reach the screen in one frame. In a burst of keys, the preview and the
 * counts wait for its end. So do the newest articles if the line was only emptied to type another query. Nobody reads
 * them between two quick keys, and they are half of what is sent to the terminal for such a key.
 */
import { nextTurn } from '../../../library/clock.js'
import { createRequestKinds, type RequestOptions } from './request-kinds.js'
import type { Store } from './store.js'

/*
 * Detects that the query is changing quickly: two changes within a moment begin a burst, a moment without one ends it.
 */

/** A quick typist's keys, and those of a key held down, are closer together. */
const momentMs = 180

interface Bursts {
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

export interface Requests {
  /** Checks whether the state needs anything; cheap if it doesn't. */
  readonly check: () => void
}

const pauseMs = 250

export function createRequests(store: Store, options: Omit<RequestOptions, 'latest'>): Requests {
  const bursts = createBursts(
    () => performance.now(),
    () => void run(),
  )
  const requestFor = createRequestKinds({ ...options, latest: store.latest })
  let isRunning = false
  let isQuiet = false
  let pause: NodeJS.Timeout | undefined

  const next = () => requestFor(store.latest(), { isBurst: bursts.isOn(), isQuiet })

  const run = async (): Promise<void> => {
    if (isRunning) return
    isRunning = true
    try {
      await nextTurn()
      for (let request = next(); request !== undefined; request = next()) {
        const event = await request()
        if (event !== undefined) store.send([event], true)
        await nextTurn()
      }
    } finally {
      isRunning = false
      store.flush()
    }
  }

  const waitForPause = (): void => {
    isQuiet = false
    clearTimeout(pause)
    pause = setTimeout(() => {
      isQuiet = true
      void run()
    }, pauseMs)
    pause.unref()
  }

  return {
    check: () => {
      waitForPause()
      bursts.see(store.latest().editor.text)
      void run()
    },
  }
}
