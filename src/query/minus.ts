/** Decides whether a minus before a word excludes the word or is part of pasted text. */
import { breaksWord } from './characters.js'

/** A shorter word is excluded even if it contains a comma, because it may be a list of words: `-苹果、香蕉`. */
const shortestClauses = 12

/** No name is longer than this; a longer word is prose without punctuation. */
const longestWord = 24

/** @param shape the query as ASCII, of the same length; the minus stands at `at` */
export function isTextualMinus(shape: string, at: number): boolean {
  const start = at + 1
  if (beginsWithFigure(shape.slice(start, start + 24))) return true
  let end = start
  while (end < shape.length && !breaksWord(shape.charAt(end))) end++
  const length = end - start
  return length > longestWord || (length >= shortestClauses && hasClause(shape.slice(start, end)))
}

/** A decimal number or a percentage: `-0.65%` is a change of price. A year or a count can be excluded. */
const beginsWithFigure = (shape: string): boolean => /^[\d,]*\d(?:\.\d+|%)(?!\p{L})/u.test(shape)

/** Whether a clause ends inside the word (，。、); then it is prose, not a word to exclude. */
const hasClause = (shape: string): boolean => /\p{Script=Han}[,;!?\u3002\u3001]\S/u.test(shape)
