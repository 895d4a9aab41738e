/** Reads articles that a program passes as objects: every field is checked, nothing is guessed. */
import { XunzhangError } from '../base/errors.js'
import { givenPath } from '../text/qualified-ids.js'
import { utf8Length } from '../text/units.js'
import type { Article } from './article.js'
import type { FieldTypes } from '../text/schema.js'
import { ownValue, withOwnFields } from './fields/own-values.js'
import { parseDate } from './fields/dates.js'
import { LIMITS } from './limits.js'

/** An article as a program passes it. Other keys than these are kept as `metadata`. */
export interface GivenArticle {
  /** Unique in the index: an article whose ID is already there replaces the earlier one. */
  readonly id: string | number
  readonly title?: string | null | undefined
  /** Paragraphs are separated by line breaks; they are not cleaned. */
  readonly text?: string | null | undefined
  /** Captions of pictures: searched, and shown if only they match. */
  readonly captions?: readonly string[] | null | undefined
  /** Several authors are joined by 、. */
  readonly author?: string | readonly string[] | null | undefined
  /** A `Date`, or a date in a usual spelling: ISO 8601, 2024年5月21日, RFC 822, seconds or milliseconds since 1970. */
  readonly date?: string | number | Date | null | undefined
  readonly url?: string | null | undefined
  readonly tags?: readonly string[] | null | undefined
  readonly categories?: readonly string[] | null | undefined
  /** Stored and returned, not searched: any JSON, up to 256 K characters, own fields included. */
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined
}

/** What is wrong with a given article. */
export type GivenFlaw =
  'object' | 'id' | 'text' | 'texts' | 'date' | 'json' | 'large' | 'empty' | 'body' | 'half' | 'number'

const known: ReadonlySet<string> = new Set('id title text captions author date url tags categories metadata'.split(' '))

/**
 * @param number of the article among those given, from 1: for messages
 * @throws XunzhangError ARTICLE_INVALID
 */
export function readGiven(value: unknown, number: number, fields?: FieldTypes): Article {
  const refuse: Refuse = (key, flaw) => {
    throw new XunzhangError('ARTICLE_INVALID', { number, key, flaw }, { where: 'articles' })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('', 'object')
  const given = givenAgain(value as Given)
  const title = oneText(given, 'title', refuse, LIMITS.fieldUnits)
  const body = oneText(given, 'text', refuse, LIMITS.record)
  const captions = texts(given, 'captions', refuse)
  if (fields !== undefined) checkOwn(given, fields, refuse)
  if (given['text'] === undefined && typeof given['body'] === 'string' && fields?.['body'] === undefined)
    refuse('text', 'body')
  if (title === '' && body === '' && captions.length === 0) refuse('text', 'empty')
  const bytes = utf8Length(body, 0, body.length) + utf8Length(title, 0, title.length)
  const article = {
    id: readId(given['id'], refuse),
    title,
    body,
    captions,
    author: Array.isArray(given['author'])
      ? texts(given, 'author', refuse).join('、')
      : oneText(given, 'author', refuse, LIMITS.fieldUnits),
    date: readDate(given['date'], refuse),
    url: oneText(given, 'url', refuse, LIMITS.fieldUnits),
    tags: texts(given, 'tags', refuse),
    categories: texts(given, 'categories', refuse),
    metadata: readMetadata(given, refuse),
    origin: { path: givenPath, line: 1, start: 0, end: bytes },
  }
  return withOwnFields(article, given, fields === undefined ? {} : { fields })
}

type Given = Readonly<Record<string, unknown>>

/** An article as an index returns it, as it was given: its text is its `body` there, and its place is not its own. */
function givenAgain(value: Given): Given {
  const { body, fields, path, root, line, ...rest } = value
  const isStored = value['text'] === undefined && typeof root === 'string' && typeof line === 'number'
  return isStored && typeof path === 'string' ? { ...rest, ...(fields as object | undefined), text: body } : value
}

function checkOwn(given: Given, fields: FieldTypes, refuse: Refuse): void {
  for (const [name, type] of Object.entries(fields)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === null || value === '') continue
    if (ownValue(type, value) === undefined) refuse(name, flawOf[type])
  }
}

const flawOf = { keyword: 'text', text: 'text', number: 'number', date: 'date', stored: 'json' } as const

type Refuse = (key: string, flaw: GivenFlaw) => never

/** As in JSONL, a number counts as its digits. @throws XunzhangError ARTICLE_INVALID */
function readId(value: unknown, refuse: Refuse): string {
  const id = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  if (typeof id !== 'string' || id === '' || id.length > LIMITS.fieldUnits) return refuse('id', 'id')
  // Storing would change lone surrogates: such an ID would never be found again, and two could become one.
  return id.isWellFormed() ? id : refuse('id', 'half')
}

function oneText(given: Given, key: string, refuse: Refuse, most: number): string {
  const value = given[key] ?? ''
  if (typeof value !== 'string') return refuse(key, 'text')
  return value.length > most ? refuse(key, 'large') : value.toWellFormed()
}

function texts(given: Given, key: string, refuse: Refuse): readonly string[] {
  const value = given[key] ?? none
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) return refuse(key, 'texts')
  return value.length === 0 ? none : value.map((one) => one.toWellFormed()).filter((one) => one !== '')
}

const none: readonly string[] = []

function readDate(value: unknown, refuse: Refuse): string {
  if (value === undefined || value === null || value === '') return ''
  return parseDate(value) || refuse('date', 'date')
}

/** UTF-16 units of the metadata as JSON, own fields included. */
const mostMetadata = 256 * 1024
/** Nesting depth of metadata. */
const deepest = 32

function readMetadata(given: Given, refuse: Refuse): Record<string, unknown> {
  const rest: Record<string, unknown> = {}
  const stated = given['metadata'] ?? {}
  if (typeof stated !== 'object' || Array.isArray(stated)) return refuse('metadata', 'json')
  Object.assign(rest, stated)
  for (const key of Object.keys(given))
    if (!known.has(key) && given[key] !== undefined && given[key] !== null) rest[key] = given[key]
  const keys = Object.keys(rest)
  if (keys.length === 0) return rest
  for (const key of keys) if (!isJson(rest[key], deepest)) refuse(key, 'json')
  const json = JSON.stringify(rest)
  return json.length > mostMetadata ? refuse('metadata', 'large') : (JSON.parse(json) as Record<string, unknown>)
}

function isJson(value: unknown, depth: number): boolean {
  if (value === undefined || value === null || value instanceof Date) return true
  if (typeof value !== 'object')
    return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
  return depth > 0 && Object.values(value).every((one) => isJson(one, depth - 1))
}
