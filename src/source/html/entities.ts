/**
 * Character references that survive one decoding because the source escaped its text twice (`&amp;nbsp;`, a feed's
 * `&amp;ldquo;`, a title run through a template twice). Only the names that writing systems of articles use:
 * the parser has decoded the rest already, and prose never holds these by chance.
 */

const NAMES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  lsaquo: '‹',
  rsaquo: '›',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  middot: '·',
  bull: '•',
  times: '×',
  divide: '÷',
  deg: '°',
  plusmn: '±',
  copy: '©',
  reg: '®',
  trade: '™',
  yen: '¥',
  euro: '€',
  pound: '£',
  cent: '¢',
  sect: '§',
  para: '¶',
  permil: '‰',
  zwnj: '',
  zwj: '',
  shy: '',
  frac12: '½',
  sup2: '²',
  sup3: '³',
  micro: 'µ',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
}
const REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,7}));/g

/** Decodes references left in decoded text, until none is left or twice at most; unknown names stay as they are. */
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
    if (name !== undefined) return NAMES[name] ?? whole
    return fromCode(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal))
  })
}

/** HTML maps what XML forbids to U+FFFD; a control character has no business in an article either. */
function fromCode(code: number): string {
  if (code === 9 || code === 10 || code === 13) return ' '
  if (code < 32 || (code >= 0x7f && code < 0xa0) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    return '\ufffd'
  return String.fromCodePoint(code)
}
