/** Whether a page contains nothing that is not in the file from which it was generated. */
import { createShingles, readShingles, shingleSet } from '../text/shingles.js'
import { unitsOf } from '../text/units.js'
import type { Article } from './article.js'

/** The share of a page's shingles that its source must have; the rest is furniture that a theme adds to the text. */
const LEAST_SHARED = 0.95
/** Longer texts are not compared. UTF-16 units. */
const LONGEST = 4 << 20

/** @param source all articles of the file from which the page was generated */
export function isCopyOf(page: Article, source: readonly Article[]): boolean {
  const [text, whole] = [textOf([page]), textOf(source)]
  if (text.length > LONGEST || whole.length > LONGEST) return false
  const { hashes, count } = shinglesOf(text)
  // A title alone is too short for shingles.
  if (count === 0) return lettersOf(text) !== '' && lettersOf(whole).includes(lettersOf(text))
  const known = shingleSet(shinglesOf(whole))
  let shared = 0
  for (let at = 0; at < count; at++) if (known.has(hashes[at]!)) shared++
  return shared >= count * LEAST_SHARED
}

const textOf = (articles: readonly Article[]): string =>
  articles.map(({ title, body, captions, tags }) => [title, body, ...captions, ...tags].join('\n')).join('\n')

/** Only letters and digits are compared, because generators change quotes and dashes. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function shinglesOf(text: string): ReturnType<typeof createShingles> {
  const units = unitsOf(lettersOf(text))
  return readShingles(units, units.length, createShingles())
}
