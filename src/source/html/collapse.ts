/** Whitespace inside a block of HTML. */
import { trimBlanks } from '../trim.js'

/** A line break between two of these characters is removed (CSS Text 4, segment break transformation). */
const WIDE =
  /[\u2e80-\u303e\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\u2018-\u201d\u2026\u2014\ud840-\udbff\udc00-\udfff]/
/** Control characters, which a numeric reference may smuggle in; they belong to no text. */
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g
const BLANKS = /[ \t\n\f\r\u00a0\u2028\u2029]+/g

/**
 * Turns the raw text of a block into one line: runs of whitespace become one space, control characters are removed, and
 * the ends are trimmed. A line break between wide characters is removed, so that inline markup on lines of its own
 * leaves no space inside a name.
 */
export function collapse(raw: string): string {
  return trimBlanks(isCollapsed(raw) ? raw : raw.replace(CONTROLS, '').replace(BLANKS, blank))
}

/** For preformatted text, whose whitespace stays. */
export function withoutControls(line: string): string {
  return line.replace(CONTROLS, '')
}

/** True if nothing has to be replaced. A loop, because it runs over every character of every article. */
function isCollapsed(raw: string): boolean {
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i)
    if (unit > 0xa0 ? unit === 0x2028 || unit === 0x2029 : unit < 0x20 || unit >= 0x7f) return false
    if (unit === 0x20 && raw.charCodeAt(i + 1) === 0x20) return false
  }
  return true
}

function blank(blanks: string, at: number, whole: string): string {
  if (!/[\n\r]/.test(blanks) || blanks.includes('\u00a0')) return ' '
  return WIDE.test(whole.charAt(at - 1)) && WIDE.test(whole.charAt(at + blanks.length)) ? '' : ' '
}
