import { beforeAll, describe, expect, it } from 'vitest'
import type { Index } from '../../src/library/types.js'
import { found, indexOf } from '../expand/support.js'

let index: Index
beforeAll(async () => {
  index = await indexOf({
    bridge: '---\nauthor: 老周\n---\n渡口的旧桥\n\n工程师说旧桥的桥面要抬高，洪水就不会漫过栏杆。银行答应贷款修桥。',
    flood: '---\nauthor: 老周\n---\n三十年前的洪水\n\n洪水冲走了旧桥，桥面漂到下游。',
    loan: '夜市\n\n摊主们把零钱存进街角的银行，再赶头班船。',
    tea: '煮茶\n\n泉水煮茶，火不能急。',
  })
})

describe('more like this', () => {
  it('finds articles with the same heavy terms, the closest first, and never the article itself', async () => {
    expect(await found(index, '', { like: 'bridge.txt' })).toEqual(['flood', 'loan'])
  })

  it('goes together with a query, with pages and with counting', async () => {
    expect(await found(index, '', { like: 'bridge.txt', offset: 1 })).toEqual(['loan'])
    expect(await found(index, '', { like: 'bridge.txt', limit: 1 })).toEqual(['flood'])
    expect((await index.search('', { like: 'bridge.txt', countOnly: true })).total).toBe(2)
  })

  it('demands what stands beside it', async () => {
    expect(await found(index, '摊主', { like: 'bridge.txt' })).toEqual(['loan'])
    expect(await found(index, '零钱 洪水', { like: 'bridge.txt' })).toEqual([])
    expect(await found(index, '-摊主', { like: 'bridge.txt' })).toEqual(['flood'])
    expect(await found(index, 'path:loan', { like: 'tea.txt' })).toEqual([])
  })

  it("demands no more of the article's own terms where all words are demanded", async () => {
    expect(await found(index, '', { like: 'bridge.txt', match: 'all' })).toEqual(['flood', 'loan'])
    expect(await found(index, '摊主 零钱', { like: 'bridge.txt', match: 'all' })).toEqual(['loan'])
    expect(await found(index, '零钱 洪水', { like: 'bridge.txt', match: 'all' })).toEqual([])
  })

  it('counts the article itself neither among the hits nor in facets, whether it answers the query or not', async () => {
    const all = await index.search('', { like: 'bridge.txt', facets: ['author'] })
    expect(all.facets).toEqual({ author: [{ value: '老周', count: 1 }] })
    expect((await index.search('摊主', { like: 'bridge.txt' })).total).toBe(1)
    expect((await index.search('"存进"', { like: 'bridge.txt', countOnly: true })).total).toBe(1)
  })

  it('finds nothing for what shares nothing, and names an unknown id', async () => {
    expect(await found(index, '', { like: 'tea.txt' })).toEqual([])
    await expect(index.search('', { like: 'none' })).rejects.toThrow('no article has the ID "none"')
  })
})
