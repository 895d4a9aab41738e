/**
 * Finds front matter: the block of fields that Hexo, Hugo, Jekyll and Zola put before an article, in all the forms that
 * they take. Only its place and its language are determined; nothing is parsed here, and nothing is ever run.
 */

export type FrontMatterLanguage = 'yaml' | 'toml' | 'json' | 'other'

export interface FrontMatter {
  readonly language: FrontMatterLanguage
  /** The block without its fences, its line ends \n or \r\n, without an indentation that all its keys share. */
  readonly text: string
  /** Offsets in the source: of `text`, and of what follows the closing fence. */
  readonly start: number
  readonly bodyStart: number
  /** False if the closing fence is missing. */
  readonly closed: boolean
}

/** Fields are never this long; a fence further on belongs to something else. */
const FARTHEST = 256 * 1024

const BLANK = /^[\s\ufeff\u200b]*/
const OPENING = /^(---|\+\+\+)[ \t]*(?:([A-Za-z]+)[ \t]*)?\r?\n/
const JSON_OPENING = /^(?:;;;[ \t]*\r?\n\s*)?(?=\{\s*"[^"\n]+"\s*:)/
/** Hexo also reads fields without an opening fence, and the members of an object without its braces. */
const BARE = /^(?:title|layout|date|tags|categories|author)[ \t]*:[^\n]*\n(?:[^\n]*\n){0,60}?(?=---+[ \t]*\r?(?:\n|$))/
const BARE_JSON = /^"[^"\n]{1,100}"[ \t]*:(?:[^\n]*\n){1,60}?(?=;;;[ \t]*\r?(?:\n|$))/
const LIKE_FIELD =
  /^(?:["']?[\p{L}_][\p{L}\p{N}_-]*["']?\s*[:=]\s|["']?[\p{L}_][\p{L}\p{N}_-]*:\r?$|\s+-\s|-\s|\s{2,}\S|\t[\p{L}_][\p{L}\p{N}_-]*:\s)/u

/** @returns undefined if the text has no front matter */
export function splitFrontMatter(source: string): FrontMatter | undefined {
  const blank = BLANK.exec(source)![0].length
  const text = withLineFeeds(source.slice(blank, blank + FARTHEST))
  const found = fenced(text) ?? json(text) ?? bare(text)
  return found && { ...found, start: found.start + blank, bodyStart: found.bodyStart + blank }
}

/** Replaces the line ends of old Macs by \n; offsets stay the same. */
function withLineFeeds(text: string): string {
  const first = text.indexOf('\r')
  return first < 0 || text.charAt(first + 1) === '\n' ? text : text.replace(/\r(?!\n)/g, '\n')
}

function fenced(text: string): FrontMatter | undefined {
  const [opening, fence, name = ''] = OPENING.exec(text) ?? []
  if (opening === undefined) return undefined
  const start = opening.length
  const language = fence === '+++' ? 'toml' : languageOf(name.toLowerCase())
  const rest = text.slice(start)
  const closing = (fence === '+++' ? /(?<![^\n])\+\+\+\s*?(?:\n|$)/ : /(?<![^\n])(?:---|\.\.\.)\s*?(?:\n|$)/).exec(rest)
  const length = closing?.index ?? fieldsLength(rest)
  const block = rest.slice(0, length)
  if (closing === null && block === '') return undefined
  // A rule in Markdown looks like a fence, but no fields follow.
  const isOfFields = language === 'other' || language === 'json' || block.trim() === '' || hasKey(block)
  if (closing !== null && !isOfFields) return undefined
  const bodyStart = start + length + (closing?.[0].length ?? 0)
  return { language, text: outdent(block), start, bodyStart, closed: closing !== null }
}

function languageOf(name: string): FrontMatterLanguage {
  if (name === '' || name === 'yml') return 'yaml'
  return name === 'yaml' || name === 'toml' || name === 'json' ? name : 'other'
}

const hasKey = (block: string): boolean =>
  /^["']?[\p{L}_](?:[\p{L}\p{N}_.\- ]*[\p{L}\p{N}_.-])?["']?\s*[:=]/mu.test(outdent(block))

/** Some editors indent all keys; elsewhere a line like this is code. */
function outdent(block: string): string {
  const key = /^(?:[ \t]*\r?\n)*([ \t]{1,16})["']?[\p{L}_][\p{L}\p{N}_-]*["']?\s*[:=](?:\s|$)/u.exec(block)
  return key === null ? block : block.replaceAll(new RegExp(`(?<![^\\n])${key[1]!}`, 'g'), '')
}

/** Length of a block without a closing fence: up to the first line that does not look like a field. */
function fieldsLength(text: string): number {
  let length = 0
  for (const line of text.split('\n')) {
    if (!LIKE_FIELD.test(line)) break
    length += line.length + 1
  }
  return Math.min(length, text.length)
}

function json(text: string): FrontMatter | undefined {
  const start = JSON_OPENING.exec(text)?.[0].length
  const end = start === undefined ? -1 : closingBrace(text, start)
  if (start === undefined || end < 0) return undefined
  const rest = /^[ \t]*\r?\n?(?:;;;[ \t]*(?:\r?\n|$))?/.exec(text.slice(end))![0]
  return { language: 'json', text: text.slice(start, end), start, bodyStart: end + rest.length, closed: true }
}

/** @returns the offset after the brace that closes the one at `start`; -1 if there is none */
function closingBrace(text: string, start: number): number {
  let depth = 0
  for (const { 0: piece, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\[\s\S])*"|[{}]/g)) {
    depth += piece === '{' ? 1 : piece === '}' ? -1 : 0
    if (depth === 0) return start + index + 1
  }
  return -1
}

function bare(text: string): FrontMatter | undefined {
  const members = BARE_JSON.exec(text)?.[0]
  const block = members ?? BARE.exec(text.slice(0, 8192))?.[0]
  if (block === undefined) return undefined
  const fence = /^.*\n?/.exec(text.slice(block.length))![0]
  const found = { start: 0, bodyStart: block.length + fence.length, closed: true }
  return members === undefined
    ? { ...found, language: 'yaml', text: block }
    : { ...found, language: 'json', text: `{${members}}` }
}
