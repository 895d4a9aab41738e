/** Queries of a small alphabet, as trees; they read as a person's would. */
import fc from 'fast-check'
import type { QueryNode } from '../../src/query/index.js'
import { smallText } from './collection.js'

const span = (at: number): readonly [number, number] => [at, at + 1]

const words = smallText(6)
  .map((text) => text.replace(/[\s\u200b]/g, ''))
  .filter((text) => text !== '')
const strings = smallText(5).filter((text) => text.trim() !== '')
const stems = words.filter((text) => /[\p{L}\p{N}]$/u.test(text))

const date = fc
  .constantFrom(
    { from: '2023-05-02' },
    { to: '2023-05-01' },
    { from: '2023-01-01', to: '2024-12-31' },
    { from: '1999-12-31', to: '1999-12-31' },
  )
  .map((range): QueryNode => ({ kind: 'date', span: span(0), ...range }))

const leaf = fc.oneof(
  { weight: 4, arbitrary: words.map((text): QueryNode => ({ kind: 'text', span: span(0), text })) },
  { weight: 2, arbitrary: strings.map((text): QueryNode => ({ kind: 'exact', span: span(0), text })) },
  stems.map((text): QueryNode => ({ kind: 'prefix', span: span(0), text })),
  fc
    .tuple(stems, fc.constantFrom(1 as const, 2 as const))
    .map(([text, edits]): QueryNode => ({ kind: 'fuzzy', span: span(0), text, edits })),
  date,
)

const within = fc.oneof(fc.nat(6), fc.constantFrom('sentence' as const, 'paragraph' as const))

/** Parts that stand near each other; brackets, chains and strings among them. */
const near = fc.letrec<{ near: QueryNode; part: QueryNode }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'near' },
    { weight: 4, arbitrary: words.map((text): QueryNode => ({ kind: 'text', span: span(0), text })) },
    { weight: 2, arbitrary: strings.map((text): QueryNode => ({ kind: 'exact', span: span(0), text })) },
    stems.map((text): QueryNode => ({ kind: 'prefix', span: span(0), text })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('part'), { minLength: 2, maxLength: 3 }))
      .map(([kind, operands]): QueryNode => ({ kind, span: span(0), operands })),
    tie('near'),
  ),
  near: fc.oneof(
    fc
      .tuple(fc.array(tie('part'), { minLength: 2, maxLength: 2 }), within)
      .map(([operands, within]): QueryNode => ({ kind: 'near', span: span(0), operands, within, ordered: false })),
    fc.tuple(fc.array(words, { minLength: 2, maxLength: 3 }), fc.nat(6)).map(([texts, within]): QueryNode => {
      const operands = texts.map((text): QueryNode => ({ kind: 'text', span: span(0), text }))
      return { kind: 'near', span: span(0), operands, within, ordered: true }
    }),
  ),
})).near

const tree = fc.letrec<{ node: QueryNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'query' },
    { weight: 3, arbitrary: leaf },
    near,
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 }))
        .map(([kind, operands]): QueryNode => ({ kind, span: span(0), operands })),
    },
    tie('node').map((operand): QueryNode => ({ kind: 'not', span: span(0), operand })),
    fc
      .tuple(tie('node'), fc.constantFrom(0.5, 2, 10))
      .map(([operand, factor]): QueryNode => ({ kind: 'boost', span: span(0), factor, operand })),
    fc
      .tuple(fc.constantFrom('title' as const, 'author' as const, 'tag' as const), tie('node'))
      .map(([field, operand]): QueryNode => ({ kind: 'field', span: span(0), field, operand })),
  ),
})).node

/** Texts stand where they would in a written query: later ones further right. */
function place(node: QueryNode, next: { at: number }): QueryNode {
  if ('operands' in node) {
    return { ...node, operands: node.operands.map((operand) => place(operand, next)) }
  }
  if ('operand' in node) return { ...node, operand: place(node.operand, next) }
  const at = next.at
  next.at += 'text' in node ? node.text.length + 1 : 1
  return { ...node, span: [at, next.at] }
}

/** Any query that the language can say, of a few levels. */
export const anyQuery = (): fc.Arbitrary<QueryNode> => tree.map((node) => place(node, { at: 0 }))

/** A query for nearness alone. */
export const nearQuery = (): fc.Arbitrary<QueryNode> => near.map((node) => place(node, { at: 0 }))

/** Words side by side, as most queries are. */
export const wordQuery = (): fc.Arbitrary<QueryNode> =>
  fc.array(words, { minLength: 1, maxLength: 3 }).map((texts) => {
    const operands = texts.map((text): QueryNode => ({ kind: 'text', span: span(0), text }))
    const [first] = operands
    return place(operands.length === 1 ? first! : { kind: 'and', span: span(0), operands }, { at: 0 })
  })

/** A string to be found as it stands. */
export const anyString = (): fc.Arbitrary<string> => strings
