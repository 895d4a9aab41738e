/** BM25 as in textbooks, over terms in memory: ranking without anything of ours. */
import type { Analyzer } from '../../src/text/analysis/analysis.js'
import { createAnalysis, TokenKind } from '../../src/text/analysis/analysis.js'
import { normalize } from '../../src/text/normalize.js'
import { textOf } from '../../src/text/units.js'
import { createBest } from '../../src/search/expand/paths.js'

const k1 = 1.2
const b = 0.75

export type Cut = (text: string) => readonly string[]

/** Words of the segmentation, single characters among them; letters and numbers whole. */
export function wordsBy(analyzer: Analyzer): Cut {
  const analysis = createAnalysis()
  return (text) => {
    analyzer.analyze(text, analysis)
    const words: string[] = []
    for (let token = 0, start = 0; token < analysis.tokenCount; start = analysis.tokenEnd[token++]!) {
      const kind = analysis.tokenKind[token]
      const isWord = kind === TokenKind.han || kind === TokenKind.alnum || kind === TokenKind.syllabic
      if (isWord) words.push(textOf(analysis.units, start, analysis.tokenEnd[token]!))
    }
    return words
  }
}

/** Every two neighbouring Han characters; letters and numbers whole. */
export const bigrams: Cut = (text) =>
  (normalize(text).text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []).flatMap((piece) =>
    /^\p{Script=Han}{2,}$/u.test(piece)
      ? Array.from({ length: piece.length - 1 }, (_, i) => piece.slice(i, i + 2))
      : [piece],
  )

/** Every Han character; letters and numbers whole. */
export const characters: Cut = (text) =>
  normalize(text).text.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []

interface Postings {
  readonly articles: number[]
  readonly frequencies: number[]
}

/** Ranks articles by number. @returns a function from a query to its hundred best */
export function plainRanking(texts: readonly string[], cut: Cut): (query: string) => readonly number[] {
  const postings = new Map<string, Postings>()
  const lengths = texts.map((text, article) => {
    const terms = cut(text)
    for (const [term, frequency] of countOf(terms)) {
      const list = postings.get(term) ?? { articles: [], frequencies: [] }
      postings.set(term, list)
      list.articles.push(article)
      list.frequencies.push(frequency)
    }
    return terms.length
  })
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  const scores = new Float64Array(texts.length)
  return (query) => {
    scores.fill(0)
    for (const term of new Set(cut(query))) {
      const { articles, frequencies } = postings.get(term) ?? { articles: [], frequencies: [] }
      const idf = Math.log(1 + (texts.length - articles.length + 0.5) / (articles.length + 0.5))
      for (const [i, article] of articles.entries()) {
        const frequency = frequencies[i]!
        const rest = k1 * (1 - b + (b * lengths[article]!) / average)
        scores[article]! += (idf * frequency * (k1 + 1)) / (frequency + rest)
      }
    }
    const best = createBest(100)
    for (const [article, score] of scores.entries()) if (score > 0) best.offer(score, article, 0)
    return best.drain().map(({ first }) => first)
  }
}

function countOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
