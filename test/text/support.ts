/** Helpers of the tests of the text room. */
import type { Analysis } from '../../src/text/analysis.js'
import { textOf } from '../../src/text/normalize.js'

export interface PlainToken {
  readonly term: string
  readonly surface: string
  readonly kind: number
  readonly word: number
  readonly changed: number
}

/** The tokens of an analysis as plain objects. */
export function tokensOf(analysis: Analysis, text: string): PlainToken[] {
  return Array.from({ length: analysis.tokenCount }, (_, token) => ({
    term: textOf(analysis.units, token === 0 ? 0 : analysis.tokenEnd[token - 1]!, analysis.tokenEnd[token]!),
    surface: text.slice(token === 0 ? 0 : analysis.surfaceEnd[token - 1]!, analysis.surfaceEnd[token]),
    kind: analysis.tokenKind[token]!,
    word: analysis.tokenWord[token]!,
    changed: analysis.tokenChanged[token]!,
  }))
}
