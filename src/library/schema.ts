/** The collection's own fields in requests and results. */
import { XunzhangError } from '../base/errors.js'
import type { Manifest } from '../storage/segment/manifest.js'
import type { OwnOrder, SortOrder } from '../search/scoring/top-k.js'
import { facetNames } from './types.js'
import type { FieldTypes } from '../text/schema.js'

export const noFields: FieldTypes = {}

/** The own fields of several indexes. If two of them declare the same field, the type in the first one counts. */
export function fieldsOf(manifests: readonly Pick<Manifest, 'fields'>[]): FieldTypes {
  if (manifests.length === 1) return manifests[0]!.fields ?? noFields
  return manifests.reduce<FieldTypes>((all, { fields }) => ({ ...fields, ...all }), noFields)
}

const ownOrder = /^(.+?)(?::(asc|desc))?$/

/** `score`, `date`, `recent`, or a field with `:asc` or `:desc`. @throws XunzhangError USAGE */
export function readOrder(sort: string, orders: readonly string[], fields: FieldTypes): SortOrder | OwnOrder {
  if (orders.includes(sort)) return sort as SortOrder
  const [, field = '', order = 'asc'] = ownOrder.exec(sort) ?? []
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (type === 'number' || type === 'date') return { field, type, order: order as 'asc' | 'desc' }
  const sortable = Object.keys(fields).filter((name) => fields[name] === 'number' || fields[name] === 'date')
  const choices = [...orders, ...sortable.flatMap((name) => [`${name}:asc`, `${name}:desc`])]
  throw refused('sort', 'one', sort, choices)
}

/** @throws XunzhangError USAGE for a name that is neither a facet nor a keyword field */
export function checkFacets(facets: readonly string[], fields: FieldTypes): void {
  const choices = [...facetNames, ...Object.keys(fields).filter((name) => fields[name] === 'keyword')]
  for (const name of facets) if (!choices.includes(name)) throw refused('facets', 'list', name, choices)
}

function refused(where: string, type: 'one' | 'list', value: string, choices: readonly string[]): XunzhangError {
  return new XunzhangError('OPTION_VALUE', { value: JSON.stringify(value), type, min: 0, max: 0, choices }, { where })
}

/** Splits an article's metadata into values of the collection's own fields and the rest; counts the text fields. */
export function splitOwn(
  metadata: Readonly<Record<string, unknown>>,
  fields: FieldTypes,
): { own: Record<string, unknown>; rest: Record<string, unknown>; texts: number } {
  const own: Record<string, unknown> = {}
  const rest: Record<string, unknown> = {}
  let texts = 0
  for (const [key, value] of Object.entries(metadata)) {
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (type === undefined) rest[key] = value
    else own[key] = value
    if (type === 'text') texts++
  }
  return { own, rest, texts }
}
