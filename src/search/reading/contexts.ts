/** The text around an occurrence, in the original spelling. */
import { withBlanks } from '../../base/safe-text.js'
import { scopeEnds, type Scope } from '../../text/sentences.js'
import { toSurface, type AlignedText } from '../passages/surface.js'
import type { Occurrence } from '../occurrences/nearby.js'

/** How much text is shown left and right: a number of characters, or the rest of the sentence or paragraph. */
export type ContextSize = number | Scope

export interface Context {
  /** One line each; control characters and line breaks are blanks. */
  readonly left: string
  readonly match: string
  readonly right: string
}

/** Returns a function for the contexts in one text. It must be called for occurrences in order. */
export function createContexts(text: AlignedText, size: ContextSize): (occurrence: Occurrence) => Context {
  const ends = typeof size === 'number' ? [] : scopeEnds(text.units, size)
  let scope = 0
  return ({ start, end }) => {
    if (typeof size === 'number') return cutCharacters(contextOf(text, start - size, start, end, end + size), size)
    while (scope < ends.length - 1 && ends[scope]! <= start) scope++
    let last = scope
    while (last < ends.length - 1 && ends[last]! < end) last++
    const { left, match, right } = contextOf(text, scope === 0 ? 0 : ends[scope - 1]!, start, end, ends[last]!)
    return { left: left.trimStart(), match, right: right.trimEnd() }
  }
}

/** The original spelling of units [first, last), extended to whole tokens and split at [start, end). */
function contextOf(text: AlignedText, first: number, start: number, end: number, last: number): Context {
  const from = text.tokenStart(Math.max(0, first))
  const to = text.tokenEnd(Math.min(text.units.length, last) - 1)
  const whole = withBlanks(text.surface(from, to))
  const [[a, b]] = toSurface(text, from, [[start, end]]) as [[number, number]]
  return { left: whole.slice(0, a), match: whole.slice(a, b), right: whole.slice(b) }
}

function cutCharacters({ left, match, right }: Context, most: number): Context {
  return { left: lastCharacters(left, most), match, right: firstCharacters(right, most) }
}

function lastCharacters(text: string, most: number): string {
  if (text.length <= most) return text
  let at = text.length
  for (let count = 0; count < most && at > 0; count++) at -= isPairEnd(text, at) ? 2 : 1
  return text.slice(at)
}

function firstCharacters(text: string, most: number): string {
  if (text.length <= most) return text
  let at = 0
  for (let count = 0; count < most && at < text.length; count++) at += isPairEnd(text, at + 2) ? 2 : 1
  return text.slice(0, at)
}

/** Whether a character of two units ends before `at`. */
function isPairEnd(text: string, at: number): boolean {
  return (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800
}
