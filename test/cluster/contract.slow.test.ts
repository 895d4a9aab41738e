/**
 * What every backend of a search promises, asked of each: a folder on disk and a collection on a cluster answer random
 * queries over random articles as the plain reference does, and show what they found.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import type { SortOrder } from '../../src/search/scoring/top-k.js'
import type { Index, SearchOptions } from '../../src/library/types.js'
import { readQuery, printQuery } from '../../src/query/index.js'
import { temporaryFolder } from '../support/cli.js'
import { smallCollection, type TestArticle } from '../search/collection.js'
import { anyQuery, anyString, wordQuery } from '../search/queries.js'
import { readArticle, referenceSearch } from '../search/reference.js'
import type { ReferenceArticle } from '../search/reference-text.js'
import { noNodes, startNodes, type Nodes } from './support/nodes.js'
import { volume } from '../support/volume.js'

const seed = 20
const sample = <T>(values: fc.Arbitrary<T>, count: number): T[] => fc.sample(values, { seed, numRuns: count })

const written: TestArticle[] = sample(smallCollection(12), 14)
  .flat()
  .map((one, i) => ({ ...one, id: `a${i}`, captions: [] }))

/** Queries as a reader would write them. */
const queries = [
  ...[...sample(wordQuery(), volume(18, 50)), ...sample(anyQuery(), volume(22, 60))].map(printQuery),
  ...sample(anyString(), volume(12, 30)).map((text) => printQuery({ kind: 'exact', span: [0, 1], text })),
]

interface Backend {
  readonly open: (source: string, folder: string) => Promise<Index>
  readonly close: () => Promise<void>
}

const tolerance = 1e-4
const shown = (hits: readonly { id: string; score: number }[]): string =>
  hits.map(({ id, score }) => `${id} ${score.toFixed(6)}`).join()

function describeSearch(name: string, reason: string, backend: Backend): void {
  describe.skipIf(reason !== '')(`${name}${reason === '' ? '' : ` (skipped: ${reason})`}`, { timeout: 60_000 }, () => {
    const folder = temporaryFolder()
    let index: Index
    let articles: ReferenceArticle[]

    beforeAll(async () => {
      const source = join(folder.path, 'articles.jsonl')
      const lines = written.map(({ id, body, ...rest }) => JSON.stringify({ _id: id, text: body, ...rest }))
      writeFileSync(source, `${lines.join('\n')}\n`)
      index = await backend.open(source, folder.path)
      const stored = await Promise.all(written.map(({ id }) => index.get(id)))
      articles = stored.flatMap((one) => (one === undefined ? [] : [readArticle(one)]))
    })
    afterAll(async () => {
      await index?.close()
      await backend.close()
      folder.remove()
    })

    /** What differs from the reference, in words. */
    const differences = async (options: SearchOptions): Promise<string[]> => {
      const found: string[] = []
      for (const query of queries) {
        const { match = 'auto', sort = 'score' } = options
        const request = {
          node: readQuery(query).node,
          match,
          sort: sort as SortOrder,
          offset: 0,
          limit: 20,
          facets: [],
        }
        const { matching, hits } = referenceSearch(articles, request)
        const answer = await index.search(query, { ...options, limit: 20, lenient: true, pinyin: false })
        if (answer.total !== matching.length) found.push(`${query}: ${answer.total} articles, not ${matching.length}`)
        const isAsExpected =
          answer.hits.length === hits.length &&
          answer.hits.every(({ id, score }, i) => id === hits[i]!.id && Math.abs(score - hits[i]!.score) < tolerance)
        if (!isAsExpected) found.push(`${query}: ${shown(answer.hits)} in place of ${shown(hits)}`)
      }
      return found
    }

    it('holds the articles', () => {
      expect(articles.length).toBeGreaterThan(40)
      expect(index.articleCount).toBe(articles.length)
    })

    it.each([{}, { match: 'all' }, { match: 'any', sort: 'recent' }, { sort: 'date' }, { sort: 'oldest' }] as const)(
      'answers any query as the reference does: %o',
      async (options) => expect(await differences(options)).toEqual([]),
    )

    it('counts without hits, pages without gaps', async () => {
      const all = await index.search('银行', { limit: 100, match: 'any' })
      expect(await index.search('银行', { countOnly: true, match: 'any' })).toMatchObject({
        total: all.total,
        hits: [],
      })
      const pages = await Promise.all(
        [0, 3, 6].map((offset) => index.search('银行', { offset, limit: 3, match: 'any' })),
      )
      expect(pages.flatMap(({ hits }) => hits.map(({ id }) => id))).toEqual(all.hits.slice(0, 9).map(({ id }) => id))
    })

    it('marks in title and passage what it found, and shows whole articles', async () => {
      const { hits } = await index.search('"银行"', { limit: 5 })
      for (const { id, title, titleHighlights, snippet } of hits) {
        const marks = [
          ...titleHighlights.map(([from, to]) => title.slice(from, to)),
          ...snippet.highlights.map(([from, to]) => snippet.text.slice(from, to)),
        ]
        const { tags = [] } = (await index.get(id)) ?? {}
        // A tag that matches is no part of the text.
        if (!tags.some((tag) => /银行|銀行/.test(tag))) expect(marks.join()).toMatch(/银行|銀行/)
        expect((await index.mark(id, '"银行"'))?.article.id).toBe(id)
      }
      expect(await index.get('none')).toBeUndefined()
    })

    it('refuses what it can not read, unless it is to be read leniently', async () => {
      await expect(index.search('"银行')).rejects.toMatchObject({ code: 'QUERY_SYNTAX' })
      expect((await index.search('"银行', { lenient: true })).total).toBeGreaterThan(0)
    })
  })
}

describeSearch('a folder on disk', '', {
  open: async (source, folder) => {
    const dir = join(folder, 'index')
    await buildIndex({ paths: [source], dir, jobs: 1 })
    return openIndex(dir)
  },
  close: async () => undefined,
})

let nodes: Nodes | undefined
describeSearch('a collection on a cluster', noNodes, {
  open: async (source) => {
    nodes = await startNodes(1)
    const to = nodes.address('contract')
    await pushCollection({ paths: [source], to, jobs: 1, shards: 2 })
    return openIndex(to)
  },
  close: async () => nodes?.stop(),
})
