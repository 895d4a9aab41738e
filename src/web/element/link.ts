/** Where a hit leads: the page, and in it the words of the passage, by a text fragment. */
import type { MarkedText } from '../../browser/types.js'

/** Marks of sentences and clauses, and blanks: words end there in any browser's eyes. */
const borders = /[\s，。！？；：、,.!?;:…“”‘’「」『』《》（）()[\]【】—]/

/** Characters of a fragment at most. */
const longest = 40

/** The clause of the passage around its first mark; undefined where it has none. */
export function clauseOf({ text, highlights }: MarkedText): string | undefined {
  const [first] = highlights
  if (first === undefined) return undefined
  let [start, end] = first
  while (start > 0 && !borders.test(text[start - 1]!)) start--
  while (end < text.length && !borders.test(text[end]!)) end++
  const clause = text.slice(start, end).trim()
  return clause.length > longest ? undefined : clause
}

/** @param url '' where the page is not known */
export function linkTo(url: string, passage: MarkedText): string {
  const clause = clauseOf(passage)
  if (url === '' || clause === undefined) return url
  // A dash has a meaning of its own in fragments.
  const text = encodeURIComponent(clause).replaceAll('-', '%2D')
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${text}`
}

/** An address that leads to a page: nothing that would run. */
export function isFollowable(url: string, page: string): boolean {
  try {
    return ['http:', 'https:', 'file:'].includes(new URL(url, page).protocol)
  } catch {
    return false
  }
}
