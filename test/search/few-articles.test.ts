import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/query/index.js'
import { Leaf } from '../../src/search/leaf.js'
import { createBitset, setBit, type Bitset } from '../../src/search/matching/bitset.js'
import { ranking } from '../../src/search/parameters.js'
import { planQuery } from '../../src/search/planning/plan.js'
import { weighPlan } from '../../src/search/planning/weighing.js'
import { createAccumulators, prepareScoring, scoreSegment } from '../../src/search/scoring/first-stage.js'
import { collectStatistics, fewTerms } from '../../src/search/scoring/statistics.js'
import { analyzer, article, segmentOf } from './collection.js'

/** Of 700 articles: lists of several blocks, of one, and of one article; words in one field, in two, in three. */
const characters = Array.from({ length: 2600 }, (_, at) => String.fromCharCode(0x4e00 + at * 7))
const bodyOf = (number: number): string =>
  characters
    .filter((_, at) => (number * 31 + at * 17) % (2 + (at % 14)) === 0)
    .join('')
    .slice(0, 400)
const articles = Array.from({ length: 700 }, (_, number) => {
  const body = bodyOf(number)
  const title = number % 2 === 0 ? body.slice(0, 12) : ''
  const captions = number % 5 === 0 ? [body.slice(4, 20)] : []
  return article(body, { id: `${number}`, title, captions })
})
const leaf = new Leaf(segmentOf(articles))
const statistics = collectStatistics([leaf])

function score(text: string, wanted: readonly number[]): [number, number, number, number][] {
  const node = parseQuery(text)
  const weighing = weighPlan(planQuery(node, 'auto', analyzer, ranking), statistics, ranking)
  expect(weighing.terms.length).toBeGreaterThan(fewTerms)
  const sums = createAccumulators()
  scoreSegment(leaf.reader, 0, prepareScoring(weighing, statistics.lists), setOf(wanted), sums)
  return [...sums.touched.subarray(0, sums.touchedCount)]
    .sort((a, b) => a - b)
    .map((at) => [at, sums.score[at]!, sums.share[at]!, sums.required[at]!])
}

function setOf(wanted: readonly number[]): Bitset {
  const set = createBitset(articles.length)
  for (const at of wanted) setBit(set, at)
  return set
}

describe('where few articles may score', () => {
  const number = fc.integer({ min: 0, max: articles.length - 1 })
  const texts = number.map((at) => bodyOf(at).repeat(2).slice(0, 400))

  it('each has the sums that it has among many', () => {
    const many = articles.map((_, at) => at)
    fc.assert(
      fc.property(texts, fc.uniqueArray(number, { minLength: 1, maxLength: 16 }), (text, wanted) => {
        const all = score(text, many)
        expect(all.length).toBeGreaterThan(16)
        expect(score(text, wanted)).toEqual(all.filter(([at]) => wanted.includes(at)))
      }),
      { numRuns: 60 },
    )
  })
})
