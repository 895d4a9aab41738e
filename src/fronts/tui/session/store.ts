/** Holds the state: events go in, listeners are notified of changes, effects go to the session. */
import type { InputEvent } from '../keys/decode.js'
import type { Effect } from '../state/effect.js'
import type { Event } from '../state/event.js'
import type { State } from '../state/model.js'
import { update, type Tools } from '../state/update.js'

export interface Store {
  /** The state of the last notification; constant between notifications, as React requires. */
  readonly get: () => State
  /** The newest state, even before listeners are notified of it. */
  readonly latest: () => State
  /** Applies events in order; listeners are notified once, or only by {@link flush} if `quiet`. */
  readonly send: (events: readonly (Event | InputEvent)[], quiet?: boolean) => void
  readonly flush: () => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createStore(initial: State, tools: Tools, carryOut: (effect: Effect) => void): Store {
  let state = initial
  let heard = initial
  const listeners = new Set<() => void>()

  const flush = (): void => {
    if (heard === state) return
    heard = state
    for (const listener of listeners) listener()
  }

  return {
    get: () => heard,
    latest: () => state,
    flush,
    send: (events, quiet = false) => {
      const effects: Effect[] = []
      for (const event of events) {
        const [next, more] = update(state, event, tools)
        state = next
        for (const effect of more) effects.push(effect)
      }
      if (!quiet) flush()
      for (const effect of effects) carryOut(effect)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
