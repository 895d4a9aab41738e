/**
 * Notes of Obsidian and Logseq: reads the metadata in their text (tags, aliases, properties) and removes what only the
 * program uses (comments, block names, macros). Linear in the size of a note; never throws.
 * Formats: help.obsidian.md, "Tags", "Aliases", "Callouts", "Comments"; docs.logseq.com, "Properties".
 */
import { LIMITS } from '../limits.js'
import { markupLines } from '../lines.js'
import { Fences } from './fences.js'

export type Vault = 'Obsidian' | 'Logseq'

export interface Note {
  /** The text without what only the program uses. */
  readonly text: string
  /** Keys and values, as in front matter. */
  readonly data: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
  /** Other names of the note. */
  readonly aliases: readonly string[]
}

/** @param text the note after its front matter @param data the fields of the front matter */
export function readNote(vault: Vault, text: string, data: Readonly<Record<string, unknown>>): Note {
  const [properties, body] = vault === 'Logseq' ? splitProperties(text) : [{}, text]
  const all = { ...properties, ...data }
  const tags = new Set<string>()
  const kept: string[] = []
  let hidden = ''
  const lines = markupLines(body)
  const fences = new Fences(lines)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const fence = fences.at(at)
    if (fence !== undefined) {
      for (; at < fence.end; at++) kept.push(lines[at]!)
      at--
      continue
    }
    const [shown, stillHidden] = vault === 'Obsidian' ? withoutComments(line, hidden) : withoutDrawers(line, hidden)
    if (hidden !== '' && shown === '') {
      hidden = stillHidden
      continue
    }
    hidden = stillHidden
    const plain = vault === 'Obsidian' ? obsidianLine(shown) : logseqLine(shown)
    if (plain === undefined) continue
    collectTags(plain, tags)
    kept.push(plain)
  }
  return { text: kept.join('\n'), data: all, tags: [...tags], aliases: aliasesOf(all) }
}

/** `#tag`, `#nested/tag`, `#[[several words]]`; a number alone is not a tag. */
const TAG = /(?:^|[\s(（，。；、])#(?:\[\[([^\]\n]{1,200})\]\]|([\p{L}\p{N}_/-]{1,200})(?!#))/gu

function collectTags(line: string, tags: Set<string>): void {
  if (!line.includes('#')) return
  for (const [, several, one] of line.replace(CODE, '').matchAll(TAG)) {
    const tag = (several ?? one!).replace(/\/$/, '').trim()
    if (tags.size < LIMITS.labels && /\p{L}/u.test(tag)) tags.add(tag)
  }
}

const CODE = /`[^`\n]{1,500}`/g

/** Removes text between `%%` and `%%`, on one line or over several. */
function withoutComments(line: string, hidden: string): [string, string] {
  if (hidden === '' && !line.includes('%%')) return [line, '']
  const parts = line.split('%%')
  const shown = parts.filter((_, i) => (i % 2 === 0) === (hidden === ''))
  return [shown.join(''), (parts.length % 2 === 0) === (hidden === '') ? '%%' : '']
}

const BLOCK_NAME = /[ \t]\^[\da-zA-Z-]{1,60}[ \t]*$/
const CALLOUT = /^((?:[ \t]{0,3}>){1,10}[ \t]*)\[!([\w|-]{1,40})\][-+]?[ \t]*/

function obsidianLine(line: string): string {
  const named = line.includes('^') ? line.replace(BLOCK_NAME, '').replace(/^\^[\da-zA-Z-]{1,60}$/, '') : line
  return named.includes('[!') ? named.replace(CALLOUT, '$1') : named
}

/** Removes the lines from `:LOGBOOK:` to `:END:`. */
function withoutDrawers(line: string, hidden: string): [string, string] {
  const word = line.trim()
  if (hidden !== '') return ['', word === ':END:' ? '' : hidden]
  return word === ':LOGBOOK:' ? ['', ':END:'] : [line, '']
}

const PROPERTY = /^[ \t]*(?:- )?([\p{L}][\p{L}\p{N}_./-]{0,60}):: ?(.{0,2000})$/u
/** Properties of blocks that only Logseq uses. */
const OWN_PROPERTIES =
  /^(?:id|collapsed|background-color|heading|logseq\..*|ls-type|hl-.*|card-.*|created-at|updated-at)$/
/** Macros that show something from elsewhere, and references to blocks. What stands in other braces is text. */
const MACRO =
  /\{\{(?:query|embed|renderer|namespace|function|cards|video|youtube|vimeo|bilibili|twitter|tweet|img|zotero)\b[^{}\n]{0,500}\}\}|\(\([\da-f-]{36}\)\)/g
const CLOZE = /\{\{cloze ([^{}\n]{0,500})\}\}/g

/** Undefined for a line that only Logseq uses. */
function logseqLine(line: string): string | undefined {
  const property = line.includes('::') ? PROPERTY.exec(line) : null
  if (property !== null && OWN_PROPERTIES.test(property[1]!)) return undefined
  if (/^[ \t]*(?:SCHEDULED|DEADLINE): </.test(line)) return undefined
  return line.includes('{{') || line.includes('((') ? line.replace(MACRO, '').replace(CLOZE, '$1') : line
}

/** Splits off the properties of the page, which are in its first block. */
function splitProperties(text: string): [Record<string, unknown>, string] {
  const data: Record<string, unknown> = {}
  let at = 0
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '')
    const property = PROPERTY.exec(line)
    if (property === null && (line.trim() !== '' || Object.keys(data).length > 0)) break
    if (property !== null && property[1] !== '__proto__')
      data[property[1]!] = valueOf(property[1]!, property[2]!.trim())
    at = end < 0 ? text.length : end + 1
  }
  return [data, text.slice(at)]
}

const LISTS = /^(?:tags?|alias(?:es)?)$/i

/** Lists are comma-separated; links to pages and tags are replaced by their names. */
function valueOf(key: string, value: string): unknown {
  const named = value.replace(/#?\[\[([^[\]]{1,300})\]\]/g, '$1')
  return LISTS.test(key) ? named.split(/[,，]/).map((one) => one.trim().replace(/^#/, '')) : named
}

function aliasesOf(data: Readonly<Record<string, unknown>>): string[] {
  const given = ['aliases', 'alias'].flatMap((key) => data[key])
  const texts = given.flatMap((one) => (typeof one === 'string' ? one.split(/[,，]/) : []))
  return [...new Set(texts.map((one) => one.trim()).filter((one) => one !== ''))].slice(0, LIMITS.labels)
}
