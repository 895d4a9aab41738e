import { expect, it } from 'vitest'
import { createAnalysis, createAnalyzer } from '../../src/text/analysis/analysis.js'
import { createBigramTokenizer } from '../../src/text/tokenizers/bigram.js'
import { tokensOf } from './support.js'

const analyzer = createAnalyzer(createBigramTokenizer())

it('cuts scripts apart and keeps originals', () => {
  const tokens = tokensOf(analyzer.analyze('GO变量 ＩＰｈｏｎｅ手機', createAnalysis()), 'GO变量 ＩＰｈｏｎｅ手機')
  expect(tokens.map((token) => token.term)).toEqual(['go', '变', '量', ' ', 'iphone', '手', '机'])
  expect(tokens.map((token) => token.surface)).toEqual(['GO', '变', '量', ' ', 'ＩＰｈｏｎｅ', '手', '機'])
  expect(tokens.map((token) => token.changed)).toEqual([1, 0, 0, 0, 1, 0, 1])
})
