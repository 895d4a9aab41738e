import { describe, expect, it } from 'vitest'
import { compareRuns } from '../../bench/ranking/compare-runs.js'
import { evaluateRun, type Qrels, type Run } from '../../src/optional/measure/evaluation.js'

const qrels: Qrels = new Map([
  [
    'q1',
    new Map([
      ['a', 1],
      ['b', 1],
      ['x', 0],
    ]),
  ],
  [
    'q2',
    new Map([
      ['c', 2],
      ['d', 1],
    ]),
  ],
  ['q3', new Map([['z', 0]])],
])

function run(rankings: Record<string, string[]>): Run {
  return new Map(Object.entries(rankings))
}

describe('measures of one query, worked out by hand', () => {
  it('gives 1 to the ideal ranking', () => {
    const measured = evaluateRun(run({ q2: ['c', 'd'] }), qrels)
    expect(measured).toMatchObject({ ndcg10: 1, mrr10: 1, recall100: 1, map: 1, queries: 1 })
  })

  it('discounts by the logarithm of the rank, with linear gains', () => {
    const measured = evaluateRun(run({ q2: ['d', 'c'] }), qrels)
    expect(measured.ndcg10).toBeCloseTo((1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3)), 12)
  })

  it('takes the precision at each relevant rank over all relevant articles', () => {
    const measured = evaluateRun(run({ q1: ['n', 'a', 'm', 'b'] }), qrels)
    expect(measured.map).toBeCloseTo((1 / 2 + 2 / 4) / 2, 12)
    expect(measured.mrr10).toBe(1 / 2)
  })

  it('counts a relevant article that is not in the run as missed', () => {
    const measured = evaluateRun(run({ q1: ['a'] }), qrels)
    expect(measured.recall100).toBe(0.5)
    expect(measured.map).toBe(0.5)
  })

  it('cuts MRR and nDCG at 10 and recall at 100', () => {
    const fillers = (count: number) => Array.from({ length: count }, (_, at) => `n${at}`)
    expect(evaluateRun(run({ q1: [...fillers(10), 'a'] }), qrels)).toMatchObject({
      ndcg10: 0,
      mrr10: 0,
      recall100: 0.5,
    })
    expect(evaluateRun(run({ q1: [...fillers(100), 'a'] }), qrels).recall100).toBe(0)
    expect(evaluateRun(run({ q1: [...fillers(9), 'a'] }), qrels).mrr10).toBe(0.1)
  })

  it('counts an article listed twice once', () => {
    expect(evaluateRun(run({ q1: ['a', 'a', 'b'] }), qrels)).toMatchObject({ map: 1, recall100: 1 })
  })
})

describe('means', () => {
  it('count a query that found nothing as 0, and leave out those without a relevant article', () => {
    const measured = evaluateRun(run({ q1: [], q2: ['c', 'd'], q3: ['z'], unjudged: ['a'] }), qrels)
    expect(measured).toMatchObject({ ndcg10: 0.5, mrr10: 0.5, recall100: 0.5, map: 0.5, queries: 2 })
  })

  it('are 0 over no query', () => {
    expect(evaluateRun(new Map(), qrels)).toMatchObject({ ndcg10: 0, map: 0, queries: 0 })
  })
})

describe('paired randomisation test', () => {
  const many: Qrels = new Map(Array.from({ length: 12 }, (_, at) => [`q${at}`, new Map([['a', 1]])]))
  const all = (ranking: string[]) => evaluateRun(new Map([...many.keys()].map((query) => [query, ranking])), many)

  it('finds no difference between a run and itself', () => {
    expect(compareRuns(all(['a']), all(['a'])).ndcg10).toEqual({ queries: 12, difference: 0, p: 1 })
  })

  it('comes near the exact p-value where every query differs alike: 2 of 2^12 assignments are as large', () => {
    const { difference, p } = compareRuns(all(['a']), all(['n', 'a']), 100_000).mrr10
    expect(difference).toBe(0.5)
    expect(p).toBeGreaterThan(0)
    expect(Math.abs(p - 2 / 4096)).toBeLessThan(3e-4)
  })

  it('has a p-value that does not depend on which run is named first', () => {
    const mixed = evaluateRun(
      new Map([...many.keys()].map((query, at) => [query, at % 3 ? ['a'] : ['n', 'n2', 'a']])),
      many,
    )
    const one = compareRuns(all(['n', 'a']), mixed).mrr10
    const other = compareRuns(mixed, all(['n', 'a'])).mrr10
    expect(one.p).toBe(other.p)
    expect(one.difference).toBeCloseTo(-other.difference, 12)
    expect(one.p).toBeGreaterThan(0.001)
  })

  it('uses the queries that both runs have', () => {
    const half = evaluateRun(
      new Map([
        ['q1', ['a']],
        ['q2', ['a']],
      ]),
      many,
    )
    expect(compareRuns(all(['a']), half).map.queries).toBe(2)
  })
})
