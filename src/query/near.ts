/** Proximity operators as typed: `NEAR/10`, `SENTENCE`, `PARAGRAPH`, and `~10` after a quote. */
import { report, type NearLexeme, type Scanner, type WordLexeme } from './lexemes.js'
import { MAX_DISTANCE, type QueryNode, type Span, type TextNode } from './node.js'

const SCOPES: ReadonlyMap<string, 'sentence' | 'paragraph'> = new Map([
  ['SENTENCE', 'sentence'],
  ['PARAGRAPH', 'paragraph'],
])
const NEAR = /^NEAR\/(\d{1,9})$/
/** The distance must be the end of a part: in `"a"~3x`, there is none. */
const SLOP = /~(\d{1,9})(?=[\s()|^]|$)/y

/** The proximity operator that a word stands for; undefined if it is an ordinary word. */
export function nearOperator(s: Scanner, { span, text, shape }: WordLexeme): NearLexeme | undefined {
  const scope = SCOPES.get(shape)
  if (scope !== undefined) return { kind: 'proximity', span, within: scope }
  if (!shape.startsWith('NEAR/')) return undefined
  const digits = NEAR.exec(shape)?.[1]
  if (digits !== undefined) return { kind: 'proximity', span, within: readDistance(s, span, digits) }
  // At the beginning it can't be an operator.
  if (s.lexemes.length > 0) report(s.problems, span, 'PROXIMITY', { what: 'distance', operator: text })
  return undefined
}

/**
 * Reads a distance that directly follows a quoted text, together with that text. Returns false if there is no distance
 * or only one word between the quotes.
 */
export function scanSlop(s: Scanner, text: string, [start]: Span): boolean {
  SLOP.lastIndex = s.at
  const match = SLOP.exec(s.shape)
  if (!match) return false
  const span: Span = [start, s.at + match[0].length]
  const texts = Array.from(text.matchAll(/\S+/g), ({ 0: part, index }): TextNode => {
    const at = start + 1 + index
    return { kind: 'text', span: [at, at + part.length], text: part }
  })
  s.at = span[1]
  const within = readDistance(s, span, match[1]!)
  if (texts.length > 1) s.lexemes.push({ kind: 'near', span, operands: texts, within, ordered: true })
  else report(s.problems, span, 'QUOTES', { what: 'single' })
  return texts.length > 1
}

function readDistance(s: Scanner, span: Span, digits: string): number {
  const distance = Number(digits)
  if (distance <= MAX_DISTANCE) return distance
  report(s.problems, span, 'PROXIMITY', { what: 'far', most: MAX_DISTANCE })
  return MAX_DISTANCE
}

const unplaced: ReadonlySet<QueryNode['kind']> = new Set(['not', 'fuzzy', 'field', 'date', 'own'])

/** Whether a node can be an operand of a proximity operator: its matches must have positions in a text. */
export function hasPlaces(node: QueryNode): boolean {
  return !unplaced.has(node.kind) && operandsOf(node).every(hasPlaces)
}

/*
 * Walks the tree of a query without knowing every kind of node. Code that treats some kinds specially handles those and
 * leaves the others to the functions here, so a new operator only needs a meaning and a notation.
 */

/** The operands of a node, in order; none for a leaf. */
export function operandsOf(node: QueryNode): readonly QueryNode[] {
  if ('operands' in node) return node.operands
  return 'operand' in node ? [node.operand] : []
}

/** The same node with every operand replaced. */
export function mapOperands(node: QueryNode, map: (operand: QueryNode) => QueryNode): QueryNode {
  if ('operands' in node) return { ...node, operands: node.operands.map(map) }
  return 'operand' in node ? { ...node, operand: map(node.operand) } : node
}

/** How the parts of a query combine: as sets, as tests, as conditions. */
export interface Algebra<T> {
  every(parts: readonly T[]): T
  some(parts: readonly T[]): T
  none(part: T): T
}

/** Combines a tree as its operators say. @param single the value of a part; undefined: its operands decide */
export function combine<T>(node: QueryNode, algebra: Algebra<T>, single: (node: QueryNode) => T | undefined): T {
  const known = single(node)
  if (known !== undefined) return known
  const parts = operandsOf(node).map((operand) => combine(operand, algebra, single))
  if (node.kind === 'or') return algebra.some(parts)
  return node.kind === 'not' ? algebra.none(parts[0]!) : algebra.every(parts)
}
