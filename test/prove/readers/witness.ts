/**
 * A sentence that stands in every sample. Where a mutation leaves it whole, as text, it is to be found, or a problem is
 * told. What is text a format says: these rules look for it by other means than the readers do, and more strictly.
 */
import { deflateSync } from 'fflate'

export const witness = '老人们坐在桥头，说起从前的水有多高'
/** The font of the PDF has Latin letters. */
const ofPdf = 'Datum plane'

/** The file of a sample, or a member of it. */
interface Text {
  readonly format: string
  readonly bytes: Uint8Array
}

/** @returns the witness, where it stands as text in one of them */
export function witnessIn(texts: readonly Text[]): string | undefined {
  const wanted = texts[0]?.format === 'PDF' ? ofPdf : witness
  return texts.some(({ format, bytes }) => holds(Buffer.from(bytes).toString(), format, wanted)) ? wanted : undefined
}

function holds(text: string, format: string, wanted: string): boolean {
  if (!text.includes(wanted)) return false
  switch (format) {
    case 'PDF':
      return isShown(text)
    case 'JSONL':
      return text.split('\n').some((line) => isValue(line, wanted))
    case 'JSON':
    case 'Notebook':
    case 'Telegram':
    case 'Karakeep':
    case 'Wallabag':
      return isValue(text, wanted)
    case 'Markdown':
    case 'R Markdown':
    case 'Quarto':
      return text.replace(COMMENT, '').includes(wanted)
    case 'MDX':
      return text.replace(COMMENT, '').replace(MDX_COMMENT, '').includes(wanted)
    case 'Org':
      return text.replace(ORG_COMMENT, '').includes(wanted)
    case 'Mail':
    case 'Mailbox':
      return withoutAlternatives(text).includes(wanted)
    case 'RSS':
    case 'Atom':
    case 'WordPress':
    case 'ENEX':
    case 'EPUB':
      return text.replace(XML_TAG, '').replace(COMMENT, '').includes(wanted)
    case 'HTML':
    case 'MHTML':
    case 'WARC':
    case 'Bookmarks':
      return text.replace(SCRIPT, '').replace(COMMENT, '').replace(TAG, withoutValues).includes(wanted)
    default:
      return true
  }
}

/**
 * In the stream of the page's content, the last of its number (ISO 32000-1, 7.5.6); in a font of a size that was set, behind
 * an operator that shows it with as many operands as it has (9.4.3), and within the box of the page (14.11.2). What stands in an array that never ends is a value of it (7.3.6).
 */
function isShown(text: string): boolean {
  const [content = ''] = text.slice(Math.max(0, text.lastIndexOf('4 0 obj'))).split('endstream')
  const [shown, size, left = '72', up = '700'] = SHOWN.exec(content) ?? []
  const [, right = '595', top = '842'] = BOX.exec(text) ?? []
  const ends = Number(left) + WIDTH * Number(size)
  // Where the box is no numbers, nothing is outside of it.
  const isOutside = Number(left) < 0 || ends > Number(right) || Number(up) > Number(top)
  return shown !== undefined && !isOutside
}

/** A byte of 0 is a blank, too (7.2.3). */
const BOX = /\/MediaBox\s*\[\s*\S+[\s\0]+\S+[\s\0]+([^\s\0\]]+)[\s\0]+([^\s\0\]]+)[\s\0]*\]/
/** Of the words in Helvetica, in sizes of the font. */
const WIDTH = 5.7

const SHOWN = new RegExp(
  `/F1 (\\d{1,2}) Tf(?: (\\S+) (\\S+) Td)?(?:\\[[^[\\]]*\\]|(?!Tf|Td)[^[])*(?:\\(${ofPdf}\\)\\s*(?:Tj|')|[-+.\\d]+\\s+[-+.\\d]+\\s*\\(${ofPdf}\\)\\s*")`,
)

/** Whatever is no JSON is text. Of two values of one key the last counts (ECMA-262, 25.5.1), and keys are names. */
function isValue(text: string, wanted: string): boolean {
  if (!text.includes(wanted)) return false
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return true
  }
  return stringsOf(parsed).some((value) => value.includes(wanted))
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}

/** A script in a tag without a mistake, and closed; a comment that holds no other (HTML, 13.1.2 and 13.1.6). */
const SCRIPT = /<script(?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?)*\s*>[^]*?<\/script\s*>/gi
const COMMENT = /<!--(?:(?!<!--|-->)[^])*-->/g

/** A comment is an expression (MDX 2). */
const MDX_COMMENT = /\{\/\*(?:(?!\*\/)[^])*\*\/\}/g

/** What an element is told in quotes, in a tag without a mistake; a text in place of a picture is text (XML 3.1, HTML 13.1.2). */
const XML_TAG = /<[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))+\s*\/?>/g
const TAG = /<[A-Za-z][\w:-]*(?:\s+[\w:.-]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?)*\s*\/?>/g
const withoutValues = (tag: string): string => tag.replace(/\s(?!alt=|title=)[\w:.-]+=(?:"[^"]*"|'[^']*')/gi, ' ')

/** A number sign and a blank (Org syntax, «Comments»). */
const ORG_COMMENT = /^[ \t]*#[ \t].*$/gm

/**
 * Parts of a message that say the same (RFC 2046, 5.1.4): a reader shows the last, though it be damaged. A part of no type is
 * plain text (5.1).
 */
function withoutAlternatives(text: string): string {
  const parts = text.split(/(?:^|\n)--b(?=\n)/)
  const kept = parts.slice(0, 1)
  let packed = 1
  for (let at = 1; at < parts.length; at++) {
    for (packed = Math.max(packed, at + 1); packed < parts.length && !parts[packed]!.includes(PACKED);) packed++
    const shown = isPlain(parts[at]!) && packed < parts.length ? unpacked(parts[packed]!) : undefined
    if (shown === undefined) {
      kept.push(parts[at]!)
      continue
    }
    const isRead = isAlike(shown) && !shown.includes('\ufffd') && !isLonger(parts[packed - 1]!, shown)
    kept.push(...(isRead ? [shown] : parts.slice(at, packed + 1)))
    at = packed
  }
  return kept.join('\n--b')
}

const PACKED = 'Content-Transfer-Encoding: base64\n\n'

/** Where the plain text says more than twice as much, it is what was written. */
const isLonger = (part: string, shown: string): boolean => part.length - part.indexOf('\n\n') > 2 * shown.length

const isPlain = (part: string): boolean =>
  /^\n(?:Content-Type: text\/plain|(?!Content-Type:))/.test(part) && part.includes('\n\n')

function unpacked(part: string): string {
  const [packed = ''] = part.slice(part.indexOf(PACKED) + PACKED.length).split('\n--b')
  return Buffer.from(packed.replace(NO_BASE64, ''), 'base64').toString()
}

/** Passed over (RFC 2045, 6.8). */
const NO_BASE64 = /[^A-Za-z\d+/=]/g

/** True for a text with half of the pairs of characters of the witness. */
function isAlike(text: string): boolean {
  const pairs = Array.from({ length: witness.length - 1 }, (_, at) => witness.slice(at, at + 2))
  return pairs.filter((pair) => text.includes(pair)).length * 2 >= pairs.length
}

/** Members that are left whole in an archive, packed or not: damage to the archive may have cut them off. */
export function wholeMembers(archive: Uint8Array, members: readonly Uint8Array[]): readonly Uint8Array[] {
  const bytes = Buffer.from(archive)
  const isThere = (member: Uint8Array): boolean => bytes.includes(Buffer.from(member))
  return members.filter((member) => isThere(member) || isThere(deflateSync(member, { level: 1 })))
}

/** True where one of them holds the witness, whatever blanks, marks and separators of a list stand in it. */
export function isFound(wanted: string, found: readonly unknown[]): boolean {
  return found.flatMap(textsOf).some((text) => letters(text).includes(letters(wanted))) || isLabelled(wanted, found)
}

/** True where labels hold every part of it: one that stands twice in the file is kept once, where it stood first. */
function isLabelled(wanted: string, found: readonly unknown[]): boolean {
  const labels = found.flatMap((one) => (one as { readonly tags?: readonly string[] }).tags ?? []).map(letters)
  return wanted.split(/[，,、；;|]/).every((part) => labels.some((label) => label.includes(letters(part))))
}

const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '')

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return [value.flatMap(textsOf).join('')]
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)])
    : []
}
