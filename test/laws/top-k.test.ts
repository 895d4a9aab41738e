import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ranking } from '../../src/search/parameters.js'
import { Searcher } from '../../src/search/searcher.js'
import type { SearchRequest } from '../../src/search/searcher.js'
import { analyzer, article, segmentOf } from '../search/collection.js'
import { parseQuery } from '../../src/query/index.js'
import { readArticle, referenceSearch } from '../search/reference.js'
import { volume } from '../support/volume.js'

const rounds = volume(1, 20)

/** From the words that most articles hold to those that few do. */
const words = ['银行', '贸易', '大学生', 'AI', '中国', '努尔特列', '渡口', '猫']

/** Many short articles: word i stands in about one of 2^i, some in nearly all, so that lists have several blocks. */
const collection = fc
  .array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 })), { minLength: 300, maxLength: 420 })
  .map((seeds) =>
    seeds.map(([seed, length], i) => {
      const held = words.filter(
        (_, word) => (seed >>> word) % 2 ** Math.max(1, word - 1) === 0 || (word < 2 && seed % 9 > 0),
      )
      return article(`${held.join('，')}${'。好'.repeat(length)}`, {
        id: `a${i}`,
        date: i % 3 === 0 ? '2023-05-01' : '',
      })
    }),
  )

const query = fc
  .array(fc.constantFrom(...words, '"银行"', '-猫', 'AI^3', '大学生^0.2'), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(' '))

/** Every list of two blocks and more that admits no new article is read by blocks. */
const alwaysSkipping = { ...ranking, skipping: { blocks: 1, sparse: 0 } }
const neverSkipping = { ...ranking, skipping: { blocks: Infinity, sparse: Infinity } }

describe('the best k', () => {
  it(
    'are those of exhaustive scoring to the last bit, with blocks left out and texts not looked at',
    () => {
      const property = fc.property(
        collection,
        fc.array(query, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 3, ranking.rerank),
        (articles, queries, k, rerank) => {
          const segments = [segmentOf(articles)]
          const reference = articles.map((one) => readArticle(one))
          for (const text of queries) {
            const request: SearchRequest = {
              ...{ node: parseQuery(text), match: 'auto', sort: 'score', offset: 0, facets: [] },
              ...{ limit: k, parameters: { ...alwaysSkipping, rerank } },
            }
            const { hits, total } = new Searcher(segments, analyzer).search(request)
            const found = hits.map(({ article, score }) => ({ id: articles[article]!.id, score }))
            const all = referenceSearch(reference, { ...request, limit: articles.length })
            expect(found).toEqual(all.hits.slice(0, k))
            expect(total).toBe(all.matching.length)
            const whole = new Searcher(segments, analyzer).search({
              ...request,
              parameters: { ...neverSkipping, rerank },
            })
            expect(whole.hits.map(({ article, score }) => ({ article, score }))).toEqual(
              hits.map(({ article, score }) => ({ article, score })),
            )
          }
        },
      )
      fc.assert(property, { numRuns: 12 * rounds })
    },
    60_000 * rounds,
  )
})
