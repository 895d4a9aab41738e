import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainHit } from '../../src/search/scoring/explain.js'
import { ranking } from '../../src/search/parameters.js'
import { Searcher } from '../../src/search/searcher.js'
import type { SearchAnswer, SearchRequest } from '../../src/search/searcher.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { normalize } from '../../src/text/normalize.js'
import type { TestArticle } from '../search/collection.js'
import { analyzer, segmentOf, smallCollection } from '../search/collection.js'
import { anyQuery, anyString, wordQuery } from '../search/queries.js'
import { readArticle, referenceSearch } from '../search/reference.js'
import { volume } from '../support/volume.js'

const rounds = volume(1, 20)

function law<T extends [unknown, ...unknown[]]>(
  name: string,
  property: fc.IPropertyWithHooks<T>,
  numRuns: number,
): void {
  it(name, () => fc.assert(property, { numRuns: numRuns * rounds }), 60_000 * rounds)
}

const everything: Omit<SearchRequest, 'node'> = {
  match: 'auto',
  sort: 'score',
  offset: 0,
  limit: 100,
  facets: [],
}

const match = fc.constantFrom('auto' as const, 'all' as const, 'any' as const)
const sort = fc.constantFrom('score' as const, 'date' as const, 'oldest' as const, 'recent' as const)
/** Some articles past the second stage, too. */
const parameters = fc.constantFrom(2, 5, ranking.rerank).map((rerank) => ({ ...ranking, rerank }))

const request = fc
  .record({ node: fc.oneof(anyQuery(), wordQuery()), match, sort, parameters })
  .map((rest): SearchRequest => ({ ...everything, ...rest }))

const ids = (segments: readonly SegmentReader[], { hits }: SearchAnswer): string[] =>
  hits.map(({ segment, article }) => segments[segment]!.record(article).id)

const scored = (segments: readonly SegmentReader[], answer: SearchAnswer): { id: string; score: number }[] =>
  ids(segments, answer).map((id, i) => ({ id, score: answer.hits[i]!.score }))

/** The articles, cut into segments at random, with deleted ones among them that nobody must notice. */
function scattered(
  articles: readonly TestArticle[],
  cuts: readonly number[],
  gone: readonly TestArticle[],
): SegmentReader[] {
  const all = articles.map((article) => ({ article, deleted: false }))
  for (const [i, article] of gone.entries()) {
    all.splice((i * 7) % (all.length + 1), 0, { article: { ...article, id: `gone ${i}` }, deleted: true })
  }
  const borders = [0, ...cuts.map((cut) => cut % (all.length + 1)).sort((a, b) => a - b), all.length]
  return borders.slice(1).map((end, i) => {
    const part = all.slice(borders[i], end).map(({ article }) => article)
    return segmentOf(part, ({ id }) => id.startsWith('gone'))
  })
}

const cuts = fc.array(fc.nat(20), { maxLength: 3 })

describe('laws of searching', () => {
  law(
    'an exact string is found in exactly the articles whose normalised text holds it',
    fc.property(smallCollection(), fc.array(anyString(), { minLength: 1, maxLength: 8 }), (articles, strings) => {
      const segments = [segmentOf(articles)]
      for (const text of strings) {
        const wanted = normalize(text).text.trim()
        const holders = articles.filter(({ title, body, captions, tags }) =>
          [title, body, captions.join('\n'), tags.join('\n')].some(
            (field) => wanted !== '' && normalize(field).text.includes(wanted),
          ),
        )
        const node = { kind: 'exact' as const, span: [0, text.length] as const, text }
        const answer = new Searcher(segments, analyzer).search({ ...everything, node })
        expect(ids(segments, answer).sort()).toEqual(holders.map(({ id }) => id).sort())
      }
    }),
    120,
  )

  law(
    'hits, order, scores and counts are those of exhaustive scoring, to the last bit',
    fc.property(smallCollection(), fc.array(request, { minLength: 1, maxLength: 6 }), (articles, requests) => {
      const segments = [segmentOf(articles)]
      const reference = articles.map((one) => readArticle(one))
      for (const one of requests) {
        const expected = referenceSearch(reference, one)
        const answer = new Searcher(segments, analyzer).search(one)
        expect(scored(segments, answer)).toEqual(expected.hits)
        expect(answer.total).toBe(expected.matching.length)
      }
    }),
    200,
  )

  law(
    'how articles are spread over segments, and what was deleted, changes nothing',
    fc.property(
      smallCollection(),
      smallCollection(4),
      cuts,
      fc.array(request, { minLength: 1, maxLength: 4 }),
      (articles, gone, at, requests) => {
        const whole = [segmentOf(articles)]
        const parts = scattered(articles, at, gone)
        for (const one of requests) {
          const a = new Searcher(whole, analyzer).search({ ...one, facets: ['author', 'tag', 'year'] })
          const b = new Searcher(parts, analyzer).search({ ...one, facets: ['author', 'tag', 'year'] })
          expect(scored(parts, b)).toEqual(scored(whole, a))
          expect(b.total).toBe(a.total)
          expect(sorted(b.facets)).toEqual(sorted(a.facets))
        }
      },
    ),
    60,
  )

  law(
    'what was asked before changes nothing, though postings and texts are kept',
    fc.property(
      smallCollection(12),
      fc.integer({ min: 3, max: 12 }),
      fc.array(request, { minLength: 2, maxLength: 5 }),
      (articles, times, requests) => {
        const many = Array.from({ length: times }, (_, i) =>
          articles.map((one) => ({ ...one, id: `${one.id} ${i}`, title: i % 2 === 0 ? one.title : '' })),
        )
        const segments = [segmentOf(many.flat()), segmentOf(articles)]
        const searcher = new Searcher(segments, analyzer)
        for (const one of [...requests, ...requests]) {
          // Another searcher remembers nothing.
          expect(scored(segments, searcher.search(one))).toEqual(
            scored(segments, new Searcher(segments, analyzer).search(one)),
          )
        }
      },
    ),
    40,
  )

  law(
    'pages join to the whole',
    fc.property(smallCollection(20), request, fc.integer({ min: 1, max: 7 }), (articles, one, size) => {
      const segments = [segmentOf(articles)]
      const whole = scored(segments, new Searcher(segments, analyzer).search(one))
      const pages = Array.from({ length: 1 + Math.ceil(articles.length / size) }, (_, page) =>
        scored(segments, new Searcher(segments, analyzer).search({ ...one, offset: page * size, limit: size })),
      )
      expect(pages.flat()).toEqual(whole)
    }),
    50,
  )

  law(
    'facets are what counting the hits gives',
    fc.property(smallCollection(20), request, (articles, one) => {
      const segments = [segmentOf(articles)]
      const answer = new Searcher(segments, analyzer).search({ ...one, facets: ['author', 'tag', 'year'] })
      const found = ids(segments, answer).map((id) => articles.find((article) => article.id === id)!)
      const counts = {
        author: tally(found.map(({ author }) => author)),
        tag: tally(found.flatMap(({ tags }) => [...new Set(tags)])),
        year: tally(found.map(({ date }) => date.slice(0, 4))),
      }
      expect(Object.fromEntries(answer.facets)).toEqual(counts)
    }),
    50,
  )

  law(
    'the parts of an explanation add up to the score',
    fc.property(smallCollection(), request, (articles, one) => {
      const segments = [segmentOf(articles)]
      for (const { score, parts } of new Searcher(segments, analyzer).search({ ...one, explain: explainHit }).hits) {
        expect(parts!.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 9)
      }
    }),
    50,
  )
})

function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

const sorted = (facets: SearchAnswer['facets']): unknown =>
  Array.from(facets, ([name, counts]) => [name, [...counts].sort()])
