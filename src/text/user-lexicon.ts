/**
 * Reads a user's lexicon in jieba's format: a line is `word`, `word frequency`, `word tag` or `word frequency tag`,
 * parted by blanks. Empty lines and lines that begin with # are passed over; of a word given twice the last counts.
 */
import { XunzhangError } from '../errors.js'
import { CharClass } from './char-class.js'
import { classAt } from './char-table.js'
import type { UserWord } from './lexicon/overlay.js'
import { normalize } from './normalize.js'

/** Longest word, in characters. */
const MAX_LENGTH = 64

interface LexiconProblem {
  /** From 1. */
  readonly line: number
  readonly what: string
}

interface UserLexicon {
  readonly words: readonly UserWord[]
  /** Lines that could not be read. */
  readonly problems: readonly LexiconProblem[]
  /** Lines left out because their word has letters, digits or signs: those are cut by rule, not by lexicon. */
  readonly skipped: readonly LexiconProblem[]
}

/** Reads what can be read; words are normalised as texts are. */
export function readUserLexicon(text: string): UserLexicon {
  const words = new Map<string, UserWord>()
  const problems: LexiconProblem[] = []
  const skipped: LexiconProblem[] = []
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r]/)
  for (const [index, line] of lines.entries()) {
    const [spelling, ...rest] = line.trim().split(/\s+/)
    if (spelling === undefined || spelling === '' || spelling.startsWith('#')) continue
    const word = normalize(spelling).text
    const problem = problemOf(word, rest)
    if (problem !== undefined) problems.push({ line: index + 1, what: problem })
    else if (!isHan(word))
      skipped.push({ line: index + 1, what: `"${spelling}" is not written in Han characters alone` })
    else words.set(word, isNumber(rest[0] ?? '') ? { word, frequency: Number(rest[0]) } : { word })
  }
  return { words: [...words.values()], problems, skipped }
}

/**
 * The words of a user's lexicon.
 * @param where the file's path, for the error
 * @throws XunzhangError LEXICON_INVALID, naming the first broken line and how many more there are
 */
export function parseUserLexicon(text: string, where = 'lexicon'): readonly UserWord[] {
  const { words, problems } = readUserLexicon(text)
  const [first, ...more] = problems
  if (first === undefined) return words
  const others = more.length === 0 ? '' : `; ${more.length} more broken ${more.length === 1 ? 'line' : 'lines'}`
  throw new XunzhangError('LEXICON_INVALID', first.what + others, {
    where: `${where}:${first.line}`,
    remedy: 'A line is a word, then maybe a frequency and a tag, parted by blanks.',
  })
}

/** @param rest what stands behind the word */
function problemOf(word: string, rest: readonly string[]): string | undefined {
  if (word === '') return 'the word has no visible character'
  if ([...word].length > MAX_LENGTH) return `the word has more than ${MAX_LENGTH} characters`
  const [first = ''] = rest
  if (Number(first) > 0xffffffff) return `the frequency ${first} is too large`
  if (/^[-+.\d]/.test(first) && !isNumber(first)) return `"${first}" is no frequency: a whole number from 0`
  const [tag, surplus] = isNumber(first) ? rest.slice(1) : rest
  if (tag !== undefined && !/^[a-z][\w-]*$/i.test(tag)) return `"${tag}" is neither a frequency nor a tag`
  return surplus === undefined ? undefined : `"${surplus}" is one part too many`
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text)
}

/** Whether all characters are Han. */
export function isHan(word: string): boolean {
  const units = Uint16Array.from(word, (_, i) => word.charCodeAt(i))
  for (let i = 0; i < units.length; i += units[i]! >= 0xd800 && units[i]! < 0xdc00 ? 2 : 1) {
    if (classAt(units, i, units.length) !== CharClass.han) return false
  }
  return units.length > 0
}
