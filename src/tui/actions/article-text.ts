/**
 * An article in the form that a pager shows: title, details, paragraphs; without anything that a terminal would
 * interpret.
 */
import type { MarkedArticle } from '../../library/types.js'
import { safeText } from '../cells/cells.js'

export interface PagedText {
  readonly text: string
  /** Line of the first match, from 1. */
  readonly line: number
}

export function pagedText({ article, bodyHighlights }: MarkedArticle): PagedText {
  const details = [article.date.slice(0, 10), article.author, article.url].filter((part) => part !== '').join(' · ')
  const head = [article.title, details, article.tags.join(' ')].filter((part) => part !== '')
  const body = article.body.split('\n').flatMap((paragraph) => [safeText(paragraph), ''])
  const firstMatch = bodyHighlights[0]?.[0]
  const before = firstMatch === undefined ? 0 : article.body.slice(0, firstMatch).split('\n').length - 1
  const line = firstMatch === undefined ? 1 : head.length + 2 + before * 2
  return { text: [...head.map(safeText), '', ...body].join('\n'), line }
}
