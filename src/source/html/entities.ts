/**
 * Decodes character references that survive the parser because the source escaped its text twice (`&amp;nbsp;`, a
 * feed's `&amp;ldquo;`, a title run through a template twice). The table lists only names that occur in articles; the
 * parser has decoded everything that was escaped once, and prose never contains these references by chance.
 */

/** Each name, followed by its sign. */
const SIGNS =
  `amp &, lt <, gt >, quot ", apos ', ldquo “, rdquo ”, lsquo ‘, rsquo ’, sbquo ‚, bdquo „, laquo «, ` +
  `raquo », lsaquo ‹, rsaquo ›, hellip …, mdash —, ndash –, middot ·, bull •, times ×, divide ÷, deg °, ` +
  `plusmn ±, copy ©, reg ®, trade ™, yen ¥, euro €, pound £, cent ¢, sect §, para ¶, permil ‰, frac12 ½, ` +
  `sup2 ², sup3 ³, micro µ, larr ←, rarr →, uarr ↑, darr ↓`
const NAMES: ReadonlyMap<string, string> = new Map([
  ...SIGNS.split(', ').map((pair) => pair.split(' ') as [name: string, sign: string]),
  ['nbsp', '\u00a0'],
  ['ensp', '\u2002'],
  ['emsp', '\u2003'],
  ['thinsp', '\u2009'],
  ['zwnj', ''],
  ['zwj', ''],
  ['shy', ''],
])
const REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,7}));/g

/** Decodes the references left in decoded text, in at most two rounds; unknown names stay as they are. */
export function decodeAgain(text: string): string {
  let current = text
  for (let round = 0; round < 2 && current.includes('&'); round++) {
    const next = decodeOnce(current)
    if (next === current) break
    current = next
  }
  return current
}

function decodeOnce(text: string): string {
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMES.get(name) ?? whole
    return fromCode(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal))
  })
}

/** Code points that XML forbids become U+FFFD, as in HTML; so do control characters, which belong in no article. */
function fromCode(code: number): string {
  if (code === 9 || code === 10 || code === 13) return ' '
  if (code < 32 || (code >= 0x7f && code < 0xa0) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    return '\ufffd'
  return String.fromCodePoint(code)
}
