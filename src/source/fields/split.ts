/**
 * Finds front matter: the block of fields that Hexo, Hugo, Jekyll and Zola put before an article. Blank lines or a byte
 * order mark before it are fine. Only its place and its language are determined; nothing is parsed here, and nothing is
 * ever run.
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

const OPENING = /^[\s\ufeff\u200b]*(---|\+\+\+)[ \t]*(?:([A-Za-z]+)[ \t]*)?\r?\n/
const JSON_OPENING = /^[\s\ufeff\u200b]*(;;;[ \t]*\r?\n\s*)?\{\s*"[^"\n]+"\s*:/
const BARE =
  /^[\s\ufeff\u200b]*(?:title|layout|date|tags|categories|author)[ \t]*:[^\n]*\n(?:[^\n]*\n){0,60}?---+[ \t]*\r?(?:\n|$)/
const BARE_JSON = /^[\s\ufeff\u200b]*("[^"\n]{1,100}"[ \t]*:(?:[^\n]*\n){1,60}?);;;[ \t]*\r?(?:\n|$)/
/** Fields are never this long; a fence further on belongs to something else. */
const FARTHEST = 256 * 1024

/** @returns undefined if the text has no front matter */
export function splitFrontMatter(source: string): FrontMatter | undefined {
  const text = withLineFeeds(source)
  const first = firstCharacter(text)
  if (first === '-' || first === '+') return fenced(text)
  if (first === '{' || first === ';') return json(text)
  if (first === '"') return bareJson(text)
  return BARE.test(text.slice(0, 8192)) ? bare(text) : undefined
}

/** Replaces the line ends of old Macs by \n; offsets stay the same. */
function withLineFeeds(text: string): string {
  const first = text.indexOf('\r')
  return first < 0 || text.charAt(first + 1) === '\n' ? text : text.replace(/\r(?!\n)/g, '\n')
}

function firstCharacter(text: string): string {
  let at = 0
  while (at < text.length && /[\s\ufeff\u200b]/.test(text.charAt(at))) at++
  return text.charAt(at)
}

function fenced(text: string): FrontMatter | undefined {
  const opening = OPENING.exec(text)
  if (opening === null) return undefined
  const start = opening[0].length
  const fence = opening[1] === '+++' ? '+++' : '---'
  const language = languageOf(fence, opening[2] ?? '')
  const close = closingFence(text, start, fence)
  if (close !== undefined) {
    const block = text.slice(start, close.at)
    const indent = indentOf(block)
    const hasKeys = indent !== undefined || hasKey(block)
    if (block.trim() !== '' && !hasKeys && language !== 'other' && language !== 'json') return undefined
    return { language, text: outdent(block, indent), start, bodyStart: close.end, closed: true }
  }
  const end = fieldLinesEnd(text, start)
  if (end === start) return undefined
  const block = text.slice(start, end)
  return { language, text: outdent(block, indentOf(block)), start, bodyStart: end, closed: false }
}

/** Some editors indent all keys; elsewhere a line like this is code. */
function indentOf(block: string): string | undefined {
  return /^(?:[ \t]*\r?\n)*([ \t]{1,16})["']?[\p{L}_][\p{L}\p{N}_-]*["']?\s*[:=](?:\s|$)/u.exec(block)?.[1]
}

const hasKey = (block: string): boolean =>
  /^["']?[\p{L}_](?:[\p{L}\p{N}_.\- ]*[\p{L}\p{N}_.-])?["']?\s*[:=]/mu.test(block)

function outdent(block: string, indent: string | undefined): string {
  if (indent === undefined) return block
  const lines = block.split('\n')
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n')
}

function languageOf(fence: string, name: string): FrontMatterLanguage {
  if (fence === '+++') return 'toml'
  const lower = name.toLowerCase()
  if (lower === '' || lower === 'yaml' || lower === 'yml') return 'yaml'
  return lower === 'toml' || lower === 'json' ? lower : 'other'
}

function closingFence(text: string, start: number, fence: string): { at: number; end: number } | undefined {
  for (let line = start; line < text.length && line - start < FARTHEST;) {
    let end = text.indexOf('\n', line)
    if (end < 0) end = text.length
    const content = text.slice(line, end).trimEnd()
    if (content === fence || (fence === '---' && content === '...'))
      return { at: line, end: Math.min(end + 1, text.length) }
    line = end + 1
  }
  return undefined
}

/** The end of a block without a closing fence: the first line that does not look like a field. */
function fieldLinesEnd(text: string, start: number): number {
  let at = start
  while (at < text.length) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    if (
      !/^(?:["']?[\p{L}_][\p{L}\p{N}_-]*["']?\s*[:=]\s|["']?[\p{L}_][\p{L}\p{N}_-]*:\r?$|\s+-\s|-\s|\s{2,}\S|\t[\p{L}_][\p{L}\p{N}_-]*:\s)/u.test(
        text.slice(at, end),
      )
    )
      break
    at = end + 1
  }
  return Math.min(at, text.length)
}

function json(text: string): FrontMatter | undefined {
  const opening = JSON_OPENING.exec(text)
  if (opening === null) return undefined
  const start = text.indexOf('{')
  const end = closingBrace(text, start)
  if (end < 0) return undefined
  const rest = /^[ \t]*\r?\n?(?:;;;[ \t]*(?:\r?\n|$))?/.exec(text.slice(end, end + 200))?.[0] ?? ''
  return { language: 'json', text: text.slice(start, end), start, bodyStart: end + rest.length, closed: true }
}

/** Hexo also reads the members of an object without its braces, closed by three semicolons. */
function bareJson(text: string): FrontMatter | undefined {
  const match = BARE_JSON.exec(text)
  if (match?.[1] === undefined) return undefined
  const start = match[0].indexOf('"')
  return { language: 'json', text: `{${match[1]}}`, start, bodyStart: match[0].length, closed: true }
}

function closingBrace(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let i = start; i < text.length && i - start < FARTHEST; i++) {
    const c = text.charCodeAt(i)
    if (quoted) {
      if (c === 0x5c) i++
      else if (c === 0x22) quoted = false
    } else if (c === 0x22) quoted = true
    else if (c === 0x7b) depth++
    else if (c === 0x7d && --depth === 0) return i + 1
  }
  return -1
}

/** Hexo also reads fields without an opening fence. */
function bare(text: string): FrontMatter | undefined {
  const start = text.search(/[^\s\ufeff\u200b]/)
  const close = closingFence(text, start, '---')
  return close === undefined
    ? undefined
    : { language: 'yaml', text: text.slice(start, close.at), start, bodyStart: close.end, closed: true }
}
