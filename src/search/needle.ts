/** Finding a string in normalised units, by plain scanning: texts are short and decoded into one buffer. */
import { CharClass } from '../text/char-class.js'
import { classAt } from '../text/char-table.js'

/** A string to look for; a whole end has no letter or digit of the same word beside it. */
export interface Needle {
  readonly units: Uint16Array
  readonly wholeStart: boolean
  readonly wholeEnd: boolean
}

/** @param text normalised */
export function createNeedle(text: string, wholeStart = false, wholeEnd = false): Needle {
  const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  return { units, wholeStart, wholeEnd }
}

/** Where the needle stands next, from `from` on, or −1. */
export function indexOf(haystack: Uint16Array, count: number, needle: Needle, from = 0): number {
  const { units } = needle
  const length = units.length
  const first = units[0]!
  const last = count - length
  for (let at = from; at <= last; at++) {
    if (haystack[at] !== first) continue
    let i = 1
    while (i < length && haystack[at + i] === units[i]) i++
    if (i === length && endsFit(haystack, count, at, at + length, needle)) return at
  }
  return -1
}

function endsFit(units: Uint16Array, count: number, start: number, end: number, needle: Needle): boolean {
  if (needle.wholeStart && isAlnum(units, count, start) && isAlnum(units, count, start - 1)) return false
  return !(needle.wholeEnd && isAlnum(units, count, end - 1) && isAlnum(units, count, end))
}

/** True where [start, end) is no part of a longer Latin word or number. */
export function isWholeWord(units: Uint16Array, count: number, start: number, end: number): boolean {
  return !isAlnum(units, count, start - 1) && !isAlnum(units, count, end)
}

function isAlnum(units: Uint16Array, count: number, at: number): boolean {
  return at >= 0 && at < count && classAt(units, at, count) === CharClass.alnum
}
