import { beforeAll, describe, expect, it } from 'vitest'
import { createAnalysis, createAnalyzer, type Analyzer } from '../../src/text/analysis/analysis.js'
import { buildLexicon } from '../../src/text/lexicon/overlay.js'
import { openLexicon } from '../../src/text/lexicon/index.js'
import { createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import { builtLexicon, cut } from './support.js'
import { expectLinear } from '../support/growth.js'
import { volume } from '../support/volume.js'

let analyzer: Analyzer
beforeAll(async () => {
  analyzer = createAnalyzer(createNativeTokenizer(await builtLexicon()))
})

const seeds: readonly (readonly [string, string])[] = [
  ['one line of Han', '中华人民共和国中央人民政府今天成立了'],
  ['one character', '一'],
  ['lone surrogates', '\ud83d'],
  ['surrogates the wrong way round', '\udc00\ud800'],
  ['marks without end', 'a\u0301\u0323'.padEnd(1000, '\u0323\u0301')],
  ['marks to reorder', 'a\u0323\u0301'],
  ['half-width kana', 'ｶﾞ'],
  ['jamo', '\u1112\u1161\u11ab'],
  ['vowels of hangul alone', '\u1161'],
  ['hidden characters', '\u200b'],
  ['blanks and hidden characters', ' \u200b'],
  ['right-to-left text with controls', '\u202eمرحبا\u202c שלום '],
  ['compounds', 'a-'],
  ['addresses', 'https://a.b/c?d=e&'],
  ['expansions', '㎏ﷺ℃'],
  ['NUL', '\0'],
]

describe('text made to break things', () => {
  it.each(seeds)('is analysed whole: %s', (_, seed) => {
    const text = seed.repeat(Math.ceil(100_000 / seed.length))
    const { tokenCount, surfaceEnd, tokenEnd, unitCount } = analyzer.analyze(text, createAnalysis())
    expect(surfaceEnd[tokenCount - 1]).toBe(text.length)
    expect(tokenEnd[tokenCount - 1]).toBe(unitCount)
  })

  it.each(seeds)('takes time in proportion to its size: %s', async (_, seed) => {
    await expectLinear(
      (length) => {
        const text = seed.repeat(Math.ceil(length / seed.length))
        const out = createAnalysis()
        return () => analyzer.analyze(text, out)
      },
      volume(80_000, 400_000),
    )
  })

  const longest = volume(12, 100)
  it(`is analysed as one line of ${longest} MB`, async () => {
    const prepare = (size: number) => {
      const text = '中华人民共和国中央人民政府今天成立了。'.repeat(Math.ceil(size / 3 / 19))
      const out = createAnalysis()
      return () => {
        const { tokenCount, unitCount } = analyzer.analyze(text, out)
        expect(unitCount).toBe(text.length)
        expect(tokenCount).toBeGreaterThan(unitCount / 8)
      }
    }
    await expectLinear(prepare, longest * 1e6, longest * 1e6)
  })

  it('leaves no place to part a window and is cut all the same', () => {
    const entries = ['甲乙', '乙丙', '丙甲'].map((word) => ({ word, frequency: 5 }))
    const tokenizer = createNativeTokenizer(openLexicon(buildLexicon(entries)), { window: 64 })
    const run = '甲乙丙'.repeat(1000)
    expect(cut(tokenizer, run).join('')).toBe(run)
    expect(Math.max(...cut(tokenizer, run).map((word) => word.length))).toBe(2)
  })
})
