import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readManifest } from '../../src/storage/commit/snapshot.js'
import { embedArticles } from '../../src/optional/models/embed/embed-index.js'
import { embedFolder } from '../../src/optional/models/embed/embed-index.js'
import type { EmbedArticlesOptions } from '../../src/optional/models/embed/embed-index.js'
import { mostEmbedded } from '../../src/optional/models/embed/embed-index.js'
import { withEmbeddings } from '../../src/optional/models/embed/with-embeddings.js'
import { buildIndex } from '../../src/indexing/build-index.js'
import { compactIndex } from '../../src/indexing/compact-index.js'
import { checkIndex } from '../../src/library/check.js'
import { createIndex, openIndex } from '../../src/library/open-index.js'
import { nodeFileSystem } from '../../src/storage/store/file-system.js'
import { rowBytes } from '../../src/storage/segment/vectors/codec.js'
import { temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { createModels } from '../support/models.js'
import { dimensions, fakeAnswer } from './fake-embedder.js'
import type { Asked } from './fake-embedder.js'

const folder = temporaryFolder()
const models = createModels()
afterAll(folder.remove)
afterEach(models.close)

let corpus = ''
let dir = ''
let round = 0
beforeEach(() => {
  round++
  corpus = join(folder.path, `corpus-${round}`)
  dir = join(folder.path, `index-${round}`)
})

const texts = (from: number, to: number) =>
  Object.fromEntries(
    Array.from({ length: to - from }, (_, i) => [
      `${from + i}.txt`,
      `渡口第${from + i}号船\n\n船夫等着第${from + i}位客人。`,
    ]),
  )
const write = (files: Readonly<Record<string, string>>): void => writeFiles(corpus, files)
const build = () => buildIndex({ paths: [corpus], dir, jobs: 1 })
/** No test waits for a pause. */
const still = { now: () => 0, pause: async () => undefined }
const embed = (options: EmbedArticlesOptions) => embedFolder(dir, options, nodeFileSystem, still)

/** A model that remembers what it was sent. */
async function startEmbedder(reply: (asked: Asked) => unknown = fakeAnswer) {
  const sent: string[] = []
  const seen: { readonly model: string | undefined; readonly key: unknown }[] = []
  const url = await models.start('/v1/embeddings', (asked, { authorization }) => {
    const made = reply(asked as Asked)
    if (typeof made === 'object') sent.push(...(asked as Asked).input)
    seen.push({ model: (asked as Asked).model, key: authorization })
    return made
  })
  return { url, sent, seen }
}

const filesOf = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((name) => [name, readFileSync(join(dir, name)).toString('base64')]),
  )
const countOf = () =>
  readManifest(nodeFileSystem, dir)!.segments.reduce((sum, one) => sum + (one.vectors?.count ?? 0), 0)

describe('vectors of an index', () => {
  it('are made once, of title and beginning; an update sends only what is new, a merge nothing', async () => {
    write({ ...texts(0, 40), 'long.txt': `标题\n\n${'很长的文章。'.repeat(500)}😀` })
    await build()
    const { url, sent, seen } = await startEmbedder()
    const first = await embed({ url, model: 'small', key: 'secret' })
    expect(first).toEqual({ model: 'small', dimensions, articles: 41, added: 41, missing: 0 })
    expect([...sent].sort()).toContain('渡口第7号船\n船夫等着第7位客人。')
    expect(Math.max(...sent.map(({ length }) => length))).toBe(mostEmbedded)
    expect(seen[0]).toEqual({ model: 'small', key: 'Bearer secret' })
    for (const content of Object.values(filesOf()))
      expect(Buffer.from(content, 'base64').includes('secret')).toBe(false)

    sent.splice(0)
    expect(await embed({ url })).toMatchObject({ model: 'small', added: 0, missing: 0 })
    expect(sent).toEqual([])

    write({ ...texts(40, 43), '3.txt': '改过的文章' })
    await build()
    expect(await embed({ url })).toMatchObject({ added: 4, articles: 44, missing: 0 })
    expect(sent.sort()).toEqual(
      ['改过的文章', ...[40, 41, 42].map((i) => `渡口第${i}号船\n船夫等着第${i}位客人。`)].sort(),
    )

    sent.splice(0)
    await compactIndex(dir)
    expect([countOf(), readManifest(nodeFileSystem, dir)!.segments.length]).toEqual([44, 1])
    expect(await embed({ url })).toMatchObject({ added: 0, articles: 44 })
    expect(sent).toEqual([])
    expect((await checkIndex(dir)).problems).toEqual([])
  })

  it('leave an index without them as it was, byte for byte, and take a row for each article', async () => {
    write(texts(0, 8))
    await build()
    const before = filesOf()
    expect(Object.keys(before).join()).not.toContain('vectors')
    expect(JSON.stringify(readManifest(nodeFileSystem, dir))).not.toContain('vectors')
    const { url } = await startEmbedder(() => 503)
    expect(await embed({ url })).toMatchObject({ added: 0, missing: 8 })
    expect(filesOf()).toEqual(before)

    await embed({ url: (await startEmbedder()).url })
    const name = readdirSync(dir).find((file) => file.endsWith('.vectors'))!
    expect(readFileSync(join(dir, name)).length).toBe(8 * rowBytes(dimensions) + 4 + 24)
  })

  it('are the same after merging as a plain copy of rows without deleted articles', async () => {
    write(texts(0, 5))
    await build()
    const { url } = await startEmbedder()
    await embed({ url })
    const before = await nearestOf(url, '船夫等着第4位客人')
    write({ '1.txt': '' })
    for (let i = 5; i < 14; i++) {
      write(texts(i, i + 1))
      await build()
      if (i % 2 === 0) await embed({ url })
    }
    await embed({ url })
    await compactIndex(dir)
    const after = await nearestOf(url, '船夫等着第4位客人')
    for (const [id, similarity] of before) if (id !== '1.txt') expect(after.get(id)).toBe(similarity)
    expect([after.size, after.has('1.txt')]).toEqual([13, false])
  })

  it('are made anew for another model, and kept where the endpoint gives others', async () => {
    write(texts(0, 6))
    await build()
    await embed({ url: (await startEmbedder()).url, model: 'a' })
    write(texts(6, 8))
    await build()
    const wide = await startEmbedder((asked) => fakeAnswer(asked, 48))
    const report = await embed({ url: wide.url })
    expect(report).toMatchObject({ model: 'a', dimensions, articles: 6, added: 0, missing: 2 })
    expect(report.failure).toEqual({ reason: 'VECTOR_LENGTH', parameters: { found: 48, expected: dimensions } })
    expect(await embed({ url: wide.url, model: 'b' })).toMatchObject({ model: 'b', dimensions: 48, articles: 8 })
    expect(readManifest(nodeFileSystem, dir)!.vectors).toEqual({ model: 'b', dimensions: 48 })
    expect((await checkIndex(dir)).problems).toEqual([])
  })

  it('come from programs, too, in memory', async () => {
    const index = await createIndex(':memory:')
    await index.add([
      { id: 'a', text: '渡口的船' },
      { id: 'b', text: '山上的寺' },
    ])
    const { url } = await startEmbedder()
    await expect(embedArticles(index, { url })).rejects.toMatchObject({ code: 'USAGE' })
    await index.commit()
    expect(await embedArticles(index, { url })).toMatchObject({ articles: 2, missing: 0 })
    expect(index.vectors).toEqual({ model: '', dimensions })
    expect((await withEmbeddings(index, { url }).search('渡口')).embedded).toEqual({ candidates: 2, added: 1 })
    await index.close()
  })
})

describe('an endpoint that fails', () => {
  it.each([
    ['EMBEDDING_STOPPED', 'status 503', () => 503],
    ['EMBEDDING_STOPPED', 'status 401', () => 401],
    ['EMBEDDING_STOPPED', 'the answer is not JSON', () => '<html>'],
    ['EMBEDDING_STOPPED', 'not an answer of an embedding model', () => 'null'],
    ['EMBEDDING_STOPPED', '0 vectors for 3 texts', () => ({ data: [] })],
    ['EMBEDDING_STOPPED', '1 vectors for 3 texts', () => ({ data: [{ index: 0, embedding: [1] }] })],
    [
      'EMBEDDING_STOPPED',
      '3 vectors for 3 texts',
      () => ({ data: [0, 0, 9].map((index) => ({ index, embedding: [1] })) }),
    ],
    ['EMBEDDING_STOPPED', 'not a vector of numbers', () => ({ data: [null, null, null] })],
    [
      'EMBEDDING_STOPPED',
      'not a vector of numbers',
      () => ({ data: [0, 1, 2].map((index) => ({ index, embedding: [null, 1] })) }),
    ],
    [
      'EMBEDDING_STOPPED',
      'not a vector of numbers',
      () => ({ data: [0, 1, 2].map((index) => ({ index, embedding: [0, 0] })) }),
    ],
    [
      'EMBEDDING_STOPPED',
      'not a vector of numbers',
      () => '{"data":[{"embedding":[1e999]},{"embedding":[1]},{"embedding":[1]}]}',
    ],
    [
      'EMBEDDING_STOPPED',
      'vectors of different lengths',
      () => ({ data: [1, 2, 3].map((n, index) => ({ index, embedding: new Array<number>(n).fill(1) })) }),
    ],
    ['EMBEDDING_STOPPED', 'the answer is too large', () => 'x'.repeat(4 << 20)],
  ])('leaves the index as it was and says why: %s, %s', async (reason, cause, reply) => {
    write(texts(0, 3))
    await build()
    const { url } = await startEmbedder(reply)
    const report = await embed({ url })
    expect(report).toMatchObject({ articles: 0, added: 0, missing: 3, failure: { reason, parameters: { cause } } })
    expect(readManifest(nodeFileSystem, dir)!.vectors).toBeUndefined()
  })

  it('is asked again where that may help, and keeps what it gave where it ends midway', async () => {
    write(texts(0, 100))
    await build()
    let calls = 0
    const shaky = await startEmbedder((asked) => (++calls % 2 === 1 ? 429 : fakeAnswer(asked)))
    expect(await embed({ url: shaky.url })).toMatchObject({ added: 100, missing: 0 })
    write(texts(100, 300))
    await build()
    let left = 3
    const dying = await startEmbedder((asked) => (left-- > 0 ? fakeAnswer(asked) : 500))
    const report = await embed({ url: dying.url })
    expect(report.failure).toMatchObject({ parameters: { cause: 'status 500' } })
    expect(report.added).toBe(96)
    expect(report.articles + report.missing).toBe(300)
    const again = await startEmbedder()
    expect(await embed({ url: again.url })).toMatchObject({ articles: 300, missing: 0 })
    expect(again.sent).toHaveLength(report.missing)
  })

  it('that refuses a text costs that text alone', async () => {
    write({ ...texts(0, 40), 'bad.txt': '毒文', 'blank.md': '---\ntitle: ""\n---\n' })
    await build()
    const { url } = await startEmbedder((asked) =>
      asked.input.some((text) => text.includes('毒')) ? 400 : fakeAnswer(asked),
    )
    expect(await embed({ url })).toMatchObject({
      added: 40,
      missing: 1,
      failure: { parameters: { cause: 'status 400' } },
    })
  })

  it('is left when asked to stop; what came is kept', async () => {
    write(texts(0, 200))
    await build()
    const stop = new AbortController()
    let calls = 0
    const { url } = await startEmbedder((asked) => {
      if (++calls === 3) setImmediate(() => stop.abort())
      return calls >= 3 ? new Promise(() => undefined) : fakeAnswer(asked)
    })
    await expect(embed({ url, signal: stop.signal })).rejects.toMatchObject({ code: 'INTERRUPTED' })
    expect(countOf()).toBe(64)
  })

  it('is not asked for an address that is none', async () => {
    write(texts(0, 1))
    await build()
    await expect(embed({ url: 'ftp://a' })).rejects.toMatchObject({ reason: 'ENDPOINT_INVALID' })
    await expect(embed({ url: 'http://a', model: 'x'.repeat(2000) })).rejects.toMatchObject({ reason: 'OPTION_VALUE' })
  })
})

describe('a file of vectors', () => {
  it('that is damaged, replaced or missing is reported, never answered from', async () => {
    write(texts(0, 4))
    await build()
    const { url } = await startEmbedder()
    await embed({ url })
    const name = readdirSync(dir).find((file) => file.endsWith('.vectors'))!
    const path = join(dir, name)
    const whole = readFileSync(path)
    const damaged = Uint8Array.from(whole)
    damaged[10]! ^= 1
    writeFileSync(path, damaged)
    const index = await openIndex(dir)
    // Words need no vectors.
    expect((await index.search('渡口')).total).toBe(4)
    await expect(withEmbeddings(index, { url }).search('渡口')).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
    await index.close()
    expect((await checkIndex(dir)).problems).toHaveLength(1)
    writeFileSync(path, whole.subarray(0, -1))
    await expect(openIndex(dir)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
    expect((await checkIndex(dir)).ok).toBe(false)
    writeFileSync(path, whole)
    expect((await checkIndex(dir)).ok).toBe(true)
  })
})

async function nearestOf(url: string, query: string): Promise<Map<string, number>> {
  const index = await openIndex(dir)
  try {
    const { hits } = await withEmbeddings(index, { url }).search(query, { limit: 100 })
    return new Map(hits.map(({ id, similarity }) => [id, similarity!]))
  } finally {
    await index.close()
  }
}
