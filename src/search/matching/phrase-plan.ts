/** What an article must have to hold an exact string, told from the string alone. */
import { runEnd } from '../../segment/pairs/writer.js'
import { CharClass } from '../../text/char-class.js'
import { classAt } from '../../text/char-table.js'
import { normalize } from '../../text/normalize.js'
import { textOf } from '../../text/units.js'
import { createNeedle } from './needle.js'
import type { Needle } from './needle.js'

/** A Latin word cut by the string's ends: whether an article's word must begin or end with it. */
export interface PartialWord {
  readonly text: string
  readonly starts: boolean
  readonly ends: boolean
}

export interface Phrase {
  readonly needle: Needle
  /** Pairs of units inside runs; at most a few thousand, not yet chosen from. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Latin words and numbers that stand whole inside the string. */
  readonly terms: readonly string[]
  /** The string itself where it may be a word: an article that was cut into it need not be looked at. */
  readonly word: string | undefined
  readonly partial: PartialWord | undefined
  /** A character of Han, kana or hangul. */
  readonly character: number | undefined
  readonly symbol: string | undefined
  /** The lists tell exactly which articles hold the string: no text need be looked at. */
  readonly decided: boolean
}

/**
 * Plans an exact string; undefined where nothing is left of it after normalising.
 * @param wholeStart, wholeEnd a Latin word at that end must not go on outside
 */
export function planPhrase(source: string, wholeStart = false, wholeEnd = false): Phrase | undefined {
  const text = normalize(source).text.trim()
  if (text === '') return undefined
  const needle = createNeedle(text, wholeStart, wholeEnd)
  const { units } = needle
  const pairs: [number, number][] = []
  const terms: string[] = []
  let partial: PartialWord | undefined
  let character: number | undefined
  let symbol: string | undefined
  let pieces = 0
  for (let start = 0; start < units.length; pieces++) {
    const kind = classAt(units, start, units.length)
    const end = endOfPiece(units, start, kind)
    if (isRun(kind)) {
      for (let at = start; at + 1 < end; at++) pairs.push([units[at]!, units[at + 1]!])
      if (end < units.length) pairs.push([units[end - 1]!, runEnd])
      character ??= units[start]!
    } else if (kind === CharClass.alnum) {
      const word = textOf(units, start, end)
      const starts = start > 0 || wholeStart
      const ends = end < units.length || wholeEnd
      if (starts && ends) terms.push(word)
      else partial ??= { text: word, starts, ends }
    } else if (kind === CharClass.symbol) symbol ??= textOf(units, start, end)
    start = end
  }
  const word = pieces === 1 && pairs.length > 1 ? text : undefined
  const decided = pieces === 1 && (pairs.length === 1 || (pairs.length === 0 && !hasLoneSurrogate(text)))
  return { needle, pairs, terms, word, partial, character, symbol, decided }
}

const isRun = (kind: number): boolean => kind === CharClass.han || kind === CharClass.syllabic

const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text)

/** Han, kana and hangul make one run; letters another; a symbol stands alone. */
function endOfPiece(units: Uint16Array, start: number, kind: number): number {
  const width = (at: number): number =>
    (units[at]! & 0xfc00) === 0xd800 && (units[at + 1]! & 0xfc00) === 0xdc00 ? 2 : 1
  let end = start + width(start)
  if (kind === CharClass.symbol) return end
  while (end < units.length) {
    const next = classAt(units, end, units.length)
    if (isRun(kind) ? !isRun(next) : next !== kind) break
    end += width(end)
  }
  return end
}
