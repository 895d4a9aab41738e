/** The link of a hit: the address of its page, with a text fragment that leads to the words of the passage. */
import type { MarkedText } from '../../static/browser/types.js'

/** Punctuation and blanks: every browser takes them for the ends of words. */
const borders = /[\s，。！？；：、,.!?;:…“”‘’「」『』《》（）()[\]【】—]/

/** Most characters of a fragment. */
const longest = 40

/** The clause of the passage around its first mark; undefined if there is no mark or the clause is too long. */
export function clauseOf({ text, highlights }: MarkedText): string | undefined {
  const [first] = highlights
  if (first === undefined) return undefined
  let [start, end] = first
  while (start > 0 && !borders.test(text[start - 1]!)) start--
  while (end < text.length && !borders.test(text[end]!)) end++
  const clause = text.slice(start, end).trim()
  return clause.length > longest ? undefined : clause
}

/** @param url '' if the page is not known */
export function linkTo(url: string, passage: MarkedText): string {
  const clause = clauseOf(passage)
  if (url === '' || clause === undefined) return url
  // A hyphen has a meaning of its own in text fragments.
  const text = encodeURIComponent(clause).replaceAll('-', '%2D')
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${text}`
}

/** Whether an address leads to a page, and is no script that would run. */
export function isFollowable(url: string, page: string): boolean {
  try {
    return ['http:', 'https:', 'file:'].includes(new URL(url, page).protocol)
  } catch {
    return false
  }
}
