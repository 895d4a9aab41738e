/**
 * How characters and words are read: every reading of a character with its tone, and the words in which a character is
 * not read as it mostly is (重庆 chong2 qing4). Made by scripts/build-data/pinyin.ts; opening takes about 10 ms, so it
 * waits for the first query that needs it.
 */

/** A syllable without its tone, `ü` as `v`; tone 1 to 4, 5 for none, 0 for any. */
export interface Syllable {
  readonly text: string
  readonly tone: number
}

export interface PinyinTable {
  /** Characters with a reading that begins so (`t`), is so (`tuo`) or is so in this tone. */
  charactersOf(syllable: Syllable): ReadonlySet<string>
  charactersByInitial(initial: string): ReadonlySet<string>
  /** All readings of a character with their tones, `zhong4`; the first is the usual one. */
  readingsOf(character: string): readonly string[]
  /** The readings of a word's characters in this word; '' for a character without any. */
  readWord(word: string): readonly string[]
}

/** @param text the content of pinyin.txt */
export function readPinyinTable(text: string): PinyinTable {
  const readings = new Map<string, string[]>()
  const words = new Map<string, readonly string[]>()
  const secondary: [string, string][] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('=')) {
      const [word, ...read] = line.slice(1).split(' ')
      words.set(word!, read)
      continue
    }
    const [reading, characters] = line.split(' ')
    if (characters === undefined) continue
    const [first, others] = characters.split('|')
    for (const character of first!) readings.set(character, [reading!])
    for (const character of others!) secondary.push([character, reading!])
  }
  for (const [character, reading] of secondary) {
    const known = readings.get(character)
    if (known === undefined) readings.set(character, [reading])
    else known.push(reading)
  }
  const longest = Math.max(0, ...Array.from(words.keys(), (word) => word.length))
  return createTable(readings, words, longest)
}

function createTable(
  readings: ReadonlyMap<string, readonly string[]>,
  words: ReadonlyMap<string, readonly string[]>,
  longest: number,
): PinyinTable {
  const sets = new Map<string, Set<string>>()
  const collect = (key: string, matches: (reading: string) => boolean): ReadonlySet<string> => {
    let set = sets.get(key)
    if (set === undefined) {
      set = new Set()
      for (const [character, read] of readings) if (read.some(matches)) set.add(character)
      sets.set(key, set)
    }
    return set
  }
  return {
    charactersOf: ({ text, tone }) => collect(`${text}${tone}`, (reading) => isRead(reading, { text, tone })),
    charactersByInitial: (initial) => collect(initial, (reading) => reading.startsWith(initial)),
    readingsOf: (character) => readings.get(character) ?? [],
    readWord: (word) => readByWords(word, readings, words, longest),
  }
}

/** Whether a reading (`zhong4`) is the syllable, in its tone where it has one. */
export function isRead(reading: string, { text, tone }: Syllable): boolean {
  if (reading.length !== text.length + 1 || !reading.startsWith(text)) return false
  return tone === 0 || reading.endsWith(String(tone))
}

/** The longest words first, from the left; what lies in none is read as it mostly is. */
function readByWords(
  word: string,
  readings: ReadonlyMap<string, readonly string[]>,
  words: ReadonlyMap<string, readonly string[]>,
  longest: number,
): string[] {
  const read: string[] = []
  for (let at = 0; at < word.length;) {
    let known: readonly string[] | undefined
    for (let length = Math.min(longest, word.length - at); length > 1 && known === undefined; length--) {
      known = words.get(word.slice(at, at + length))
    }
    known ??= [readings.get(word[at]!)?.[0] ?? '']
    read.push(...known)
    at += known.length
  }
  return read
}
