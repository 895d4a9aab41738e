import { oneLine } from '../../../base/safe-text.js'

type Range = readonly [start: number, end: number]

/** Paints text for people, or leaves it plain; either way it removes what a terminal would interpret. */
export interface Style {
  strong(text: string): string
  faint(text: string): string
  marked(text: string, ranges: readonly Range[]): string
  /** As `marked`, strong throughout. */
  strongMarked(text: string, ranges: readonly Range[]): string
}

export function createStyle(hasColors: boolean): Style {
  const paint = (on: number, off: number) => (text: string) => (hasColors ? `\x1b[${on}m${text}\x1b[${off}m` : text)
  const [strong, faint, light] = [paint(1, 22), paint(2, 22), paint(7, 27)]
  const marked = (text: string, ranges: readonly Range[]) =>
    cutAt(text, ranges)
      .map(([piece, isMark]) => (isMark ? light(oneLine(piece)) : oneLine(piece)))
      .join('')
  return {
    strong: (text) => strong(oneLine(text)),
    faint: (text) => faint(oneLine(text)),
    marked,
    strongMarked: (text, ranges) => strong(marked(text, ranges)),
  }
}

/** The pieces of a text in order, each marked or not; cut before cleaning, so that offsets stay right. */
function cutAt(text: string, ranges: readonly Range[]): (readonly [string, boolean])[] {
  const pieces: (readonly [string, boolean])[] = []
  let at = 0
  for (const [start, end] of ranges) {
    if (start > at) pieces.push([text.slice(at, start), false])
    pieces.push([text.slice(start, end), true])
    at = end
  }
  if (at < text.length) pieces.push([text.slice(at), false])
  return pieces
}
