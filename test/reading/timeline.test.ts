import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseSpan, dayText, nextSpan, spanNames, spanStart } from '../../src/search/reading/timeline.js'
import { sampleFiles } from '../support/collection.js'
import { indexOf } from './support.js'

let opened: Awaited<ReturnType<typeof indexOf>>
beforeAll(async () => {
  opened = await indexOf(sampleFiles)
})
afterAll(() => opened.remove())

describe('a timeline', () => {
  it('counts articles and occurrences, with the times between that have none, and those without a date', async () => {
    expect(await opened.index.timeline('渡口', { by: 'year' })).toEqual({
      by: 'year',
      series: [
        {
          query: '渡口',
          buckets: [
            { from: '2021-01-01', articles: 1, occurrences: 1 },
            { from: '2022-01-01', articles: 0, occurrences: 0 },
            { from: '2023-01-01', articles: 1, occurrences: 1 },
            { from: '2024-01-01', articles: 1, occurrences: 3 },
          ],
          undated: { articles: 0, occurrences: 0 },
        },
      ],
    })
    const { series } = await opened.index.timeline(['火', '渡口 银行'], { by: 'month', relative: true })
    expect(series[0]!.undated).toEqual({ articles: 1, occurrences: 1 })
    expect(series.map(({ buckets }) => buckets.length)).toEqual([7, 7])
    expect(series[1]!.buckets[0]).toEqual({ from: '2023-11-01', articles: 1, occurrences: 3, total: 1 })
  })

  it('has no times where nothing is found, and says when there would be too many', async () => {
    expect((await opened.index.timeline('鑫鱻')).series[0]!.buckets).toEqual([])
    const far = await indexOf({
      'a.jsonl': '{"_id":"1","text":"渡口","date":"1850-01-01"}\n{"_id":"2","text":"渡口","date":"2024-01-01"}',
    })
    try {
      expect((await far.index.timeline('渡口')).by).toBe('year')
      await expect(far.index.timeline('渡口', { by: 'day' })).rejects.toThrow('"by" month')
    } finally {
      await far.remove()
    }
  })
})

describe('spans of time', () => {
  it('hold each day once and meet without gaps', () => {
    for (const by of spanNames) {
      for (let day = -800_000; day < 60_000; day += 997) {
        const start = spanStart(day, by)
        expect(start).toBeLessThanOrEqual(day)
        expect(nextSpan(start, by)).toBeGreaterThan(day)
        expect(spanStart(nextSpan(start, by), by)).toBe(nextSpan(start, by))
        expect(spanStart(nextSpan(start, by) - 1, by)).toBe(start)
      }
    }
    expect(dayText(spanStart(19_864, 'week'))).toBe('2024-05-20')
    expect(chooseSpan(0, 10)).toBe('day')
    expect(chooseSpan(0, 200)).toBe('week')
    expect(chooseSpan(0, 800)).toBe('month')
    expect(chooseSpan(0, 8000)).toBe('year')
  })
})

describe('the values of a field', () => {
  it('are counted over all articles, the most frequent first or by value', async () => {
    expect(await opened.index.terms('author')).toEqual([
      { value: '林舟', count: 2 },
      { value: '周渔', count: 1 },
    ])
    expect((await opened.index.terms('year', { sort: 'value' })).map(({ value }) => value)).toEqual([
      '2021',
      '2022',
      '2023',
      '2024',
    ])
    expect(await opened.index.terms('month', { limit: 1 })).toEqual([{ value: '2021-01', count: 1 }])
    await expect(opened.index.terms('outlet')).rejects.toThrow('author, tag, year, month, day')
  })
})
