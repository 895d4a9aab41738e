import fc from 'fast-check'
import { createServer as createSocketServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { combinedOrder } from '../../src/search/scoring/convex.js'
import { withReranker } from '../../src/optional/models/rerank/with-reranker.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { createModels } from '../support/models.js'
import type { Reply } from '../support/models.js'

const folder = temporaryFolder()
const dir = join(folder.path, 'index')
let index: Index
beforeAll(async () => {
  const text = (i: number) => `渡口的船${'，船夫在等人'.repeat(i)}。第${i}篇。`
  writeFiles(
    join(folder.path, 'corpus'),
    Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.txt`, text(i)])),
  )
  await buildIndex({ paths: [join(folder.path, 'corpus')], dir })
  index = await openIndex(dir)
})
afterAll(async () => {
  await index.close()
  folder.remove()
})

interface Asked {
  readonly query: string
  readonly documents: readonly string[]
  readonly model?: string
}
const models = createModels()
afterEach(models.close)
const startModel = (reply: (asked: Asked, headers: NodeJS.Dict<string | string[]>) => unknown): Promise<string> =>
  models.start('/v1/rerank', reply as Reply)

/** Likes long passages. */
const byLength = ({ documents }: Asked) => ({
  results: documents.map((text, index) => ({ index, relevance_score: text.length })),
})
/** Likes what ours likes least. */
const reversed = ({ documents }: Asked) => documents.map((_, index) => ({ index, score: index })).reverse()

const idsOf = async (from: Pick<Index, 'search'>, options = {}, query = '渡口') =>
  (await from.search(query, { limit: 20, ...options })).hits.map(({ id }) => id)

describe('a reranked index', () => {
  it('orders the best hits by both scores; the weight says how much each counts', async () => {
    const usual = await idsOf(index)
    const url = await startModel(reversed)
    expect(await idsOf(withReranker(index, { url, weight: 1 }))).toEqual([...usual].reverse())
    expect(await idsOf(withReranker(index, { url, weight: 0 }))).toEqual(usual)
    expect((await idsOf(withReranker(index, { url }))).sort()).toEqual([...usual].sort())
  })

  it('asks about as many as its depth says, leaves the others behind them, and pages through one order', async () => {
    const usual = await idsOf(index)
    const reranked = withReranker(index, { url: await startModel(reversed), weight: 1, depth: 5 })
    const whole = await idsOf(reranked)
    expect(whole).toEqual([...usual.slice(0, 5).reverse(), ...usual.slice(5)])
    const pages = [await idsOf(reranked, { limit: 4 }), await idsOf(reranked, { offset: 4, limit: 20 })]
    expect(pages.flat()).toEqual(whole)
    const { hits } = await reranked.search('渡口', { offset: 2, limit: 2 })
    expect(hits.map(({ rank }) => rank)).toEqual([3, 4])
  })

  it('keeps total, quoted strings and everything else of the answer', async () => {
    const reranked = withReranker(index, { url: await startModel(byLength) })
    const plain = await index.search('"第3篇"', { facets: ['year'] })
    const found = await reranked.search('"第3篇"', { facets: ['year'] })
    expect({ ...found, tookMs: 0 }).toEqual({ ...plain, tookMs: 0 })
    expect(await idsOf(reranked, { sort: 'date' })).toEqual(await idsOf(index, { sort: 'date' }))
    expect((await reranked.get('3.txt'))?.id).toBe('3.txt')
  })

  it('sends the model, the key and passages without control characters', async () => {
    const seen: unknown[] = []
    const url = await startModel((asked, { authorization }) => {
      seen.push(asked.model, asked.query, authorization, asked.documents.length)
      return byLength(asked)
    })
    await withReranker(index, { url, model: 'small', key: ' secret\n' }).search('渡口')
    expect(seen).toEqual(['small', '渡口', 'Bearer secret', 12])
  })
})

describe('a reranker that fails', () => {
  const failing = async (url: string, timeout = 2000) => {
    const { hits, rerankFailure } = await withReranker(index, { url, timeout }).search('渡口', { limit: 20 })
    expect(hits.map(({ id }) => id)).toEqual(await idsOf(index))
    expect(rerankFailure?.reason).toBe('RERANKER_FAILED')
    return { cause: (rerankFailure?.parameters as { cause: string }).cause }
  }

  it.each([
    ['status 503', () => 503],
    ['the answer is not JSON', () => '<html>'],
    ['not an answer of a reranker', () => 'null'],
    ['not an answer of a reranker', () => ({ results: 7 })],
    ['no scores', () => ({ results: [null, { index: 99, relevance_score: 1 }, { index: 0, relevance_score: 'x' }] })],
    ['the answer is too large', () => 'x'.repeat(5 << 20)],
  ])('leaves the usual order and says why: %s', async (cause, reply) => {
    expect((await failing(await startModel(reply))).cause).toBe(cause)
  })

  it('is not waited for where nothing listens, and where nothing accepts', async () => {
    const taken = createSocketServer()
    await new Promise<void>((ready) => taken.listen(0, '127.0.0.1', ready))
    const { port } = taken.address() as AddressInfo
    taken.close()
    // Who would wait for the answer's time would wait longer than a test may take.
    const hour = 3_600_000
    expect((await failing(`http://127.0.0.1:${port}/`, hour)).cause).toBe('ECONNREFUSED')
    // An address of documentation networks: no route, or packets that vanish.
    expect((await failing('http://192.0.2.1:9/', hour)).cause).not.toMatch(/no answer/)
  })

  it('is given up after its time', async () => {
    const silent = createSocketServer(() => {})
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
    const found = await failing(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`, 200)
    silent.close()
    expect(found.cause).toBe('no answer in 200 ms')
  })

  it('is refused where it is named wrongly', () => {
    expect(() => withReranker(index, { url: 'ftp://a' })).toThrow(/not the address of a model/)
    expect(() => withReranker(index, { url: 'http://a', weight: 2 })).toThrow(/not a weight/)
  })
})

describe('both scores together', () => {
  const scores = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 20 })

  it('are an order of all candidates; with all weight on one side, its order', () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0, max: 1, noNaN: true }), (theirs, weight) => {
        const ours = theirs.map((_, i) => -i)
        const places = theirs.map((_, i) => i)
        expect([...combinedOrder(ours, theirs, weight)].sort((a, b) => a - b)).toEqual(places)
        expect(combinedOrder(ours, theirs, 0)).toEqual(places)
        const ordered = combinedOrder(ours, theirs, 1).map((place) => theirs[place]!)
        for (let i = 1; i < ordered.length; i++) expect(ordered[i - 1]! - ordered[i]!).toBeGreaterThan(-1e-9)
      }),
    )
  })
})

describe('--rerank', () => {
  const run = (args: string[], environment = {}) =>
    runCli([...args, '--index', dir], { cwd: folder.path, ...environment })

  it('orders hits in every format, and says on standard error where the model does not answer', async () => {
    const url = await startModel(reversed)
    const usual = (await run(['search', '渡口', '-l', '-n', '20'])).stdout.trim().split('\n')
    const found = await run(['search', '渡口', '-l', '-n', '20', '--rerank', url, '--rerank-weight', '100'])
    expect(found.stdout.trim().split('\n')).toEqual(usual.reverse())
    const without = await run(['search', '渡口', '--json', '--rerank', 'http://127.0.0.1:9/'])
    expect(without.stderr).toMatch(/^xunzhang: the reranker failed \(ECONNREFUSED\); hits keep their usual order\. /)
    expect([without.status, (JSON.parse(without.stdout) as { total: number }).total]).toEqual([0, 12])
  })
})
