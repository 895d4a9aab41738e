/** Cutting one run of Han into strings. */
import { createAnalysis, createAnalyzer } from '../../src/text/analysis/analysis.js'
import type { Tokenizer } from '../../src/text/analysis/tokenizer.js'

export type Cut = (run: string) => string[]

/** The originals of the tokens of a run. */
export function analyzerCut(tokenizer: Tokenizer): Cut {
  const analyzer = createAnalyzer(tokenizer)
  const out = createAnalysis()
  return (run) => {
    const { tokenCount, surfaceEnd } = analyzer.analyze(run, out)
    return Array.from({ length: tokenCount }, (_, i) => run.slice(i === 0 ? 0 : surfaceEnd[i - 1], surfaceEnd[i]))
  }
}
