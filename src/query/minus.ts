/** When a minus before a word excludes it, and when it is part of a text that was pasted. */
import { breaksWord } from './characters.js'

/** Shorter lists of words are excluded as they stand: `-苹果、香蕉`. */
const shortestClauses = 12

/** Longer than names are: prose that goes on without a mark. */
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

/** A decimal number or a percentage: `-0.65%` is what a quotation lost. A year or a count can be excluded. */
const beginsWithFigure = (shape: string): boolean => /^[\d,]*\d(?:\.\d+|%)(?!\p{L})/u.test(shape)

/** A clause ends inside the word: it is a stretch of prose, not a word to exclude. */
const hasClause = (shape: string): boolean => /\p{Script=Han}[,;!?。、]\S/u.test(shape)
