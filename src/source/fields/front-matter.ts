/**
 * Parses front matter by gray-matter, with engines for YAML (its own, js-yaml), TOML (smol-toml) and JSON. What a parser
 * rejects is salvaged line by line, and reported. A language that an article names never chooses another engine.
 */
import matter from 'gray-matter'
import { parse as parseToml } from 'smol-toml'
import type { Fault, ParametersOf, Reason } from '../../base/errors.js'
import { LIMITS } from '../limits.js'
import { isDate } from './dates.js'
import { isFieldKey, toPlain } from './map.js'

/*
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

interface Complaint extends Pick<Fault, 'reason' | 'parameters'> {
  /** 0-based, inside the block. */
  readonly line: number
}

interface ParsedFields {
  readonly data: Readonly<Record<string, unknown>>
  /** What was wrong; undefined if nothing was. */
  readonly complaint?: Complaint
}

/** js-yaml's options besides those of gray-matter. */
interface YamlEngine {
  parse(text: string, options: { readonly listener: (event: 'open' | 'close') => void }): object
}

const { yaml } = (matter as typeof matter & { readonly engines: { readonly yaml: YamlEngine } }).engines

const engines = {
  yaml: (text: string) => yaml.parse(text, { listener: boundedListener() }),
  toml: (text: string) => parseToml(text, { maxDepth: LIMITS.fieldDepth }),
  json: (text: string) => JSON.parse(text) as object,
}

/** gray-matter's search for comments takes quadratic time in blank lines. */
const MANY_BLANK_LINES = /\n(?:[^\S\n]*\n){100,}/g

/** Never throws: what can't be parsed is salvaged, with a complaint. */
export function parseFrontMatter(block: FrontMatter): ParsedFields {
  if (block.language === 'other') {
    return { data: {}, complaint: complaint('FRONT_MATTER', { what: 'code' }) }
  }
  if (block.text.length > LIMITS.frontMatter) {
    const most = LIMITS.frontMatter
    const data = salvage(block.text.slice(0, most))
    return { data, complaint: complaint('FRONT_MATTER', { what: 'large', most: most / 1024 }) }
  }
  try {
    let cut = false
    const data = toPlain(parse(block), () => {
      cut = true
    })
    if (cut) return { data, complaint: complaint('FRONT_MATTER', { what: 'many' }) }
    return block.closed ? { data } : { data, complaint: complaint('FRONT_MATTER', { what: 'unclosed' }) }
  } catch (error) {
    if (error instanceof TooDeep) {
      const most = LIMITS.fieldDepth
      return { data: salvage(block.text), complaint: complaint('FRONT_MATTER', { what: 'deep', most }) }
    }
    const parameters = { what: 'invalid', language: block.language.toUpperCase(), detail: reason(error) } as const
    return { data: salvage(block.text), complaint: complaint('FRONT_MATTER', parameters, lineOf(error)) }
  }
}

function complaint<R extends Reason>(reason: R, parameters: ParametersOf<R>, line = 0): Complaint {
  return { reason, parameters, line }
}

function parse({ language, text }: FrontMatter): Record<string, unknown> {
  const fence = language === 'toml' ? '+++' : '---'
  const input = `${fence}\n${text.replaceAll(MANY_BLANK_LINES, '\n')}\n${fence}`
  const { data: found, content } = matter(input, { language, engines, delimiters: fence })
  if (content !== '') throw new Error(`a line begins with ${fence}`)
  const data = record(found)
  for (const key of Object.keys(data)) {
    const value = data[key]
    // YAML reads an unquoted time as UTC, 007 as 7 and 12:30 as 750; the source says what was meant.
    if (language === 'yaml' && (isDate(value) || (typeof value === 'number' && isFieldKey(key))))
      data[key] = rawScalar(text, key) ?? value
  }
  return data
}

class TooDeep extends Error {}

/**
 * Limits the nesting depth. js-yaml calls the listener for every value that begins and ends; its own recursion is
 * limited only by the thread's stack.
 */
function boundedListener(): (event: 'open' | 'close') => void {
  let depth = 0
  return (event) => {
    depth += event === 'open' ? 1 : -1
    if (depth > LIMITS.fieldDepth) throw new TooDeep()
  }
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  if (value === undefined || value === null || value === '') return {}
  throw new Error('no fields')
}

function rawScalar(block: string, key: string): string | undefined {
  const at = block.startsWith(`${key}:`) ? 0 : block.indexOf(`\n${key}:`) + 1
  if (at === 0 && !block.startsWith(`${key}:`)) return undefined
  const end = block.indexOf('\n', at)
  const value = block.slice(at + key.length + 1, end < 0 ? undefined : end)
  const plain = value.replace(/\s#.*$/, '').trim()
  return plain === '' || /^[!&*|>]/.test(plain) ? undefined : plain.replace(/^(['"])(.*)\1$/, '$2')
}

function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (text.split('\n', 1)[0] ?? '').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 120)
}

function lineOf(error: unknown): number {
  const mark = (error as { mark?: { line?: unknown }; line?: unknown }).mark?.line
  return typeof mark === 'number' ? Math.max(0, mark - 1) : 0
}

const FIELD = /^["']?([\p{L}_][\p{L}\p{N}_-]*)["']?\s*[:=](?:\s+(.*)|)$/u

/** @returns the fields found, values as strings or lists of strings; the first of a repeated key wins */
export function salvage(block: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  let key = ''
  for (const line of block.split(/\r?\n/)) {
    const field = FIELD.exec(line)
    if (field?.[1] !== undefined) {
      key = field[1] === '__proto__' || field[1] in fields ? '' : field[1]
      if (key !== '') fields[key] = readValue((field[2] ?? '').trim())
    } else if (key !== '') continueField(fields, key, line)
  }
  for (const name of Object.keys(fields)) if (fields[name] === '') delete fields[name]
  return fields
}

function continueField(fields: Record<string, unknown>, key: string, line: string): void {
  const item = /^\s*-\s+(.*)$/.exec(line)?.[1]
  const value = fields[key]
  if (item !== undefined) {
    if (Array.isArray(value)) value.push(unquote(item.trim()))
    else fields[key] = [unquote(item.trim())]
  } else if (/^\s+\S/.test(line) && typeof value === 'string' && !/^\s*[!&*]/.test(line)) {
    fields[key] = value === '' ? line.trim() : `${value} ${line.trim()}`
  }
}

function readValue(written: string): string | string[] {
  // Removes the separators of JSON. A list without its closing bracket is still a list.
  const value = /^["[].*,$/.test(written) ? written.slice(0, -1) : written
  if (/^[|>][-+0-9]*$/.test(value)) return ''
  if (/^[!&*]/.test(value)) return ''
  const flow = /^\[(.*)\]$/.exec(value)?.[1] ?? /^\[([^\]]*)$/.exec(value)?.[1]
  if (flow === undefined) return unquote(value)
  return flow
    .split(/[,，]/)
    .map((item) => unquote(item.trim()))
    .filter((item) => item !== '')
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value)
  if (quoted === null) return withoutComment(value.replace(/^["'](?=[^"']*$)/, ''))
  return quoted[1] === "'" ? (quoted[2] ?? '').replaceAll("''", "'") : (quoted[2] ?? '').replace(/\\(["\\/])/g, '$1')
}

function withoutComment(value: string): string {
  const at = value.search(/\s#\s/)
  return at < 0 ? value : value.slice(0, at).trimEnd()
}
