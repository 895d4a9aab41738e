/** A collection on a real node answers as a local index of the same articles does. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import type { Index, SearchOptions } from '../../src/library/types.js'
import { sharedData } from '../support/shared-data.js'
import { temporaryFolder } from '../support/cli.js'
import { volume } from '../support/volume.js'
import { differences } from './support/equal.js'
import { logQueries, newsLines, phrases, questions, writeNews } from './support/news.js'
import { noNodes, startNodes } from './support/nodes.js'
import type { Nodes } from './support/nodes.js'

const data = sharedData('crud')
const reason = noNodes !== '' ? noNodes : data === undefined ? 'shared/data/crud is absent' : ''

const articles = volume(600, 2000)
const asked = volume(50, 200)

/** Made up: authors, tags, captions, equal bodies, dates that lack, Latin compounds and rare characters. */
const odd = [
  {
    _id: 'odd-1',
    title: '渡口的旧桥',
    text: '渡口的旧桥今年重修，COVID-19 之后第 3.14 次。',
    date: '2024-05-21',
    author: '林舟',
    tags: ['桥梁', '水文'],
  },
  {
    _id: 'odd-2',
    title: '夜市里的银行',
    text: '夜市开到凌晨，摊主们把零钱存进街角的银行。',
    author: '周渔',
    tags: ['集市'],
  },
  { _id: 'odd-3', title: '', text: '夜市开到凌晨，摊主们把零钱存进街角的银行。', date: '2023-11-02', author: '周渔' },
  {
    _id: 'odd-4',
    title: 'Covid cases',
    text: '𠮷野家 iPhone 15 Pro 与 iphones 同卖；e-mail: a@b.cn ……',
    date: '1998-01-30',
    tags: ['𠮷'],
  },
  { _id: 'odd-5', title: '半个\ud83d字', text: '半个代理\udc00对也要查得到。', date: '2024-05-20' },
]

describe.skipIf(reason !== '')(
  `a collection on a node${reason === '' ? '' : ` (skipped: ${reason})`}`,
  { timeout: 90_000 },
  () => {
    const folder = temporaryFolder()
    let nodes: Nodes
    let local: Index
    let remote: Index

    beforeAll(async () => {
      const source = join(folder.path, 'news')
      writeNews(source, newsLines(data!, articles), Math.ceil(articles / 3))
      writeFileSync(join(source, 'odd.jsonl'), odd.map((article) => `${JSON.stringify(article)}\n`).join(''))
      nodes = await startNodes(1)
      const to = nodes.address('news')
      await pushCollection({ paths: [source], to, jobs: 1, shards: 2 })
      await buildIndex({ paths: [source], dir: join(folder.path, 'index'), jobs: 1 })
      local = await openIndex(join(folder.path, 'index'))
      remote = await openIndex(to)
    })

    afterAll(async () => {
      await local?.close()
      await remote?.close()
      await nodes?.stop()
      folder.remove()
    })

    const same = async (queries: readonly string[], options?: SearchOptions): Promise<void> => {
      expect(await differences(local, remote, queries, options)).toEqual([])
    }

    it('holds as many articles', () => expect(remote.articleCount).toBe(local.articleCount))
    it(`ranks ${asked} queries of the log alike`, () => same(logQueries(data!, asked), { facets: ['year'] }))
    it(`finds ${asked} phrases alike`, () => same(phrases(data!, asked)))
    it('ranks questions alike', () => same(questions(data!, 20), { facets: ['author', 'tag', 'year'] }))
    it('demands all words alike', () => same(logQueries(data!, 12), { match: 'all' }))
    it('demands any word alike', () => same(logQueries(data!, 12), { match: 'any', limit: 50 }))
    it('sorts by date alike', () =>
      same([...logQueries(data!, 15), ...questions(data!, 3)], { sort: 'date', limit: 40 }))
    it('fades by age alike', () => same([...logQueries(data!, 15), ...questions(data!, 3)], { sort: 'recent' }))
    it('pages alike', () => same(logQueries(data!, 8), { offset: 25, limit: 30 }))
    it('folds equal bodies alike', () => same(['夜市', '银行', '"零钱"'], { fold: true }))
    it('finds articles like another alike', async () => {
      const ids = newsLines(data!, articles).flatMap((line, i) =>
        i % (articles / 5) === 7 ? [(JSON.parse(line) as { _id: string })._id] : [],
      )
      for (const id of ids) await same([''], { like: id })
      await same(['银行', 'date:1990'], { like: ids[0]!, offset: 3, limit: 5, facets: ['year'] })
      await expect(remote.search('', { like: 'none' })).rejects.toMatchObject({ code: 'ARTICLE_MISSING' })
    })

    it('looks for regional words and synonyms, and folds similar articles alike', async () => {
      const synonyms = join(folder.path, 'synonyms.txt')
      writeFileSync(synonyms, '银行, 集市\n桥梁 => 渡口\n')
      await same(['软件 银行', '計程車', '出租车'], { variants: true })
      await same(['银行', '桥梁'], { synonyms })
      await same(logQueries(data!, 10), { fold: 'similar' })
    })

    it('explains scores alike', () => same(logQueries(data!, 5), { explain: true }))
    it('counts alike', () => same(logQueries(data!, 10), { countOnly: true, facets: ['year', 'tag'] }))

    it('reads every part of the query language alike', () =>
      same(
        [
          '银行 -贷款',
          '银行 | 渡口',
          '(银行 | 市场) 上海',
          'title:旧桥',
          'tag:桥梁',
          'author:林舟',
          'author:周渔 -夜市',
          'tag:𠮷',
          'path:odd',
          'path:news-0000*',
          'path:odd | path:none',
          'date:2023',
          'date:>=2023-06',
          'date:..2001',
          '银行 date:2023-05..2023-08',
          '-date:2023',
          '银行^3 市场',
          'cov*',
          '托卡*',
          'covid~',
          'iphon~',
          'iphone~2',
          '乡村振新~',
          '"19 之后"',
          '"OVID-1"',
          '3.14',
          'COVID-19',
          '"，"',
          '"夜 市"',
          '长',
          '"长"',
          'title:银',
          '的',
          '……',
          '***',
          '𠮷',
          '"半个"',
          '代理对',
          '"夜市开到凌晨" 银行',
          '"一带一路" | 渡口 -桥',
          'a@b.cn',
          'e-mail',
          '银行 NEAR/10 贷款',
          '"银行 市场"~20',
          '上海 SENTENCE 市场',
          '上海 PARAGRAPH 企业 -北京',
          '/银.{1,4}行/',
          'site:a.cn',
          'title:(夜市 | 旧桥)^2 银行',
          '不存在的词语组合呀',
        ],
        { facets: ['author', 'tag', 'year'], limit: 20 },
      ))

    it('leaves out the lines that pages share, also when the fourth page comes later', async () => {
      const [source, dir] = [join(folder.path, 'pages'), join(folder.path, 'pages-index')]
      mkdirSync(source)
      const slogan = '河畔小报，每天傍晚送到你的渡口'
      const write = (number: number): void => {
        const own = `第${number}座桥在上游的弯道边，工匠们用了第${number}个冬天才把石料运到岸上。`
        writeFileSync(
          join(source, `${number}.txt`),
          `第${number}座桥\n\n${own.repeat(3)}\n\n${slogan}\n\n下回再讲别的河。\n`,
        )
      }
      const both = async (): Promise<[here: number, there: number]> => {
        const to = nodes.address('pages')
        await buildIndex({ paths: [source], dir, jobs: 1 })
        await pushCollection({ paths: [source], to, jobs: 1, shards: 2 })
        const [here, there] = [await openIndex(dir), await openIndex(to)]
        expect(await differences(here, there, [`"${slogan}"`, '上游 石料', '渡口'])).toEqual([])
        const count = async (index: Index): Promise<number> => (await index.search(`"${slogan}"`)).total
        return [await count(here), await count(there)]
      }
      for (const number of [1, 2, 3]) write(number)
      expect(await both()).toEqual([3, 3])
      write(4)
      expect(await both()).toEqual([0, 0])
      expect(await pushCollection({ paths: [source], to: nodes.address('pages'), jobs: 1 })).toMatchObject({
        skipped: 4,
        sent: 0,
        removed: 0,
      })
    })

    it('shows and marks an article alike', async () => {
      for (const id of ['odd-1', 'odd-4', 'odd-5', 'none']) {
        expect(await remote.get(id)).toEqual(await local.get(id))
        expect(await remote.mark(id, '渡口 银行')).toEqual(await local.mark(id, '渡口 银行'))
      }
    })

    it('counts its terms alike', async () => {
      const [here, there] = [await local.stats(), await remote.stats()]
      expect(there).toMatchObject({ articles: here.articles, postings: here.postings, sourceBytes: here.sourceBytes })
    })

    it('suggests alike', async () => {
      const texts = async (index: Index): Promise<string[]> =>
        (await index.suggestions()).map(({ kind, text }) => `${kind} ${text}`).sort()
      expect(await texts(remote)).toEqual((await texts(local)).map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd')))
    })
  },
)
