/** Quotations of a query that is still being typed, by the marks of the query language. */
import { asciiShape, QUOTES } from '../../query/characters.js'

export const openingQuotes: string = [...QUOTES.keys()].join('')

export const quotationMarks: string = [...QUOTES].flat().join('')

export const closedQuotation = new RegExp(
  [...QUOTES].map(([opener, closers]) => `${opener}[^${closers}]*[${closers}]`).join('|'),
  'g',
)

/** True if the text ends inside a quotation. A character after a backslash neither begins nor ends one. */
export function endsInQuotation(text: string): boolean {
  let closers: string | undefined
  for (const unit of asciiShape(text).replace(/\\./g, '')) {
    if (closers === undefined) closers = QUOTES.get(unit)
    else if (closers.includes(unit)) closers = undefined
  }
  return closers !== undefined
}
