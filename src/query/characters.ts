/** The characters with a meaning in a query, and their full-width equivalents. */

/**
 * The query with full-width ASCII converted to ASCII, at the same length. Operators are searched for here; texts are
 * cut from the original.
 */
export function asciiShape(source: string): string {
  return source.replace(/[\uff01-\uff5e]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0))
}

/** Opening quotes of the shape, each with the marks that close it; input methods mix “ with ". */
export const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”"'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
])

const BLANK = /\s/
const OPERATORS = new Set('()|')
const ESCAPABLE = new Set('\\()|"“”‘’「」『』\'^*~:-')
const QUOTE_ESCAPABLE = new Set('\\"”’」』')

export function isBlank(unit: string | undefined): boolean {
  return unit !== undefined && BLANK.test(unit)
}

/** Whether the character ends a word wherever it occurs. */
export function breaksWord(unit: string): boolean {
  return OPERATORS.has(unit) || QUOTES.has(unit) || BLANK.test(unit)
}

/** A backslash before one of these removes its meaning; before any other character a backslash is a plain character. */
export function isEscapable(unit: string | undefined): boolean {
  return unit !== undefined && ESCAPABLE.has(unit)
}

/** As {@link isEscapable}, but inside quotes, where few characters have a meaning. */
export function isQuoteEscapable(unit: string | undefined): boolean {
  return unit !== undefined && QUOTE_ESCAPABLE.has(unit)
}

/** Stands for an escaped character in a shape: it equals no operator, letter or digit. */
export const ESCAPED = '\0'
