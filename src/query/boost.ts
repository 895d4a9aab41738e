import type { Scanner } from './lexemes.js'
import { MAX_BOOST, type Span } from './node.js'
import { report } from './problem.js'

const HERE = /\^(\d{1,9}(?:\.\d{1,6})?)/y
const AT_END = /\^(\d{1,9}(?:\.\d{1,6})?)$/

/** Reads a boost that directly follows a quote or a bracket; a boost out of range is reported and dropped. */
export function scanBoost(s: Scanner): void {
  HERE.lastIndex = s.at
  const match = HERE.exec(s.shape)
  if (!match) return
  const span: Span = [s.at, s.at + match[0].length]
  s.at = span[1]
  const factor = readFactor(s, span, match[1])
  if (factor !== undefined) s.lexemes.push({ kind: 'boost', span, factor })
}

/**
 * The boost at the end of a word that ends at `end`, and its length. A boost out of range is reported and stays
 * ordinary text.
 */
export function boostAtEnd(s: Scanner, shape: string, end: number): { factor: number; length: number } | undefined {
  const match = AT_END.exec(shape)
  if (!match || match.index === 0) return undefined
  const { length } = match[0]
  const factor = readFactor(s, [end - length, end], match[1])
  return factor === undefined ? undefined : { factor, length }
}

function readFactor(s: Scanner, span: Span, digits: string | undefined): number | undefined {
  const factor = Number(digits)
  if (factor > 0 && factor <= MAX_BOOST) return factor
  report(s.problems, span, 'BOOST_INVALID', { most: MAX_BOOST })
  return undefined
}
