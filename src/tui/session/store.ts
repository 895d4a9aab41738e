/** Holds the state: events go in, listeners hear of changes, effects go to the session. */
import type { InputEvent } from '../keys/decode.js'
import type { Effect, Event, State } from '../state/model.js'
import { update, type Tools } from '../state/update.js'

export interface Store {
  /** The state that listeners know of; steady between their calls, as React asks. */
  readonly get: () => State
  /** The newest state, also before it was told. */
  readonly latest: () => State
  /** Applies events in order; listeners hear once, or not before {@link flush} when `quiet`. */
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
