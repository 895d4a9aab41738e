/** What readers are offered besides changes no answer to a question in Han characters, and asks the index nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { openAnalyzer } from '../../src/text/analyzers/analyzers.js'
import { expandQueryIn } from '../../src/library/expansion/expanding.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index, SearchOptions } from '../../src/library/types.js'
import { readQuery } from '../../src/query/index.js'
import { createSources, emptyDisk, indexDir, update } from '../indexing/support.js'
import { sharedData } from '../support/shared-data.js'

const crud = sharedData('crud')

describe.skipIf(crud === undefined)('200 questions to 3,000 news (needs the shared data)', () => {
  let index: Index
  let questions: string[]
  beforeAll(async () => {
    const news = gunzipSync(readFileSync(join(crud!, 'corpus.jsonl.gz')))
      .toString('utf8')
      .split('\n', 3000)
    const disk = emptyDisk()
    await update(createSources({ 'news.jsonl': news.join('\n') }), disk, { tokenizer: 'native' })
    index = await openIndex(indexDir, { fileSystem: disk })
    const lines = readFileSync(join(crud!, 'queries.jsonl'), 'utf8').split('\n', 200)
    questions = lines.map((line) => (JSON.parse(line) as { text: string }).text)
  }, 60_000)

  const answers = (options: SearchOptions): Promise<unknown[]> =>
    Promise.all(
      questions.map(async (question) => {
        const { total, hits } = await index.search(question, { lenient: true, snippets: false, ...options })
        return [total, hits]
      }),
    )

  it.each<[string, SearchOptions]>([
    ['pinyin', {}],
    ['suggestions', { suggest: true }],
  ])('get the same hits and scores with %s', async (_, options) => {
    expect(await answers(options)).toEqual(await answers({ pinyin: false }))
  })
})

describe('a query without Latin letters', () => {
  const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '' })
  const untouched = () => {
    throw new Error('the collection was asked')
  }

  it.each(['渡口的桥什么时候重修？', '"旧桥" 银行', '-渡口 河水', '2024年5月21日', '灯塔 | 水文'])(
    'asks the index nothing for %s',
    (query) => {
      const { node } = readQuery(query)
      const expanded = expandQueryIn(node, query, {}, untouched, analyzer)
      expect(expanded.node).toEqual(node)
      expect(expanded.expansions ?? []).toEqual([])
    },
  )

  it('does so for Latin letters, so that this test can fail', () => {
    expect(() => expandQueryIn(readQuery('dukou').node, 'dukou', {}, untouched, analyzer)).toThrow('was asked')
  })
})
