import { beforeAll, describe, expect, it } from 'vitest'
import { createAnalyzer, type Analyzer } from '../../src/text/analysis/analysis.js'
import { withUserWords } from '../../src/text/lexicon/index.js'
import { terms } from '../../src/text/analyzers/tokenizing.js'
import { createBigramTokenizer } from '../../src/text/tokenizers/bigram.js'
import { createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import { builtLexicon } from './support.js'

const shown = (analyzer: Analyzer, text: string): string[] =>
  terms(analyzer, text).map(({ term, kind }) => `${term}/${kind}`)

describe('terms', () => {
  let analyzer: Analyzer
  beforeAll(async () => {
    analyzer = createAnalyzer(createNativeTokenizer(withUserWords(await builtLexicon(), [{ word: '寻章' }])))
  })

  it('are words, and the pairs of characters across them', () => {
    expect(shown(analyzer, '长江大桥')).toEqual(['长江大桥/word', '长江/bigram', '江大/bigram', '大桥/bigram'])
    const expected = ['寻章/user', '寻章/bigram', '章的/bigram', '的书/bigram', '的/char', '书/char']
    expect(shown(analyzer, '寻章的书')).toEqual(expected)
  })

  it('name characters that no dictionary holds', () => {
    expect(shown(analyzer, '\u{2a700}')).toEqual(['\u{2a700}/unknown'])
  })

  it('pair kana and hangul, also with Han', () => {
    expect(shown(analyzer, 'カナ漢')).toEqual(['カナ/bigram', 'カ/char', 'ナ汉/bigram', 'ナ/char', '汉/char'])
  })

  it('are whole words, compounds and their parts in other scripts', () => {
    expect(shown(analyzer, 'COVID-19 ok')).toEqual([
      'covid-19/compound',
      'covid/alnum',
      '-/symbol',
      '19/alnum',
      'ok/alnum',
    ])
  })

  it('tell where they lie in the original', () => {
    const [word] = terms(analyzer, '\u200b後\u200b來！')
    expect(word).toEqual({ term: '后来', kind: 'word', start: 1, end: 4, unitStart: 0, unitEnd: 2 })
  })

  it('of texts without any are none', () => {
    for (const text of ['', ' ', '\u200b', '\n']) expect(terms(analyzer, text)).toEqual([])
  })
})

it('without a dictionary are characters and pairs', () => {
  expect(shown(createAnalyzer(createBigramTokenizer()), '长江')).toEqual(['长江/bigram', '长/char', '江/char'])
})
