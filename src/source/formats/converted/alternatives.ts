/**
 * Chooses between the parts of a message that say the same (RFC 2046, 5.1.4): its HTML is used, unless that says less
 * than the plain text beside it. If there are signs of damage, no sentence of either is lost.
 */
import { isSentence, missingSentences } from '../../missing-sentences.js'

interface Shown {
  readonly body: string
  readonly captions: readonly string[]
}

interface Beside {
  readonly plain: string
  /** Called only if one of the two lacks sentences of the other. */
  readonly isDamaged: () => boolean
}

export function shownOf(page: Shown | undefined, readPlain: () => Shown, { plain, isDamaged }: Beside): Shown {
  if (page === undefined) return readPlain()
  const isSame = saysTheSame(page.body, plain)
  const first = isSame ? page : readPlain()
  const missing = missingSentences(
    first.body,
    isSame ? linesOf(plain) : linesOf(page.body).filter((line) => isReadable(line) && isDecoded(line)),
  )
  if (missing.length === 0 || !(damageIn(first.body) > 0 || isDamaged())) return first
  const other = isSame ? readPlain() : page
  const isAll = isSame && missingSentences(other.body, linesOf(page.body).filter(isReadable)).length === 0
  return isAll ? other : { ...first, body: [first.body, ...missing].join('\n') }
}

const linesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.trim())

const isDecoded = (line: string): boolean => !line.includes('\ufffd')

/** True for a sentence that is mostly Han, even if parts of it were not decoded. */
export function isReadable(line: string): boolean {
  if (!isSentence(line)) return false
  const wide = wideIn(line)
  return wide > 0 && wide > 4 * damageIn(line)
}

const BASE64 = /^content-transfer-encoding:[ \t]*base64\b/gim
const FOREIGN = /[^A-Za-z\d+/=\s]/

/** An unknown encoding, or a misspelt name of the header (RFC 2045, 6.1): the parser does not decode such a part. */
const UNKNOWN_ENCODING =
  /^content-transfer-(?!encoding:\s{0,100}"?(?:7-?bit|8-?bit|binary|quoted-printable|base64|x-[\w-]{1,50})(?![\w-]))/im

/**
 * True for signs of damage. Decoders skip characters outside of base64, which are most likely damage (RFC 2045, 6.8).
 * So is a part that no boundary ends, and one that has lost or gained characters.
 */
export function hasDamagedEncoding(raw: Buffer): boolean {
  const text = raw.toString('latin1')
  if (UNKNOWN_ENCODING.test(text)) return true
  for (BASE64.lastIndex = 0; BASE64.exec(text) !== null;) {
    const start = nextIn(text, /\n\r?\n/g, BASE64.lastIndex)
    const end = nextIn(text, /\n--/g, start)
    const packed = text.slice(start, end)
    if (end === text.length || FOREIGN.test(packed) || !isWhole(packed)) return true
    BASE64.lastIndex = end
  }
  return false
}

/**
 * True for complete base64: encoders write lines of one length, of which the last may be shorter, and full groups of
 * four.
 */
function isWhole(packed: string): boolean {
  const lines = packed.trim().split(/\s+/)
  const [{ length }] = lines as [string]
  const last = lines.at(-1)!.length
  const isEven = last <= length && lines.slice(0, -1).every((line) => line.length === length)
  return isEven && (length * (lines.length - 1) + last) % 4 === 0
}

function nextIn(text: string, sign: RegExp, from: number): number {
  sign.lastIndex = from
  return sign.exec(text)?.index ?? text.length
}

/** If both parts say the same, the HTML has at least these shares: of the plain text's length, and of its Han. */
const FAIR = 0.5
const NEARLY_ALL = 0.9

/** False if the HTML says less than the plain text beside it, or if broken base64 left more of it unreadable. */
function saysTheSame(body: string, text: string): boolean {
  const plain = withoutAddresses(text)
  if (body.length < plain.length * FAIR || wideIn(body) < wideIn(plain) * NEARLY_ALL) return false
  return text.trim() === '' || damageIn(body) <= damageIn(text)
}

/** How many characters are invalid in their character set, and how many stretches were not decoded. */
export const damageIn = (text: string): number => text.match(/\ufffd|[A-Za-z\d+/]{120}/g)?.length ?? 0

/**
 * How many Han and similar characters a text has; base64 and text in a wrong character set have none. Hot: runs over
 * each text of a message.
 */
function wideIn(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x2e80 && unit <= 0xffef && (unit <= 0xd7ff || unit >= 0xf900)) count++
  }
  return count
}

/** Addresses are not compared, because HTML has them in its tags. */
const withoutAddresses = (text: string): string => text.replace(/https?:\/\/\S+/g, '')
