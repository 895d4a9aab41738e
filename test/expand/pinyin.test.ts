import { beforeAll, describe, expect, it } from 'vitest'
import type { Index } from '../../src/library/types.js'
import { expectLinear } from '../support/growth.js'
import { found, indexOf } from './support.js'

let index: Index
beforeAll(async () => {
  index = await indexOf({
    name: '渡口来信\n\n工程师托尔别科夫昨天到了渡口。',
    doctor: '诊所\n\n这位中医在城南开了诊所。',
    chongqing: '山城\n\n他从重庆坐船出发。',
    important: '清单\n\n这是重要的事情。',
    bank: '街角\n\n银行行长走进了大楼。',
    fact: '记录\n\n事实就写在纸上。',
    test: '厨房\n\n大家都想试试这道菜。',
    latin: '书架\n\nshishi 是一个英文书名。',
    figures: '年报\n\nGDP 增长平稳，高大坡上有人。',
  })
})

describe('Latin words as pinyin', () => {
  it.each([
    ['tuoerbiekefu', 'name'],
    ['tuo er bie ke fu', 'name'],
    ["tuo'er'bie'ke'fu", 'name'],
    ['tuo1er3bie2ke1fu1', 'name'],
    ['tuōěrbiékēfū', 'name'],
    ['tebkf', 'name'],
    ['zhong医', 'doctor'],
    ['zhongyi', 'doctor'],
    ['chongqing', 'chongqing'],
    ['zhongyao', 'important'],
    ['yinhang', 'bank'],
    ['hangzhang', 'bank'],
    ['chong2qing4 出发', 'chongqing'],
    ['title:shancheng', 'chongqing'],
    ['(zhongyao | nothing)', 'important'],
  ])('finds %s', async (query, article) => {
    expect((await found(index, query))[0]).toBe(article)
  })

  it.each(['zhongqing', 'chongyao', 'yinxing', 'tuo4er3bie2ke1fu1', '"tuoerbiekefu"'])(
    'finds nothing by %s: it is not read so, or not asked for',
    async (query) => {
      expect(await found(index, query)).toEqual([])
    },
  )

  it('reads a word behind many of Han characters', async () => {
    const { expansions } = await index.search('渡口 街角 银行 诊所 清单 记录 厨房 chongqing')
    expect(expansions?.map(({ text }) => text)).toEqual(['chongqing'])
  })

  it('excludes only what is written so', async () => {
    expect(await found(index, '渡口 -tuoerbiekefu')).toEqual(['name'])
  })

  it('puts articles with the letters first, then those with words that are read so', async () => {
    const hits = await found(index, 'shishi')
    expect(hits[0]).toBe('latin')
    expect(hits.slice(1).sort()).toEqual(['fact', 'test'])
  })

  it('takes a word that occurs as it is for no initials', async () => {
    expect(await found(index, 'GDP')).toEqual(['figures'])
    expect((await index.search('GDP')).expansions).toBeUndefined()
  })

  it('says what it looked for and what matched, and marks the Han text', async () => {
    const { expansions, hits } = await index.search('tuoerbiekefu')
    expect(expansions).toEqual([
      { text: 'tuoerbiekefu', alternatives: [{ by: 'pinyin', text: '托尔别科夫', weight: 1, articles: 1 }] },
    ])
    const [hit] = hits
    expect(hit!.matchedBy).toEqual([{ query: 'tuoerbiekefu', by: 'pinyin', text: '托尔别科夫' }])
    const { text, highlights } = hit!.snippet
    expect(highlights.map(([start, end]) => text.slice(start, end))).toEqual(['托尔别科夫'])
  })

  it('marks the same in previews', async () => {
    const { article, bodyHighlights } = (await index.mark('name.txt', 'tuoerbiekefu'))!
    expect(bodyHighlights.map(([start, end]) => article.body.slice(start, end))).toEqual(['托尔别科夫'])
  })

  it('is silent where nothing is Latin, and where it is switched off', async () => {
    expect((await index.search('重庆 事实')).expansions).toBeUndefined()
    expect(await found(index, 'tuoerbiekefu', { pinyin: false })).toEqual([])
    expect(await found(index, 'shishi', { pinyin: false })).toEqual(['latin'])
  })

  it.each(['all', 'any', 'auto'] as const)('combines with other words under --match %s', async (match) => {
    expect((await found(index, 'chongqing 出发', { match }))[0]).toBe('chongqing')
    expect((await found(index, 'chongqing 渡口', { match })).length).toBe(match === 'all' ? 0 : 2)
  })

  it('adds articles and takes none away', async () => {
    for (const query of ['shishi 渡口', 'shishi', 'chongqing | 渡口', 'GDP yinhang']) {
      const without = await found(index, query, { pinyin: false })
      expect(await found(index, query)).toEqual(expect.arrayContaining(without))
    }
  })

  it.each(['a', 'shi', 'xian', 'z', 'zhuang ', 'shishi ', 'tkyf '])(
    'takes time in proportion to a thousand letters of «%s»',
    async (piece) => {
      const lettersOf = (length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      await expectLinear((length) => () => index.search(lettersOf(length)), 1000, 1000)
    },
  )
})

it('counts the articles of unknown strings as they are, in however many parts they lie', async () => {
  // Every article has both bigrams of 绿泥岗, but only every seventh has the string.
  const texts = Array.from({ length: 70 }, (_, i) => (i % 7 === 3 ? '走到绿泥岗。' : '绿泥很多，泥岗不远。'))
  const many = await indexOf(Object.fromEntries(texts.map((text, i) => [`a${i}`, `第${i}页\n\n${text}`])))
  const { expansions } = await many.search('LNG')
  expect(expansions?.[0]?.alternatives).toContainEqual(expect.objectContaining({ text: '绿泥岗', articles: 10 }))
})
