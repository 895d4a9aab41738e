/**
 * Some mirrors of feeds keep the CDATA markers around the text of an entry. Read as HTML, the opening marker begins a
 * comment that ends at the next `>` and hides everything before it.
 */
const OPEN = '<![CDATA['
const CLOSE = ']]>'

/** Removes the markers around a text, or the one of them that is left. Markers inside the text, as in code, stay. */
export function withoutCdata(source: string): string {
  const start = source.length - source.trimStart().length
  if (source.startsWith(OPEN, start)) {
    const from = start + OPEN.length
    const end = source.indexOf(CLOSE, from)
    return end < 0 ? source.slice(from) : source.slice(from, end) + source.slice(end + CLOSE.length)
  }
  const end = source.trimEnd().length - CLOSE.length
  return source.startsWith(CLOSE, end) && !source.includes(OPEN) ? source.slice(0, end) : source
}
