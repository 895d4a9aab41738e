/** What the kinds have in common that stand for one string: they differ in whether an end may cut a Latin word. */
import type { QueryNode, Span } from '../../query/index.js'
import type { FieldId } from '../../storage/segment/fields.js'
import { stringTest } from '../matching/hit-tests.js'
import { stringSet } from '../matching/phrase.js'
import { stringFinder } from '../occurrences/nearby.js'
import type { Meaning, ScoringText } from './operator.js'

interface StringNode {
  readonly span: Span
  readonly text: string
}

/** @param wholeStart, wholeEnd as in `planPhrase` */
export function stringOperator<N extends QueryNode & StringNode>(
  wholeStart: boolean,
  wholeEnd: boolean,
): Omit<Meaning<N>, 'value'> {
  const find = ({ text }: StringNode) => stringFinder(text, wholeStart, wholeEnd)
  return {
    match: (leaf, { text }, { fields }, within) => stringSet(leaf, fields, text, within, wholeStart, wholeEnd),
    texts: (node, fields, boost) => [{ ...scoringText(node, fields, boost), quoted: true, prefix: wholeStart }],
    find,
    places: (node, fields) => [{ fields, find: find(node) }],
    demand: ({ text }, fields) => stringTest(text, fields),
    condition: async ({ text }, server, fields) => server.string(text, fields, wholeStart, wholeEnd),
  }
}

export function scoringText({ text, span }: StringNode, fields: readonly FieldId[], boost: number): ScoringText {
  return { texts: [{ text, at: span[0], boost }], fields, quoted: false, prefix: false, soft: false }
}
