/**
 * Splits a text into lines, window by window. An array of all lines of a large file takes thirty times its size; here
 * only the lines of one window exist at a time.
 */

/** UTF-16 units of a window; it is longer if a line is. */
const WINDOW = 1 << 18

/** The lines, in order. Every kind of line break ends one. */
export function* linesOf(text: string): Generator<string, void> {
  for (const window of windowsOf(text)) for (const line of linesIn(window)) yield line
}

/** All lines of a window at once. */
export function linesIn(window: string): string[] {
  return window.split(/[\r\f\v\u0085\u2028\u2029]/.test(window) ? /\r\n?|[\n\u2028\u2029\f\v\u0085]/ : '\n')
}

/** Lines as Markdown and Org define them: only \n and \r end one. */
export function markupLines(text: string): string[] {
  return text.split(text.includes('\r') ? /\r\n?|\n/ : '\n')
}

/** Parts of a text that end before a line break; together they contain all lines. */
export function* windowsOf(text: string): Generator<string, void> {
  let start = 0
  while (text.length - start > WINDOW) {
    const end = breakNear(text, start)
    if (end < 0) break
    yield text.slice(start, end)
    start = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1)
  }
  yield text.slice(start)
}

/** The last line break of a window, otherwise the first one after it; -1 if there is none. */
function breakNear(text: string, start: number): number {
  for (let at = start + WINDOW; at > start; at--) if (isBreak(text, at)) return at
  for (let at = start + WINDOW; at < text.length; at++) if (isBreak(text, at)) return at
  return -1
}

function isBreak(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit === 10) return text.charCodeAt(at - 1) !== 13
  return (unit >= 11 && unit <= 13) || unit === 0x85 || unit === 0x2028 || unit === 0x2029
}

/** Where the line after the first `count` lines begins; -1 if there are no more. Only \n and \r end lines here. */
export function afterLines(text: string, count: number): number {
  let lines = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit !== 10 && (unit !== 13 || text.charCodeAt(at + 1) === 10)) continue
    if (++lines === count) return at + 1 < text.length ? at + 1 : -1
  }
  return -1
}
