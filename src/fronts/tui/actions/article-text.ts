/**
 * An article as text for a pager: title, details, paragraphs. It contains nothing that a terminal would interpret,
 * except the marks if the pager shows them.
 */
import type { MarkedArticle } from '../../../library/types.js'
import { safeText } from '../cells/cells.js'
import { markedSpans } from '../cells/spans.js'
import { rangesWithin } from '../state/article-rows.js'

export interface PagedText {
  readonly text: string
  /** Where to begin, from 1. */
  readonly line: number
}

/**
 * @param at offset in the body to begin at; below 0 the title
 * @param withMarks matches in reverse video: for pagers that pass colours on
 */
export function pagedText({ article, bodyHighlights }: MarkedArticle, at: number, withMarks = false): PagedText {
  const details = [article.date.slice(0, 10), article.author, article.url].filter((part) => part !== '').join(' · ')
  const head = [article.title, details, article.tags.join(' ')].filter((part) => part !== '')
  const marks = withMarks ? bodyHighlights : []
  let start = 0
  const body = article.body.split('\n').flatMap((paragraph) => {
    const end = start + paragraph.length
    const text = markedText(paragraph, rangesWithin(marks, start, end))
    start = end + 1
    return [text, '']
  })
  const before = at < 0 ? 0 : article.body.slice(0, at).split('\n').length - 1
  const line = at < 0 ? 1 : head.length + 2 + before * 2
  return { text: [...head.map(safeText), '', ...body].join('\n'), line }
}

function markedText(text: string, ranges: readonly (readonly [number, number])[]): string {
  const spans = markedSpans(text, ranges, 'plain', 'match')
  return spans
    .map((piece) => (piece.style === 'match' ? `\u001b[7m${safeText(piece.text)}\u001b[27m` : safeText(piece.text)))
    .join('')
}
