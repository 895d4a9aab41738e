import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readCatalog } from '../../src/storage/commit/catalog.js'
import { openIndex } from '../../src/library/open-index.js'
import { readManifest } from '../../src/storage/commit/snapshot.js'
import type { CheckReport, Index, SearchOptions } from '../../src/library/types.js'
import { XunzhangError } from '../../src/base/errors.js'
import { manifestName } from '../../src/storage/segment/manifest.js'
import type { Manifest } from '../../src/storage/segment/manifest.js'
import { pageSize } from '../../src/storage/store/paged/tail.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { systemError } from '../store/memory-disk.js'
import { check, createSources, emptyDisk, indexDir, update } from '../indexing/support.js'
import { ratioGuard } from '../support/growth.js'
import { isProving } from '../support/volume.js'

/** Some 20 pages in two segments, the first with deletions; texts from a small vocabulary, so that lists are long. */
async function buildSample(): Promise<MemoryDisk> {
  const parts = [
    '渡口的船',
    '山上的灯塔',
    '银行',
    '夜里敲钟',
    'COVID-19',
    '努尔特列乌',
    '二〇二四年',
    '洪水漫过栏杆',
    '。',
    '\n',
  ]
  let state = 1
  const draw = (): string => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return parts[(state >>> 8) % parts.length]!
  }
  const article = (at: number): string => {
    const text = Array.from({ length: 60 }, draw).join('') + String.fromCharCode(0x4e00 + at * 7)
    return JSON.stringify({ _id: `a${at}`, title: `第${at}篇`, text, date: `20${10 + (at % 9)}-03-04`, tags: ['桥'] })
  }
  const articles = Array.from({ length: 400 }, (_, at) => article(at))
  const sources = createSources({ 'first.jsonl': articles.slice(0, 300).join('\n') })
  const disk = emptyDisk()
  await update(sources, disk)
  sources.write({ 'first.jsonl': articles.slice(40, 300).join('\n'), 'second.jsonl': articles.slice(300).join('\n') })
  await update(sources, disk)
  return disk
}

type Question = (index: Index) => Promise<unknown>

/** What a search finds, without how long it took. */
const search =
  (query: string, options: SearchOptions = {}): Question =>
  async (index) => {
    const { total, hits, facets } = await index.search(query, { limit: 5, ...options })
    return { total, hits, facets }
  }

/** Everything that a reader can ask of an index. */
const questions: readonly Question[] = [
  search('"特列乌"', { countOnly: true }),
  search('渡口 灯塔', { facets: ['tag', 'year'] }),
  search('COVID-19 OR 银*'),
  search('title:第17篇', { countOnly: true }),
  search('塔', { countOnly: true }),
  search('-银行 date:2012..2014', { sort: 'date' }),
  (index) => index.get('a222'),
  (index) => index.mark('a301', '灯塔'),
  (index) => index.suggestions(),
  async (index) => index.articleCount,
]

async function ask(fileSystem: MemoryDisk, asked: readonly Question[]): Promise<unknown[]> {
  const index = await openIndex(indexDir, { fileSystem })
  try {
    const answers = []
    for (const question of asked) answers.push(await question(index))
    return answers
  } finally {
    await index.close()
  }
}

let sample: MemoryDisk
let manifest: Manifest
const expected = new Map<Question, unknown>()
beforeAll(async () => {
  sample = await buildSample()
  manifest = readManifest(sample, indexDir)!
  const answers = await ask(sample, questions)
  for (const [i, question] of questions.entries()) expected.set(question, answers[i])
})

const bytesOf = (name: string): Uint8Array => sample.files().get(join(indexDir, name))!

/** Deletions and moves: the second build took lines away before others. */
function sideFiles(): string[] {
  const { deletions, moves } = manifest.segments[0]!
  return [deletions!.name, moves!.name]
}

/** The sample with one file damaged. */
function damage(name: string, bytes: Uint8Array | undefined): MemoryDisk {
  const disk = sample.afterKill()
  disk.put(join(indexDir, name), bytes)
  return disk
}

function flip(name: string, at: number): MemoryDisk {
  const bytes = bytesOf(name).slice()
  bytes[at]! ^= 1 << (at % 8)
  return damage(name, bytes)
}

let expectSoon: Awaited<ReturnType<typeof ratioGuard>>
beforeAll(async () => {
  expectSoon = await ratioGuard(() => ask(sample, questions), 24)
})

/** The law: the right answer, or an error that names the file; nothing else, and soon. */
async function expectRightOrTold(
  disk: MemoryDisk,
  name: string,
  what: string,
  asked = questions,
): Promise<'right' | 'told'> {
  let outcome: 'right' | 'told' = 'told'
  await expectSoon(async () => (outcome = await rightOrTold(disk, name, what, asked)), what)
  return outcome
}

async function rightOrTold(
  disk: MemoryDisk,
  name: string,
  what: string,
  asked: readonly Question[],
): Promise<'right' | 'told'> {
  try {
    expect(await ask(disk, asked), what).toEqual(asked.map((question) => expected.get(question)))
    return 'right'
  } catch (error) {
    if (!(error instanceof XunzhangError)) throw error
    expect(error.code, what).toMatch(/^INDEX_(DAMAGED|VERSION)$/)
    expect(error.where, what).toBe(join(indexDir, name))
    expect(error.remedy, what).toMatch(
      error.code === 'INDEX_VERSION' ? /force: true|upgrade/ : /buildIndex\(\{ force: true \}\)/,
    )
    return 'told'
  } finally {
    expect(disk.openHandles(), what).toBe(0)
  }
}

function expectFinding(report: CheckReport, name: string, what: string): void {
  expect(report.ok, what).toBe(false)
  const line = report.problems.find((problem) => problem.startsWith(`${join(indexDir, name)}: `))
  expect(line, what).toMatch(
    /(expected|missing|header|trailer|could be read).* (?:Rebuild with buildIndex\(\{ force: true \}\)|upgrade this one)\.$/,
  )
}

describe('an index that lost a file', () => {
  it('says which, in check and in search', async () => {
    const names = manifest.segments.map(({ name }) => name)
    for (const lost of [...names, ...sideFiles()]) {
      const disk = damage(lost, undefined)
      expectFinding(await check(disk), lost, lost)
      expect(await expectRightOrTold(disk, lost, lost)).toBe('told')
    }
    expectFinding(await check(damage(manifest.catalog, undefined)), manifest.catalog, 'catalog')
  })

  it('is no index without its manifest', async () => {
    const disk = damage(manifestName, undefined)
    await expect(check(disk)).rejects.toMatchObject({ code: 'INDEX_MISSING' })
    await expect(openIndex(indexDir, { fileSystem: disk })).rejects.toMatchObject({ code: 'INDEX_MISSING' })
  })

  it('is not taken for missing in a folder that may not be entered', async () => {
    const readFile = (): never => {
      throw systemError('EACCES')
    }
    const fileSystem = { ...emptyDisk(), exists: () => false, readFile }
    await expect(openIndex(indexDir, { fileSystem })).rejects.toMatchObject({
      reason: 'INDEX_FILE',
      parameters: { what: 'unreadable', system: 'EACCES' },
      where: join(indexDir, manifestName),
    })
  })
})

describe('a flipped bit', () => {
  it('in any page of a segment is found by check; search answers rightly or says so', async () => {
    const outcomes = { right: 0, told: 0 }
    for (const { name } of manifest.segments) {
      const { length } = bytesOf(name)
      for (let page = 0; page * pageSize < length; page++) {
        const at = Math.min(page * pageSize + ((page * 7919) % pageSize), length - 80)
        const what = `byte ${at} of ${name}`
        const disk = flip(name, at)
        expectFinding(await check(disk), name, what)
        for (const question of questions) outcomes[await expectRightOrTold(disk, name, what, [question])]++
      }
    }
    expect(outcomes.told).toBeGreaterThan(20)
    expect(outcomes.right).toBeGreaterThan(20)
  })

  it("in any byte of a segment's page table and trailer is told at opening", async () => {
    for (const { name } of manifest.segments) {
      const { length } = bytesOf(name)
      const content = Math.floor((length - 24) / (pageSize + 4)) * pageSize
      for (let at = length - 24 - (content / pageSize) * 4; at < length; at++) {
        expect(await expectRightOrTold(flip(name, at), name, `byte ${at} of ${name}`)).toBe('told')
      }
    }
  })

  it('in any byte of the manifest is told at opening and by check', async () => {
    for (let at = 0; at < bytesOf(manifestName).length; at++) {
      const disk = flip(manifestName, at)
      expect(await expectRightOrTold(disk, manifestName, `byte ${at}`)).toBe('told')
      expectFinding(await check(disk), manifestName, `byte ${at}`)
    }
  })

  it('in any byte of deletions and moves is told at opening', async () => {
    for (const name of sideFiles()) {
      for (let at = 0; at < bytesOf(name).length; at++) {
        expect(await expectRightOrTold(flip(name, at), name, `byte ${at} of ${name}`)).toBe('told')
      }
      expectFinding(await check(flip(name, 0)), name, 'byte 0')
    }
  })

  it('in any byte of the catalog is told to whoever reads it: check and the next update', async () => {
    const { catalog, catalogChecksum } = manifest
    const path = join(indexDir, catalog)
    for (let at = 0; at < bytesOf(catalog).length; at++) {
      const read = (): unknown => readCatalog(flip(catalog, at), path, catalogChecksum)
      expect(read, `byte ${at}`).toThrow(/expected|trailer/)
      expect(read, `byte ${at}`).toThrow(XunzhangError)
    }
    const disk = flip(catalog, 3)
    expectFinding(await check(disk), catalog, 'byte 3')
    expect(await expectRightOrTold(disk, catalog, 'byte 3')).toBe('right')
    await expect(update(createSources(), disk)).rejects.toMatchObject({ code: 'INDEX_DAMAGED', where: path })
  })
})

describe('a file of another length', () => {
  it('is told, whatever is cut off or added', async () => {
    const names = [...manifest.segments.map(({ name }) => name), ...sideFiles(), manifestName]
    for (const name of names) {
      const bytes = bytesOf(name)
      const cuts = [0, 1, 23, 24, 25, pageSize, pageSize + 24, bytes.length >> 1, bytes.length - 24, bytes.length - 1]
      const more = isProving ? Array.from({ length: 200 }, (_, at) => Math.floor((bytes.length * at) / 200)) : []
      for (const length of new Set([...cuts, ...more].filter((cut) => cut < bytes.length))) {
        const disk = damage(name, bytes.slice(0, length))
        expect(await expectRightOrTold(disk, name, `${name} cut at ${length}`)).toBe('told')
        expectFinding(await check(disk), name, `${name} cut at ${length}`)
      }
      if (name === manifestName) continue
      const longer = new Uint8Array(bytes.length + 1)
      longer.set(bytes)
      expect(await expectRightOrTold(damage(name, longer), name, `${name} with a byte more`)).toBe('told')
    }
  })

  it('never makes the reader allocate what a damaged trailer says', async () => {
    for (const { name } of manifest.segments) {
      for (const size of [2 ** 31, 2 ** 40, 2 ** 53, 2 ** 62]) {
        const bytes = bytesOf(name).slice()
        new DataView(bytes.buffer).setBigUint64(bytes.length - 24, BigInt(size), true)
        expect(await expectRightOrTold(damage(name, bytes), name, `${name} of ${size} bytes`)).toBe('told')
      }
    }
  })
})

describe('a file that is whole but not the one meant', () => {
  it("is told: a segment in another's place, deletions or a catalog of another commit", async () => {
    const [first, second] = manifest.segments as [Manifest['segments'][0], Manifest['segments'][0]]
    const swaps = [
      [first.name, second.name],
      [second.name, first.name],
      [first.deletions!.name, manifest.catalog],
    ] as const
    for (const [name, other] of swaps) {
      const disk = damage(name, bytesOf(other))
      expect(await expectRightOrTold(disk, name, `${other} as ${name}`)).toBe('told')
      expectFinding(await check(disk), name, `${other} as ${name}`)
    }
    expectFinding(await check(damage(manifest.catalog, bytesOf(first.name))), manifest.catalog, 'catalog')
  })
})

describe('a file of another version', () => {
  it('is told with what is read and the remedy', async () => {
    const names = [manifest.segments[1]!.name, ...sideFiles()]
    for (const name of names) {
      const bytes = bytesOf(name).slice()
      new DataView(bytes.buffer).setUint32(bytes.length - 12, 77, true)
      const reading = ask(damage(name, bytes), questions)
      await expect(reading).rejects.toMatchObject({ code: 'INDEX_VERSION', where: join(indexDir, name) })
      await expect(reading).rejects.toThrow(
        /format version 77, expected 2\. A newer xunzhang wrote this index: upgrade/,
      )
    }
    const text = new TextDecoder().decode(bytesOf(manifestName)).replace('"version":', '"version":7')
    const disk = damage(manifestName, new TextEncoder().encode(text))
    await expect(ask(disk, questions)).rejects.toMatchObject({ code: 'INDEX_VERSION' })
    expectFinding(await check(disk), manifestName, 'manifest')
  })
})
