/** Texts with marked ranges, cut for those who draw them. */
import type { Ranges } from './answers.js'

/** The pieces of a text in order, each marked or not; none is empty. What ranges repeat or exceed counts once, or not. */
export function pieces(text: string, ranges: Ranges): (readonly [text: string, isMarked: boolean])[] {
  const cut: (readonly [string, boolean])[] = []
  let at = 0
  for (const [from, to] of ranges) {
    const [start, end] = [Math.max(from, at), Math.min(to, text.length)]
    if (end <= start) continue
    if (start > at) cut.push([text.slice(at, start), false])
    cut.push([text.slice(start, end), true])
    at = end
  }
  if (at < text.length) cut.push([text.slice(at), false])
  return cut
}

/** The parts of ranges that are in [start, end) of a text, counted from its start. */
export function within(ranges: Ranges, start: number, end: number): Ranges {
  return ranges
    .filter(([from, to]) => from < end && to > start)
    .map(([from, to]) => [Math.max(from, start) - start, Math.min(to, end) - start] as const)
}
