/**
 * Whether the tags of XML are closed in the order in which they were opened. The parser of Word documents refuses others,
 * too, but takes time that grows with the square of their number to say so.
 */

const CDATA = '<![CDATA['

/** Deeper than documents are. */
const deepest = 1000

/**
 * @param xml one unit for each byte is enough: only the names of tags are compared
 * @param onText is called for what stands directly in an element, up to the next tag, with the element's name
 */
export function hasNestedTags(xml: string, onText?: (parent: string, from: number, to: number) => void): boolean {
  const open: string[] = []
  for (let at = xml.indexOf('<'); at >= 0;) {
    const end = endOfMarkup(xml, at)
    if (end < 0) return false
    if (xml[at + 1] === '/') {
      if (open.pop() !== nameAt(xml, at + 2)) return false
    } else if (xml[at + 1] !== '!' && xml[at + 1] !== '?' && xml[end - 1] !== '/') {
      if (open.push(nameAt(xml, at + 1)) > deepest) return false
    }
    const next = xml.indexOf('<', end)
    if (onText !== undefined && next >= 0)
      onText(open.at(-1) ?? '', xml.startsWith(CDATA, at) ? at + CDATA.length : end + 1, next)
    at = next
  }
  return open.length === 0
}

/** Where a tag, a comment or the like ends; -1 where it doesn't. */
function endOfMarkup(xml: string, at: number): number {
  for (const [start, end] of [
    ['<!--', '-->'],
    [CDATA, ']]>'],
    ['<?', '?>'],
    ['<!', '>'],
  ] as const)
    if (xml.startsWith(start, at)) return xml.indexOf(end, at + start.length)
  return endOfTag(xml, at)
}

/** A value in quotes may hold a bracket that closes nothing, but none that opens. */
function endOfTag(xml: string, at: number): number {
  for (let found = next(/[<>"']/g, xml, at + 1); found >= 0; found = next(/[<>"']/g, xml, found + 1)) {
    const sign = xml[found]
    if (sign === '<') return -1
    if (sign === '>') return found
    found = next(sign === '"' ? /["<]/g : /['<]/g, xml, found + 1)
    if (xml[found] !== sign) return -1
  }
  return -1
}

/** No pattern that matches a stretch: the stack may be too small for a long one. */
function next(signs: RegExp, xml: string, from: number): number {
  signs.lastIndex = from
  return signs.exec(xml)?.index ?? -1
}

function nameAt(xml: string, at: number): string {
  return xml.slice(at, next(/[\s<>/]/g, xml, at))
}
