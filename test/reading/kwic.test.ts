import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { normalize } from '../../src/text/normalize.js'
import { sampleFiles } from '../support/collection.js'
import { smallText } from '../search/collection.js'
import { all, indexOf } from './support.js'

const files = {
  ...sampleFiles,
  'notes/long.md':
    '---\ntitle: 渡口记\ndate: 2022-01-01\n---\n渡口有船。渡口没有桥；\n\n过了渡口，“就是银行。”银行关着\n',
  'notes/emoji.txt': '表情\n\n😀渡口😀的e\u0301tude，ＡＩ渡口\n',
}
let opened: Awaited<ReturnType<typeof indexOf>>
beforeAll(async () => {
  opened = await indexOf(files)
})
afterAll(() => opened.remove())

const lines = (query: string, options: object = {}) => all(opened.index.kwic(query, options))

describe('a concordance', () => {
  it('has every occurrence of every matching article, titles included', async () => {
    const found = await lines('"渡口"')
    const scanned = Object.values(files).reduce((sum, text) => sum + text.split('渡口').length - 1, 0)
    expect(found).toHaveLength(scanned)
    expect(new Set(found.map(({ match }) => match))).toEqual(new Set(['渡口']))
    expect(await opened.index.countOccurrences('渡口')).toEqual({
      occurrences: scanned,
      articles: new Set(found.map(({ id }) => id)).size,
    })
  })

  it('names the line and the byte of the file where each stands', async () => {
    for (const { path, line, column, match } of await lines('渡口 | 银行 | AI')) {
      const source = readFileSync(join(opened.folder, path)).toString().split('\n')[line - 1]!
      const at = Buffer.from(source).subarray(column - 1)
      expect(at.toString().startsWith(match), `${path}:${line}:${column}`).toBe(true)
    }
  })

  it('shows so many characters, the sentence or the paragraph on each side, in the original spelling', async () => {
    const [short] = await lines('étude', { context: 4 })
    expect(short).toMatchObject({ left: '渡口😀的', match: 'e\u0301tude', right: '，ＡＩ渡' })
    const bank = async (context: 'sentence' | 'paragraph') =>
      (await lines('"银行"', { context }))
        .filter(({ id }) => id.includes('long'))
        .map(({ left, right }) => [left, right])
    expect(await bank('sentence')).toEqual([
      ['过了渡口，“就是', '。”'],
      ['', '关着'],
    ])
    expect((await bank('paragraph'))[0]).toEqual(['过了渡口，“就是', '。”银行关着'])
  })

  it('lists a stretch of words near each other as one occurrence', async () => {
    const found = await lines('渡口 NEAR/5 银行')
    expect(found.map(({ match }) => match)).toContain('渡口，“就是银行')
  })

  it('lists all words of a query, prefixes up to their ends and fuzzy words, none over another', async () => {
    expect((await lines('ét* 😀')).map(({ match }) => match)).toEqual(['😀', '😀', 'e\u0301tude'])
    expect((await lines('阿尔丹别可夫~')).map(({ match }) => match)).toContain('阿尔丹别科夫')
    expect((await lines('"渡口的" | 渡口')).map(({ match }) => match)).toContain('渡口的')
    expect((await lines('title:渡口')).every(({ title }) => title.includes('渡口'))).toBe(true)
    expect(await lines('date:2022')).toEqual([])
  })

  it('comes by date, or by what stands left or right', async () => {
    const dates = (await lines('渡口', { sort: 'date' })).map(({ date }) => date)
    expect(dates).toEqual([...dates].sort((a, b) => (a === '' ? 1 : b === '' ? -1 : a < b ? 1 : a > b ? -1 : 0)))
    const oldest = (await lines('渡口', { sort: 'oldest' })).map(({ date }) => date).filter((date) => date !== '')
    expect(oldest).toEqual(oldest.toSorted())
    const right = (await lines('渡口', { sort: 'right' })).map(({ right }) => normalize(right).text.slice(0, 1))
    expect(right).toEqual(right.toSorted())
    const left = (await lines('渡口', { sort: 'left' })).map(({ left }) => normalize(left).text.slice(-1))
    expect(left.map((text) => text || ' ')).toHaveLength(right.length)
    expect(await lines('渡口', { limit: 2 })).toHaveLength(2)
  })

  it('can be left before its end, and refuses wrong options by name', async () => {
    for await (const line of opened.index.kwic('渡口')) {
      expect(line.match).toBe('渡口')
      break
    }
    await expect(lines('渡口', { context: 'page' })).rejects.toThrow('context')
    await expect(lines('渡口', { widht: 3 })).rejects.toThrow('widht')
    await expect(lines('"渡口')).rejects.toThrow('not closed')
  })
})

describe('laws of reading', () => {
  it('left, match and right are what stands there, and the counts are those of a scan', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(smallText(60), { minLength: 1, maxLength: 5 }),
        fc.array(smallText(3), { minLength: 1, maxLength: 4 }),
        async (texts, strings) => {
          const records = texts.map((text, i) => JSON.stringify({ _id: `a${i}`, text: `首${text}` }))
          const { index, remove } = await indexOf({ 'a.jsonl': records.join('\n') })
          try {
            for (const text of strings) {
              const wanted = normalize(text).text.trim()
              if (wanted === '') continue
              const found = await all(index.kwic(`"${text.replace(/[\\"＂＼]/g, '\\$&')}"`, { context: 10_000 }))
              let scanned = 0
              for (let i = 0; i < texts.length; i++) {
                const { title, body } = (await index.get(`a${i}`))!
                for (const field of [title, body]) scanned += normalize(field).text.split(wanted).length - 1
              }
              expect(found.length).toBe(scanned)
              for (const { match } of found) expect(normalize(match).text).toContain(wanted)
            }
          } finally {
            await remove()
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)
})
