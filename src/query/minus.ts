/** When a minus before a word excludes it, and when it is part of a text that was pasted. */
import { breaksWord } from './characters.js'

/** A decimal number or a percentage: `-0.65%` is what a quotation lost. A year or a count can be excluded. */
const FIGURE = /^[\d,]*\d(?:\.\d+|%)(?!\p{L})/u

/** A clause ends inside the word: it is a stretch of prose, not a word to exclude. */
const CLAUSE = /\p{Script=Han}[,;!?。、]\S/u

/** Shorter lists of words are excluded as they stand: `-苹果、香蕉`. */
const shortestClauses = 12

/** Longer than names are: prose that goes on without a mark. */
const longestWord = 24

/** @param shape the query as ASCII, of the same length; the minus stands at `at` */
export function isTextualMinus(shape: string, at: number): boolean {
  const start = at + 1
  if (FIGURE.test(shape.slice(start, start + 24))) return true
  let end = start
  while (end < shape.length && !breaksWord(shape.charAt(end))) end++
  const length = end - start
  return length > longestWord || (length >= shortestClauses && CLAUSE.test(shape.slice(start, end)))
}
