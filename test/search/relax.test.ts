import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/query/index.js'
import { relaxedNode, searchRelaxing } from '../../src/search/search-relaxing.js'
import { inOneGo, Searcher } from '../../src/search/searcher.js'
import type { MatchMode } from '../../src/search/planning/plan.js'
import { analyzer, article, segmentOf } from './collection.js'

const articles = [
  article('个体工商户可以起字号，经依法登记即可从事经营。'),
  article('商标先用权的抗辩，由在先使用的店铺提出。'),
  article('银行今天不开门，储户在门口等候。'),
]
const searcher = new Searcher([segmentOf(articles)], analyzer)

const ask = (query: string, match: MatchMode = 'auto') => {
  const rest = { sort: 'score', offset: 0, limit: 10, facets: [] } as const
  const { hits, total, relaxed } = inOneGo(searchRelaxing(searcher, { node: parseQuery(query), match, ...rest }, query))
  return { ids: hits.map(({ article }) => articles[article]!.id), total, relaxed }
}

describe('quoted strings of a sentence', () => {
  it('are searched as words where no article holds them, and the answer names them', () => {
    const { ids, relaxed } = ask('什么是“个体工商户字号”的登记？')
    expect(ids[0]).toBe(articles[0]!.id)
    expect(relaxed).toEqual(['个体工商户字号'])
  })

  it('are all searched as words where no article holds all of them', () => {
    expect(ask('“商标先用权”和“银行储户”有什么关系').relaxed).toEqual(['商标先用权', '银行储户'])
  })

  it('are required where an article holds them', () => {
    const { ids, relaxed } = ask('“在先使用”的商标怎么登记，个体工商户能不能起字号')
    expect(ids).toEqual([articles[1]!.id])
    expect(relaxed).toBeUndefined()
  })

  it('are searched as words in a list of more than a few words, also within brackets', () => {
    expect(ask('商标 店铺 抗辩 字号 “先用权的主张” 登记').relaxed).toEqual(['先用权的主张'])
    expect(ask('商标 店铺 抗辩 （字号 “先用权的主张”） 登记').relaxed).toEqual(['先用权的主张'])
  })
})

describe('a field named in Chinese', () => {
  const pasted =
    '个体工商户可以起字号，经依法登记即可从事经营。商标先用权的抗辩，由在先使用的店铺提出。银行今天不开门，储户等候。 作者：李某'

  it('is text in a pasted paragraph where no article has it, and the answer names it', () => {
    expect(pasted.length).toBeGreaterThanOrEqual(60)
    expect(ask(pasted)).toMatchObject({ total: 3, relaxed: ['作者：李某'] })
  })

  it('restricts a query that was written by hand', () => {
    expect(ask('什么是个体工商户的登记 作者：李某')).toEqual({ ids: [], total: 0, relaxed: undefined })
    expect(ask(`${pasted.slice(0, -6)} author:李某`)).toEqual({ ids: [], total: 0, relaxed: undefined })
  })
})

describe('a dash before a word', () => {
  const pasted =
    '个体工商户可以起字号，经依法登记即可从事经营。商标先用权的抗辩，由在先使用的店铺提出。银行今天不开门，储户等候。- 完 -'

  it('is punctuation in a pasted paragraph where no article is left, and the answer names it', () => {
    expect(pasted.length).toBeGreaterThanOrEqual(60)
    expect(ask(pasted)).toMatchObject({ total: 3, relaxed: undefined })
    expect(ask(`${pasted} -登记 -银行 -商标`)).toMatchObject({ total: 3, relaxed: ['-登记', '-银行', '-商标'] })
  })

  it('excludes where an article is left, and in a list of words', () => {
    expect(ask(`${pasted} -登记 -银行`)).toMatchObject({ total: 1, relaxed: undefined })
    const words = pasted.replace(/[，。]/g, ' ')
    expect(ask(`${words} -登记 -银行 -商标`)).toMatchObject({ total: 0, relaxed: undefined })
  })
})

describe('quoted strings that are an operator', () => {
  it.each([
    ['alone', '"个体工商户字号"'],
    ['several of them', '"个体工商户字号" "先用权的主张"'],
    ['with a few words', '"个体工商户字号" 登记 经营'],
    ['with function words inside', '"个体工商户的字号" 登记'],
    ['with an exclusion', '什么是"个体工商户字号"的登记 -银行'],
    ['with AND', '"个体工商户字号" AND 什么是登记'],
    ['with alternatives', '什么是登记 ("个体工商户字号" | "先用权的主张")'],
    ['with a filter', '什么是"个体工商户字号"的登记 date:2024'],
    ['in a field', '什么是 title:"个体工商户字号"的登记'],
    ['with a boost', '什么是"个体工商户字号"^2 的登记'],
  ])('stay required: %s', (_, query) => {
    expect(ask(query)).toEqual({ ids: [], total: 0, relaxed: undefined })
  })

  it('stay required where all words are', () => {
    expect(ask('什么是“个体工商户字号”的登记？', 'all').total).toBe(0)
  })
})

describe('an answer that would be empty all the same', () => {
  it('is not said to be relaxed', () => {
    expect(ask('什么是“鑫鱻犇”的骉呢')).toEqual({ ids: [], total: 0, relaxed: undefined })
  })
})

describe('previews', () => {
  it('mark what the answer was searched by', () => {
    const marksOf = (query: string) => relaxedNode(searcher, parseQuery(query), query)
    expect(JSON.stringify(marksOf('什么是“个体工商户字号”的登记？'))).not.toContain('exact')
    expect(JSON.stringify(marksOf('什么是“个体工商户”的登记？'))).toContain('exact')
  })
})
