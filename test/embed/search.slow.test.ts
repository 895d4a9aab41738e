import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { embedFolder } from '../../src/optional/models/embed/embed-index.js'
import { withEmbeddings } from '../../src/optional/models/embed/with-embeddings.js'
import type { EmbedOptions } from '../../src/optional/models/embed/with-embeddings.js'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index, SearchOptions } from '../../src/library/types.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { createModels } from '../support/models.js'
import { dimensions, fakeAnswer, fakeVector } from './fake-embedder.js'
import type { Asked } from './fake-embedder.js'

const folder = temporaryFolder()
const [dir, bare] = [join(folder.path, 'index'), join(folder.path, 'bare')]
const models = createModels()
afterEach(models.close)
const embedder = (reply: (asked: Asked) => unknown = fakeAnswer): Promise<string> =>
  models.start('/v1/embeddings', (asked) => reply(asked as Asked))

/** What each text means to the model of these tests: 舟 and 船 are one, whatever the letters. */
const meaning = (text: string): string => text.replaceAll('舟', '船').replaceAll('江', '河')
const byMeaning = ({ input }: Asked) => fakeAnswer({ input: input.map(meaning) })

let index: Index
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), {
    'boat.md': '---\ntitle: 船\nauthor: 林舟\ndate: 2024-05-21\n---\n河上的船很多。',
    'ship.md': '---\ntitle: 舟\nauthor: 周渔\ndate: 2020-01-01\n---\n江上的舟很多。',
    'tea.txt': '煮茶的水，火不能急。',
    'temple.txt': '山上的寺，钟声很远。',
    ...Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`filler-${i}.txt`, `集市第${i}天开到凌晨，摊主们数着零钱。`]),
    ),
  })
  for (const place of [dir, bare]) await buildIndex({ paths: [join(folder.path, 'corpus')], dir: place, jobs: 1 })
  await embedFolder(dir, { url: await embedder(byMeaning) })
  index = await openIndex(dir)
})
afterAll(async () => {
  await index.close()
  folder.remove()
})

const search = async (query: string, asked: SearchOptions = {}, options: Partial<EmbedOptions> = {}) =>
  withEmbeddings(index, { url: await embedder(byMeaning), ...options }).search(query, asked)
const ids = ({ hits }: { hits: readonly { id: string }[] }) => hits.map(({ id }) => id)

describe('a search with vectors', () => {
  it('finds what the words alone do not, and says so', async () => {
    expect(ids(await index.search('河上船'))).not.toContain('ship.md')
    const found = await search('河上船')
    expect(ids(found).slice(0, 2)).toEqual(['boat.md', 'ship.md'])
    const [boat, ship] = found.hits
    expect(ship!.similarity).toBeGreaterThan(0.2)
    expect(boat!.score).toBeGreaterThan(ship!.score)
    expect(found.total - (await index.search('河上船')).total).toBe(found.embedded!.added)
    expect(ship!.snippet.text).toContain('江上的舟')
  })

  it('with all weight on words has their order first; with all on vectors, the order of cosines', async () => {
    const words = ids(await index.search('凌晨的钟声', { limit: 40 }))
    expect(ids(await search('凌晨的钟声', { limit: 40 }, { weight: 0 })).slice(0, words.length)).toEqual(words)
    const cosines = (await search('凌晨的钟声', { limit: 40 }, { weight: 1 })).hits.map(({ similarity }) => similarity!)
    expect(cosines).toEqual([...cosines].sort((a, b) => b - a))
  })

  it('keeps whatever is demanded: quoted strings, filters, exclusion, groups, all words', async () => {
    const all = { limit: 50 }
    for (const query of ['"河上的船"', '"河上" 船', '"没有的字串" 船', '(船 OR 煮茶)', '河上 NEAR/5 船'])
      expect(ids(await search(query, all)).sort(), query).toEqual(ids(await index.search(query, all)).sort())
    for (const match of ['all', 'any'] as const) {
      const asked = { ...all, match }
      expect(ids(await search('河上的船', asked)).sort()).toEqual(ids(await index.search('河上的船', asked)).sort())
    }
    for (const query of ['船 作者:林舟', '船 日期:2024'])
      expect(ids(await search(query, all)), query).toEqual(['boat.md'])
    const without = ids(await search('船 -舟', all))
    expect([without.includes('ship.md'), without.includes('boat.md'), without.length]).toEqual([false, true, 33])
  })

  it('pages through one order, with one total and falling scores', async () => {
    const url = await embedder(byMeaning)
    const embedded = withEmbeddings(index, { url, depth: 5 })
    const whole = await embedded.search('集市的凌晨和船', { limit: 50 })
    const pages = [0, 4, 8, 12].map((offset) =>
      embedded.search('集市的凌晨和船', { offset, limit: offset === 12 ? 50 : 4 }),
    )
    const found = await Promise.all(pages)
    expect(found.flatMap(ids)).toEqual(ids(whole))
    expect(new Set(found.map(({ total }) => total))).toEqual(new Set([whole.total]))
    expect(whole.total).toBe(whole.hits.length)
    const scores = whole.hits.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(whole.hits.map(({ rank }) => rank)).toEqual(scores.map((_, i) => i + 1))
  })

  it('asks no model where it has no say', async () => {
    const url = await embedder(() => 500)
    const embedded = withEmbeddings(index, { url })
    for (const asked of [{ countOnly: true }, { limit: 0 }, { sort: 'date' }, { like: 'boat.md' }] as const)
      expect((await embedded.search('船', asked)).embedFailure).toBeUndefined()
    expect((await embedded.search('')).embedFailure).toBeUndefined()
    expect((await embedded.get('boat.md'))?.id).toBe('boat.md')
  })

  it('takes the vector of a program, of any length, and refuses what is none', async () => {
    const values = fakeVector(meaning('河上的船')).map((value) => value * 7)
    expect(ids(await index.search('河上的船', { vector: { values } })).slice(0, 2)).toEqual(['boat.md', 'ship.md'])
    for (const vector of [
      { values: [] },
      { values: [NaN] },
      { values: [0] },
      { values: [1], weight: 2 },
      { values: 'x' },
    ])
      await expect(index.search('船', { vector: vector as never })).rejects.toMatchObject({ code: 'USAGE' })
    await expect(index.search('船', { vector: { values: [1, 2] } })).rejects.toMatchObject({ reason: 'VECTOR_LENGTH' })
    expect(() => withEmbeddings(index, { url: 'nowhere' })).toThrow(/not the address of a model/)
    expect(() => withEmbeddings(index, { url: 'http://a', weight: -1 })).toThrow(/not a weight/)
  })
})

describe('an embedding model that fails', () => {
  const hour = 3_600_000
  const failing = async (options: EmbedOptions, at: Index = index) => {
    const { hits, embedFailure, embedded } = await withEmbeddings(at, options).search('河上的船')
    expect([ids({ hits }), embedded]).toEqual([ids(await at.search('河上的船')), undefined])
    return { reason: embedFailure!.reason, parameters: embedFailure!.parameters as { cause?: string } }
  }

  it('leaves the answer to the words at once where nothing listens, and after its time where nothing answers', async () => {
    const taken = createServer()
    await new Promise<void>((ready) => taken.listen(0, '127.0.0.1', ready))
    const { port } = taken.address() as AddressInfo
    taken.close()
    // Who would wait for that time would wait longer than a test may take.
    const refused = await failing({ url: `http://127.0.0.1:${port}/`, timeout: hour })
    expect(refused).toMatchObject({ reason: 'EMBEDDER_FAILED', parameters: { cause: 'ECONNREFUSED' } })
    const silent = await failing({ url: await models.start('/', () => new Promise(() => undefined)) })
    expect(silent.parameters.cause).toBe('no answer in 300 ms')
    expect((await failing({ url: await embedder(() => 503) })).parameters.cause).toBe('status 503')
    const huge = await embedder(() => 'x'.repeat(4 << 20))
    expect((await failing({ url: huge, timeout: 5000 })).parameters.cause).toBe('the answer is too large')
  })

  it('is told where it is another model, or the index has no vectors; then it is not asked', async () => {
    const narrow = await embedder((asked) => fakeAnswer(asked, 8))
    expect(await failing({ url: narrow })).toMatchObject({
      reason: 'VECTOR_LENGTH',
      parameters: { found: 8, expected: dimensions },
    })
    const never = { url: 'http://127.0.0.1:9/' }
    expect(await failing({ ...never, model: 'other' })).toMatchObject({ reason: 'MODEL_DIFFERS' })
    const without = await openIndex(bare)
    expect(await failing(never, without)).toMatchObject({ reason: 'VECTORS_MISSING' })
    await without.close()
  })
})

describe('--embed', () => {
  const run = (args: string[]) => runCli(args, { cwd: folder.path })

  it('makes vectors, searches with them, and says where the model does not answer', async () => {
    const url = await embedder(byMeaning)
    const place = ['--index', 'cli-index']
    const made = await run(['index', 'corpus', ...place, '--embed', url, '--embed-model', 'tiny'])
    expect(made.stdout).toMatch(/\nvectors: 34 articles, 34 added, 0 missing; 64 dimensions, tiny\n$/)
    const found = await run(['search', '河上的船', '-l', '-n', '2', ...place, '--embed', url])
    expect([found.stdout, found.stderr]).toEqual(['corpus/boat.md\ncorpus/ship.md\n', ''])
    const json = await run(['search', '河上的船', '--json', ...place, '--embed', url])
    expect((JSON.parse(json.stdout) as { embedded: unknown }).embedded).toMatchObject({
      added: expect.any(Number) as number,
    })
    const down = await run(['search', '河上的船', '--json', ...place, '--embed', 'http://127.0.0.1:9/'])
    expect(down.stderr).toMatch(
      /^xunzhang: the embedding model failed \(ECONNREFUSED\); hits are found by words alone\. /,
    )
    expect(down.status).toBe(0)
    const other = await run(['search', '船', ...place, '--embed', url, '--embed-model', 'huge', '--lang', 'zh'])
    expect(other.stderr).toContain('索引的向量出自tiny，不是huge')
    const half = await run(['index', '--json', 'corpus', '--index', 'half', '--embed', 'http://127.0.0.1:9/'])
    expect(half.stderr).toMatch(/the embedding model failed \(ECONNREFUSED\); words are searched as before/)
    expect(JSON.parse(half.stdout)).toMatchObject({ articles: 34, vectors: { articles: 0, missing: 34 } })
  }, 30_000)

  it('is measured by eval', async () => {
    const url = await embedder(byMeaning)
    writeFiles(folder.path, { 'q.jsonl': '{"_id":"1","text":"河上船"}\n', 'qrels.tsv': '1\tship.md\t1\n' })
    const evaluate = (...options: string[]) => run(['eval', 'q.jsonl', 'qrels.tsv', '--index', 'index', ...options])
    const evaluated = await evaluate('--embed', url, '--embed-weight', '100', '--json')
    expect((JSON.parse(evaluated.stdout) as { ndcg10: number }).ndcg10).toBeGreaterThan(0)
  }, 30_000)
})
