/**
 * Reading Latin letters as pinyin: `tuokayefu`, `tuōkǎyēfū`, `tuo1ka3ye1fu1`, `tuo'ka'ye'fu`, `xi'an`. Bounded: a text
 * of more than {@link mostSyllables} syllables is not a name, and of many ways to split a text only the shortest few
 * are used.
 */
import { lazy } from '../../../base/growing.js'
import type { Syllable } from './table.js'

export const mostSyllables = 12
const mostReadings = 6
const longestSyllable = 6
const longestText = mostSyllables * (longestSyllable + 2)

const finals: Readonly<Record<string, string>> = {
  '': 'a ai an ang ao e ei en eng er o ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  f: 'a an ang ei en eng o ou u',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  t: 'a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  w: 'a ai an ang ei en eng o u',
}

/** Built on first use, because most queries have no Latin letters and building it would slow a cold start. */
const syllables = lazy(
  () => new Set(Object.entries(finals).flatMap(([initial, rest]) => rest.split(' ').map((final) => initial + final))),
)

const isSyllable = (text: string): boolean => syllables().has(text)

/** Letters between two separators or tones: `tone` belongs to the last syllable, `tones` to marked vowels. */
interface Chunk {
  readonly letters: string
  readonly tone: number
  /** By letter: the tone of its mark, or 0. */
  readonly marks: readonly number[]
}

const toneMarks: Readonly<Record<string, number>> = { '\u0304': 1, '\u0301': 2, '\u030c': 3, '\u0300': 4 }

/** Every sensible way to read a text as syllables, fewest syllables first; none if it is not pinyin. */
export function readSyllables(text: string): readonly (readonly Syllable[])[] {
  if (text.length > longestText) return []
  const chunks = cutChunks(text)
  if (chunks === undefined) return []
  let ways: (readonly Syllable[])[] = [[]]
  for (const chunk of chunks) {
    const own = readChunk(chunk)
    ways = ways.flatMap((way) => own.map((syllables) => [...way, ...syllables])).slice(0, mostReadings * 4)
  }
  return ways
    .filter(({ length }) => length > 0 && length <= mostSyllables)
    .sort((a, b) => a.length - b.length)
    .slice(0, mostReadings)
}

/** Undefined if the text contains anything but letters, tones and separators. */
function cutChunks(text: string): Chunk[] | undefined {
  const chunks: Chunk[] = []
  let letters = ''
  let marks: number[] = []
  const close = (tone: number): void => {
    if (letters !== '') chunks.push({ letters, tone, marks })
    letters = ''
    marks = []
  }
  for (const unit of text.toLowerCase().replace(/u:/g, 'v').normalize('NFD')) {
    if (/[a-z]/.test(unit)) {
      letters += unit
      marks.push(0)
    } else if (unit === '\u0308' && letters.endsWith('u')) letters = `${letters.slice(0, -1)}v`
    else if (toneMarks[unit] !== undefined && letters !== '') marks[marks.length - 1] = toneMarks[unit]
    else if (/[0-5]/.test(unit) && letters !== '') close(Number(unit))
    else if (/['\u2019\u00b7\-\s]/.test(unit)) close(0)
    else return undefined
  }
  close(0)
  return chunks
}

/** Splits a chunk from right to left: for each letter, keeps the few splits of the rest with the fewest syllables. */
function readChunk({ letters, tone, marks }: Chunk): readonly (readonly Syllable[])[] {
  const from: (readonly Syllable[])[][] = Array.from({ length: letters.length + 1 }, () => [])
  from[letters.length] = [[]]
  for (let at = letters.length - 1; at >= 0; at--) {
    const ways: (readonly Syllable[])[] = []
    for (let end = at + 1; end <= Math.min(letters.length, at + longestSyllable); end++) {
      const text = letters.slice(at, end)
      if (!isSyllable(text) || from[end]!.length === 0) continue
      // eslint-disable-next-line no-restricted-syntax -- of fixed size: a syllable
      const marked = Math.max(...marks.slice(at, end))
      const own = { text, tone: marked > 0 ? marked : end === letters.length ? tone : 0 }
      for (const rest of from[end]!) ways.push([own, ...rest])
    }
    from[at] = ways.sort((a, b) => a.length - b.length).slice(0, mostReadings)
  }
  return from[0]!
}

const mostInitials = 8

/** The ways to read letters as initials, one a character: `tkyf`; `zhgr` is z-h-g-r or zh-g-r. */
export function readInitials(text: string): readonly (readonly string[])[] {
  const letters = text.toLowerCase()
  if (letters.length > mostInitials || !/^[a-hj-tw-z]+$/.test(letters)) return []
  const single = Array.from(letters)
  const joined = letters.match(/[zcs]h|./g)!
  return joined.length === single.length ? [single] : [joined, single]
}
