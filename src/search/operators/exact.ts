/** `"中国 贸易"`: a string, anywhere. */
import type { ExactNode } from '../../query/index.js'
import type { FieldId } from '../../storage/segment/fields.js'
import { planPhrase } from '../matching/needle.js'
import { stringFinder } from '../occurrences/nearby.js'
import type { Operator, PlacedPart } from './operator.js'
import { stringOperator } from './string.js'

export const exact: Operator<ExactNode> = () => ({
  ...stringOperator<ExactNode>(false, false),
  places: ({ text }, fields) => [stringPart(text, fields)],
})

export function stringPart(source: string, fields: readonly FieldId[]): PlacedPart {
  const part = { fields, find: stringFinder(source, false, false) }
  const phrase = planPhrase(source)
  if (phrase?.decided !== true || phrase.pairs.length !== 1 || phrase.needle.units.length !== 2) return part
  const [first, second] = phrase.pairs[0]!
  const text = String.fromCharCode(first, second)
  return isPlainPair(text) ? { ...part, term: { kind: 'pair', text } } : part
}

/** Whether a text is two different characters; only then its occurrences can't overlap. */
export const isPlainPair = (text: string): boolean => text.length === 2 && text[0] !== text[1]
