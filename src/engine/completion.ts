/**
 * Completes what was typed so far with titles, authors, tags and categories of the collection: by any part of them, and
 * by pinyin (`tuokayefu`, `tkyf`) if the engine has the table of readings. All entries are compared with the text, about
 * 0.1 µs each; readings are looked up at the first Latin text, about 10 µs each.
 */
import { pinyinTable } from '../library/expansion/expanding.js'
import type { Suggestion, SuggestionKind } from '../library/types.js'
import { hasDataFile } from '../text/analyzers/data-files.js'
import { normalize } from '../text/normalize.js'

export interface Completion {
  readonly text: string
  readonly kind: SuggestionKind
  /** For titles: the article. */
  readonly id?: string
}

interface Entry {
  readonly suggestion: Suggestion
  readonly folded: string
  reading?: Reading
}

interface Found {
  readonly entry: Entry
  /** Whether the text is not at the beginning. */
  readonly isInside: boolean
}

interface Reading {
  /** The syllables without tones, joined. */
  readonly letters: string
  /** Where syllables begin in `letters`. */
  readonly starts: ReadonlySet<number>
  readonly initials: string
}

export class Completer {
  readonly #entries: readonly Entry[]

  constructor(suggestions: readonly Suggestion[]) {
    this.#entries = suggestions.map((suggestion) => ({ suggestion, folded: fold(suggestion.text) }))
  }

  /** Beginnings first, then short ones. */
  complete(typed: string, limit: number): Completion[] {
    const wanted = fold(typed)
    if (wanted === '' || limit < 1) return []
    const isLatin = /^[a-z]+$/.test(wanted) && hasDataFile('pinyin.txt')
    // The best so far, in order: few, whereas thousands of entries may contain one character.
    const best: Found[] = []
    for (const entry of this.#entries) {
      const at = entry.folded.indexOf(wanted)
      const place = at < 0 && isLatin ? placeInReading((entry.reading ??= readingOf(entry.folded)), wanted) : at
      if (place < 0) continue
      const found = { entry, isInside: place > 0 }
      if (best.length === limit && !isBefore(found, best[limit - 1]!)) continue
      const after = best.findIndex((other) => isBefore(found, other))
      best.splice(after < 0 ? best.length : after, 0, found)
      best.length = Math.min(best.length, limit)
    }
    return best.map(({ entry: { suggestion } }) => suggestion)
  }
}

const fold = (text: string): string => normalize(text).text.replaceAll(/\s+/g, '')

function isBefore(a: Found, b: Found): boolean {
  if (a.isInside !== b.isInside) return b.isInside
  const [left, right] = [a.entry.folded, b.entry.folded]
  return left.length === right.length ? left < right : left.length < right.length
}

function readingOf(text: string): Reading {
  const table = pinyinTable()
  const syllables = table.readWord(text).map((reading) => reading.replace(/\d$/, ''))
  const starts = new Set<number>()
  let letters = ''
  for (const syllable of syllables) {
    starts.add(letters.length)
    letters += syllable
  }
  return { letters, starts, initials: syllables.map((syllable) => syllable.slice(0, 1)).join('') }
}

function placeInReading({ letters, starts, initials }: Reading, wanted: string): number {
  const initial = initials.indexOf(wanted)
  if (initial >= 0) return initial
  for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + 1)) if (starts.has(at)) return at
  return -1
}
