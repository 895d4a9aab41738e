/** Nearness as it is written: `NEAR/10`, `SENTENCE`, `PARAGRAPH`, and `~10` after a quote. */
import type { NearLexeme, Scanner, WordLexeme } from './lexemes.js'
import { MAX_DISTANCE, type QueryNode, type Span, type TextNode } from './node.js'
import { report } from './problem.js'

const SCOPES: ReadonlyMap<string, 'sentence' | 'paragraph'> = new Map([
  ['SENTENCE', 'sentence'],
  ['PARAGRAPH', 'paragraph'],
])
const NEAR = /^NEAR\/(\d{1,9})$/
/** What follows must end the part: `"a"~3x` is none. */
const SLOP = /~(\d{1,9})(?=[\s()|^]|$)/y

/** The operator that a word is; undefined if it is none. */
export function nearOperator(s: Scanner, { span, shape }: WordLexeme): NearLexeme | undefined {
  const scope = SCOPES.get(shape)
  if (scope !== undefined) return { kind: 'near', span, within: scope }
  const digits = shape.startsWith('NEAR/') ? NEAR.exec(shape)?.[1] : undefined
  return digits === undefined ? undefined : { kind: 'near', span, within: readDistance(s, span, digits) }
}

/**
 * Takes a distance that directly follows a quote, and the quote with it. False if there is none, or only one text
 * between the quotes.
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
  if (texts.length > 1) s.lexemes.push({ kind: 'proximity', span, texts, within })
  else report(s.problems, span, 'PROXIMITY_ONE_TEXT', {})
  return texts.length > 1
}

function readDistance(s: Scanner, span: Span, digits: string): number {
  const distance = Number(digits)
  if (distance <= MAX_DISTANCE) return distance
  report(s.problems, span, 'PROXIMITY_TOO_FAR', { most: MAX_DISTANCE })
  return MAX_DISTANCE
}

/** Whether nearness has a meaning for a node: it must have places in a text. */
export function hasPlaces(node: QueryNode): boolean {
  switch (node.kind) {
    case 'text':
    case 'exact':
    case 'prefix':
      return true
    case 'boost':
      return hasPlaces(node.operand)
    case 'and':
    case 'or':
    case 'near':
      return node.operands.every(hasPlaces)
    default:
      return false
  }
}
