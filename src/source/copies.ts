/** Whether a page says nothing that the file it was generated from doesn't say, too. */
import { createShingles, readShingles, shingleSet } from '../text/shingles.js'
import type { Article } from './article.js'

/** Of a page's shingles, what its source must have at least: the rest is furniture that a theme leaves in a text. */
const LEAST_SHARED = 0.95
/** UTF-16 units of a text that is compared at most. */
const LONGEST = 4 << 20

/** @param source the articles of the file, with all that they hold */
export function isCopyOf(page: Article, source: readonly Article[]): boolean {
  const [text, whole] = [textOf([page]), textOf(source)]
  if (text.length > LONGEST || whole.length > LONGEST) return false
  const known = shingleSet(shinglesOf(whole))
  const { hashes, count } = shinglesOf(text)
  let shared = 0
  for (let at = 0; at < count; at++) if (known.has(hashes[at]!)) shared++
  return count > 0 && shared >= count * LEAST_SHARED
}

const textOf = (articles: readonly Article[]): string =>
  articles.map(({ title, body, captions, tags }) => [title, body, ...captions, ...tags].join('\n')).join('\n')

/** Letters and digits alone: generators set quotes and dashes of their own. */
function shinglesOf(text: string): ReturnType<typeof createShingles> {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  const units = Uint16Array.from({ length: letters.length }, (_, at) => letters.charCodeAt(at))
  return readShingles(units, units.length, createShingles())
}
