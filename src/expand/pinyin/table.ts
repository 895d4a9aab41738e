/**
 * How characters and words are read: every reading of a character with its tone, and the words in which a character is
 * not read as it mostly is (重庆 chong2 qing4). Made by scripts/build-data/pinyin.ts. Opening takes about 1 ms, which
 * waits for the first query that needs it.
 */

import { placeOf } from '../pattern.js'
import type { Place } from '../pattern.js'

/** A syllable without its tone, `ü` as `v`; tone 1 to 4, 5 for none, 0 for any. */
export interface Syllable {
  readonly text: string
  readonly tone: number
}

export interface PinyinTable {
  /** Characters with a reading that is so (`tuo`), in this tone or in any. */
  charactersOf(syllable: Syllable): Place
  /** Characters with a reading that begins so (`t`). */
  charactersByInitial(initial: string): Place
  /** All readings of a character with their tones, `zhong4`; the first is the usual one. */
  readingsOf(character: string): readonly string[]
  /** The readings of a word's characters in this word; '' for a character without any. */
  readWord(word: string): readonly string[]
}

/** The characters of one reading. */
interface Homophones {
  readonly reading: string
  /** Those that are mostly read so. */
  readonly usual: string
  /** Those that may be. */
  readonly others: string
}

/** @param text the content of pinyin.txt: readings, then words */
export function readPinyinTable(text: string): PinyinTable {
  const end = text.indexOf('\n=')
  const characters = text.slice(0, end < 0 ? text.length : end)
  const homophones = characters.split('\n').flatMap(readHomophones)
  const readings = findReadings(characters)
  const words = lazy(() => readWords(end < 0 ? '' : text.slice(end + 1)))
  const places = new Map<string, Place>()
  const collect = (key: string, matches: (reading: string) => boolean): Place => {
    let place = places.get(key)
    if (place === undefined) {
      const found = homophones.filter(({ reading }) => matches(reading))
      places.set(key, (place = placeOf(found.map(({ usual, others }) => usual + others).join(''))))
    }
    return place
  }
  return {
    charactersOf: ({ text, tone }) => collect(`${text}${tone}`, (reading) => isRead(reading, { text, tone })),
    charactersByInitial: (initial) => collect(initial, (reading) => reading.startsWith(initial)),
    readingsOf: readings,
    readWord: (word) => readByWords(word, readings, words()),
  }
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function readHomophones(line: string): Homophones[] {
  const [reading, characters] = line.split(' ')
  if (characters === undefined) return []
  const [usual, others] = characters.split('|')
  return [{ reading: reading!, usual: usual!, others: others! }]
}

type Readings = (character: string) => readonly string[]

/**
 * Looks for a character where it is asked for: a table of all 44,000 takes as long as a thousand such searches. Its line
 * begins with the reading; before the bar stand those that are mostly read so.
 */
function findReadings(lines: string): Readings {
  const known = new Map<string, readonly string[]>()
  return (character) => {
    let readings = known.get(character)
    if (readings === undefined) known.set(character, (readings = readingsIn(lines, character)))
    return readings
  }
}

function readingsIn(lines: string, character: string): readonly string[] {
  const usual: string[] = []
  const others: string[] = []
  if (character === '' || /[a-z0-9 |\n]/.test(character)) return others
  for (let at = lines.indexOf(character); at >= 0; at = lines.indexOf(character, at + 1)) {
    const start = lines.lastIndexOf('\n', at) + 1
    const reading = lines.slice(start, lines.indexOf(' ', start))
    const isUsual = lines.lastIndexOf('|', at) < start
    ;(isUsual ? usual : others).push(reading)
  }
  return [...usual, ...others]
}

interface ReadWords {
  /** By word: the word, then a reading for each of its characters, parted by blanks. */
  readonly lines: ReadonlyMap<string, string>
  /** In characters. */
  readonly longest: number
}

function readWords(text: string): ReadWords {
  const lines = new Map<string, string>()
  let longest = 0
  for (const line of text.split('\n')) {
    const word = line.slice(1, line.indexOf(' '))
    lines.set(word, line)
    longest = Math.max(longest, word.length)
  }
  return { lines, longest }
}

/** Whether a reading (`zhong4`) is the syllable, in its tone where it has one. */
export function isRead(reading: string, { text, tone }: Syllable): boolean {
  if (reading.length !== text.length + 1 || !reading.startsWith(text)) return false
  return tone === 0 || reading.endsWith(String(tone))
}

/** The longest words first, from the left; what lies in none is read as it mostly is. */
function readByWords(word: string, readingsOf: Readings, { lines, longest }: ReadWords): string[] {
  const read: string[] = []
  for (let at = 0; at < word.length;) {
    let known: readonly string[] | undefined
    for (let length = Math.min(longest, word.length - at); length > 1 && known === undefined; length--) {
      known = lines
        .get(word.slice(at, at + length))
        ?.split(' ')
        .slice(1)
    }
    known ??= [readingsOf(word[at]!)[0] ?? '']
    for (const syllable of known) read.push(syllable)
    at += known.length
  }
  return read
}
