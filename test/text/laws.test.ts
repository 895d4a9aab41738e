import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAnalysis, createAnalyzer, TokenKind, type Analyzer } from '../../src/text/analysis/analysis.js'
import { normalize } from '../../src/text/normalize.js'
import { terms } from '../../src/text/analyzers/tokenizing.js'
import { createNativeTokenizer } from '../../src/text/tokenizers/native.js'
import { analyzed, builtLexicon, wordOf } from './support.js'
import { anyText } from './texts.js'

let analyzer: Analyzer
beforeAll(async () => {
  analyzer = createAnalyzer(createNativeTokenizer(await builtLexicon()))
})

const runs = { numRuns: 2000 }
const law = (name: string, holds: (text: string) => void): void => {
  it(name, () => fc.assert(fc.property(anyText(), holds), runs))
}

describe('laws of normalising', () => {
  law('twice is as once', (text) => {
    const once = normalize(text).text
    expect(normalize(once).text).toBe(once)
  })

  law('offsets ascend, begin at or after 0 and end at the end', (text) => {
    const { text: normalized, offsets } = normalize(text)
    if (offsets === undefined) {
      expect(normalized.length).toBe(text.length)
      return
    }
    expect(offsets.length).toBe(normalized.length + 1)
    expect(offsets.at(-1)).toBe(text.length)
    expect(offsets.every((offset, i) => i === 0 || offset >= offsets[i - 1]!)).toBe(true)
  })

  law('leaves neither blanks in a row nor what is not seen', (text) => {
    expect(normalize(text).text).not.toMatch(/[ \n]{2}|[\u0000-\u0009\u000b-\u001f\u200b-\u200f\u2060\ufeff]/)
  })
})

describe('laws of analysis', () => {
  law('tokens rejoin to the normalised text and to the original', (text) => {
    const tokens = analyzed(analyzer, text)
    expect(tokens.map((token) => token.term).join('')).toBe(normalize(text).text)
    expect(tokens.map((token) => token.surface).join('')).toBe(text)
  })

  law("every token's original normalises to the token", (text) => {
    for (const { term, surface } of analyzed(analyzer, text)) expect(normalize(surface).text).toBe(term)
  })

  law('a token says exactly whether its original differs', (text) => {
    for (const { term, surface, changed } of analyzed(analyzer, text)) expect(changed).toBe(term === surface ? 0 : 1)
  })

  law('only the first token may be empty, and only of what vanishes', (text) => {
    for (const [i, { term, kind }] of analyzed(analyzer, text).entries()) {
      expect(term === '').toBe(kind === TokenKind.dropped)
      if (term === '') expect(i).toBe(0)
    }
  })

  law('word ids name the words', (text) => {
    for (const { term, word } of analyzed(analyzer, text))
      if (word >= 0) expect(wordOf(analyzer.tokenizer, word)).toBe(term)
  })

  law('the normalised text is cut as the original was', (text) => {
    const cut = (of: string): string[] =>
      analyzed(analyzer, of)
        .map(({ term }) => term)
        .filter((term) => term !== '')
    expect(cut(normalize(text).text)).toEqual(cut(text))
  })

  law('what a token stands between does not change with what stands behind a blank', (text) => {
    const alone = analyzed(analyzer, text.trimEnd())
    const followed = analyzed(analyzer, `${text.trimEnd()} 后来`)
    const last = alone.at(-1)
    if (last === undefined || last.kind >= TokenKind.blank) return
    expect(followed.slice(0, alone.length)).toEqual(alone)
  })

  law("every term's original normalises to the term", (text) => {
    for (const { term, start, end, unitStart, unitEnd } of terms(analyzer, text)) {
      expect(normalize(text.slice(start, end)).text).toBe(term)
      expect(normalize(text).text.slice(unitStart, unitEnd)).toBe(term)
    }
  })

  law('a reused object gives what a new one gives', (text) => {
    const used = createAnalysis()
    analyzer.analyze('一个 COVID-19 ＡＢＣ\u0301 句子'.repeat(3), used)
    const { tokenCount, compoundCount } = analyzer.analyze(text, used)
    const fresh = analyzer.analyze(text, createAnalysis())
    expect([tokenCount, compoundCount]).toEqual([fresh.tokenCount, fresh.compoundCount])
    expect(used.tokenKind.slice(0, tokenCount)).toEqual(fresh.tokenKind.slice(0, tokenCount))
    expect(used.surfaceEnd.slice(0, tokenCount)).toEqual(fresh.surfaceEnd.slice(0, tokenCount))
    expect(used.compoundEnd.slice(0, compoundCount)).toEqual(fresh.compoundEnd.slice(0, compoundCount))
  })

  law('compounds are disjoint runs of two or more tokens without blanks', (text) => {
    const { compoundCount, compoundStart, compoundEnd, tokenKind } = analyzer.analyze(text, createAnalysis())
    for (let i = 0; i < compoundCount; i++) {
      expect(compoundEnd[i]! - compoundStart[i]!).toBeGreaterThan(1)
      if (i > 0) expect(compoundStart[i]).toBeGreaterThanOrEqual(compoundEnd[i - 1]!)
      const kinds = [...tokenKind.slice(compoundStart[i], compoundEnd[i])]
      expect(kinds.every((kind) => kind === TokenKind.alnum || kind === TokenKind.symbol)).toBe(true)
    }
  })
})
