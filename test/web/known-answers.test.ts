import { describe, expect, it } from 'vitest'
import type { SearchResult } from '../../src/fronts/page/api.js'
import { KnownAnswers } from '../../src/fronts/page/hooks/use-hits.js'

const answerTo = (query: string): SearchResult => ({
  query,
  total: 1,
  tookMs: 1,
  hits: [],
  facets: { tag: [{ value: query, count: 1 }] },
})

describe('what the page was answered', () => {
  it('is another question only once something is shown', () => {
    const known = new KnownAnswers()
    expect(known.isOther('a')).toBe(false)
    known.shows('a')
    expect([known.isOther('a'), known.isOther('b')]).toEqual([false, true])
  })

  it('is found again, the last fifty questions', () => {
    const known = new KnownAnswers()
    for (let i = 0; i < 50; i++) known.keep(`${i}`, answerTo(`${i}`))
    known.keep('0', answerTo('0'))
    known.keep('50', answerTo('50'))
    expect(known.find('0')?.query).toBe('0')
    expect(known.find('1')).toBeUndefined()
    expect(known.find('50')?.query).toBe('50')
    expect(known.facets).toEqual({ tag: [{ value: '50', count: 1 }] })
  })

  it('is dropped when the collection changes', () => {
    const known = new KnownAnswers()
    known.follow(undefined)
    known.keep('a', answerTo('a'))
    known.follow(undefined)
    expect(known.find('a')).toBeDefined()
    known.follow(20_000)
    expect(known.find('a')).toBeUndefined()
  })
})
