import { beforeAll, describe, expect, it } from 'vitest'
import type { Index } from '../../src/library/types.js'
import { lookAlikes } from '../../src/library/expansion/expanding.js'
import { indexOf } from './support.js'

let index: Index
beforeAll(async () => {
  const texts = [
    '人民银行发布了新的规定。',
    '他从重庆坐船出发。',
    '世界卫生组织派来了医生。',
    '工程师托尔别科夫到了渡口。',
    'The typewriter stands in the corner.',
  ]
  const articles = texts.flatMap((text, i) =>
    [1, 2, 3].map((copy) => [`${i}-${copy}`, `第${copy}篇\n\n${text}`] as const),
  )
  index = await indexOf(Object.fromEntries(articles))
})

async function suggested(query: string): Promise<string[]> {
  const { suggestions = [] } = await index.search(query, { suggest: true })
  return suggestions.map(({ by, query }) => `${by} ${query}`)
}

describe('did you mean', () => {
  it.each([
    ['重亲', 'reading 重庆'],
    ['人民根行', 'shape 人民银行'],
    ['庆重', 'order 重庆'],
    ['世界卫组织', 'missing 世界卫生组织'],
    ['人民银很行', 'surplus 人民银行'],
    ['托尔别柯夫', 'reading 托尔别科夫'],
    ['托尔别万夫', 'other 托尔别科夫'],
    ['飞界卫生组织', 'other 世界卫生组织'],
    ['别科夫到渡口', 'missing 别科夫到了渡口'],
    ['typewirter', 'letters typewriter'],
    ['typwriter', 'letters typewriter'],
    ['ｔｙｐｗｒｉｔｅｒ', 'letters typewriter'],
  ])('offers for %s: %s', async (query, expected) => {
    expect((await suggested(query))[0]).toBe(expected)
  })

  it('leaves the rest of the query as it is', async () => {
    expect((await suggested('(title:第 | 重亲^2) -渡口'))[0]).toBe('reading (title:第 | 重庆^2) -渡口')
  })

  it.each(['重庆', '人民银行', '"重亲"', '-重亲', 'typewriter', 'xyzzy', '𠮷𠮷', '重', '的'.repeat(500), 'chongqing'])(
    'offers nothing for %s',
    async (query) => {
      expect(await suggested(query)).toEqual([])
    },
  )

  it('changes no hits, and stays silent unless asked', async () => {
    const asked = await index.search('人民根行', { suggest: true })
    const { suggestions, ...silent } = await index.search('人民根行')
    expect(suggestions).toBeUndefined()
    expect(asked.hits).toEqual(silent.hits)
  })
})

describe('the table of look-alikes', () => {
  it('goes both ways, and never from a character to itself', () => {
    for (const character of '己末土人未日') {
      for (const other of lookAlikes()(character)) {
        expect(other).not.toBe(character)
        expect(lookAlikes()(other)).toContain(character)
      }
    }
  })
})
