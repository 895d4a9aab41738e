/**
 * Fields of a collection's own, declared once and kept in its manifest. Their values are stored with an article's other
 * keys, so an index without any is as it was.
 */

/**
 * - `keyword`: one text or several, compared as a whole (normalised); filtered and counted.
 * - `number`, `date`: filtered by ranges and sorted by.
 * - `text`: searched with everything else, and by itself.
 * - `stored`: what JSON can hold, given back.
 */
export const fieldTypes = ['keyword', 'number', 'date', 'text', 'stored'] as const
export type FieldType = (typeof fieldTypes)[number]

/** By name. */
export type FieldTypes = Readonly<Record<string, FieldType>>

export const mostOwnFields = 64

/** Names that an article, a query or a result uses otherwise. */
const taken: ReadonlySet<string> = new Set([
  ...['id', '_id', 'title', 'text', 'body', 'captions', 'author', 'date', 'url', 'tag', 'tags', 'categories'],
  ...['metadata', 'path', 'site', 'year', 'score', 'recent', 'oldest', 'fields'],
  ...['__proto__', 'constructor', 'prototype'],
])

/** Whether a field may be called so: letters, digits and _ or Han, and no name that means something else. */
export function isFieldName(text: string): boolean {
  return /^(?:[A-Za-z_][A-Za-z0-9_]{1,31}|\p{Script=Han}{1,16})$/u.test(text) && !taken.has(text.toLowerCase())
}

export function areFieldTypes(value: unknown): value is FieldTypes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length <= mostOwnFields &&
    entries.every(([key, type]) => isFieldName(key) && (fieldTypes as readonly unknown[]).includes(type))
  )
}
