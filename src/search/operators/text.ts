/** A word or a question: all of its words. A text without any word is matched as a string. */
import type { TextNode } from '../../query/index.js'
import type { FieldId } from '../../storage/segment/fields.js'
import { everyTest, stringTest, unitTest } from '../matching/hit-tests.js'
import { stringSet } from '../matching/phrase.js'
import { allUnits, isOneWord } from '../matching/units.js'
import { stringFinder } from '../occurrences/finder.js'
import { readOneText, type QueryUnit } from '../planning/query-text.js'
import { isPlainPair, stringPart } from './exact.js'
import type { Operator, PlaceContext, PlacedPart } from './operator.js'
import { scoringText } from './string.js'

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
