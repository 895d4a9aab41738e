/** A hit as HTML: escaped, with `<mark>` around what matches. */
import type { PlainHit, Ranges } from '../../base/answers.js'
import { pieces } from '../../base/marked.js'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character]!)

const marked = (text: string, ranges: Ranges): string =>
  pieces(text, ranges)
    .map(([piece, isMarked]) => (isMarked ? `<mark>${escaped(piece)}</mark>` : escaped(piece)))
    .join('')

/** Safe to put into an element or an attribute's value. An article without a title has its first sentence there. */
export function toHtml(hit: Pick<PlainHit, 'title' | 'heading' | 'titleHighlights' | 'snippet'>): {
  readonly title: string
  readonly snippet: string
} {
  const { title, heading = '', titleHighlights, snippet } = hit
  return {
    title: title === '' ? escaped(heading) : marked(title, titleHighlights),
    snippet: marked(snippet.text, snippet.highlights),
  }
}
