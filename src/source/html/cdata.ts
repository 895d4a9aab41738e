/**
 * Mirrors of feeds keep marks that the text of an entry stood between. Read as HTML the first begins a comment, which
 * ends at the next `>` and takes with it whatever stands before that.
 */
const OPEN = '<![CDATA['
const CLOSE = ']]>'

/** Takes the marks around a text away, or the one that is left of them; what stands inside, as in code, stays. */
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
