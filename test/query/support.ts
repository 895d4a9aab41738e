import fc from 'fast-check'
import {
  MAX_DISTANCE,
  parseQuery,
  QUERY_FIELDS,
  readQuery,
  type QueryNode,
  type TextField,
} from '../../src/query/index.js'
import { isXunzhangError, type XunzhangError } from '../../src/base/errors.js'

/** A tree without its spans, to compare what was meant. */
export type Bare = Record<string, unknown>

export function bare(node: QueryNode | undefined): Bare | undefined {
  if (!node) return undefined
  const rest: Bare = Object.fromEntries(Object.entries(node).filter(([key]) => key !== 'span'))
  if ('operands' in node) return { ...rest, operands: node.operands.map(bare) }
  return 'operand' in node ? { ...rest, operand: bare(node.operand) } : rest
}

export const strictly = (query: string): Bare | undefined => bare(parseQuery(query))
export const leniently = (query: string): Bare | undefined => bare(readQuery(query).node)

export const text = (value: string): Bare => ({ kind: 'text', text: value })
export const exact = (value: string): Bare => ({ kind: 'exact', text: value })
export const prefix = (value: string): Bare => ({ kind: 'prefix', text: value })
export const fuzzy = (value: string, edits = 1): Bare => ({ kind: 'fuzzy', text: value, edits })
export const and = (...operands: Bare[]): Bare => ({ kind: 'and', operands })
export const or = (...operands: Bare[]): Bare => ({ kind: 'or', operands })
export const near = (operands: Bare[], within: number | string, ordered = false): Bare => ({
  kind: 'near',
  operands,
  within,
  ordered,
})
export const not = (operand: Bare): Bare => ({ kind: 'not', operand })
export const field = (name: string, operand: Bare): Bare => ({ kind: 'field', field: name, operand })
export const boost = (factor: number, operand: Bare): Bare => ({ kind: 'boost', factor, operand })
export const date = (from?: string, to?: string): Bare => ({ kind: 'date', ...(from && { from }), ...(to && { to }) })

export function refusal(query: string): XunzhangError {
  try {
    parseQuery(query)
  } catch (error) {
    if (isXunzhangError(error)) return error
    throw error
  }
  throw new Error(`${query} was accepted`)
}

/** Marks of the language, their full-width twins, and what stands between them. */
const PIECES = [
  ...'()|"“”‘’「」\'-^*~:\\ .<>=…',
  ...'（）｜＂－＾＊～：　＼',
  ...'ab1贸中🀄é',
  'title:',
  'date:',
  'foo:',
]
const WORDS = [
  'OR',
  'AND',
  'NOT',
  ' NEAR/3 ',
  ' SENTENCE ',
  'PARAGRAPH',
  '"~4',
  ' b"~5 ',
  '2024',
  '..',
  '^2',
  '~1',
  '年5月',
  '-1.5%',
  '，',
  '贸易的小船很久才来，',
]

export const messyQuery = (): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...PIECES, ...WORDS), { maxLength: 40 }).map((pieces) => pieces.join(''))

const span = [0, 0] as const
const anyUnit = fc.constantFrom(...PIECES.filter((piece) => piece.trim().length === 1), '贸', '易', 'x', '7')
const letter = fc.constantFrom('贸', '易', 'x', 'é', '𠮷')
const wordText = fc.array(anyUnit, { minLength: 1, maxLength: 8 }).map((units) => units.join(''))
const stem = fc.tuple(fc.array(anyUnit, { maxLength: 5 }), letter).map(([units, last]) => units.join('') + last)
const quoted = fc
  .array(fc.oneof(anyUnit, fc.constantFrom(' ', '\n', 'OR')), { minLength: 1, maxLength: 8 })
  .map((units) => units.join(''))
  .filter((value) => value.trim() !== '')
const day = fc
  .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10))

const leaf: fc.Arbitrary<QueryNode> = fc.oneof(
  wordText.map((value): QueryNode => ({ kind: 'text', span, text: value })),
  quoted.map((value): QueryNode => ({ kind: 'exact', span, text: value })),
  stem.map((value): QueryNode => ({ kind: 'prefix', span, text: value })),
  fc
    .tuple(stem, fc.constantFrom(1 as const, 2 as const))
    .map(([value, edits]): QueryNode => ({ kind: 'fuzzy', span, text: value, edits })),
  fc.tuple(day, day, fc.constantFrom('from', 'to', 'both')).map(([a, b, ends]): QueryNode => {
    const [from, to] = a < b ? [a, b] : [b, a]
    return { kind: 'date', span, ...(ends !== 'to' && { from }), ...(ends !== 'from' && { to }) }
  }),
)

const plain = fc.oneof(
  wordText.map((value): QueryNode => ({ kind: 'text', span, text: value })),
  quoted.map((value): QueryNode => ({ kind: 'exact', span, text: value })),
  stem.map((value): QueryNode => ({ kind: 'prefix', span, text: value })),
)
const within = fc.oneof(fc.nat(MAX_DISTANCE), fc.constantFrom('sentence' as const, 'paragraph' as const))
const ordered = fc
  .tuple(fc.array(wordText, { minLength: 2, maxLength: 4 }), fc.nat(MAX_DISTANCE))
  .map(([texts, reach]): QueryNode => {
    const operands = texts.map((value): QueryNode => ({ kind: 'text', span, text: value }))
    return { kind: 'near', span, operands, within: reach, ordered: true }
  })

/** Nearness of words, strings, prefixes and brackets of them. */
const nearTree = fc.letrec<{ near: QueryNode; part: QueryNode }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    plain,
    ordered,
    tie('near'),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('part'), { minLength: 2, maxLength: 3 }))
      .map(([kind, operands]): QueryNode => ({ kind, span, operands })),
    tie('part').map((operand): QueryNode => ({ kind: 'boost', span, factor: 2, operand })),
  ),
  near: fc
    .tuple(tie('part'), tie('part'), within)
    .map(([a, b, reach]): QueryNode => ({ kind: 'near', span, operands: [a, b], within: reach, ordered: false })),
})).near

/** Any tree that a query could mean. */
export const queryTree = (): fc.Arbitrary<QueryNode> =>
  fc.letrec<{ node: QueryNode }>((tie) => {
    const operands = fc.array(tie('node'), { minLength: 2, maxLength: 4 })
    const factor = fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1000)
    return {
      node: fc.oneof(
        { maxDepth: 5 },
        leaf,
        nearTree,
        ordered,
        operands.map((nodes): QueryNode => ({ kind: 'and', span, operands: nodes })),
        operands.map((nodes): QueryNode => ({ kind: 'or', span, operands: nodes })),
        tie('node').map((operand): QueryNode => ({ kind: 'not', span, operand })),
        fc
          .tuple(fc.constantFrom(...QUERY_FIELDS.filter((name): name is TextField => name !== 'date')), tie('node'))
          .map(([name, operand]): QueryNode => ({ kind: 'field', span, field: name, operand })),
        fc.tuple(factor, tie('node')).map(([by, operand]): QueryNode => ({ kind: 'boost', span, factor: by, operand })),
      ),
    }
  }).node
