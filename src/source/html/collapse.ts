/** Blanks inside a block of HTML. */

/** Between two of these a line break is no blank (CSS Text 4, segment break transformation). */
const WIDE =
  /[\u2e80-\u303e\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\u2018-\u201d\u2026\u2014\ud840-\udbff\udc00-\udfff]/
const BLANKS = /[ \t\n\f\r\u00a0\u2028\u2029]+/g
const UNEVEN = /[\t\n\f\r\u00a0\u2028\u2029]| {2}/
const EDGES = /^[\s\u3000\u200b\u200c\u200d\u2060\ufeff]+|[\s\u3000\u200b\u200c\u200d\u2060\ufeff]+$/g

/**
 * One line from the raw text of a block: runs of blanks become one, its ends are trimmed. A line break between wide
 * characters vanishes, so that markup set on lines of its own leaves no blank inside a name.
 */
export function collapse(raw: string): string {
  const even = UNEVEN.test(raw) ? raw.replace(BLANKS, blank) : raw
  return even.replace(EDGES, '')
}

function blank(blanks: string, at: number, whole: string): string {
  if (!/[\n\r]/.test(blanks) || blanks.includes('\u00a0')) return ' '
  return WIDE.test(whole.charAt(at - 1)) && WIDE.test(whole.charAt(at + blanks.length)) ? '' : ' '
}
