/** What a query that reads like another one was probably meant to be: the query language has a sign for it. */
import type { CompletionKind } from '../state/model.js'

interface Rewritten {
  readonly text: string
  readonly kind: CompletionKind & ('gap' | 'meant')
}

const quotes = /["“”「」『』]/g
/** What people write where words are missing. */
const gap = /\s*(?:…+|\.{3,}|。{3,}|\*{2,}|_{2,}|～+|~{2,})\s*/
/** Characters between the parts: most of a sentence. */
const reach = 15

/** At most one reading; empty where the query says what it means. */
export function rewritten(query: string): Rewritten[] {
  const parts = query
    .replace(quotes, ' ')
    .split(gap)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 2 && parts.every((part) => /^[^\s|｜()（）:：]+$/.test(part))) {
    return [{ text: parts.join(` NEAR/${reach} `), kind: 'gap' }]
  }
  // A quotation says what it means.
  if (query.search(quotes) !== -1) return []
  const meant = query
    .replace(/(\s)(near\/\d+)(?=\s)/g, (_, blank: string, word: string) => blank + word.toUpperCase())
    .replace(/(\S\s+[-－])\s+(?=\S)/g, '$1')
  return meant === query ? [] : [{ text: meant, kind: 'meant' }]
}
