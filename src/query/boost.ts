import type { Scanner } from './lexemes.js'
import { MAX_BOOST, type Span } from './node.js'
import { report } from './problem.js'

const HERE = /\^(\d{1,9}(?:\.\d{1,6})?)/y
const AT_END = /\^(\d{1,9}(?:\.\d{1,6})?)$/

/** Takes a boost that stands right after a quote or a bracket. */
export function scanBoost(s: Scanner): void {
  HERE.lastIndex = s.at
  const match = HERE.exec(s.shape)
  if (!match) return
  const start = s.at
  s.at += match[0].length
  pushBoost(s, [start, s.at], Number(match[1]))
}

/** The boost at the end of a word and its length, where something stands before it. */
export function boostAtEnd(shape: string): { readonly factor: number; readonly length: number } | undefined {
  const match = AT_END.exec(shape)
  if (!match || match.index === 0) return undefined
  return { factor: Number(match[1]), length: match[0].length }
}

export function pushBoost(s: Scanner, span: Span, factor: number): void {
  if (factor > 0 && factor <= MAX_BOOST) s.lexemes.push({ kind: 'boost', span, factor })
  else report(s.problems, span, 'this boost is out of range', `Use a number above 0, at most ${MAX_BOOST}.`)
}
