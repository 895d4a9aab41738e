/** What a commit holds beside its segments, as no writer makes it: refused as damage when it is read. */
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { marks, readCatalog, writeCatalog } from '../../src/storage/commit/catalog.js'
import { checksumOf, fileNumbers } from '../../src/storage/commit/commit.js'
import { changedWords, joinWords, readLexiconState, requireTeachable } from '../../src/storage/commit/lexicon-state.js'
import { OpenSegments } from '../../src/storage/commit/open-segments.js'
import { requireFolder } from '../../src/storage/commit/write-errors.js'
import { openSegments, readManifest, readMoves, readRepeated } from '../../src/storage/commit/snapshot.js'
import { formatVersion } from '../../src/storage/segment/format.js'
import { encodeManifest, manifestName, type Manifest } from '../../src/storage/segment/manifest.js'
import {
  createByteWriter,
  putBigVarint,
  putString,
  putUint32,
  putVarint,
  written,
} from '../../src/storage/store/byte-writer.js'
import { writePagedFile } from '../../src/storage/store/paged/writer.js'
import { createSources, emptyDisk, indexDir, update } from '../indexing/support.js'
import type { MemoryDisk } from '../store/memory-disk.js'

const line = (id: number): string => JSON.stringify({ _id: `a${id}`, title: `第${id}篇`, text: `第${id}座桥的故事。` })
const lines = (first: number, last: number): string =>
  Array.from({ length: last - first }, (_, i) => line(first + i)).join('\n')

let disk: MemoryDisk
let manifest: Manifest
beforeAll(async () => {
  disk = emptyDisk()
  const sources = createSources({ 'a.jsonl': lines(0, 9) })
  await update(sources, disk)
  sources.write({ 'a.jsonl': lines(1, 9) })
  await update(sources, disk)
  manifest = readManifest(disk, indexDir)!
})

const damage = (what: string): unknown =>
  expect.objectContaining({
    code: 'INDEX_DAMAGED',
    reason: 'INDEX_FILE',
    parameters: expect.objectContaining({ what }) as unknown,
  })
const inconsistent = damage('content')

/** The same disk with another file, and how a manifest names it. */
function withFile(
  name: string,
  content: Uint8Array,
): { forged: MemoryDisk; named: { name: string; checksum: number } } {
  const forged = disk.afterKill()
  forged.put(join(indexDir, name), undefined)
  writePagedFile(forged, join(indexDir, name), formatVersion, content)
  return { forged, named: { name, checksum: checksumOf(forged, indexDir, name) } }
}

function withManifest(change: (manifest: Manifest) => object): MemoryDisk {
  const forged = disk.afterKill()
  forged.put(join(indexDir, manifestName), encodeManifest({ ...manifest, ...change(manifest) }))
  return forged
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

describe('a catalog', () => {
  const path = join(indexDir, '99.files')
  const read = (content: Uint8Array) => {
    const { forged, named } = withFile('99.files', content)
    return readCatalog(forged, path, named.checksum)
  }

  interface Row {
    readonly path: string
    readonly shared?: number
    readonly size?: number
  }

  const encode = (rows: readonly Row[], { count = rows.length, stamps = [] as readonly number[], rest = '' } = {}) => {
    const out = createByteWriter()
    putVarint(out, count)
    for (const { path, shared = 0, size = 5 } of rows) {
      putVarint(out, shared)
      putString(out, path)
      for (const number of [size, 1000]) putBigVarint(out, number)
      for (const half of [1, 2]) putUint32(out, half)
      putVarint(out, 0)
    }
    for (const stamp of stamps) putBigVarint(out, stamp)
    if (rest !== '') putString(out, rest)
    return written(out)
  }
  const most = Number.MAX_SAFE_INTEGER

  it('of an older version has no times of change', () => {
    const [entry] = read(encode([{ path: 'a' }])).values()
    expect(entry).toMatchObject({ path: 'a', size: 5, changedUs: 0, inode: 0 })
    expect(read(encode([{ path: 'a' }], { stamps: [8, 9] })).get('a')).toMatchObject({ changedUs: 4, inode: -5 })
  })

  it('has paths up to 32,768 characters', () => {
    expect(read(encode([{ path: 'a'.repeat(1 << 15) }])).size).toBe(1)
    expect(() => read(encode([{ path: 'a'.repeat((1 << 15) + 1) }]))).toThrow(inconsistent)
  })

  it.each([
    ['counts more files than it has bytes', encode([{ path: 'a' }], { count: 99 })],
    ['shares more of a path than there is', encode([{ path: 'a' }, { path: 'b', shared: 2 }])],
    ['has its paths in another order', encode([{ path: 'b' }, { path: 'a' }])],
    ['leads out of its folder', encode([{ path: '../a' }])],
    ['has a size beyond what is exact', encode([{ path: 'a', size: most + 1 }])],
    [
      'has a time of change beyond what is exact',
      encode([{ path: 'a' }, { path: 'b' }, { path: 'c' }], { stamps: [most - 1, 0, most - 1, 0, most - 1, 0] }),
    ],
    ['has bytes behind its end', encode([{ path: 'a' }], { stamps: [0, 0], rest: 'x' })],
    [
      'names one long path again and again',
      encode([
        { path: 'a'.repeat(30_000) },
        ...Array.from({ length: 999 }, (_, i) => ({ path: 'b'.repeat(i % 2), shared: 30_000 + (i >> 1) })),
      ]),
    ],
  ])('is refused where it %s', (_, content) => expect(() => read(content)).toThrow(inconsistent))

  it('keeps marks of files that were left out', () => {
    const forged = disk.afterKill()
    const entry = {
      path: 'a',
      size: 0,
      mtimeMs: -5,
      hash: [0, 0],
      problems: marks.empty,
      changedUs: 7,
      inode: 3,
    } as const
    writeCatalog(forged, path, [entry])
    const { checksum } = { checksum: checksumOf(forged, indexDir, '99.files') }
    expect(readCatalog(forged, path, checksum).get('a')).toEqual({ ...entry, mtimeMs: 0 })
  })
})

describe('what a manifest names', () => {
  it.each(['a b', ''])('is cut by no tokenizer %j', (tokenizer) => {
    expect(() =>
      readManifest(
        withManifest(() => ({ tokenizer })),
        indexDir,
      ),
    ).toThrow(damage('value'))
  })

  it('has as many articles as it says', () => {
    const more = withManifest(({ segments }) => ({
      segments: segments.map((one) => ({ ...one, articles: 10, deletions: undefined, moves: undefined })),
    }))
    const told = readManifest(more, indexDir)!
    for (const cache of ['mirror', 'window'] as const)
      expect(() => openSegments(more, indexDir, told, cache)).toThrow(damage('value'))
    expect(() => new OpenSegments(more, indexDir).openLatest()).toThrow(damage('value'))
    expect(more.openHandles()).toBe(0)
  })

  it('has moves of its articles alone', () => {
    const [entry] = manifest.segments
    expect(readMoves(disk, indexDir, entry!)).toMatchObject({ lines: [-1] })
    for (const content of [
      [200, 1],
      [2, 1, 2, 2, 0, 2, 2],
      [1, 9, 2, 2],
      [1, 1, 2, 2, 7],
    ]) {
      const { forged, named } = withFile('99.moved', Uint8Array.from(content))
      expect(() => readMoves(forged, indexDir, { ...entry!, moves: named }), String(content)).toThrow(inconsistent)
    }
  })

  it('has lines that pages of a folder share, or none', () => {
    expect(readRepeated(disk, indexDir, manifest)).toEqual(new Map())
    for (const content of [
      7,
      {},
      [['a/']],
      [[1, { pages: 4, lines: [] }]],
      [['a/', 4]],
      [['a/', { pages: -1, lines: [] }]],
      [['a/', { pages: 4, lines: [5] }]],
      [7],
      [['a/', { pages: 4, lines: [] }, 0]],
    ]) {
      const { forged, named } = withFile('99.lines', json(content))
      expect(() => readRepeated(forged, indexDir, { ...manifest, repeated: named })).toThrow(inconsistent)
    }
    const { forged, named } = withFile('99.lines', json([['a/', { pages: 4, lines: ['x'] }]]))
    expect(readRepeated(forged, indexDir, { ...manifest, repeated: named }).get('a/')?.lines).toEqual(['x'])
  })

  it.each([
    [7],
    [{ word: 'abc' }],
    [{ word: '' }],
    [{ word: '桥', frequency: 2 ** 32 }],
    [{ word: '桥' }, { word: '桥' }],
  ])('has words that a user can teach, not %j', (...words) => {
    for (const state of [{ taught: words, applied: [] }, { taught: [], applied: words }, words]) {
      const { forged, named } = withFile('99.words', json(state))
      expect(() => readLexiconState(forged, indexDir, { ...manifest, words: named })).toThrow(inconsistent)
    }
  })

  it('has words up to 255 characters, each as frequent as 32 bits can say', () => {
    const words = (word: string, frequency: number) => {
      const { forged, named } = withFile('99.words', json({ taught: [{ word, frequency }], applied: [] }))
      return () => readLexiconState(forged, indexDir, { ...manifest, words: named }).taught
    }
    expect(words('桥'.repeat(255), 2 ** 32 - 1)()).toHaveLength(1)
    expect(words('桥'.repeat(256), 1)).toThrow(inconsistent)
    expect(words('桥', 2 ** 32)).toThrow(inconsistent)
  })

  it('gives numbers for new files that no file has, whatever it says of the next', () => {
    for (const nextFile of [0, manifest.nextFile, 2 ** 53 - 1]) {
      const next = fileNumbers(disk, indexDir, { ...manifest, nextFile })
      const names = [next(), next()].map(String)
      for (const name of disk.list(indexDir)) expect(names).not.toContain(name.split('.')[0])
      expect(names[0]).not.toBe(names[1])
      expect(Number(names[1])).toBeLessThan(1e6)
    }
  })
})

describe('a commit that is open', () => {
  it('finds articles that live, by their own ID', () => {
    const open = new OpenSegments(disk, indexDir).openLatest()
    expect(open.find('a0')).toEqual([])
    const [found] = open.find('a5')
    expect(open.segments[found!.segment]!.record(found!.article).id).toBe('a5')
    open.release()
  })

  it('is released once, however often that is asked', () => {
    const shared = disk.afterKill()
    const segments = new OpenSegments(shared, indexDir)
    const [first, second] = [segments.openLatest(), segments.openLatest()]
    first.release()
    first.release()
    expect(second.segments[0]!.record(3).id).toMatch(/^a\d$/)
    expect(shared.openHandles()).toBeGreaterThan(0)
    second.release()
    expect(shared.openHandles()).toBe(0)
  })
})

describe('words of several lists', () => {
  const [bridge, river, ferry] = [{ word: '桥' }, { word: '河', frequency: 3 }, { word: '渡口', frequency: 5 }]

  it('are sorted, each once, as the last list has it', () => {
    const joined = joinWords([river, ferry], [bridge, { ...river, frequency: 4 }])
    expect(joined).toEqual([bridge, { ...river, frequency: 4 }, ferry])
    expect(joinWords([ferry, bridge, river])).toEqual(joinWords([river, ferry], [bridge]))
  })

  it('have changed where one list alone has them, or with another frequency', () => {
    expect(changedWords([bridge, river], [river, bridge])).toEqual([])
    expect(changedWords([bridge, river], [river])).toEqual(['桥'])
    expect(changedWords([river], [bridge, river])).toEqual(['桥'])
    expect(changedWords([bridge, river], [bridge, { ...river, frequency: 4 }])).toEqual(['河'])
  })
})

describe('an index that takes words', () => {
  it('lies in a folder and is cut by our own segmenter', () => {
    expect(() => requireTeachable(disk, 'opensearch://host/news')).toThrow(
      expect.objectContaining({ reason: 'INDEX_UNFIT', parameters: { what: 'words' } }),
    )
    expect(() => requireTeachable(disk, '/disk/nowhere')).toThrow(expect.objectContaining({ code: 'INDEX_MISSING' }))
    expect(() => requireTeachable(disk, indexDir)).toThrow(
      expect.objectContaining({
        reason: 'INDEX_UNFIT',
        parameters: expect.objectContaining({ what: 'tokenizer' }) as unknown,
      }),
    )
    const native = withManifest(() => ({ tokenizer: 'native' }))
    expect(requireTeachable(native, indexDir).tokenizer).toBe('native')
  })

  it('is no cluster, whose address is told without its secrets', () => {
    requireFolder('index')
    const refusal = { reason: 'INDEX_UNFIT', parameters: { what: 'cluster' }, where: 'opensearch://host/news' }
    expect(() => requireFolder('opensearch://me:geheim@host/news?key=geheim')).toThrow(expect.objectContaining(refusal))
  })
})
