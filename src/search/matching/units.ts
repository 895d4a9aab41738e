/** Articles that contain the words of an unquoted text. */
import type { FieldId } from '../../storage/segment/fields.js'
import type { Leaf } from '../leaf.js'
import type { MatchContext } from '../operators/operator.js'
import type { QueryUnit } from '../planning/query-text.js'
import type { Bitset } from './bitset.js'
import { termSet } from './lists.js'
import { stringSet } from './phrase.js'
import { intersection, union } from './sets.js'

export function allUnits(leaf: Leaf, units: readonly QueryUnit[], context: MatchContext, within?: Bitset): Bitset {
  const { fields } = context
  const setOf = (unit: QueryUnit, set: Bitset | undefined): Bitset => {
    // Units are resolved one at a time: most units of a long text need not be, because the set is soon empty.
    const parts = unit.parts.length === 0 ? [unit] : context.resolve([unit], fields)
    return intersection(leaf, parts, (part, left) => unitSet(leaf, part, fields, left), set)
  }
  return intersection(leaf, distinct(units), setOf, within)
}

function distinct(units: readonly QueryUnit[]): QueryUnit[] {
  return [...new Map(units.map((unit) => [unit.text, unit])).values()]
}

export function anyUnit(leaf: Leaf, units: readonly QueryUnit[], fields: readonly FieldId[]): Bitset {
  const words = units.flatMap((unit) => (unit.parts.length > 0 ? unit.parts : [unit]))
  return union(leaf, distinct(words), (word, left) => unitSet(leaf, word, fields, left), undefined)
}

function unitSet(leaf: Leaf, { text, latin }: QueryUnit, fields: readonly FieldId[], within?: Bitset): Bitset {
  // A compound (3.14, COVID-19) is segmented differently inside a longer one, so the text decides.
  if (latin)
    return isOneWord(text)
      ? termSet(leaf.reader, fields, 'term', text)
      : stringSet(leaf, fields, text, within, true, true)
  if (text.length === 2) return termSet(leaf.reader, fields, 'pair', text)
  return stringSet(leaf, fields, text, within)
}

export const isOneWord = (text: string): boolean => /^[\p{L}\p{N}\p{M}]+$/u.test(text)
