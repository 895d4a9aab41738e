/** What the kinds have in common that stand for one string: they differ in whether an end may cut a Latin word. */
import type { ExactNode, FuzzyNode, PrefixNode, QueryNode, Span } from '../../query/index.js'
import type { FieldId } from '../../storage/segment/fields.js'
import { stringTest } from '../matching/hit-tests.js'
import { stringSet } from '../matching/phrase.js'
import { stringFinder } from '../occurrences/nearby.js'
import type { Meaning, Operator, PlacedPart, ScoringText } from './operator.js'
import { planPhrase } from '../matching/needle.js'
import { normalize } from '../../text/normalize.js'
import { fuzzyFinder, fuzzySet } from '../matching/fuzzy.js'

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

export const prefix: Operator<PrefixNode> = () => ({
  ...stringOperator<PrefixNode>(true, false),
  value: (node) => {
    const { text } = normalize(node.text)
    return (value) => value.startsWith(text) || value.includes(`/${text}`)
  },
})

export const fuzzy: Operator<FuzzyNode> = () => ({
  match: (leaf, { text, edits }, { fields }, within) => fuzzySet(leaf, fields, text, edits, within),
  texts: (node, fields, boost) => [scoringText(node, fields, boost)],
  find: ({ text, edits }) => fuzzyFinder(text, edits),
  places: ({ text, edits }, fields) => [{ fields, find: fuzzyFinder(text, edits) }],
  condition: ({ text, edits }, server, fields) => server.fuzzy(text, edits, fields),
})
