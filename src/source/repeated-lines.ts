/**
 * Lines that many articles of one folder share: navigation, slogans, addresses that no rule knows. Counted over files
 * of plain page text; copies of one article count once, so that a text mirrored five times keeps its lines.
 */
import { isProblem } from './article.js'
import { decode } from './decode.js'
import { splitFrontMatter } from './fields/split.js'
import { kindOf } from './formats/kinds.js'
import { markupOf } from './formats/pages/markup.js'
import { textBlocks } from './text-blocks.js'

/** A line is furniture from this many articles on, and from this share of its folder's articles on. */
const FEWEST = 4
const SHARE = 0.1
/** A sentence may be a quotation that some articles share, so it needs this higher share. */
const SENTENCE_SHARE = 0.5
const SENTENCE = /[。｡！？!?…]|\.{3}|[^\s\d.]\.["'”’]?$/
/** Shorter lines are headings as often as not (结语, 背景); longer ones are text. UTF-16 units. */
const SHORTEST = 5
const LONGEST = 200
const MOST_LINES = 2_000_000

interface Folder {
  readonly counts: Map<string, number>
  readonly seen: Set<string>
}

/** The repeated lines of all folders. Reads each file once; files that are not plain page text are skipped. */
export function findRepeatedLines(
  files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
): ReadonlySet<string> {
  const folders = new Map<string, Folder>()
  let lines = 0
  for (const { path, bytes } of files) {
    if (kindOf(path)?.name !== 'text') continue
    const decoded = decode(bytes, path)
    if (isProblem(decoded)) continue
    const text = decoded.text.slice(splitFrontMatter(decoded.text)?.bodyStart ?? 0)
    if (markupOf(text, path) !== 'text') continue
    const name = path.slice(0, path.lastIndexOf('/') + 1)
    const folder = folders.get(name) ?? { counts: new Map<string, number>(), seen: new Set<string>() }
    folders.set(name, folder)
    lines += addFile(folder, text, MOST_LINES - lines)
  }
  return collect(folders.values())
}

/** @returns the number of lines that were not in the folder before */
function addFile({ counts, seen }: Folder, text: string, room: number): number {
  const lines = new Set(textBlocks(text).map((block) => block.text))
  let longest = ''
  for (const line of lines) if (line.length > longest.length) longest = line
  if (longest === '' || seen.has(longest)) return 0
  seen.add(longest)
  let added = 0
  for (const line of lines) {
    if (line.length < SHORTEST || line.length > LONGEST || line === longest) continue
    const count = counts.get(line)
    if (count !== undefined) counts.set(line, count + 1)
    else if (added < room) {
      counts.set(line, 1)
      added++
    }
  }
  return added
}

function collect(folders: Iterable<Folder>): ReadonlySet<string> {
  const repeated = new Set<string>()
  for (const { counts, seen } of folders) {
    const least = leastOf(seen.size, SHARE)
    const leastSentence = leastOf(seen.size, SENTENCE_SHARE)
    for (const [line, count] of counts) {
      if (count >= leastSentence || (count >= least && !SENTENCE.test(line))) repeated.add(line)
    }
  }
  return repeated
}

function leastOf(articles: number, share: number): number {
  return Math.max(FEWEST, Math.ceil(articles * share))
}
