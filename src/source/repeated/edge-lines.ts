/** The first and last lines of a post, read without a parser, because they are only compared with those of others. */

/** UTF-16 units at each end of a post that are read. */
const WINDOW = 3000
const COMMENT = /<!--[^]{0,2000}?-->|<(script|style|svg)\b[^]{0,2900}?<\/\1\s*>/gi
const HEADING = /<h[1-6]\b[^]{0,600}?<\/h[1-6]\s*>/gi
const BLOCK =
  /<\/?(?:p|div|li|ul|ol|dl|dt|dd|section|article|header|footer|nav|aside|figure|blockquote|table|tr|br|hr|pre|center|main|form|address)\b[^<>]{0,2000}>/gi
const TAG = /<[^<>]{0,2000}>/g
const LINK = /!?\[([^[\]\n]{0,300})\]\([^()\n]{0,1000}\)/g
const LONGEST = 200

/** @param isSource true for Markdown, whose line breaks separate blocks; its headings are left out */
export function edgeLines(text: string, isSource: boolean): string[] {
  const parts = text.length <= 2 * WINDOW ? [text] : [text.slice(0, WINDOW), text.slice(-WINDOW)]
  return parts.flatMap((part) => (isSource ? linesOfMarkdown(part) : linesOfHtml(part))).filter(isComparable)
}

function linesOfHtml(part: string): string[] {
  return plainLines(part.replace(COMMENT, '\n').replace(HEADING, '\n'))
}

function plainLines(html: string): string[] {
  return html
    .replace(/\s+/g, ' ')
    .replace(BLOCK, '\n')
    .replace(TAG, '')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/&amp;/g, '&')
    .split('\n')
}

/** The lines of a heading below which a post has nothing, so that it is not one of the text. */
export function lastHeading(text: string): string[] {
  const end = text.lastIndexOf('</h')
  const start = text.lastIndexOf('<h', end - 1)
  if (start < 0 || end - start > LONGEST || !/^<h[1-6]\b/.test(text.slice(start, start + 4))) return []
  return text.slice(end).replace(TAG, '').trim() === '' ? plainLines(text.slice(start, end)).filter(isComparable) : []
}

/** A heading as it is compared. */
export const headingKey = (line: string): string => `# ${foldedLine(line)}`

function linesOfMarkdown(part: string): string[] {
  const lines = part
    .replace(COMMENT, '\n')
    .split('\n')
    .filter((line) => !/^\s{0,3}#|^\s*(?:```|~~~)|\|/.test(line) && !OF_MANUALS.test(line))
  return lines.map((line) => line.replace(LINK, '$1').replace(TAG, ''))
}

/** «Arguments:» and entries of lists without links, which are the same on many pages of a manual. */
const OF_MANUALS = /[:：]\**\s*$|^\s*(?:[-*+]|\d{1,3}[.)])\s(?!.*\]\()/

const isComparable = (line: string): boolean => line.length <= LONGEST && /[\p{L}]/u.test(line)

/** Names of the parts of a text, which many posts have for themselves. */
const OF_TEXTS =
  /参考|參考|文献|文獻|注释|註|附录|附錄|结论|結論|结语|結語|总结|總結|小结|前言|引言|序|摘要|背景|后记|後記|致谢|致謝|目录|目錄|说明|問題|问题|答案|讨论|思考|练习|步骤|示例|输入|输出|提示|解释|第\p{Script=Han}?0?[章节回部篇]|^(?:references?|summary|conclusions?|introduction|abstract|notes?|todo|faq|examples?|usage|installation|license)$/iu
const LONGEST_NAME = 8

/** A line as it is compared: digits count as one, blanks and signs don't count; '' for a line that is never furniture. */
export function foldedLine(line: string): string {
  if (line.length > LONGEST) return ''
  const key = folded(line)
  return /^0*$/.test(key) || (key.length <= LONGEST_NAME && OF_TEXTS.test(key)) ? '' : key
}

const SIGN = /[\s\p{P}\p{S}\p{C}]/u

/** Hot: read unit by unit, because patterns of Unicode classes are slow, and most units are Han, letters or digits. */
function folded(line: string): string {
  let key = ''
  for (let i = 0, isDigit = false; i < line.length; i++) {
    const unit = line.charCodeAt(i)
    const wasDigit = isDigit
    isDigit = unit >= 0x30 && unit <= 0x39
    if (isDigit) key += wasDigit ? '' : '0'
    else if ((unit >= 0x4e00 && unit <= 0x9fff) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a)) key += line[i]!
    else if (unit > 0x7f) {
      const sign = String.fromCodePoint(line.codePointAt(i)!)
      i += sign.length - 1
      if (!SIGN.test(sign)) key += sign
    }
  }
  return key.toLowerCase()
}
