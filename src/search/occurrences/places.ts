/**
 * The parts of a query that occur in texts, and where: words, strings, prefixes, fuzzy words and proximity matches.
 * Excluded parts and filters have no occurrences.
 */
import type { QueryNode } from '../../query/index.js'
import { defaultFields, type FieldId } from '../../storage/segment/fields.js'
import { operators } from '../operators/index.js'
import type { MatchContext, PlacedPart } from '../operators/operator.js'
import { placesOfUnits } from '../operators/text.js'
import type { Plan } from '../planning/plan.js'
import { united, type Occurrence, type Occurrences } from './nearby.js'

export function placedParts(
  node: QueryNode | undefined,
  { soft, match }: Plan,
  context: MatchContext,
): readonly PlacedPart[] {
  const reading = { ...context, soft, isAny: match === 'any' }
  const parts = node === undefined ? [] : operators.places(node, defaultFields, reading, true)
  return [...placesOfUnits(soft.units, defaultFields, reading), ...parts]
}

/**
 * The occurrences of all parts in a field, from left to right. Of those with the same start, the longest is kept. Those
 * that overlap an earlier one are left out, as by `grep -o`.
 */
export function placesIn(parts: readonly PlacedPart[], field: FieldId, units: Uint16Array): Occurrences {
  if (units.length === 0) return []
  const lists = parts.flatMap(({ fields, find }) => (fields.includes(field) ? [find(units)] : []))
  const all = lists.length === 1 ? lists[0]! : united(lists)
  const kept: Occurrence[] = []
  for (const one of all) {
    const last = kept.at(-1)
    if (last === undefined || one.start >= last.end) kept.push(one)
    else if (one.start === last.start && one.end > last.end) kept[kept.length - 1] = one
  }
  return kept
}

export function fieldsOfParts(parts: readonly PlacedPart[]): readonly FieldId[] {
  return [...new Set(parts.flatMap(({ fields }) => fields))].sort((a, b) => a - b)
}
