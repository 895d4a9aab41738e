/**
 * Reads a user's lexicon in jieba's format: a line is `word`, `word frequency`, `word tag` or `word frequency tag`,
 * separated by spaces. Empty lines and lines that begin with # are skipped. If a word is given twice, the last line
 * counts.
 */
import { XunzhangError, type ParametersOf } from '../../base/errors.js'
import { CharClass } from '../characters/char-class.js'
import { classAt } from '../characters/char-table.js'
import type { UserWord } from './overlay.js'
import { normalize } from '../normalize.js'
import { unitsOf } from '../units.js'

/** Longest word, in characters. */
const MAX_LENGTH = 64

type Flaw = Omit<ParametersOf<'LEXICON_LINE'>, 'more'>

interface LexiconProblem extends Flaw {
  /** From 1. */
  readonly line: number
}

interface UserLexicon {
  readonly words: readonly UserWord[]
  /** Lines that could not be read. */
  readonly problems: readonly LexiconProblem[]
  /**
   * Numbers of lines that are left out because their word has letters, digits or signs: those are segmented by rules.
   */
  readonly skipped: readonly number[]
}

/** Reads every valid line; words are normalised like texts. */
export function readUserLexicon(text: string): UserLexicon {
  const words = new Map<string, UserWord>()
  const problems: LexiconProblem[] = []
  const skipped: number[] = []
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r]/)
  for (const [index, line] of lines.entries()) {
    const [spelling, ...rest] = line.trim().split(/\s+/)
    if (spelling === undefined || spelling === '' || spelling.startsWith('#')) continue
    const word = normalize(spelling).text
    const flaw = flawOf(word, rest)
    if (flaw !== undefined) problems.push({ line: index + 1, ...flaw })
    else if (!isHan(word)) skipped.push(index + 1)
    else words.set(word, isNumber(rest[0] ?? '') ? { word, frequency: Number(rest[0]) } : { word })
  }
  return { words: [...words.values()], problems, skipped }
}

/** Reads one word, optionally with a frequency, as in a line of a lexicon. @throws XunzhangError LEXICON_INVALID */
export function readWord(line: string): UserWord {
  const [word] = parseUserLexicon(line, `"${line}"`)
  if (word !== undefined && isHan(word.word)) return word
  throw new XunzhangError('WORD_NOT_HAN', {}, { where: `"${line}"` })
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
  const { line, ...flaw } = first
  throw new XunzhangError('LEXICON_LINE', { ...flaw, more: more.length }, { where: `${where}:${line}` })
}

/** @param rest the part of the line after the word */
function flawOf(word: string, rest: readonly string[]): Flaw | undefined {
  if (word === '') return { flaw: 'empty', text: '' }
  if ([...word].length > MAX_LENGTH) return { flaw: 'long', text: `${MAX_LENGTH}` }
  const [first = ''] = rest
  if (Number(first) > 0xffffffff) return { flaw: 'large', text: first }
  if (/^[-+.\d]/.test(first) && !isNumber(first)) return { flaw: 'frequency', text: first }
  const [tag, surplus] = isNumber(first) ? rest.slice(1) : rest
  if (tag !== undefined && !/^[a-z][\w-]*$/i.test(tag)) return { flaw: 'tag', text: tag }
  return surplus === undefined ? undefined : { flaw: 'surplus', text: surplus }
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text)
}

/** Whether all characters are Han. */
export function isHan(word: string): boolean {
  const units = unitsOf(word)
  for (let i = 0; i < units.length; i += units[i]! >= 0xd800 && units[i]! < 0xdc00 ? 2 : 1) {
    if (classAt(units, i, units.length) !== CharClass.han) return false
  }
  return units.length > 0
}
