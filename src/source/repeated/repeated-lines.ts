/**
 * Lines that many articles of one folder share: navigation, slogans, addresses that no rule knows. Counted over files
 * of plain page text, and at the edges of posts; copies of one article count once, so that a text mirrored five times
 * keeps its lines.
 */
import { isProblem } from '../article.js'
import { decode } from '../decode.js'
import { edgeLines, foldedLine, headingKey, lastHeading } from './edge-lines.js'
import { splitFrontMatter } from '../fields/split.js'
import { kindOf } from '../formats/kinds.js'
import { markupOf, textKind } from '../formats/pages/markup.js'
import { textBlocks } from '../text-blocks.js'

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
