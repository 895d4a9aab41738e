/** What a model reads of an article: its title and beginning, no more than fits in the window of small models. */
import { Field } from '../../../storage/segment/fields.js'
import type { SegmentReader } from '../../../storage/segment/reader.js'

/** Characters. In the usual models for Chinese a token is one or more, and the smaller models take 512 tokens. */
export const mostEmbedded = 500

/** '' for an article without a text. */
export function embeddedText(segment: SegmentReader, article: number): string {
  const title = segment.text(article, Field.title)
  const body = segment.text(article, Field.body)
  return beginningOf((title === '' ? body : `${title}\n${body}`).trim())
}

/** A character is never cut in two. */
export function beginningOf(text: string): string {
  return text.slice(0, mostEmbedded).replace(/[\uD800-\uDBFF]$/, '')
}
