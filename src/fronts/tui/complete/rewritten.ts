/** What a query probably means if it uses foreign signs for something that the query language can express. */
import { closedQuotation, quotationMarks } from '../../../library/reading/quotations.js'
import type { CompletionKind } from '../state/model.js'

interface Rewritten {
  readonly text: string
  readonly kind: CompletionKind & ('gap' | 'meant')
}

const quotes = new RegExp(`[${quotationMarks}]`, 'g')
/** What people write in place of missing words. */
const gap = /\s*(?:…+|\.{3,}|。{3,}|\*{2,}|_{2,}|～+|~{2,}|(?<=\p{Script=Han})\.?\*(?=\p{Script=Han}))\s*/u
/** Characters allowed between the parts: most of a sentence. */
const reach = 15

/** At most one rewritten query; none if the query needs no rewriting. */
export function rewritten(query: string): Rewritten[] {
  const parts = query
    .replace(quotes, ' ')
    .split(gap)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 2 && parts.every((part) => /^[^\s|｜()（）:：]+$/.test(part))) {
    return [{ text: parts.join(` NEAR/${reach} `), kind: 'gap' }]
  }
  const meant = outsideQuotations(query, (text) =>
    text
      .replace(/(\s)(near\/\d+)(?=\s)/gi, (_, blank: string, word: string) => blank + word.toUpperCase())
      .replace(/(\S\s+)near(?=\s+\S)/gi, '$1NEAR/10')
      .replace(/(\S\s+)[-－—–]+\s+(?=\S)/g, '$1-')
      .replace(/(\S\s+)[—–!！]+(?=\S)/g, '$1-')
      .replace(/(\S\s+)(?:不含|不要|不包括|排除|除了|没有|非)\s*(?=\p{Script=Han}{2})/gu, '$1-')
      .replace(/(\p{Script=Han})[-－](?=\p{Script=Han})/gu, '$1 -')
      .replace(new RegExp(`(${hidden})[-－—–!！]\\s*(?=\\S)`, 'g'), '$1 -'),
  )
  return meant === query ? [] : [{ text: meant, kind: 'meant' }]
}

/** Placeholder for a quotation, which is never rewritten. */
const hidden = '\uf8ff'

function outsideQuotations(query: string, change: (text: string) => string): string {
  const quotations = query.match(closedQuotation) ?? []
  let at = 0
  return change(query.replaceAll(hidden, ' ').replace(closedQuotation, hidden)).replaceAll(
    hidden,
    () => quotations[at++]!,
  )
}
