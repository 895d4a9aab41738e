/**
 * Filters that narrow a query: values of fields. An article must match one value of each field. Dates are years,
 * months, ranges of days, or none.
 */

/** `author`, `tag`, `date`, and keyword fields of the collection's own. */
export type Filters = Readonly<Record<string, readonly string[]>>
export const noFilters: Filters = {}

export const undated = 'none'

export interface ChosenFilter {
  readonly name: string
  readonly value: string
}

export function chosenFilters(filters: Filters): ChosenFilter[] {
  return Object.entries(filters).flatMap(([name, values]) => values.map((value) => ({ name, value })))
}

/** Adds a value or removes it. A month replaces its year, and a year replaces its months. */
export function toggledFilter(filters: Filters, { name, value }: ChosenFilter): Filters {
  const values = filters[name] ?? []
  if (values.includes(value)) {
    const others = values.filter((other) => other !== value)
    return withValues(filters, name, others)
  }
  const isWithin = (one: string, other: string): boolean => name === 'date' && one.startsWith(`${other}-`)
  const apart = values.filter((other) => !isWithin(value, other) && !isWithin(other, value))
  return withValues(filters, name, [...apart, value])
}

/** The years that a date filter contains, as a year or as one of its months. */
export function chosenYears(filters: Filters): string[] {
  const years = (filters['date'] ?? []).flatMap((value) => /^(\d{4})(?:-\d\d)?$/.exec(value)?.[1] ?? [])
  return [...new Set(years)]
}

/** @returns {@link noFilters} if nothing is left; by default, the field is left out */
export function withValues(filters: Filters, name: string, values: readonly string[] = []): Filters {
  const { [name]: _, ...others } = filters
  const next = values.length === 0 ? others : { ...others, [name]: values }
  return Object.keys(next).length === 0 ? noFilters : next
}

export function filterClauses(filters: Filters): string[] {
  return Object.entries(filters).map(([name, values]) => {
    const each = values.map((value) => (name === 'date' ? dateClause(value) : `${name}:${quoted(value)}`))
    return each.length === 1 ? each[0]! : `(${each.join(' | ')})`
  })
}

function dateClause(value: string): string {
  if (value === undated) return '-date:0001..9999'
  return value.includes('..') ? `date:${value}` : `date:${value}..${value}`
}

function quoted(value: string): string {
  return `"${value.replaceAll('"', ' ')}"`
}

export function withoutLast(filters: Filters): Filters {
  const last = chosenFilters(filters).at(-1)
  return last === undefined ? filters : toggledFilter(filters, last)
}
