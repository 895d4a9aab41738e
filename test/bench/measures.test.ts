import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareResults, comparisonText } from '../../bench/report/compare.js'
import { writeReport } from '../../bench/report/markdown.js'
import { barPlot, linePlot } from '../../bench/report/plot.js'
import type { Figure, Results } from '../../bench/support/results.js'
import { median, quantile, spread } from '../../bench/support/statistics.js'

const samples = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1, maxLength: 20 })

describe('statistics', () => {
  it('take quantiles that are samples, with that share at or below them', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const value = quantile(list, share)
        expect(list).toContain(value)
        const atOrBelow = list.filter((sample) => sample <= value).length
        expect(atOrBelow).toBeGreaterThanOrEqual(share * list.length)
      }),
    )
  })

  it('take the middle, and the spread about it', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(spread([8, 10, 12])).toBeCloseTo(0.2)
    expect(spread([7])).toBe(0)
  })
})

const figure = (row: string, column: string, better: Figure['better'], ...values: number[]): Figure => {
  return { question: 'build', row, column, unit: 's', better, samples: values }
}

function results(...figures: Figure[]): Results {
  const machine = { processor: 'P', cores: 2, memoryGiB: 4, system: 'linux', node: 'v20', commit: 'abc', load: 0 }
  const data = { name: 'corpus', articles: 3, bytes: 1000, seed: 1 }
  return {
    format: 1,
    date: '2024-05-21T00:00:00Z',
    machine,
    data,
    runs: 3,
    command: 'npm run bench --',
    peers: {},
    figures,
    skipped: [],
  }
}

describe('comparing two runs', () => {
  const verdicts = (before: Figure, after: Figure) =>
    compareResults(results(before), results(after)).map(({ verdict }) => verdict)

  it('flags what lies beyond the samples of both, and nothing else', () => {
    const before = figure('xunzhang', 'CPU', 'lower', 10, 10.2, 10.4)
    expect(verdicts(before, figure('xunzhang', 'CPU', 'lower', 12, 12.1, 12.2))).toEqual(['worse'])
    expect(verdicts(before, figure('xunzhang', 'CPU', 'lower', 8, 8.1, 8.2))).toEqual(['better'])
    expect(verdicts(before, figure('xunzhang', 'CPU', 'lower', 10.3, 12, 14))).toEqual(['noise'])
    expect(verdicts(before, figure('xunzhang', 'CPU', 'lower', 10.5, 10.6, 10.7))).toEqual(['noise'])
  })

  it('asks more of single samples, and knows which way is better', () => {
    const before = figure('xunzhang', 'articles/s', 'higher', 100)
    expect(verdicts(before, figure('xunzhang', 'articles/s', 'higher', 110))).toEqual(['noise'])
    expect(verdicts(before, figure('xunzhang', 'articles/s', 'higher', 130))).toEqual(['better'])
    expect(verdicts(before, figure('xunzhang', 'articles/s', 'higher', 50))).toEqual(['worse'])
  })

  it('leaves out what only describes and what only one run has', () => {
    expect(verdicts(figure('a', 'CPU', 'lower', 1), figure('b', 'CPU', 'lower', 9))).toEqual([])
    expect(verdicts(figure('a', 'count', 'none', 1), figure('a', 'count', 'none', 9))).toEqual([])
  })

  it('never flags a run against itself', () => {
    fc.assert(
      fc.property(samples, fc.constantFrom('lower' as const, 'higher' as const), (list, better) => {
        const one = figure('a', 'x', better, ...list)
        expect(verdicts(one, one)).toEqual(['noise'])
      }),
    )
  })

  it('tells another collection, then the worst first', () => {
    const before = results(figure('a', 'CPU', 'lower', 1), figure('b', 'CPU', 'lower', 1))
    const after = {
      ...results(figure('a', 'CPU', 'lower', 0.5), figure('b', 'CPU', 'lower', 2)),
      data: { ...before.data, articles: 9 },
    }
    const lines = comparisonText(before, after).split('\n')
    expect(lines[0]).toMatch(/^note: another collection/)
    expect(lines[1]).toMatch(/^worse +\+100 % +build: b: CPU: 1 -> 2 s$/)
    expect(lines[2]).toMatch(/^better +-50 %/)
    expect(lines[3]).toBe('2 figures in both, 2 changed beyond noise')
  })
})

describe('the report', () => {
  const ours = figure('xunzhang', 'CPU', 'lower', 2)

  it('says plainly where another engine is better', () => {
    const { markdown } = writeReport([results(ours, figure('SQLite FTS5, bigrams', 'CPU', 'lower', 1))], 'benchmarks')
    expect(markdown).toContain('**we lose** to SQLite FTS5, bigrams (2 ×)')
    expect(markdown).toContain('`npm run bench -- build`')
  })

  it('says how far behind the next is where ours leads', () => {
    const { markdown, plots } = writeReport(
      [results(ours, figure('SQLite FTS5, bigrams', 'CPU', 'lower', 8))],
      'benchmarks',
    )
    expect(markdown).toContain('ahead of all; next is SQLite FTS5, bigrams (ours is 4 × better)')
    expect(Object.keys(plots)).toEqual(['build.svg'])
  })

  it('compares no times of engines whose answers are wrong too often', () => {
    const search = (row: string, column: string, better: Figure['better'], value: number): Figure => {
      return { ...figure(row, column, better, value), question: 'search' }
    }
    const figures = ['xunzhang', 'SQLite FTS5, bigrams'].flatMap((row, i) => [
      search(row, 'right', 'higher', i === 0 ? 98 : 50),
      search(row, 'p50', 'lower', i === 0 ? 1 : 0.01),
    ])
    const { markdown } = writeReport([results(...figures)], 'benchmarks')
    expect(markdown).not.toContain('we lose')
    expect(markdown).toContain('Times of engines under 90 % right are not compared.')
  })
})

describe('a report of several runs', () => {
  it('takes each question from the last run that answered it', () => {
    const early = results(figure('xunzhang', 'CPU', 'lower', 77))
    const late = results(figure('xunzhang', 'CPU', 'lower', 33))
    const other = results({ ...figure('xunzhang', 'opening', 'lower', 5), question: 'open' })
    const { markdown } = writeReport([early, late, other], 'benchmarks')
    expect(markdown).toContain('| xunzhang | 33 |')
    expect(markdown).not.toContain('77')
    expect(markdown).toContain('| xunzhang | 5 |')
  })
})

describe('plots', () => {
  it('escape names and hold no number that is none', () => {
    const bars = barPlot('a < b', [{ name: '<x>', value: 3, label: '3 s', isOurs: true }])
    expect(bars).toContain('&#60;x&#62;')
    const lines = linePlot('growth', 'articles', 's', [
      {
        name: 'CPU',
        points: [
          [1000, 1],
          [10_000, 12],
          [100_000, 0],
        ],
      },
    ])
    for (const svg of [bars, lines]) expect(svg).not.toMatch(/NaN|Infinity|<x>/)
  })
})
