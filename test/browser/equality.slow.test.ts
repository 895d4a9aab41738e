/** An export answers as the index does that it was made of: the same hits, in the same order, with the same scores and passages. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { projectRoot, temporaryFolder } from '../support/cli.js'
import { sharedData } from '../support/shared-data.js'
import { writeFiles } from '../support/collection.js'
import type { ExportReport } from '../../src/static/export/write-export.js'
import { exportIndex, openExport } from './exported.js'
import type { Fetched } from './exported.js'
import { volume } from '../support/volume.js'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const shown = async (index: Index, query: string) => {
  const { total, hits } = await index.search(query, { limit: 10, pinyin: false, lenient: true })
  return { total, hits: hits.map(({ id, score, snippet, title }) => ({ id, score, snippet, title })) }
}

const exported = async ({ engine }: Fetched, query: string) => {
  const { total, hits } = await engine.search({ query, pinyin: false })
  return {
    total,
    hits: hits.map(({ id, score, snippet, title }) => ({ id, score, snippet, title })),
  }
}

/** Strings of 2 to 8 characters from everywhere in the texts, words cut apart; the same ones each time. */
function* strings(texts: readonly string[], count: number): Generator<string> {
  let seed = 20261121
  const below = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit
  for (let made = 0; made < count;) {
    const text = texts[below(texts.length)]!
    const at = below(Math.max(1, text.length - 8))
    const piece = text.slice(at, at + 2 + below(7))
    if (!/^\p{Script=Han}{2,}$/u.test(piece)) continue
    made++
    yield piece
  }
}

async function prepare(
  name: string,
  paths: readonly string[],
  maxFiles?: number,
): Promise<[Index, Fetched, ExportReport]> {
  const [dir, to] = [join(folder.path, `${name}-index`), join(folder.path, `${name}-export`)]
  await buildIndex({ paths, dir, jobs: 1 })
  const report = exportIndex(dir, to, maxFiles)
  return [await openIndex(dir), await openExport(to), report]
}

describe('an export of the sample collection', () => {
  const queries = [
    '阿尔曼别托夫 账本',
    '"渡口"',
    '博物馆',
    '茶 -银行',
    '手机壳 价格是多少',
    'title:博物馆',
    'date:2022..',
    '标签:历史 | 作者:李',
    '（渡口 | 茶馆）',
    'covid*',
    '"a"',
    '，',
    '的',
    '博物馆~1',
    '茶 NEAR/20 水',
    '不在任何文章里的词组',
    '',
  ]
  it.each(queries)('answers %s as the index does', async (query) => {
    const [index, fetched] = await sample
    expect(await exported(fetched, query)).toEqual(await shown(index, query))
  })

  it('counts facets as the index does', async () => {
    const [index, { engine }] = await sample
    const facets = ['author', 'tag', 'year']
    const { facets: wanted } = await index.search('的', { facets, pinyin: false })
    expect((await engine.search({ query: '的', facets, pinyin: false })).facets).toEqual(wanted)
  })

  it('keeps to the number of files that it may have', async () => {
    const [index, fetched, { files }] = await prepare('few', [join(projectRoot, 'corpus')], 100)
    expect(files).toBeLessThanOrEqual(100)
    expect(await exported(fetched, '博物馆')).toEqual(await shown(index, '博物馆'))
  })

  const sample = prepare('sample', [join(projectRoot, 'corpus')])
})

describe('an export of texts that normalising changes', () => {
  it('restores and marks them as the index does', async () => {
    const texts = {
      'a.md':
        '# 臺灣與 ＣＯＶＩＤ－１９\n\n「軟體」ﬁle ①②③ ㈠ 㐂㐃 𠮷野家 e\u0301té ⼤部分 co\u00adnﬁg ｶﾞｷﾞ 第１２３號。\n',
      'b.md': '# \u200b空\n\n\u3000\u3000段落　　之間\t\t有\u00a0空白\n\n\n第二段，Ｈｅｌｌｏ Ｗｏｒｌｄ！\n',
    }
    writeFiles(join(folder.path, 'odd'), texts)
    const [index, fetched] = await prepare('odd', [join(folder.path, 'odd')])
    for (const query of [
      '台湾',
      'covid-19',
      '软体',
      'file',
      '𠮷野家',
      '"été"',
      '大部分',
      'config',
      '第123号',
      '空白',
      'hello world',
      '"，hel"',
    ])
      expect([query, await exported(fetched, query)]).toEqual([query, await shown(index, query)])
  })
})

describe('a string that cuts a number', () => {
  const filling = '山高水长天地人和春夏秋冬'.repeat(60)
  const texts = Array.from({ length: 60 }, (_, i) => `${filling}。今天得${100 + i}分，${'去年'.repeat(i)}`)

  it.each([
    ['"37分"', 1],
    ['"得15"', 10],
    ['"1分，"', 6],
  ])('%s is looked for in few texts', async (query, total) => {
    const [index, fetched] = await prepared
    fetched.reset()
    const found = await exported(fetched, query)
    expect(found).toEqual(await shown(index, query))
    expect(found.total).toBe(total)
    expect(fetched.articleFiles).toBeLessThanOrEqual(total)
  })

  writeFiles(join(folder.path, 'numbers'), Object.fromEntries(texts.map((text, i) => [`${i}.txt`, text])))
  const prepared = prepare('numbers', [join(folder.path, 'numbers')])
})

const crud = sharedData('crud')
describe.skipIf(crud === undefined)('an export of news (needs shared/data/crud)', () => {
  const lines = (name: string): string[] => readFileSync(join(crud!, name), 'utf8').trim().split('\n')
  const texts: string[] = []
  let prepared: ReturnType<typeof prepare> | undefined
  const readNews = () => {
    const all = gunzipSync(readFileSync(join(crud!, 'corpus.jsonl.gz')))
      .toString('utf8')
      .split('\n')
      .slice(0, volume(300, 600))
    for (const line of all) texts.push((JSON.parse(line) as { text: string }).text)
    writeFiles(join(folder.path, 'news'), { 'news.jsonl': all.join('\n') })
    return prepare('news', [join(folder.path, 'news')])
  }
  // Not before a test asks: those that are skipped have no news.
  const news = () => (prepared ??= readNews())

  it('answers queries of a log as the index does, in at most two rounds', async () => {
    const [index, fetched] = await news()
    for (const line of lines('log.500.jsonl').filter((_, i) => i % volume(12, 4) === 0)) {
      const { q } = JSON.parse(line) as { q: string }
      fetched.reset()
      expect([q, await exported(fetched, q)]).toEqual([q, await shown(index, q)])
      expect(fetched.rounds).toBeLessThanOrEqual(2)
    }
  }, 120_000)

  it('finds strings wherever they were cut, exactly', async () => {
    const [, { engine }] = await news()
    const normal = texts.map((text) => text.normalize('NFKC').toLowerCase())
    for (const string of strings(normal, volume(60, 150))) {
      const { total } = await engine.search({ query: `"${string}"`, match: 'all', limit: 1 })
      const holders = normal.filter((text) => text.includes(string)).length
      expect([string, total]).toEqual([string, holders])
    }
  }, 120_000)
})
