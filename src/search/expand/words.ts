/** Expanders with a word list: they expand a text that is a word of the list, or contains one among other words. */
import { createAnalysis, type Analyzer } from '../../text/analysis/analysis.js'
import { normalize } from '../../text/normalize.js'
import { textOf } from '../../text/units.js'
import type { AlternativeText, Expander } from './query.js'
import type { Synonyms } from './synonyms.js'

/** Factor of the score of an alternative word. */
const weights = { synonym: 0.9, variant: 0.7 } as const
const mostAlternatives = 10

/**
 * @param by names the way in which the words were found
 * @param table receives normalised words
 */
export function createWordExpander(
  by: 'synonym' | 'variant',
  table: (word: string) => Synonyms | undefined,
  analyzer: Analyzer,
): Expander {
  const analysis = createAnalysis()
  const alternative = (text: string): AlternativeText => ({ by, text, weight: weights[by] })
  return (parts) => {
    const text = normalize(parts.join(' ')).text
    const whole = table(text)
    if (whole !== undefined) {
      return {
        list: whole.others.slice(0, mostAlternatives).map(alternative),
        keepsText: whole.keepsWord,
        mode: 'beside',
      }
    }
    if (parts.length > 1) return undefined
    const list: string[] = []
    analyzer.analyze(text, analysis)
    for (let token = 0, start = 0; token < analysis.tokenCount; start = analysis.tokenEnd[token++]!) {
      const end = analysis.tokenEnd[token]!
      for (const other of table(textOf(analysis.units, start, end))?.others ?? []) {
        list.push(text.slice(0, start) + other + text.slice(end))
      }
    }
    if (list.length === 0) return undefined
    return { list: list.slice(0, mostAlternatives).map(alternative), keepsText: true, mode: 'beside' }
  }
}
