/** The terms that an article must contain to contain an exact string, derived from the string alone. */
import { runEnd } from '../../storage/segment/pairs/writer.js'
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { normalize } from '../../text/normalize.js'
import { textOf } from '../../text/units.js'
import { createNeedle, type Needle } from './needle.js'

/** A Latin word cut by an end of the string: whether a word of the article must begin or end with it. */
export interface PartialWord {
  readonly text: string
  readonly starts: boolean
  readonly ends: boolean
}

export interface Phrase {
  readonly needle: Needle
  /** Distinct bigrams inside runs. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Latin words and numbers that are whole inside the string. */
  readonly terms: readonly string[]
  /** The string itself if it may be a word: an article that was segmented into it need not be read. */
  readonly word: string | undefined
  readonly partial: PartialWord | undefined
  /** A character of Han, kana or hangul. */
  readonly character: number | undefined
  readonly symbol: string | undefined
  /** The lists alone decide which articles contain the string; no text need be read. */
  readonly decided: boolean
}

/**
 * Plans an exact string; undefined if nothing is left of it after normalising.
 * @param wholeStart, wholeEnd a Latin word at that end must not continue outside the string
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
  return { needle, pairs: distinct(pairs), terms, word, partial, character, symbol, decided }
}

const distinct = (pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] => [
  ...new Map(pairs.map((pair) => [pair[0] * 65536 + pair[1], pair])).values(),
]

const isRun = (kind: number): boolean => kind === CharClass.han || kind === CharClass.syllabic

const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text)

/** Han, kana and hangul form one run; letters another; each symbol is its own. */
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
