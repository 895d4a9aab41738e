/** Answers that are computed in pieces, because a signal may end them. */
import { expect, it } from 'vitest'
import { createIndex } from '../../src/library/open-index.js'
import { parseQuery } from '../../src/query/index.js'
import type { Attempt } from '../../src/search/matching/match-segment.js'
import { inOneGo, Searcher } from '../../src/search/searcher.js'
import { analyzer, article, segmentOf } from './collection.js'

const words = ['渡口', '銀行', '工程师说', 'COVID-19', '一半', '醒茶', '桥面要抬高半米']
const texts = Array.from({ length: 700 }, (_, i) =>
  Array.from({ length: 12 }, (_, j) => words[(i * 5 + j * j + (i >> 3)) % 7]).join('，'),
)
const searcher = new Searcher(
  [
    segmentOf(texts.slice(0, 600).map((text) => article(text))),
    segmentOf(texts.slice(600).map((text) => article(text))),
  ],
  analyzer,
)

const queries = [
  '渡口',
  '"渡口，银行"',
  '/醒.，/ 渡口',
  '渡口 NEAR/3 一半',
  '"一半，醒茶" -"渡口，银行"',
  'title:渡口 | "行，工程"',
  '-渡口',
  '*',
]

it('are those computed in one go, however often a piece takes too long', () => {
  const attempts: Record<string, Attempt> = {
    never: () => undefined,
    sometimes: (
      (count = 0): Attempt =>
      (work) =>
        count++ % 3 === 0 ? { value: work() } : undefined
    )(),
  }
  for (const query of queries) {
    for (const match of ['auto', 'all', 'any'] as const) {
      const rest = { match, sort: 'score', offset: 0, limit: 50, facets: [] } as const
      const request = { node: parseQuery(query), ...rest }
      const { hits, total } = searcher.search(request)
      for (const [name, attempt] of Object.entries(attempts)) {
        const found = inOneGo(searcher.searching({ ...request, attempt }))
        expect({ query, match, name, hits: found.hits, total: found.total }).toEqual({
          query,
          match,
          name,
          hits,
          total,
        })
      }
    }
  }
})

it('end with the reason of a signal that comes while they are computed, and the next answers are right', async () => {
  await using index = await createIndex(':memory:')
  await index.add(texts.map((text, id) => ({ id, text: text.repeat(40) })))
  await index.commit()
  const controller = new AbortController()
  // Before the search, so that its first pause meets the signal, however fast the rest is.
  setImmediate(() => controller.abort(new Error('typed on')))
  const slow = index.search('/(渡.*)+口.{3,9}x/', { signal: controller.signal })
  await expect(slow).rejects.toThrow('typed on')
  const lines = index.kwic('渡口', { signal: controller.signal })
  await expect(lines[Symbol.asyncIterator]().next()).rejects.toThrow('typed on')
  const { signal } = new AbortController()
  const { tookMs: _, ...plain } = await index.search('"渡口，银行"')
  const { tookMs: __, ...withSignal } = await index.search('"渡口，银行"', { signal })
  expect(withSignal).toEqual(plain)
})
