import { explainHit } from '../../src/search/scoring/explain.js'
import { describe, expect, it } from 'vitest'
import { article, segmentOf } from './collection.js'
import { ask, find } from './find.js'

const score = (query: string): number =>
  ask([segmentOf([article('银行的贷款'), article('贷款')])], query).answer.hits[0]!.score

describe('boosts', () => {
  const articles = [article('猫追狗', { id: 'both' }), article('银行', { id: 'bank' }), article('贷款', { id: 'loan' })]

  it('raise and lower a word, also below 1', () => {
    expect(find(articles, '银行^3 贷款')).toEqual(['bank', 'loan'])
    expect(find(articles, '银行^0.3 贷款')).toEqual(['loan', 'bank'])
    expect(find(articles, '(银行)^0.3 贷款')).toEqual(['loan', 'bank'])
    expect(find(articles, '银行^0.5^0.6 贷款')).toEqual(['loan', 'bank'])
  })

  it('demand no more than the words do without', () => {
    expect(find(articles, '(银行 贷款)^2')).toHaveLength(2)
  })

  it('stay finite however often they are repeated', () => {
    expect(score(`银行${'^1000'.repeat(200)} 贷款`)).toBeLessThan(100)
    expect(score(`银行${'^0.001'.repeat(200)} 贷款`)).toBeGreaterThan(0)
  })
})

describe('a word that the query repeats', () => {
  const articles = [article('银行', { id: 'bank' }), article('贷款', { id: 'loan' })]

  it('weighs more, and an explanation says how much', () => {
    expect(find(articles, '贷款 银行 贷款')).toEqual(['loan', 'bank'])
    expect(find(articles, '银行 贷款 银行')).toEqual(['bank', 'loan'])
    const { answer } = ask([segmentOf(articles)], '银行 贷款 银行', { explain: explainHit })
    expect(answer.hits[0]!.parts![0]).toMatchObject({ term: { text: '银行', weight: 1.25 * 1.8 } })
  })

  it('demands no more of other articles', () => {
    expect(find(articles, `${'银行 '.repeat(30)}贷款`)).toEqual(['bank', 'loan'])
  })
})

describe('a short query', () => {
  it('prefers a text that begins with its words', () => {
    const rest = '，街角有一只猫，河边有一所学校'.repeat(6)
    const articles = [
      article(`猫追狗${rest}银行贷款`, { id: 'late' }),
      article(`银行贷款${rest}猫追狗`, { id: 'early' }),
    ]
    expect(find(articles, '银行贷款')).toEqual(['early', 'late'])
    const { answer } = ask([segmentOf(articles)], '银行贷款', { explain: explainHit })
    expect(answer.hits[0]!.parts!.find(({ what }) => what === 'lead')!.value).toBeCloseTo((0.6 * 4) / 70)
  })

  it('that asks for a number prefers a text with a digit near its words', () => {
    const articles = [article('银行的贷款有许多', { id: 'none' }), article('银行的贷款有30笔', { id: 'digit' })]
    expect(find(articles, '银行的贷款有多少')).toEqual(['digit', 'none'])
    const far = article(`银行的贷款有许多${'，街角有一只猫'.repeat(10)}30`, { id: 'far' })
    const { answer } = ask([segmentOf([far])], '银行的贷款有多少', { explain: explainHit })
    expect(answer.hits[0]!.parts!.map(({ what }) => what)).not.toContain('digit')
  })

  it('of more than thirty characters is a text, whose beginning says nothing', () => {
    const { answer } = ask([segmentOf([article('银行贷款')])], '银行贷款'.repeat(8), { explain: explainHit })
    expect(answer.hits[0]!.parts!.map(({ what }) => what)).not.toContain('lead')
  })
})

describe('order', () => {
  it('by date is strict, newest first, best first within a day', () => {
    const articles = [
      article('银行', { id: 'new', date: '2024-02-02' }),
      article('银行 贷款', { id: 'old', date: '2020-02-02' }),
      article('银行 贷款 猫', { id: 'best', date: '2022-02-02' }),
      article('贷款 猫 狗 学校', { id: 'second', date: '2022-02-02' }),
      article('银行', { id: 'undated' }),
    ]
    expect(find(articles, '银行 贷款', { sort: 'date' })).toEqual(['new', 'best', 'second', 'old', 'undated'])
  })

  it('by recency lets a score fade with age', () => {
    const articles = [
      article('银行银行银行', { id: 'old', date: '2010-01-01' }),
      article('银行在街角，学校在河边', { id: 'new', date: '2024-01-01' }),
    ]
    expect(find(articles, '银行')).toEqual(['old', 'new'])
    expect(find(articles, '银行', { sort: 'recent' })).toEqual(['new', 'old'])
  })

  it('of equal scores: newer, then longer, then by id', () => {
    const articles = [
      article('甲', { id: 'b', date: '2023-01-01' }),
      article('甲', { id: 'a', date: '2023-01-01' }),
      article('甲甲', { id: 'c', date: '2023-01-01' }),
      article('乙', { id: 'd', date: '2024-01-01' }),
    ]
    expect(find(articles, '-丙')).toEqual(['d', 'c', 'a', 'b'])
    expect(find([...articles].reverse(), '-丙')).toEqual(['d', 'c', 'a', 'b'])
  })

  it('puts articles with all words first, whatever else they hold', () => {
    const both = article(`银行${'，天气很好'.repeat(60)}贷款`, { id: 'both' })
    const one = article('银行银行银行银行', { id: 'one' })
    expect(find([one, both], '银行 贷款')).toEqual(['both', 'one'])
  })

  it('counts a quoted word of the same spelling not as one of the words', () => {
    const articles = [article('生', { id: 'quoted' }), article('生 行', { id: 'both' })]
    expect(find(articles, '"生" 行')[0]).toBe('both')
  })
})

describe('an index brought up to date', () => {
  it('scores like one built anew', () => {
    const kept = ['银行贷款', '银行存款', '学校'].map((body) => article(body))
    const gone = ['银行', '银行银行', '猫'].map((body) => article(body))
    const anew = ask([segmentOf(kept)], '银行 猫学校')
    const updated = ask(
      [segmentOf([gone[0]!, ...kept.slice(0, 2), ...gone.slice(1), kept[2]!], (one) => gone.includes(one))],
      '银行 猫学校',
    )
    expect(updated.ids).toEqual(anew.ids)
    expect(updated.answer.hits.map((hit) => hit.score)).toEqual(anew.answer.hits.map((hit) => hit.score))
  })
})

describe('explanations', () => {
  it('name each term with its numbers', () => {
    const segments = [segmentOf([article('银行里的银行', { title: '银行' }), article('学校')])]
    const [hit] = ask(segments, '银行 AI', { explain: explainHit }).answer.hits
    expect(hit!.parts![0]).toMatchObject({
      what: '银行 (title 1, body 2; df 1, idf 0.69, weight 1.25)',
      term: { text: '银行', kind: 'pair', documentFrequency: 1, frequencies: { title: 1, body: 2 } },
    })
    expect(hit!.parts!.map(({ what }) => what)).toContain('all words')
  })
})
