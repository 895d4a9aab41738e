/**
 * Maps the keys that generators, feeds and dumps use to the fields of an article. One table of names; other keys become
 * metadata.
 */
import { decodeAgain } from '../html/entities.js'
import { LIMITS } from '../limits.js'
import { isSentence } from '../missing-sentences.js'
import { withoutZeroWidth, simplified } from '../lines.js'
import { parseDate, isDate } from './dates.js'

/* Objects that were parsed from JSON. */

export type JsonRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects of a list; none if the value is not a list. */
export function recordsOf(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** What a header, a record or a page says about its article; every field may be empty. */
export interface Fields {
  title: string
  date: string
  author: string
  url: string
  tags: readonly string[]
  categories: readonly string[]
  metadata: Record<string, unknown>
}

/** As {@link keyName} returns them, in order of trust; the first with a value wins. */
const KEYS = {
  title: ['title', 'headline', '标题', '题目', '题名', '文章标题', '新闻标题'],
  date: (
    'date published pubdate publishdate publishedat publishedtime publishtime pubtime datepublished ' +
    'releasedate postdate posttime created createdat createtime createdate datecreated datetime time ' +
    'timestamp 日期 发布时间 发布日期 发表时间 发表日期 时间 timeadded savedat updated updatedat updatetime lastmod modified ' +
    '更新时间'
  ).split(' '),
  author: ['author', 'authors', 'authorname', 'creator', 'writer', 'byline', 'by', '作者'],
  url: (
    'url from link sourceurl originalurl original canonical canonicalurl source permalink href articleurl ' +
    '链接 网址 来源'
  ).split(' '),
  tags: ['tags', 'tag', 'keywords', 'keyword', '标签', '关键词', '关键字'],
  categories: ['categories', 'category', 'channel', 'section', 'column', '分类', '栏目'],
} as const

type Field = keyof typeof KEYS

/** For each key the field it may fill, and its rank among those of that field. */
const FIELD_OF = new Map<string, { readonly field: Field; readonly rank: number }>()
for (const field of Object.keys(KEYS) as Field[])
  for (const [rank, key] of KEYS[field].entries()) FIELD_OF.set(key, { field, rank })

/** True for a key that is the name of some field, or of the given one, however it is written. */
export function isFieldKey(key: string, field?: Field): boolean {
  const named = fieldOf(key)
  return named !== undefined && (field === undefined || named.field === field)
}

function fieldOf(key: string): { readonly field: Field; readonly rank: number } | undefined {
  return FIELD_OF.get(key) ?? FIELD_OF.get(keyName(key))
}

interface Candidate {
  readonly key: string
  readonly rank: number
}

/** The keys that may fill each field, in order of trust. Of several spellings of one name, the first counts. */
function candidates(data: Readonly<Record<string, unknown>>): Readonly<Record<Field, readonly Candidate[]>> {
  const found: Record<Field, Candidate[]> = { title: [], date: [], author: [], url: [], tags: [], categories: [] }
  for (const key of Object.keys(data)) {
    const named = fieldOf(key)
    if (named === undefined || found[named.field].some(({ rank }) => rank === named.rank)) continue
    found[named.field].push({ key, rank: named.rank })
  }
  for (const field in found) if (found[field as Field].length > 1) found[field as Field].sort((a, b) => a.rank - b.rank)
  return found
}

const isText = (value: unknown): boolean => typeof value === 'string' && isSentence(value)

/**
 * Maps plain data (see `toPlain`) to fields; keys that are not fields, or can't be read as such, become metadata.
 * @param onLeftOut called if there is more metadata than is kept
 */
export function mapFields(data: Readonly<Record<string, unknown>>, onLeftOut?: () => void): Fields {
  const found = candidates(data)
  const used = new Set<string>()
  const pick = <T extends string | readonly string[]>(field: Field, read: (value: unknown) => T, empty: T): T => {
    for (const { key } of found[field]) {
      const value = read(data[key])
      if (value.length === 0) continue
      // A sentence that contains a date is also kept as metadata.
      if (field !== 'date' || !isText(data[key])) used.add(key)
      return value
    }
    return empty
  }
  const [taxonomies, extra] = [data['taxonomies'], data['extra']].map((value) => (isRecord(value) ? value : {}))
  const fields: Fields = {
    title: pick('title', titleText, ''),
    date: pick('date', parseDate, ''),
    author: pick('author', personNames, '') || personNames(extra!['author']),
    url: pick('url', webAddress, ''),
    tags: pick('tags', labels, []),
    categories: pick('categories', labels, []),
    metadata: {},
  }
  if (fields.tags.length === 0) fields.tags = labels(taxonomies!['tags'])
  if (fields.categories.length === 0) fields.categories = labels(taxonomies!['categories'])
  fields.metadata = boundedRest(data, used, onLeftOut)
  return fields
}

/** A one-line text: entities decoded, blanks collapsed, no zero-width characters, length bounded; '' if not text. */
export function plainText(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  const text = withoutZeroWidth(decodeAgain(value))
  return (/\s/.test(text) ? text.replace(/\s+/g, ' ').trim() : text).slice(0, LIMITS.fieldUnits)
}

const INLINE = /<(\/?)(?:b|i|em|strong|span|font|mark|u|small|sup|sub|br|wbr)\b[^<>]{0,300}>/gi

/** A title without inline markup; a tag that is not closed is part of its text. */
export function titleText(value: unknown): string {
  return plainText(typeof value === 'string' && /<\/|<w?br/i.test(value) ? value.replace(INLINE, '') : value)
}

function personNames(value: unknown): string {
  if (!Array.isArray(value)) return plainText(isRecord(value) ? value['name'] : value)
  const names = value.map(personNames).filter((name) => name !== '')
  return names.join('、').slice(0, LIMITS.fieldUnits)
}

/** An address of the web, alone in a text; '' for all else. */
export function httpAddress(text: string): string {
  return /^https?:\/\/\S+$/i.test(text.trim()) ? text.trim().slice(0, LIMITS.fieldUnits) : ''
}

/** Only addresses that a browser could open; the name of a source is not one. */
function webAddress(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : ''
  return /^(?:https?:)?\/\/\S+$/i.test(text) ? decodeAgain(text).slice(0, LIMITS.fieldUnits) : ''
}

/** Labels from a list, a list of lists, objects with names, or one string with separators. */
export function labels(value: unknown): string[] {
  const found = new Set<string>()
  const add = (text: string): void => {
    const label = plainText(text)
    if (label !== '' && label.length <= LIMITS.labelUnits && found.size < LIMITS.labels) found.add(label)
  }
  const visit = (x: unknown): void => {
    if (Array.isArray(x)) x.forEach(visit)
    else if (isRecord(x)) visit(x['name'])
    else if (typeof x === 'number') add(String(x))
    else if (typeof x === 'string' && Array.isArray(value)) add(x)
    else if (typeof x === 'string') splitLabels(withoutZeroWidth(x)).forEach(add)
  }
  visit(value)
  return [...found]
}

/** Blanks separate only if every piece begins with Han: 科技 财经 are two labels, "machine learning" is one. */
function splitLabels(text: string): string[] {
  if (/[,，、;；|]/.test(text)) return text.split(/[,，、;；|]/)
  const pieces = text.trim().split(/\s+/)
  return pieces.every((piece) => /^\p{Script=Han}/u.test(piece)) ? pieces : [text]
}

function boundedRest(
  data: Readonly<Record<string, unknown>>,
  used: ReadonlySet<string>,
  onLeftOut?: () => void,
): Record<string, unknown> {
  const rest: Record<string, unknown> = {}
  let keys = 0
  let units = 0
  let isCut = false
  for (const key of Object.keys(data)) {
    if (used.has(key)) continue
    const value = data[key]
    // If a text became a key by mistake, the key is cut and its value kept.
    const name = key.length > LIMITS.metadataUnits ? key.slice(0, LIMITS.labelUnits) : key
    const size = name.length + (typeof value === 'string' ? value.length : (JSON.stringify(value) ?? '').length)
    if (keys === LIMITS.metadataKeys || units + size > LIMITS.metadataUnits) {
      isCut = true
      continue
    }
    keys++
    units += size
    rest[name] = value
  }
  if (isCut) onLeftOut?.()
  return rest
}

/** No table has a longer name. A key of a damaged file may be of any size, and would be converted for each record. */
const longestName = 100

/** A key as it is in the tables of names: lower case, Simplified, without blanks, hyphens and underscores. */
export function keyName(key: string): string {
  return key.length > longestName ? key : simplified(key.toLowerCase().replace(/[\s_-]+/g, ''))
}

/*
 * Copies parsed values to plain JSON within bounds. With aliases, a small YAML file can describe a huge tree (the
 * "billion laughs"), so only a limited number of values is copied, and the rest is left out.
 */

const MOST_VALUES = 4000

/**
 * Copies fields as plain JSON: dates to ISO text, functions and symbols removed, depth, number and length bounded.
 * @param onCut called if there were more values than are copied; simple fields are copied even then
 */
export function toPlain(fields: Readonly<Record<string, unknown>>, onCut?: () => void): Record<string, unknown> {
  const budget = { values: MOST_VALUES }
  const plain: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) {
    if (key === '__proto__') continue
    const simple = typeof fields[key] !== 'object'
    const value = copy(fields[key], 0, simple ? { values: 1 } : budget)
    if (value !== undefined) plain[key] = value
    // A sentence that became a key by mistake is kept.
    else if (isSentence(key)) plain[key] = ''
  }
  if (budget.values < 0) onCut?.()
  return plain
}

function copy(value: unknown, depth: number, budget: { values: number }): unknown {
  if (--budget.values < 0 || depth > LIMITS.metadataDepth) return undefined
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : undefined
    case 'bigint':
      return value.toString()
    case 'object':
      if (value === null) return undefined
      if (isDate(value)) return parseDate(value)
      return Array.isArray(value) ? copyArray(value, depth, budget) : copyObject(value, depth, budget)
    default:
      return undefined
  }
}

function copyArray(values: readonly unknown[], depth: number, budget: { values: number }): unknown[] {
  const out: unknown[] = []
  for (const value of values) {
    const plain = copy(value, depth + 1, budget)
    if (plain !== undefined) out.push(plain)
    if (budget.values < 0) break
  }
  return out
}

function copyObject(value: object, depth: number, budget: { values: number }): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') continue
    const plain = copy(inner, depth + 1, budget)
    if (plain !== undefined) out[key] = plain
    if (budget.values < 0) break
  }
  return out
}
