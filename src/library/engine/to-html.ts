/** A hit as HTML: escaped, with `<mark>` around what matches. */
import type { PlainHit, Ranges } from '../../base/answers.js'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character]!)

function marked(text: string, ranges: Ranges): string {
  let html = ''
  let at = 0
  for (const [start, end] of ranges) {
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`
    at = end
  }
  return html + escaped(text.slice(at))
}

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
