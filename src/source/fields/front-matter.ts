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
import type { FrontMatter } from './split.js'

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
