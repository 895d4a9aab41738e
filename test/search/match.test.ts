import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/query/index.js'
import { Leaf } from '../../src/search/leaf.js'
import { forEachBit } from '../../src/search/matching/bitset.js'
import { valueSet } from '../../src/search/matching/value-set.js'
import { operators } from '../../src/search/operators/index.js'
import { article, segmentOf } from './collection.js'
import { ask, find } from './find.js'

const pets = ['一只猫睡在窗台上', '狗追着猫跑过院子', '医院门口有一只狗', '银行今天不开门'].map((body) => article(body))

describe('single characters', () => {
  it('are found by default, alone and beside others', () => {
    expect([...find(pets, '猫')].sort()).toEqual([pets[0]!.id, pets[1]!.id].sort())
    expect(find(pets, '猫 狗')[0]).toBe(pets[1]!.id)
    expect(find(pets, '狗 医院')[0]).toBe(pets[2]!.id)
  })

  it('are ranked by how often they stand there', () => {
    expect(find([article('只有一只猫在这里睡觉'), article('猫看着猫跑去找猫了呀')], '猫')[0]).toBe(
      '猫看着猫跑去找猫了呀',
    )
  })

  it('may be kana, hangul, function words, or from the supplementary planes', () => {
    const articles = [article('の一字'), article('한 글자'), article('𠮷野家'), article('什么的')]
    for (const [i, query] of ['の', '한', '𠮷', '的'].entries())
      expect(find(articles, query)).toEqual([articles[i]!.id])
  })
})

describe('queries without words', () => {
  const signs = [article('身份证 1309***24'), article('好的😀'), article('没有符号')]

  it('are taken exactly where they hold symbols', () => {
    expect(find(signs, '***')).toEqual([signs[0]!.id])
    expect(find(signs, '😀')).toEqual([signs[1]!.id])
    expect(find(signs, '-😀 没有')).toEqual([signs[2]!.id])
  })

  it.each(['auto', 'all', 'any'] as const)('ignore symbols beside words, blanks between or not (%s)', (match) => {
    for (const query of ['没有 ***', '没有***', '*** 没有', '没有 -', '😀 没有', '没有 。'])
      expect(find(signs, query, { match }), query).toEqual([signs[2]!.id])
  })

  it('find nothing where nothing is asked', () => {
    expect(ask([segmentOf(signs)], ' ').total).toBe(0)
    expect(ask([segmentOf(signs)], '"\u200b"').total).toBe(0)
  })

  it('may only exclude or only filter', () => {
    expect(find(pets, '-猫')).toHaveLength(2)
    const dated = [article('甲', { date: '2023-01-02' }), article('乙', { date: '2024-01-02' })]
    expect(find(dated, 'date:2024')).toEqual(['乙'])
  })
})

describe('an empty index, and one of deleted articles', () => {
  it.each(['猫', '"猫"', '-猫', 'date:2024', '猫~ 狗*', '***'])('answers %s with nothing', (query) => {
    const gone = segmentOf(pets, () => true)
    for (const segments of [[], [segmentOf([])], [gone]]) {
      expect(ask(segments, query, { facets: ['year'] })).toMatchObject({ ids: [], total: 0 })
      expect(ask(segments, query, { match: 'all', sort: 'recent' })).toMatchObject({ ids: [], total: 0 })
    }
  })
})

describe('words that no article holds', () => {
  const dated = [article('甲', { date: '2023-01-02' })]

  it('leave nothing beside a filter, but do not spoil a quoted string', () => {
    expect(find(dated, 'date:2023 鑫鱻')).toEqual([])
    expect(find(dated, '"甲" 鑫鱻')).toEqual(['甲'])
  })
})

describe('Han texts', () => {
  it('match wherever their characters stand together, whatever the words are', () => {
    expect(find([article('安装简单的程序')], '装简', { match: 'all' })).toHaveLength(1)
  })

  it('are demanded word by word where no article holds the whole', () => {
    const both = article('国家在青海建了公园')
    expect(find([both, article('国家图书馆')], '国家青海', { match: 'all' })).toEqual([both.id])
  })

  it('are demanded word by word where only a deleted article holds the whole', () => {
    const both = article('国家在青海建了公园')
    const gone = article('国家青海')
    const segments = [segmentOf([both, gone], (one) => one === gone)]
    expect(ask(segments, '国家青海', { match: 'all' }).ids).toEqual([both.id])
  })

  it('of a question ask for its words, not for characters that function words part', () => {
    const cat = article('猫吃鱼，狗吃肉')
    expect(find([cat, article('猫狗')], '请问猫和狗吃什么', { match: 'all' })).toEqual([cat.id])
  })

  it('with any: one of the words suffices, whether or not an article holds the whole', () => {
    expect(find([article('国家青海'), article('国家'), article('青海')], '国家青海', { match: 'any' })).toHaveLength(3)
  })
})

describe('Latin words', () => {
  const articles = ['AI 时代', 'FAIR 原则', 'e-mail 地址', 'C++ 语言', '圆周率3.14'].map((body) => article(body))

  it('match whole', () => {
    expect(find(articles, 'ai')).toEqual(['AI 时代'])
    expect(find(articles, 'FA*')).toEqual(['FAIR 原则'])
    expect(find(articles, '"AI"').slice().sort()).toEqual(['AI 时代', 'FAIR 原则', 'e-mail 地址'])
  })

  it('may be compounds', () => {
    expect(find(articles, 'E-MAIL', { match: 'all' })).toEqual(['e-mail 地址'])
    expect(find(articles, 'c++', { match: 'all' })).toEqual(['C++ 语言'])
    expect(find(articles, '３．１４', { match: 'all' })).toEqual(['圆周率3.14'])
  })
})

describe('fuzzy words', () => {
  it('are found where every second character differs', () => {
    expect(find([article('努而特烈乌')], '努尔特列乌~2')).toHaveLength(1)
    expect(find([article('甲丑丙卯')], '甲乙丙丁~2')).toHaveLength(1)
  })

  it('of the supplementary planes are found', () => {
    expect(find([article('去𠮷野家')], '𠮷也家~1')).toHaveLength(1)
  })
})

describe('operators inside one another', () => {
  const articles = [
    article('银行贷款', { title: '甲', author: '林舟', date: '2023-05-01' }),
    article('银行存款', { title: '乙', author: '周渔', date: '2024-05-01' }),
    article('学校', { title: '银行', author: '林舟' }),
  ]

  it('or inside and', () => {
    expect(find(articles, '银行 (贷款 | 存款)', { match: 'all' })).toHaveLength(2)
    expect(find(articles, '(贷款 | 学校) -title:银行')).toEqual(['银行贷款'])
  })

  it('fields: the innermost counts', () => {
    expect(find(articles, 'title:(银行 | author:周渔)')).toHaveLength(2)
    expect(find(articles, 'author:林舟 银行')).toHaveLength(2)
  })

  it('paths: parts of the file name', () => {
    expect(find(articles, 'path:存款')).toEqual(['银行存款'])
    expect(find(articles, 'path:(贷款 | 学校)')).toHaveLength(2)
    expect(find(articles, 'path:银行 -path:贷款')).toEqual(['银行存款'])
  })
})

describe('the site of a web address', () => {
  const articles = [
    article('甲地', { url: 'https://www.example.com/a' }),
    article('乙地', { url: 'https://news.Example.com/b' }),
    article('丙地', { url: 'https://other.org/c' }),
    article('丁地', { url: '' }),
  ]

  it('narrows a query, and none is found for an article without an address', () => {
    expect(find(articles, 'site:example.com').toSorted()).toEqual(['乙地', '甲地'])
    expect(find(articles, '网站:news.example.com 地')).toEqual(['乙地'])
    expect(find(articles, '地 -site:example').toSorted()).toEqual(['丁地', '丙地'])
    expect(find(articles, 'site:"other.org" | site:news')).toHaveLength(2)
    expect(find(articles, 'site:www')).toEqual([])
  })

  it('is counted over all hits', () => {
    const { answer } = ask([segmentOf(articles.slice(0, 2)), segmentOf(articles.slice(2))], '地', { facets: ['site'] })
    expect(Object.fromEntries(answer.facets.get('site')!)).toEqual({
      'example.com': 1,
      'news.example.com': 1,
      'other.org': 1,
    })
  })
})

describe('a facet without posting lists', () => {
  const articles = [
    article('甲', { tags: ['旧城', '渡口'] }),
    article('乙', { tags: ['新城'] }),
    article('丙', { tags: [] }),
  ]
  const found = (query: string): number[] => {
    const set = valueSet(new Leaf(segmentOf(articles)), 'tag', parseQuery(query)!, (node) => operators.value(node)!)
    const ids: number[] = []
    forEachBit(set, (id) => ids.push(id))
    return ids
  }

  it('is matched by its values, with operators', () => {
    expect(found('渡口')).toEqual([0])
    expect(found('城')).toEqual([0, 1])
    expect(found('新城 | 渡口')).toEqual([0, 1])
    expect(found('旧城 -渡口')).toEqual([])
    expect(found('没有')).toEqual([])
  })
})
