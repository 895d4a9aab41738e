import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addWords } from '../../src/indexing/user-words/teach.js'
import { compactIndex } from '../../src/indexing/compact-index.js'
import { checkIndex } from '../../src/library/check.js'
import { openIndex } from '../../src/library/open-index.js'
import type { SearchOptions, SearchResult } from '../../src/library/types.js'
import type { Manifest } from '../../src/storage/segment/manifest.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { forgeFile, forgeManifest, forgeSection } from './forged/forge.js'
import { runCase } from './forged/run-case.js'
import { buildSample, indexDir, removeSample } from './forged/sample.js'
import type { Sample } from './forged/sample.js'
import { volume } from '../support/volume.js'
import { ratioGuard } from '../support/growth.js'

let sample: Sample
let taught: Sample
let first: string
beforeAll(async () => {
  sample = await buildSample('bigram')
  taught = await buildSample('native')
  first = sample.manifest.segments[0]!.name
})
afterAll(() => [sample, taught].forEach(removeSample))

async function ask(disk: MemoryDisk, query: string, options: SearchOptions = {}): Promise<SearchResult> {
  const index = await openIndex(indexDir, { fileSystem: disk })
  try {
    return await index.search(query, options)
  } finally {
    await index.close()
  }
}

const damaged = (what = /the file is damaged/): unknown =>
  expect.objectContaining({ code: 'INDEX_DAMAGED', message: expect.stringMatching(what) as string })

const wordsOf = (bytes: Uint8Array): Uint32Array => new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)

function withWord(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice()
  wordsOf(copy)[at] = value
  return copy
}

describe('a manifest from a stranger', () => {
  const entry = (manifest: Manifest, change: object): Manifest => ({
    ...manifest,
    segments: manifest.segments.map((one, i) => (i === 0 ? { ...one, ...change } : one)),
  })

  it.each([
    ['../1.seg'],
    ['/etc/passwd'],
    ['1.seg\n'],
    ['1.seg\u0000'],
    ['..'],
    [''],
    ['1.files'],
    ['write.lock'],
    ['9999999999999999.seg'],
    [7],
    [null],
  ])('names no file but those of an index, in its folder: %j', async (name) => {
    const disk = forgeManifest(sample, (manifest) => entry(manifest, { name }))
    await expect(ask(disk, '渡口')).rejects.toEqual(damaged(/"name" has an impossible value/))
  })

  it('names no file twice', async () => {
    const twice = forgeManifest(sample, (manifest) => ({
      ...manifest,
      segments: [...manifest.segments, manifest.segments[0]!],
    }))
    await expect(ask(twice, '渡口')).rejects.toEqual(damaged(/"name"/))
  })

  it.each([
    ['segments', { length: 1 }],
    ['roots', [1]],
    ['roots', '/'],
    ['tokenizer', 'a b'],
    ['generation', -1],
    ['nextFile', 1.5],
    ['clean', 'yes'],
    ['catalog', '6.seg'],
    ['catalogChecksum', 2 ** 40],
    ['repeated', []],
    ['words', { name: 'words', checksum: 1 }],
    ['analyzer', undefined],
  ])('has no other value than its key allows: %s %j', async (key, value) => {
    const disk = forgeManifest(sample, (manifest) => ({ ...manifest, [key]: value }))
    await expect(ask(disk, '渡口')).rejects.toEqual(damaged(/has an impossible value/))
  })

  it('is no JSON of another kind', async () => {
    for (const value of [null, [], 7, 'manifest'])
      await expect(
        ask(
          forgeManifest(sample, () => value),
          '渡口',
        ),
      ).rejects.toEqual(damaged(/its content is inconsistent/))
  })

  it('says of a segment what its file says too', async () => {
    for (const [change, what] of [
      [{ articles: 3 }, /./],
      [{ bytes: 1 }, /has \d+ bytes, expected 1: it is damaged/],
    ] as const)
      await expect(
        ask(
          forgeManifest(sample, (manifest) => entry(manifest, change)),
          '渡口',
        ),
      ).rejects.toEqual(damaged(what))
  })

  it('never makes writing give a number twice', async () => {
    for (const nextFile of [0, 1e14, Number.MAX_SAFE_INTEGER]) {
      const disk = forgeManifest(sample, (manifest) => ({ ...manifest, nextFile }))
      const before = (await openIndex(indexDir, { fileSystem: disk })).articleCount
      await compactIndex(indexDir, { jobs: 1 }, { fileSystem: disk })
      const index = await openIndex(indexDir, { fileSystem: disk })
      expect(index.articleCount).toBe(before)
      await index.close()
      expect((await checkIndex(indexDir, { fileSystem: disk })).problems).toEqual([])
    }
  })
})

describe('a segment from a stranger', () => {
  it('has no section beyond its file, nor of another length than its articles need', async () => {
    for (const section of ['lengths', 'days', 'texts.start', 'records.start', 'vocabulary']) {
      const disk = forgeSection(sample, first, section, (bytes) => bytes.slice(8))
      await expect(ask(disk, '渡口'), section).rejects.toEqual(damaged(new RegExp(`section "${section}"`)))
    }
  })

  it('makes nobody allocate or count what a number says that nothing stands behind', async () => {
    const sections = ['title', 'body', 'tags', 'author', 'captions'].flatMap((field) => [
      `${field}.pairs.index`,
      `${field}.terms.index`,
    ])
    const forged: MemoryDisk[] = []
    for (const section of sections) {
      for (const count of [0x7fffffff, 0xffffffff]) {
        const disk = forgeSection(sample, first, section, (bytes) => withWord(bytes, 0, count))
        expect((await checkIndex(indexDir, { fileSystem: disk })).ok, section).toBe(false)
        forged.push(disk)
      }
    }
    for (const section of ['facets.author', 'facets.tag', 'body.pairs', 'records', 'texts', 'postings']) {
      const disk = forgeSection(sample, first, section, (bytes) => bytes.fill(0xff, 0, 9))
      expect((await checkIndex(indexDir, { fileSystem: disk })).ok, section).toBe(false)
      forged.push(disk)
    }
    const check = (fileSystem: MemoryDisk) => () => checkIndex(indexDir, { fileSystem })
    const expectSoon = await ratioGuard(check(sample.disk), 24)
    for (const disk of forged) await expectSoon(check(disk), 'check')
  })

  it('is not searched for articles that it has not', async () => {
    // Every gap of every list as long as it can be.
    const disk = forgeSection(sample, first, 'postings', (bytes) => bytes.fill(0xfe))
    await expect(ask(disk, '渡口')).rejects.toEqual(damaged(/section "postings"/))
    await expect(ask(disk, '"渡口的船"')).rejects.toEqual(damaged(/section "postings"/))
  })

  it('is not shown for words that its texts have not, whatever its lists say', async () => {
    // Texts of one token, again and again: the lists stay as they were.
    const disk = forgeSection(sample, first, 'texts', (bytes) => bytes.fill(0, 40))
    for (const query of ['渡口', '渡口 灯塔', 'covid 银行'])
      for (const match of ['auto', 'all', 'any'] as const)
        await expect(ask(disk, query, { match, limit: 50 }), query).rejects.toEqual(damaged())
    // Where texts are looked at before, only the other segment answers.
    for (const query of ['"渡口的船"', '渡口的船', 'bri*', '"covid-19"']) {
      const found = await ask(disk, query, { limit: 50, match: 'all' }).catch((error: unknown) => error)
      if (found instanceof Error) expect(found, query).toEqual(damaged())
      else for (const { path } of (found as SearchResult).hits) expect(path, query).toBe('second.jsonl')
    }
  })

  it('is not shown for an original that says something else', async () => {
    const disk = forgeSection(sample, first, 'vocabulary.originals', (bytes) => bytes.fill(0x41))
    await expect(ask(disk, '"bridge"')).rejects.toEqual(damaged())
  })

  it('has no token that its vocabulary has not', async () => {
    for (const [section, edit] of [
      ['texts', (bytes: Uint8Array) => bytes.fill(255, 40)],
      ['vocabulary', (bytes: Uint8Array) => bytes.fill(0xff)],
      ['vocabulary.long', (bytes: Uint8Array) => bytes.slice(0, 2)],
      ['vocabulary.changed', (bytes: Uint8Array) => bytes.fill(0xee)],
    ] as const) {
      const disk = forgeSection(sample, first, section, edit)
      expect((await checkIndex(indexDir, { fileSystem: disk })).ok, section).toBe(false)
      await expect(compactIndex(indexDir, { jobs: 1 }, { fileSystem: disk }), section).rejects.toEqual(damaged())
    }
  })

  it('has no day beyond the calendar, no path out of its folder, no file that is not listed', async () => {
    const days = forgeSection(sample, first, 'days', (bytes) => bytes.fill(0x7f))
    await expect(ask(days, '渡口', { facets: ['year'] })).rejects.toEqual(damaged(/section "days"/))
    for (const paths of [['../secret.md', '../b', '../c', '../d', '../e', '../f', '../g'], [], 'a', [1]]) {
      const files = forgeSection(sample, first, 'files', () => new TextEncoder().encode(JSON.stringify(paths)))
      await expect(ask(files, '渡口', { limit: 200 })).rejects.toEqual(damaged(/section "(files|records)"/))
    }
  })

  it('leaves nothing in memory that another answer would be made of', async () => {
    const right = (await ask(sample.disk, '渡口 灯塔 的', { limit: 50 })).hits
    for (const section of ['postings', 'texts', 'vocabulary', 'body.pairs']) {
      const disk = forgeSection(sample, first, section, (bytes) => bytes.fill(0x5a, bytes.length >> 2))
      await ask(disk, '渡口 灯塔 的 敲钟 塔 银').catch(() => undefined)
      expect((await ask(sample.disk, '渡口 灯塔 的', { limit: 50 })).hits, section).toEqual(right)
    }
  })
})

describe('the other files from a stranger', () => {
  const encoded = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

  it('are refused where they are not what their name says', async () => {
    const { catalog, repeated, segments } = sample.manifest
    const { deletions, moves } = segments[0]!
    for (const name of [catalog, repeated!.name, deletions!.name, moves!.name]) {
      for (const content of [new Uint8Array(0), new Uint8Array(99).fill(0xff), encoded({}), encoded([['a', 1]])]) {
        const disk = forgeFile(sample, name, content)
        const { problems } = await checkIndex(indexDir, { fileSystem: disk })
        expect(problems.join(), name).toMatch(/its content is inconsistent: the file is damaged|expected \d+/)
        await expect(compactIndex(indexDir, { jobs: 1 }, { fileSystem: disk }), name).rejects.toEqual(damaged())
      }
    }
  })

  it('hold no words that nobody can teach', async () => {
    const { name } = taught.manifest.words!
    for (const words of [
      [{ word: '' }],
      [{ word: 'abc' }],
      [{ word: '桥'.repeat(999) }],
      [{ word: '桥', frequency: -1 }],
      [7],
      'a',
    ]) {
      for (const state of [
        { taught: words, applied: [] },
        { taught: [], applied: words },
      ]) {
        const disk = forgeFile(taught, name, encoded(state))
        await expect(ask(disk, '渡口')).rejects.toEqual(damaged(/its content is inconsistent/))
        expect(() => addWords(indexDir, [{ word: '桥' }], { fileSystem: disk })).toThrow(/inconsistent/)
      }
    }
  })
})

describe('any forged index', () => {
  it.each([
    ['of fixed seeds', 1, volume(60, 2000)],
    ['of others', 4_711_000, volume(20, 500)],
  ])(
    '%s ends in true answers or in an error that says so',
    async (_, seed, count) => {
      for (let next = seed; next < seed + count; next++)
        expect((await runCase([sample, taught], next, { isTimed: false })).violations, `seed ${next}`).toEqual([])
    },
    120_000,
  )
})
