/**
 * Checks that the tags of XML are closed in the order in which they were opened. The parser of Word documents refuses
 * other XML too, but in time that grows with the square of the number of tags.
 */

const CDATA = '<![CDATA['

/** The most open elements; documents have fewer. */
const deepest = 1000

/**
 * @param xml may be decoded as one unit per byte, because only the names of tags are compared
 * @param onText called for each text directly in an element, up to the next tag, with the names of the open elements
 */
export function hasNestedTags(
  xml: string,
  onText?: (elements: readonly string[], from: number, to: number) => void,
): boolean {
  const open: string[] = []
  for (let at = xml.indexOf('<'); at >= 0;) {
    const end = endOfMarkup(xml, at)
    if (end < 0) return false
    if (xml[at + 1] === '/') {
      const name = nameAt(xml, at + 2)
      if (open.pop() !== name || !isBlank(xml, at + 2 + name.length, end)) return false
    } else if (xml[at + 1] !== '!' && xml[at + 1] !== '?' && xml[end - 1] !== '/') {
      if (open.push(nameAt(xml, at + 1)) > deepest) return false
    }
    const next = xml.indexOf('<', end)
    if (onText !== undefined && next >= 0) onText(open, xml.startsWith(CDATA, at) ? at + CDATA.length : end + 1, next)
    at = next
  }
  return open.length === 0
}

const DECLARATIONS = [
  ['<!--', '-->'],
  [CDATA, ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const

/** A declaration that XML does not have (XML 1.0, 2.8 and 3.2 to 4.7). Those that it has contain no text. */
const UNKNOWN = /<!(?!--|\[CDATA\[|(?:DOCTYPE|ELEMENT|ATTLIST|ENTITY|NOTATION)\b)/y

/** Where a tag, a comment or the like ends; -1 if it doesn't, or is none of these. */
function endOfMarkup(xml: string, at: number): number {
  const second = xml.charCodeAt(at + 1)
  if (second !== 0x21 && second !== 0x3f) return endOfTag(xml, at)
  UNKNOWN.lastIndex = at
  if (UNKNOWN.test(xml)) return -1
  const [start, end] = DECLARATIONS.find(([begin]) => xml.startsWith(begin, at))!
  const found = xml.indexOf(end, at + start.length)
  // The parser ends instructions at the first `>`. An XML declaration contains no `<`; one that does was never closed.
  return xml.startsWith('<?xml ', at) && xml.slice(at + 1, found).includes('<') ? -1 : found
}

/**
 * A value in quotes may contain `>` but not `<`, and whitespace separates it from the next attribute. Hot: works by
 * index and allocates nothing.
 */
function endOfTag(xml: string, at: number): number {
  for (let i = at + 1; i < xml.length; i++) {
    const unit = xml.charCodeAt(i)
    if (unit === 0x3e) return i
    if (unit === 0x3c) return -1
    if (unit !== 0x22 && unit !== 0x27) continue
    i = endOfValue(xml, unit, i + 1)
    if (i < 0 || !isBehindValue(xml.charCodeAt(i + 1))) return -1
  }
  return -1
}

function isBlank(xml: string, from: number, to: number): boolean {
  let at = from
  while (at < to && xml.charCodeAt(at) <= 0x20) at++
  return at === to
}

/** True for whitespace or the end of the tag, which must follow a value (XML 1.0, 3.1). */
const isBehindValue = (unit: number): boolean => unit <= 0x20 || unit === 0x3e || unit === 0x2f

function endOfValue(xml: string, quote: number, from: number): number {
  for (let at = from; at < xml.length; at++) {
    const unit = xml.charCodeAt(at)
    if (unit === quote) return at
    if (unit === 0x3c) return -1
  }
  return -1
}

const NAME_END = /[\s<>/]/g

/** Searches for the end of the name, because a pattern that matches a long name may overflow its stack. */
function nameAt(xml: string, at: number): string {
  NAME_END.lastIndex = at
  return xml.slice(at, NAME_END.exec(xml)?.index ?? -1)
}

/** Tags that contain Han. Few do so legitimately, in an attribute value; elsewhere text in a tag is a mistake. */
const OF_HAN = /<[a-z][^<>\u2e80-\uffef]{0,1000}[\u2e80-\uffef][^<>]{0,2000}>/gi
const SOUND = /^<[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>$/

/** True if text stands in a tag outside of its values. */
export function hasBrokenTag(xml: string): boolean {
  for (const [tag] of xml.matchAll(OF_HAN)) if (!SOUND.test(tag)) return true
  return false
}
