import { describe, expect, it } from 'vitest'
import { composedQuery } from '../../../src/fronts/tui/state/query.js'
import { noFilters } from '../../../src/fronts/tui/state/filters.js'

describe('the query with its filters', () => {
  it('is the typed text where there are none', () => {
    expect(composedQuery('"半句', noFilters)).toBe('"半句')
  })

  it('has the filters in front, so that an open quotation mark can not swallow them', () => {
    expect(composedQuery('"半句', { author: ['林溪'], date: ['2024'] })).toBe('author:"林溪" date:2024..2024 "半句')
  })

  it('joins several values of one facet as alternatives, and keeps typed alternatives together', () => {
    expect(composedQuery('', { date: ['2023-05', '2021-01-01..2021-03-31', 'none'] })).toBe(
      '(date:2023-05..2023-05 | date:2021-01-01..2021-03-31 | -date:0001..9999)',
    )
    expect(composedQuery('山 | 水', { ...noFilters, tag: ['地理', '茶'] })).toBe('(tag:"地理" | tag:"茶") (山 | 水')
  })
})
