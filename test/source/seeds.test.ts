import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../support/shared-data.js'
import { readFolder } from './read.js'

const seeds = sharedData('seeds')
const FURNITURE = [
  '海量资讯',
  '精准解读',
  '责任编辑',
  '申请入驻',
  '分享至',
  '特别声明',
  '热点推荐',
  '笑死个银',
  '原标题',
  '往期回顾',
  'appendQr',
  '点击查看大图',
  '无障碍',
]

describe.skipIf(seeds === undefined)('the five seed articles (shared/data/seeds, skipped where absent)', () => {
  const { articles, problems } = seeds === undefined ? { articles: [], problems: [] } : readFolder(seeds)
  const texts = articles.map((a) => [a.title, a.body, ...a.captions, a.author, ...a.tags].join('\n'))

  it('become five articles without a problem', () => {
    expect(problems).toEqual([])
    expect(articles).toHaveLength(5)
  })

  it('keep their fields', () => {
    expect(articles.map((a) => a.date)).toEqual([
      '2022-01-10T07:15:24Z',
      '2022-04-26T08:26:49Z',
      '2024-05-21T00:32:04Z',
      '',
      '2024-07-03T08:00:33Z',
    ])
    expect(articles.map((a) => a.author)).toEqual(['新浪财经', '观察者网', '联合早报', '乐阳聊军事', '联合早报'])
    expect(articles.map((a) => a.categories.length)).toEqual([3, 3, 1, 0, 1])
    expect(articles.map((a) => a.tags.length)).toEqual([0, 0, 1, 0, 1])
    expect(articles.map((a) => new URL(a.url || 'none:').host)).toEqual([
      '',
      '',
      'www.zaobao.com',
      '',
      'www.zaobao.com',
    ])
    expect(articles.map((a) => a.title.length)).toEqual([23, 28, 17, 28, 21])
  })

  it.each(FURNITURE)('hold no %s', (line) => {
    expect(texts.filter((text) => text.includes(line))).toEqual([])
  })

  it.each([
    ['托卡耶夫', 4],
    ['努尔特列乌', 2],
    ['特列乌别尔季', 1],
    ['扎克瑟雷科夫', 1],
  ])('hold %s in %i of them', (name, count) => {
    expect(texts.filter((text) => text.includes(name))).toHaveLength(count)
  })

  it('keep every paragraph of the body, apart from captions', () => {
    const paragraphs = articles.map((a) => a.body.split('\n').length)
    expect(paragraphs).toEqual([9, 4, 10, 14, 13])
    expect(articles.map((a) => a.captions.length)).toEqual([0, 4, 0, 5, 4])
  })

  it('keep every sentence of the HTML bodies', () => {
    const files = readdirSync(seeds ?? '.').filter((name) => !name.startsWith('003'))
    for (const [i, file] of files.entries()) {
      const html = readFileSync(join(seeds ?? '.', file), 'utf8')
      const text = [...html.matchAll(/<(?:p|figcaption)[^>]*>([\s\S]*?)<\/(?:p|figcaption)>/g)].map((m) =>
        (m[1] ?? '').replace(/<[^>]*>/g, '').trim(),
      )
      const kept = text.filter((line) => line !== '' && !/^\s*(?:原标题|责任编辑)/.test(line))
      const article = articles.find((a) => a.id === file)
      expect(article, file).toBeDefined()
      expect(
        kept.filter((line) => ![article!.body, ...article!.captions].join('\n').includes(line)),
        `${i}`,
      ).toEqual([])
    }
  })
})
