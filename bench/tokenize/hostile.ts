/** Texts designed to be slow: time must grow in proportion to size. */
import { createAnalysis, type Analyzer } from '../../src/text/analysis/analysis.js'

const seeds: Readonly<Record<string, string>> = {
  'one line of Han': '中华人民共和国中央人民政府今天成立了',
  'one character': '一',
  'lone surrogates': '\ud83d',
  'marks without end': '\u0301\u0323',
  'marks to reorder': 'a\u0323\u0301',
  'half-width kana': 'ｶﾞ',
  jamo: '\u1112\u1161\u11ab',
  'hidden characters': '\u200b',
  'blanks and hidden': ' \u200b',
  emoji: '👨‍👩‍👧',
  Arabic: 'مرحبا بالعالم',
  compounds: 'a-',
  'beyond the basic plane': '𠮷',
}

export interface Growth {
  readonly name: string
  /** Nanoseconds per UTF-16 unit at each size. */
  readonly perUnit: readonly number[]
}

/** @param sizes in UTF-16 units, ascending */
export function growth(analyzer: Analyzer, sizes: readonly number[]): Growth[] {
  return Object.entries(seeds).map(([name, seed]) => {
    analyzer.analyze(seed.repeat(1000), createAnalysis())
    const perUnit = sizes.map((size) => {
      const text = seed.repeat(Math.ceil(size / seed.length))
      const start = performance.now()
      analyzer.analyze(text, createAnalysis())
      return ((performance.now() - start) * 1e6) / text.length
    })
    return { name, perUnit }
  })
}
