/**
 * Reads values of a generator's configuration: the text after a key at the beginning of a line, in YAML, TOML, JSON or
 * JavaScript alike. A configuration is never run or parsed as a whole, because it may be a program.
 */
import { readFileSync, statSync } from 'node:fs'

const longestConfig = 1 << 20

/** The text of a configuration; '' if it can't be read or is larger than 1 MiB. */
export function readConfig(path: string): string {
  try {
    const stats = statSync(path)
    return stats.isFile() && stats.size <= longestConfig ? readFileSync(path, 'utf8') : ''
  } catch {
    return ''
  }
}

/** The plain value of a key; undefined if it has none. */
export function valueOf(config: string, key: string): string | undefined {
  const line = new RegExp(`^[ \\t{]*["']?${key}["']?[ \\t]*[:=][ \\t]*(.*)$`, 'm').exec(config)?.[1]
  const value = line === undefined ? '' : unquoted(line)
  return value === '' || /^[[{|>]/.test(value) ? undefined : value
}

function unquoted(line: string): string {
  const quoted = /^(["'`])(.*?)\1/.exec(line)
  return quoted?.[2] ?? line.replace(/(?:^|\s)#.*$|,\s*$/g, '').trim()
}

/** A value that is a folder relative to the configuration's, without slashes at its ends; '' for that folder itself. */
export function folderValue(config: string, key: string): string | undefined {
  const value = valueOf(config, key)?.replace(/^\.?\/+|\/+$/g, '')
  return value === undefined || value.split('/').includes('..') ? undefined : value === '.' ? '' : value
}

/** Every quoted value of a key, anywhere in the configuration. */
export function allValues(config: string, key: string): string[] {
  const pattern = new RegExp(`["']?\\b${key}["']?[ \\t]*[:=][ \\t]*(["'\`])([^"'\`\\n]*)\\1`, 'g')
  return Array.from(config.matchAll(pattern), (match) => match[2]!.replace(/^\.?\/+|\/+$/g, ''))
}

function betweenBrackets(line: string): string | undefined {
  const start = line.indexOf('[')
  const end = line.lastIndexOf(']')
  return start >= 0 && end > start ? line.slice(start + 1, end) : undefined
}

/** The entries of a list or map below a key: `key: [a, b]`, or lines that are indented or begin with a dash. */
export function entriesOf(config: string, key: string): string[] {
  const lines = config.split(/\r?\n/)
  const at = lines.findIndex((line) => new RegExp(`^["']?${key}["']?[ \\t]*[:=]`).test(line))
  if (at < 0) return []
  const inline = betweenBrackets(lines[at]!)
  if (inline !== undefined)
    return inline
      .split(',')
      .map((part) => unquoted(part.trim()))
      .filter((part) => part !== '')
  const entries: string[] = []
  let depth = Infinity
  for (const line of lines.slice(at + 1)) {
    const [, indent = '', dash, rest = ''] = /^([ \t]*)(- *)?(.*)$/.exec(line) ?? []
    if (rest === '' || rest.startsWith('#')) continue
    if (indent === '' && dash === undefined) break
    depth = Math.min(depth, indent.length)
    if (indent.length === depth) entries.push(unquoted(dash === undefined ? rest.replace(/:.*$/, '') : rest))
  }
  return entries
}
