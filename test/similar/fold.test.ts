import { beforeAll, describe, expect, it } from 'vitest'
import type { Index } from '../../src/library/types.js'
import { openIndex } from '../../src/library/open-index.js'
import { createSources, emptyDisk, indexDir, update } from '../indexing/support.js'
import { indexOf } from '../expand/support.js'

const story =
  '渡口的旧桥今年重修。工程师说桥面要抬高半米，洪水就不会再漫过栏杆。银行答应借出一半的钱，另一半由渡口两岸的商户凑齐。' +
  '老人们记得三十年前的大水，那时整座木桥都被冲到了下游的沙洲上，过了两个冬天才有人把剩下的木料拖回来。'

let index: Index
beforeAll(async () => {
  index = await indexOf({
    a: `旧桥重修\n\n${story}`,
    b: `渡口新闻一则\n\n${story.slice(0, 60)}${story.slice(70)}`,
    c: `守夜人\n\n守夜人每天夜里敲钟，钟声传过渡口，惊起一滩水鸟。天亮之前他要走完三条街，把灯一盏一盏熄掉，再到茶馆里喝一碗热汤。`,
    d: `旧桥重修的消息\n\n${story}今天商会又补充说，渡船在施工期间照常往来，票价不变。`,
  })
})

const names = (ids: readonly string[]): string[] => ids.map((id) => id.replace('.txt', '')).sort()

describe('near-duplicates', () => {
  it('are listed in groups, with how much each resembles the first', async () => {
    const groups = await index.duplicates!()
    expect(groups.map(({ articles }) => names(articles.map(({ id }) => id)))).toEqual([['a', 'b', 'd']])
    const [leader, ...others] = groups[0]!.articles
    expect(leader!.similarity).toBe(1)
    for (const { similarity } of others) expect(similarity).toBeGreaterThan(0.6)
  })

  it('are led by the oldest, wherever it is stored', async () => {
    const page = (date: string): string => `---\ndate: ${date}\n---\n\n${story}\n`
    const sources = createSources({ 'b.md': page('2024-05-02'), 'c.md': page('2024-05-03'), 'e.md': story })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'd.md': page('2024-05-01') })
    await update(sources, disk)
    const updated = await openIndex(indexDir, { fileSystem: disk })
    const [group] = await updated.duplicates!()
    expect(group!.articles.map(({ id }) => id)).toEqual(['d.md', 'b.md', 'c.md', 'e.md'])
    await updated.close()
  })

  it('are equal ones, too, of texts as short as a poem', async () => {
    const poem = '床前明月光，疑是地上霜。举头望明月，低头思故乡。'
    const sources = createSources({
      'a.md': poem,
      'b.md': '疑是地上霜',
      'c.md': poem.replace('。', '。\n'),
      'd.md': '。',
    })
    const disk = emptyDisk()
    await update(sources, disk)
    const poems = await openIndex(indexDir, { fileSystem: disk })
    const [group, ...others] = await poems.duplicates!()
    expect(group!.articles).toMatchObject([
      { id: 'a.md', similarity: 1 },
      { id: 'c.md', similarity: 1 },
    ])
    expect(others).toEqual([])
    await poems.close()
  })

  it('are folded into the best hit where that is asked for', async () => {
    const all = await index.search('渡口')
    const { hits, total } = await index.search('渡口', { fold: 'similar' })
    expect(total).toBe(all.total)
    expect(hits).toHaveLength(2)
    const folded = hits.flatMap(({ id, similar = [] }) => [id, ...similar.map((one) => one.id)])
    expect(names(folded)).toEqual(names(all.hits.map(({ id }) => id)))
  })
})
