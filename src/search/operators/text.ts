/** A word or a question: all of its words. A text without any word is matched as a string. */
import type { TextNode } from '../../query/index.js'
import type { FieldId } from '../../storage/segment/fields.js'
import { everyTest, stringTest, unitTest } from '../matching/hit-tests.js'
import { stringSet } from '../matching/phrase.js'
import { stringFinder } from '../occurrences/nearby.js'
import { readOneText, type QueryUnit } from '../planning/query-text.js'
import { isPlainPair, stringPart } from './string.js'
import type { Operator, PlaceContext, PlacedPart, MatchContext } from './operator.js'
import { scoringText } from './string.js'
import type { Leaf } from '../leaf.js'
import type { Bitset } from '../matching/bitset.js'
import { termSet } from '../matching/lists.js'
import { intersection, union } from './and.js'

/* Articles that contain the words of an unquoted text. */

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

const isOneWord = (text: string): boolean => /^[\p{L}\p{N}\p{M}]+$/u.test(text)

export const text: Operator<TextNode> = () => ({
  match: (leaf, { text }, context, within) => {
    const { fields } = context
    if (context.isNear === true) return stringSet(leaf, fields, text, within, true, true)
    const { units } = readOneText(text, context.analyzer, context.parameters)
    return units.length === 0 ? stringSet(leaf, fields, text, within) : allUnits(leaf, units, context, within)
  },
  texts: (node, fields, boost) => [scoringText(node, fields, boost)],
  find: ({ text }) => stringFinder(text, true, true),
  places: ({ text }, fields, context, isTop) => {
    const { units } = isTop ? context.soft : readOneText(text, context.analyzer, context.parameters)
    if (isTop && units.length > 0) return []
    return units.length > 0 ? placesOfUnits(units, fields, context) : [stringPart(text, fields)]
  },
  demand: ({ text }, fields, read) => {
    const units = read(text)
    return units.length === 0 ? stringTest(text, fields) : everyTest(units.map((unit) => unitTest(unit, fields)))
  },
  condition: ({ text }, server, fields) => server.words(text, fields),
})

export function placesOfUnits(
  units: readonly QueryUnit[],
  fields: readonly FieldId[],
  { isAny, resolve }: PlaceContext,
): readonly PlacedPart[] {
  const required = units.flatMap((unit) =>
    unit.parts.length === 0 ? [unit] : isAny ? unit.parts : resolve([unit], fields),
  )
  return required.map(({ text, latin }) => {
    const find = stringFinder(text, true, true)
    if (latin) return { fields, find, ...(isOneWord(text) && { term: { kind: 'term', text } }) }
    return { fields, find, ...(isPlainPair(text) && { term: { kind: 'pair', text } }) }
  })
}
