/** Recognises double clicks, because terminals report each press alone. */
import type { InputEvent } from './decode.js'

const longestMs = 400

/** @param now milliseconds of a monotonic clock */
export function createDoubleClicks(now: () => number): (event: InputEvent) => InputEvent {
  let last: { readonly x: number; readonly y: number; readonly at: number } | undefined
  return (event) => {
    if (event.type !== 'mouse' || event.action !== 'press') return event
    const { x, y } = event
    const isDouble = last?.x === x && last.y === y && now() - last.at <= longestMs
    last = isDouble ? undefined : { x, y, at: now() }
    return isDouble ? { ...event, isDouble: true } : event
  }
}
