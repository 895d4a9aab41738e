/**
 * A collection's own fields, declared once and kept in its manifest. Their values are stored with an article's other
 * keys, so the format of an index without own fields is unchanged.
 */
import { XunzhangError } from '../base/errors.js'
import { facetNames } from './facets/index.js'

/**
 * - `keyword`: one text or several, compared as a whole (normalised); filtered and counted.
 * - `number`, `date`: filtered by ranges and sorted by.
 * - `text`: searched with everything else, and by itself.
 * - `stored`: any JSON, returned with the article.
 */
export const fieldTypes = ['keyword', 'number', 'date', 'text', 'stored'] as const
export type FieldType = (typeof fieldTypes)[number]

export type FieldTypes = Readonly<Record<string, FieldType>>

export const mostOwnFields = 64

/** Names that have another meaning in an article, a query or a result. */
const taken: ReadonlySet<string> = new Set([
  ...['id', '_id', 'title', 'text', 'body', 'captions', 'author', 'date', 'url', 'tag', 'tags', 'categories'],
  ...['metadata', 'path', 'score', 'recent', 'oldest', 'fields', ...facetNames],
  ...['__proto__', 'constructor', 'prototype'],
])

/** Whether a field may have this name: letters, digits and _, or Han, and no other meaning. */
export function isFieldName(text: string): boolean {
  return /^(?:[A-Za-z_][A-Za-z0-9_]{1,31}|\p{Script=Han}{1,16})$/u.test(text) && !taken.has(text.toLowerCase())
}

/**
 * As {@link areFieldTypes}, for what a user declares.
 * @throws XunzhangError USAGE, naming the first wrong field and what is wrong with it
 */
export function checkFieldTypes(fields: unknown, where = 'fields'): fields is FieldTypes {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return false
  for (const [name, type] of Object.entries(fields as Readonly<Record<string, unknown>>)) {
    if (areFieldTypes({ [name]: type })) continue
    const what = taken.has(name.toLowerCase()) ? 'taken' : 'form'
    throw new XunzhangError('FIELD_DECLARATION', { what, value: `${name}:${String(type)}` }, { where })
  }
  return areFieldTypes(fields)
}

export function areFieldTypes(value: unknown): value is FieldTypes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length <= mostOwnFields &&
    entries.every(([key, type]) => isFieldName(key) && (fieldTypes as readonly unknown[]).includes(type))
  )
}
