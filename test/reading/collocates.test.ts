import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAnalyzer } from '../../src/text/analyzers/analyzers.js'
import { logLikelihood } from '../../src/search/reading/collocates.js'
import type { Collocate } from '../../src/search/reading/collocates.js'
import { createAnalysis, TokenKind } from '../../src/text/analysis/analysis.js'
import { isFunctionWord } from '../../src/text/analysis/function-words.js'
import { textOf } from '../../src/text/units.js'
import { sampleFiles } from '../support/collection.js'
import { indexOf } from './support.js'

interface Token {
  readonly word: string
  readonly start: number
  readonly end: number
}

const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '' })

function tokensOf(text: string): { units: string; words: Token[] } {
  const { units, unitCount, tokenEnd, tokenKind, tokenCount } = analyzer.analyze(text, createAnalysis())
  const kinds: number[] = [TokenKind.han, TokenKind.alnum, TokenKind.syllabic]
  const words = Array.from({ length: tokenCount }, (_, i) => {
    const [start, end] = [i === 0 ? 0 : tokenEnd[i - 1]!, tokenEnd[i]!]
    return { word: textOf(units, start, end), start, end, kind: tokenKind[i]! }
  }).filter(({ kind }) => kinds.includes(kind))
  return { units: textOf(units, 0, unitCount), words }
}

/** The counts by the obvious loops, and the ratio as Dunning writes it, from log-likelihoods of binomials. */
function reference(articles: readonly (readonly string[])[], query: string, size: number, side: string): Collocate[] {
  const fields = articles.map((texts) => texts.map(tokensOf))
  const all = fields.flat(2).flatMap(({ words }) => words)
  const near: { word: string; article: number }[] = []
  fields.forEach((texts, article) => {
    for (const { units, words } of texts) {
      const starts: number[] = []
      for (let at = units.indexOf(query); at >= 0; at = units.indexOf(query, at + query.length)) starts.push(at)
      for (const { word, start, end } of words) {
        const overlaps = starts.some((at) => start < at + query.length && at < end)
        const left = starts.some((at) => side !== 'right' && end <= at && start >= at - size)
        const right = starts.some(
          (at) => side !== 'left' && start >= at + query.length && end <= at + query.length + size,
        )
        if (!overlaps && (left || right)) near.push({ word, article })
      }
    }
  })
  const logL = (k: number, n: number, p: number): number =>
    (k === 0 ? 0 : k * Math.log(p)) + (n === k ? 0 : (n - k) * Math.log(1 - p))
  return [...new Set(near.map(({ word }) => word))]
    .map((word) => {
      const count = near.filter((one) => one.word === word).length
      const total = all.filter((one) => one.word === word).length
      const [n1, n2, k2] = [near.length, all.length - near.length, total - count]
      const [p1, p2, p] = [count / n1, k2 / n2, total / all.length]
      const score = 2 * (logL(count, n1, p1) + logL(k2, n2, p2) - logL(count, n1, p) - logL(k2, n2, p))
      const expected = (n1 * total) / all.length
      return {
        word,
        count,
        expected,
        score,
        articles: new Set(near.filter((one) => one.word === word).map(({ article }) => article)).size,
      }
    })
    .filter(({ word, count, expected }) => count > expected && !isFunctionWord(word))
}

let opened: Awaited<ReturnType<typeof indexOf>>
beforeAll(async () => {
  opened = await indexOf(sampleFiles)
})
afterAll(() => opened.remove())

describe('collocates', () => {
  it.each([
    [5, 'both'],
    [12, 'left'],
    [12, 'right'],
    [200, 'both'],
  ] as const)('within %i characters, %s, equal a plain reference to 1e-9', async (window, side) => {
    const ids = (await opened.index.search('-鑫鱻', { limit: 100 })).hits.map(({ id }) => id)
    const stored = await Promise.all(ids.map((id) => opened.index.get(id)))
    const articles = stored.map((one) => [
      one!.title,
      one!.body,
      one!.captions.join('\n'),
      [...one!.tags, ...one!.categories].join('\n'),
    ])
    const expected = reference(articles, '渡口', window, side)
    const found = await opened.index.collocates('渡口', { window, side, least: 1, limit: 1000 })
    expect(found.map(({ word }) => word).toSorted()).toEqual(expected.map(({ word }) => word).toSorted())
    for (const one of found) {
      const plain = expected.find(({ word }) => word === one.word)!
      expect(one.count).toBe(plain.count)
      expect(one.articles).toBe(plain.articles)
      expect(Math.abs(one.expected - plain.expected)).toBeLessThan(1e-9)
      expect(Math.abs(one.score - plain.score)).toBeLessThan(1e-9)
    }
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a))
  })

  it('stay in the sentence, leave out function words, and show a place of each', async () => {
    const words = async (options: object) =>
      (await opened.index.collocates('银行', { least: 1, ...options })).map(({ word }) => word)
    expect(await words({ window: 'sentence' })).toContain('摊主')
    expect(await words({ window: 'sentence' })).not.toContain('桥面')
    expect(await words({ window: 30 })).not.toContain('的')
    expect(await words({ window: 30, functionWords: true })).toContain('的')
    const [first] = await opened.index.collocates('银行', { least: 1, examples: true })
    expect(first!.example).toContain('银行')
    expect(first!.example).toContain(first!.word)
    await expect(words({ side: 'above' })).rejects.toThrow('side')
  })

  it('score as in the table of the article that describes the measure', () => {
    // Dunning 1993, table 2: "the swiss" 110, 2442, 111, 29114 has −2 log λ = 270.72.
    expect(logLikelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29_114)).toBeCloseTo(270.72, 2)
  })
})
