/** Reads the values of a collection's own fields from a record, front matter or a given object. */
import type { FieldType, FieldTypes } from '../../text/schema.js'
import type { Article } from '../article.js'
import { LIMITS } from '../limits.js'
import { parseDate } from './dates.js'
import { isFieldKey } from './map.js'

export type OwnValue = string | number | readonly string[] | object | boolean

/** UTF-16 units of a text field, far above what an abstract needs; a longer value counts as none. */
const longestText = 64 * 1024

/** @returns undefined if the value is not of the type */
export function ownValue(type: FieldType, value: unknown): OwnValue | undefined {
  if (isNone(value)) return undefined
  switch (type) {
    case 'number':
      return numberOf(value)
    case 'date':
      return parseDate(value) || undefined
    case 'keyword':
      return keywords(value)
    case 'text':
      return typeof value === 'string' && value.length <= longestText ? value : undefined
    case 'stored':
      return value
  }
}

const isNone = (value: unknown): value is undefined | null | '' => value === undefined || value === null || value === ''

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function keywords(value: unknown): string | readonly string[] | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return value.length <= LIMITS.fieldUnits ? value : undefined
  const isList = Array.isArray(value) && value.length > 0 && value.length <= LIMITS.labels
  return isList && value.every((one) => typeof one === 'string' && one.length <= LIMITS.fieldUnits)
    ? (value as string[])
    : undefined
}

type WithOwn = Pick<Article, 'captions' | 'metadata' | 'origin'>

export interface OwnContext {
  readonly fields?: FieldTypes
  /** Called for a value that is not of its field's type, with the line of its article; the field stays empty. */
  readonly onFieldValue?: (field: string, type: FieldType, line: number) => void
}

/**
 * The data without own fields, because the bounds of an article's other keys do not apply to them. Keys that also name
 * a standard field (title, date …) are kept.
 */
export function withoutOwnFields(
  data: Readonly<Record<string, unknown>>,
  { fields }: OwnContext,
): Readonly<Record<string, unknown>> {
  if (fields === undefined) return data
  return Object.fromEntries(Object.entries(data).filter(([key]) => !Object.hasOwn(fields, key) || isFieldKey(key)))
}

/**
 * The article with its own fields. Their values are stored with its other keys; those of text fields are also appended
 * to the captions, where they are searched.
 * @param data where the values come from
 */
export function withOwnFields<T extends WithOwn>(
  article: T,
  data: Readonly<Record<string, unknown>>,
  { fields, onFieldValue }: OwnContext,
): T {
  if (fields === undefined) return article
  const metadata: Record<string, unknown> = { ...article.metadata }
  const captions = [...article.captions]
  for (const [name, type] of Object.entries(fields)) {
    delete metadata[name]
    if (!Object.hasOwn(data, name)) continue
    const value = ownValue(type, data[name])
    if (value === undefined) {
      if (!isNone(data[name])) onFieldValue?.(name, type, article.origin.line)
      continue
    }
    metadata[name] = value
    if (type === 'text') captions.push(value as string)
  }
  return { ...article, captions, metadata }
}
