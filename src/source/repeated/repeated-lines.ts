/**
 * Lines that many articles of one folder share: navigation, slogans, addresses that no rule knows. Counted over files
 * of plain page text, and at the edges of posts; copies of one article count once, so that a text mirrored five times
 * keeps its lines.
 */
import { isProblem } from '../article.js'
import { decode } from '../decode.js'
import { splitFrontMatter } from '../fields/split.js'
import { kindOf } from '../formats/kinds.js'
import { markupOf, textKind } from '../formats/pages/markup.js'
import { textBlocks } from '../lines.js'

/**
 * A line is furniture from this many articles on, and from this share of its folder's articles on. A sentence may be a
 * quotation that some articles share, so it needs a higher share.
 */
interface Limits {
  readonly fewest: number
  readonly share: number
  readonly ofSentence: number
}
const LIMITS_OF = {
  text: { fewest: 4, share: 0.1, ofSentence: 0.5 },
  post: { fewest: 12, share: 0.015, ofSentence: 0.05 },
  source: { fewest: 20, share: 0.3, ofSentence: 0.5 },
} as const satisfies Readonly<Record<string, Limits>>
type Pool = keyof typeof LIMITS_OF

const SENTENCE = /[。｡！？!?…]|\.{3}|[^\s\d.]\.["'”’]?$/
/** Shorter lines are headings as often as not (结语, 背景); longer ones are text. UTF-16 units. */
const SHORTEST = 5
const LONGEST = 200
const MOST_LINES = 2_000_000

interface Folder {
  readonly pool: Pool
  /** By the line as it is compared; with a line as it stands. */
  readonly counts: Map<string, { count: number; readonly line: string }>
  readonly seen: Set<string>
}

/** The repeated lines of all folders, page text as it stands, others as `post:KEY` or `source:KEY`. Reads each file once. */
export function findRepeatedLines(
  files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
): ReadonlySet<string> {
  const folders = new Map<string, Folder>()
  let lines = 0
  for (const { path, bytes } of files) {
    const decoded = decode(kindOf(path)?.name === 'text' ? bytes : endsOf(bytes), path)
    if (isProblem(decoded)) continue
    const head = splitFrontMatter(decoded.text)
    const text = decoded.text.slice(head?.bodyStart ?? 0)
    const pool = poolOf(text, path, head !== undefined)
    if (pool === undefined) continue
    const name = `${pool} ${path.slice(0, path.lastIndexOf('/') + 1)}`
    const folder = folders.get(name) ?? { pool, counts: new Map<string, never>(), seen: new Set<string>() }
    folders.set(name, folder)
    lines += pool === 'text' ? addPage(folder, text, MOST_LINES - lines) : addPost(folder, text, MOST_LINES - lines)
  }
  return collect(folders.values())
}

/** Bytes at each end of a long post that are read. */
const END = 8192
const NEWLINE = 0x0a

/** The first and the last lines of a long file. */
function endsOf(bytes: Uint8Array): Uint8Array {
  const head = bytes.lastIndexOf(NEWLINE, END)
  const tail = bytes.indexOf(NEWLINE, bytes.length - END)
  if (head < 0 || tail <= head) return bytes
  return Buffer.concat([bytes.subarray(0, head + 1), bytes.subarray(tail)])
}

/** Which files are compared with each other. */
function poolOf(text: string, path: string, hasFields: boolean): Pool | undefined {
  const name = kindOf(path)?.name
  if (name !== 'text' && name !== 'markdown' && name !== 'html') return undefined
  if (name === 'html') return 'post'
  // Of a Markdown file, only elements around all of it matter.
  const markup = name === 'text' ? markupOf(text, path) : 'html'
  if (markup === 'text') return 'text'
  const kind = textKind(text, { path, markup, hasFields }, 'auto')
  return kind === 'source' ? 'source' : 'post'
}

/** @returns the number of lines that were not in the folder before */
function addPage(folder: Folder, text: string, room: number): number {
  const lines = new Set(textBlocks(text).map((block) => block.text))
  let longest = ''
  for (const line of lines) if (line.length > longest.length) longest = line
  if (longest === '' || folder.seen.has(longest)) return 0
  folder.seen.add(longest)
  const counted = [...lines].filter((line) => line.length >= SHORTEST && line.length <= LONGEST && line !== longest)
  return count(folder, new Map(counted.map((line) => [line, line])), room)
}

/** Lines at the edges of a post, with digits folded. */
function addPost(folder: Folder, text: string, room: number): number {
  const { seen } = folder
  const identity = text.slice(0, 4000)
  if (seen.has(identity)) return 0
  seen.add(identity)
  const lines = new Map<string, string>()
  for (const line of edgeLines(text, folder.pool === 'source')) {
    const key = foldedLine(line)
    if (key !== '') lines.set(key, line)
  }
  if (folder.pool === 'post') for (const line of lastHeading(text)) lines.set(headingKey(line), line)
  return count(folder, lines, room)
}

function count({ counts }: Folder, lines: ReadonlyMap<string, string>, room: number): number {
  let added = 0
  for (const [key, line] of lines) {
    const known = counts.get(key)
    if (known !== undefined) known.count++
    else if (added < room) {
      counts.set(key, { count: 1, line })
      added++
    }
  }
  return added
}

function collect(folders: Iterable<Folder>): ReadonlySet<string> {
  const repeated = new Set<string>()
  for (const { pool, counts, seen } of folders) {
    const { fewest, share, ofSentence } = LIMITS_OF[pool]
    const least = (part: number): number => Math.max(fewest, Math.ceil(seen.size * part))
    for (const [key, { count: times, line }] of counts)
      if (times >= least(SENTENCE.test(line) ? ofSentence : share))
        repeated.add(pool === 'text' ? key : `${pool}:${key}`)
  }
  return repeated
}

/* The first and last lines of a post, read without a parser, because they are only compared with those of others. */

/** UTF-16 units at each end of a post that are read. */
const WINDOW = 3000
const COMMENT = /<!--[^]{0,2000}?-->|<(script|style|svg)\b[^]{0,2900}?<\/\1\s*>/gi
const HEADING = /<h[1-6]\b[^]{0,600}?<\/h[1-6]\s*>/gi
const BLOCK =
  /<\/?(?:p|div|li|ul|ol|dl|dt|dd|section|article|header|footer|nav|aside|figure|blockquote|table|tr|br|hr|pre|center|main|form|address)\b[^<>]{0,2000}>/gi
const TAG = /<[^<>]{0,2000}>/g
const LINK = /!?\[([^[\]\n]{0,300})\]\([^()\n]{0,1000}\)/g

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
