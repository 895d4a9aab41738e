/**
 * Completes what was typed so far: names (titles, authors, tags …) that contain it, those that begin with it first, and
 * words that begin with it, the most frequent first. With readings, pinyin finds them, too (`tuokayefu`, `tkyf`).
 *
 * All names are compared with the text, about 0.1 µs each; words are in buckets by their first character. Readings are
 * looked up at the first Latin text, about 10 µs each.
 */
import { normalize } from '../text/normalize.js'

interface Entry<Name> {
  readonly name: Name
  readonly folded: string
  reading?: Reading
}

interface Found<Name> {
  readonly entry: Entry<Name>
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

interface ReadableWord {
  readonly word: string
  readonly read: Reading
}

/** The readings of a word's characters, such as `yin2`. */
type ReadWord = (word: string) => readonly string[]

export class Completer<Name extends { readonly text: string }> {
  readonly #entries: readonly Entry<Name>[]
  readonly #words = new Map<string, string[]>()
  readonly #read: ReadWord | undefined
  readonly #frequent: readonly string[]
  #readable: readonly ReadableWord[] | undefined

  /** @param words normalised, most frequent first; @param read for pinyin */
  constructor(names: readonly Name[], words: readonly string[] = [], read?: ReadWord) {
    this.#entries = names.map((name) => ({ name, folded: fold(name.text) }))
    this.#read = read
    this.#frequent = words.slice(0, mostRead)
    for (const word of words) {
      const bucket = this.#words.get(word.charAt(0))
      if (bucket === undefined) this.#words.set(word.charAt(0), [word])
      else bucket.push(word)
    }
  }

  /** At most `limit` names: beginnings first, then short ones. */
  names(typed: string, limit: number): Name[] {
    const wanted = fold(typed)
    if (wanted === '' || limit < 1) return []
    const isLatin = this.#read !== undefined && /^[a-z]+$/.test(wanted)
    // The best so far, in order: few, whereas thousands of entries may contain one character.
    const best: Found<Name>[] = []
    for (const entry of this.#entries) {
      const at = entry.folded.indexOf(wanted)
      const place =
        at < 0 && isLatin ? placeInReading((entry.reading ??= readingOf(this.#read(entry.folded))), wanted) : at
      if (place < 0) continue
      const found = { entry, isInside: place > 0 }
      if (best.length === limit && !isBefore(found, best[limit - 1]!)) continue
      const after = best.findIndex((other) => isBefore(found, other))
      best.splice(after < 0 ? best.length : after, 0, found)
      best.length = Math.min(best.length, limit)
    }
    return best.map(({ entry: { name } }) => name)
  }

  /** At most `limit` words that begin with the text or, of the {@link mostRead} most frequent, are read so. */
  words(typed: string, limit: number): string[] {
    const wanted = fold(typed)
    const begun = (this.#words.get(wanted.charAt(0)) ?? []).filter((word) => word.length > wanted.length)
    const found = begun.filter((word) => word.startsWith(wanted))
    const isPinyin = found.length === 0 && this.#read !== undefined && /^[a-z]+$/.test(wanted)
    const read = isPinyin ? this.#readings().filter((one) => placeInReading(one.read, wanted) === 0) : []
    return [...found, ...read.map(({ word }) => word)].slice(0, limit)
  }

  #readings(): readonly ReadableWord[] {
    return (this.#readable ??= this.#frequent.map((word) => ({ word, read: readingOf(this.#read!(word)) })))
  }
}

/** Words whose readings are looked up, which takes about 40 ms. */
const mostRead = 4000

const fold = (text: string): string => normalize(text).text.replaceAll(/\s+/g, '')

function isBefore<Name>(a: Found<Name>, b: Found<Name>): boolean {
  if (a.isInside !== b.isInside) return b.isInside
  const [left, right] = [a.entry.folded, b.entry.folded]
  return left.length === right.length ? left < right : left.length < right.length
}

function readingOf(readings: readonly string[]): Reading {
  const syllables = readings.map((reading) => reading.replace(/\d$/, ''))
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
