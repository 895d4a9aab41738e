/** Lucene by a program of ours (lucene/), with its two analyzers for Chinese. */
import { programContender } from './program.js'

export const luceneBigrams = programContender({
  name: 'Lucene, CJK bigrams',
  program: 'lucene',
  cut: 'bigrams',
  setup:
    'CJKAnalyzer, positions, texts stored, IDs also as doc values; UnifiedHighlighter; one thread writes and merges.',
})

export const luceneWords = programContender({
  name: 'Lucene, SmartCN',
  program: 'lucene',
  cut: 'smartcn',
  setup:
    'SmartChineseAnalyzer, positions, texts stored, IDs also as doc values; UnifiedHighlighter; one thread writes and merges.',
})
