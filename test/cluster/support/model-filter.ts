/** Filters as a Qdrant server reads them: the conditions that this program sends. */
type Conditions = ModelCondition | readonly ModelCondition[]

export interface ModelFilter {
  readonly must?: Conditions
  readonly must_not?: Conditions
  readonly should?: Conditions
  readonly min_should?: { readonly conditions: readonly ModelCondition[]; readonly min_count: number }
}

interface Range {
  readonly lt?: number
  readonly lte?: number
  readonly gt?: number
  readonly gte?: number
}

export type ModelCondition =
  | ModelFilter
  | { readonly has_id: readonly string[] }
  | { readonly is_empty: { readonly key: string } }
  | { readonly key: string; readonly range: Range }
  | { readonly key: string; readonly match: Match }

type Match =
  | { readonly value: unknown }
  | { readonly any: readonly unknown[] }
  | { readonly phrase: string }
  | { readonly text: string }

interface Matched {
  readonly id: string
  readonly payload: Readonly<Record<string, unknown>>
}

const list = (conditions: Conditions | undefined): readonly ModelCondition[] => [conditions ?? []].flat()

export function matches({ must, must_not, should, min_should }: ModelFilter, point: Matched): boolean {
  const holds = (condition: ModelCondition): boolean => isTrue(condition, point)
  const any = list(should)
  return (
    list(must).every(holds) &&
    !list(must_not).some(holds) &&
    (any.length === 0 || any.some(holds)) &&
    (min_should === undefined || min_should.conditions.filter(holds).length >= min_should.min_count)
  )
}

function isTrue(condition: ModelCondition, point: Matched): boolean {
  if ('has_id' in condition) return condition.has_id.includes(point.id)
  if ('is_empty' in condition) return valuesAt(point.payload, condition.is_empty.key).length === 0
  if ('range' in condition)
    return valuesAt(point.payload, condition.key).some((value) => isWithin(value, condition.range))
  if ('match' in condition)
    return valuesAt(point.payload, condition.key).some((value) => isMatch(value, condition.match))
  const known = ['must', 'must_not', 'should', 'min_should']
  const strange = Object.keys(condition).filter((key) => !known.includes(key))
  if (strange.length > 0) throw new Error(`the model knows no condition ${strange.join()}`)
  return matches(condition, point)
}

/** The values at a dotted path; arrays count as their elements, null as nothing. */
function valuesAt(payload: unknown, key: string): readonly unknown[] {
  let value = payload
  for (const part of key.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[part]
  return [value ?? []].flat()
}

function isWithin(value: unknown, { lt, lte, gt, gte }: Range): boolean {
  if (typeof value !== 'number') return false
  return (
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte) &&
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte)
  )
}

function isMatch(value: unknown, match: Match): boolean {
  if ('value' in match) return value === match.value
  if ('any' in match) return match.any.includes(value)
  if ('phrase' in match) return ` ${words(value).join(' ')} `.includes(` ${words(match.phrase).join(' ')} `)
  const present = new Set(words(value))
  return words(match.text).every((word) => present.has(word))
}

const words = (text: unknown): string[] =>
  typeof text === 'string' ? text.split(/\s+/).filter((word) => word !== '') : []
