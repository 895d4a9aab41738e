import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import { parseQuery } from '../../src/query/index.js'
import { normalize } from '../../src/text/normalize.js'
import { referencePlaces } from '../search/reference-near.js'
import { temporaryFolder } from '../support/cli.js'
import { sharedData } from '../support/shared-data.js'
import type { ReadingIndex } from './support.js'
import { expectRatio } from '../support/growth.js'
import { volume } from '../support/volume.js'

const data = sharedData('crud')
const folder = temporaryFolder()

describe.skipIf(data === undefined)('reading 20,000 news (../shared/data/crud)', () => {
  let index: ReadingIndex
  /** The normalised fields of each article. */
  const articles: string[][] = []
  const phrases: string[] = []

  beforeAll(async () => {
    const corpus = join(folder.path, 'corpus.jsonl')
    writeFileSync(corpus, gunzipSync(readFileSync(join(data!, 'corpus.jsonl.gz'))))
    await buildIndex({ paths: [corpus], dir: join(folder.path, 'index'), jobs: 1 })
    index = (await openIndex(join(folder.path, 'index'))) as ReadingIndex
    for (const line of readFileSync(corpus, 'utf8').trim().split('\n')) {
      const { title, body } = (await index.get((JSON.parse(line) as { _id: string })._id))!
      articles.push([title, body].map((text) => normalize(text).text))
    }
    for (const line of readFileSync(join(data!, 'phrases.790.jsonl'), 'utf8').trim().split('\n'))
      phrases.push((JSON.parse(line) as { q: string }).q)
  }, 120_000)
  afterAll(async () => {
    await index?.close()
    folder.remove()
  })

  it('occurrences of strings are as many as in a scan', async () => {
    const step = volume(20, 1)
    for (let i = 0; i < phrases.length; i += step) {
      const phrase = phrases[i]!
      const counts = articles.map((fields) => fields.reduce((sum, text) => sum + text.split(phrase).length - 1, 0))
      expect(await index.countOccurrences(`"${phrase}"`), phrase).toEqual({
        occurrences: counts.reduce((a, b) => a + b, 0),
        articles: counts.filter((count) => count > 0).length,
      })
    }
  }, 600_000)

  it('pairs near each other are found where a brute-force reference finds them', async () => {
    const pairs = volume(12, 200)
    const operators = ['NEAR/3', 'NEAR/20', 'SENTENCE', 'PARAGRAPH', 'NEAR/0']
    const short = phrases.filter(({ length }) => length <= 3)
    for (let i = 0; i < pairs; i++) {
      const [a, b] = [short[(i * 7) % short.length]!, short[(i * 13 + 5) % short.length]!]
      const query = i % 6 === 5 ? `"${a} ${b}"~10` : `${a} ${operators[i % 5]!} ${b}`
      const node = parseQuery(query)!
      const holders = articles.filter((fields) =>
        fields.some((text) => text.includes(a) && text.includes(b) && referencePlaces(node, text).length > 0),
      )
      expect((await index.search(query, { countOnly: true, pinyin: false })).total, query).toBe(holders.length)
    }
  }, 600_000)

  it('a timeline of a word reads no text', async () => {
    // Counting occurrences looks into the texts.
    const [timeline, counting] = [() => index.timeline('中国'), () => index.countOccurrences('中国 NEAR/3 人')]
    await expectRatio(timeline, counting, 0.5)
  })
})
