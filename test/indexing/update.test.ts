import { chmodSync, mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { compactIndex } from '../../src/indexing/compact-index.js'
import { catalogEntries } from '../../src/indexing/scan/catalog-entries.js'
import type { CatalogEntry } from '../../src/storage/commit/catalog.js'
import { readUnit } from '../../src/indexing/tasks/read-unit.js'
import type { UnitResult } from '../../src/indexing/tasks/read-unit.js'
import { problem } from '../../src/source/article.js'
import { openIndex } from '../../src/library/open-index.js'
import { readManifest } from '../../src/storage/commit/snapshot.js'
import { nodeFileSystem } from '../../src/storage/store/file-system.js'
import type { FileSystem } from '../../src/storage/store/file-system.js'
import type { MemoryDisk } from '../store/memory-disk.js'
import { asNobody } from '../support/as-nobody.js'
import { check, contentOf, createSources, emptyDisk, indexDir, update } from './support.js'

const record = (id: string, text: string): string => JSON.stringify({ _id: id, text })

async function total(fileSystem: MemoryDisk, query: string): Promise<number> {
  const index = await openIndex(indexDir, { fileSystem })
  const { total: found } = await index.search(query, { countOnly: true })
  await index.close()
  return found
}

describe('what an update reads', () => {
  it('is nothing where only times changed, and the next one does not even look', async () => {
    const sources = createSources({ 'a.md': '一\n\n渡口。', 'b.jsonl': record('b', '河水') })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.touch('a.md')
    expect(await update(sources, disk)).toMatchObject({ skipped: 2, bytes: 0, added: 0, updated: 0 })
    const touched = readManifest(disk, indexDir)!.generation
    expect(await update(sources, disk)).toMatchObject({ skipped: 2, bytes: 0 })
    expect(readManifest(disk, indexDir)!.generation).toBe(touched)
  })

  it('is no file that failed and has not changed: it is told once, and counted each time', async () => {
    const sources = createSources({ 'a.md': '渡口', 'b.jsonl': `${record('b', '河水')}\n{"text":` })
    const disk = emptyDisk()
    const problems: string[] = []
    const onProblem = ({ path }: { path: string }): void => void problems.push(path)
    await update(sources, disk, { onProblem })
    const { generation } = readManifest(disk, indexDir)!
    expect(await update(sources, disk, { onProblem })).toMatchObject({ articles: 2, failed: 1, skipped: 2, added: 0 })
    expect(problems).toEqual(['b.jsonl:2'])
    expect(readManifest(disk, indexDir)!.generation).toBe(generation)
    sources.write({ 'b.jsonl': record('b', '河水') })
    expect(await update(sources, disk, { onProblem })).toMatchObject({ articles: 2, failed: 0, added: 0 })
    expect(problems).toHaveLength(1)
  })

  it('takes away nothing of a folder that may not be listed, and all that is gone once it may', async () => {
    const sources = createSources({ 'in/a.md': '渡口', 'in/b.md': '旧桥', 'c.md': '河水' })
    const disk = emptyDisk()
    await update(sources, disk)
    const closed = join(sources.path, 'in')
    sources.write({ 'in/b.md': undefined, 'c.md': undefined })
    chmodSync(sources.path, 0o755)
    chmodSync(closed, 0)
    const report = await asNobody(() => update(sources, disk))
    expect(report).toMatchObject({ articles: 2, removed: 1, skipped: 2, failed: 1 })
    expect(await asNobody(() => update(sources, disk))).toMatchObject({ articles: 2, removed: 0, added: 0 })
    chmodSync(sources.path, 0)
    expect(await asNobody(() => update(sources, disk))).toMatchObject({ articles: 2, removed: 0, failed: 1 })
    for (const folder of [sources.path, closed]) chmodSync(folder, 0o755)
    expect(await update(sources, disk)).toMatchObject({ articles: 1, removed: 1, skipped: 1, failed: 0 })
  })

  it('is only the new lines of a dump', async () => {
    const lines = Array.from({ length: 50 }, (_, at) => record(`r${at}`, `第${at}条`))
    const sources = createSources({ 'dump.jsonl': lines.join('\n') })
    const disk = emptyDisk()
    await update(sources, disk)
    const added = record('new', '新的一条')
    sources.write({ 'dump.jsonl': [...lines.slice(0, 20), added, ...lines.slice(20)].join('\n') })
    const report = await update(sources, disk)
    expect(report).toMatchObject({ articles: 51, added: 1, updated: 0, removed: 0, bytes: Buffer.byteLength(added) })
  })

  it('counts a changed line as updated, a removed one as removed, an equal one twice as two', async () => {
    const record = (id: string, text: string): string => JSON.stringify({ title: id, text })
    const sources = createSources({
      'dump.jsonl': [record('a', '一'), record('b', '二'), record('b', '二')].join('\n'),
    })
    const disk = emptyDisk()
    expect(await update(sources, disk)).toMatchObject({ articles: 3, added: 3 })
    sources.write({ 'dump.jsonl': [record('a', '一改'), record('b', '二')].join('\n') })
    expect(await update(sources, disk)).toMatchObject({ articles: 2, added: 0, updated: 1, removed: 1 })
    sources.write({ 'dump.jsonl': [record('b', '三'), record('b', '四'), record('b', '五')].join('\n') })
    expect(await update(sources, disk)).toMatchObject({ articles: 3, added: 1, updated: 2, removed: 0 })
  })

  it('tells where a line stands now, also after merging', async () => {
    const sources = createSources({ 'dump.jsonl': [record('a', '渡口'), record('b', '河水')].join('\n') })
    const disk = emptyDisk()
    await update(sources, disk)
    const lineOf = async (id: string): Promise<number | undefined> => {
      const index = await openIndex(indexDir, { fileSystem: disk })
      const article = await index.get(id)
      await index.close()
      return article?.line
    }
    sources.write({ 'dump.jsonl': ['', record('c', '灯塔'), record('a', '渡口'), record('b', '河水')].join('\n') })
    await update(sources, disk)
    expect([await lineOf('c'), await lineOf('a'), await lineOf('b')]).toEqual([2, 3, 4])
    await compactIndex(indexDir, {}, { fileSystem: disk })
    expect([await lineOf('c'), await lineOf('a'), await lineOf('b')]).toEqual([2, 3, 4])
    sources.write({ 'dump.jsonl': [record('b', '河水'), record('a', '渡口')].join('\n') })
    await update(sources, disk)
    expect([await lineOf('c'), await lineOf('a'), await lineOf('b')]).toEqual([undefined, 2, 1])
  })

  it('is a dump as a whole where lines cannot be told apart: UTF-16, GB18030', async () => {
    const gb18030 = (text: string): Buffer => {
      const codes: Readonly<Record<string, readonly number[]>> = {
        渡: [0xb6, 0xc9],
        口: [0xbf, 0xda],
        河: [0xba, 0xd3],
      }
      return Buffer.from([...text].flatMap((character) => codes[character] ?? [...Buffer.from(character)]))
    }
    const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le')
    for (const encode of [utf16, gb18030]) {
      const sources = createSources()
      const disk = emptyDisk()
      const path = join(sources.path, 'dump.jsonl')
      const first = [record('a', '渡口渡口'), record('b', '河口')]
      writeFileSync(path, encode(first.join('\n')))
      await update(sources, disk)
      expect([await total(disk, '"渡口"'), await total(disk, '河口')]).toEqual([1, 1])
      writeFileSync(path, encode([record('c', '河'), ...first].join('\n')))
      const report = await update(sources, disk)
      expect(report).toMatchObject({ articles: 3, failed: 0 })
      expect([await total(disk, '"渡口"'), await total(disk, '河')]).toEqual([1, 2])
      const fresh = emptyDisk()
      await update(sources, fresh)
      expect(contentOf(disk)).toEqual(contentOf(fresh))
    }
  })

  it('is decided by content where another folder holds files of equal names, sizes and times', async () => {
    const [one, two] = [createSources(), createSources()]
    for (const [folder, text] of [
      [one, '渡口'],
      [two, '河水'],
    ] as const) {
      writeFileSync(join(folder.path, 'a.md'), text)
      utimesSync(join(folder.path, 'a.md'), 1e9, 1e9)
    }
    const disk = emptyDisk()
    await update(one, disk)
    await update(two, disk, { only: true })
    expect([await total(disk, '渡口'), await total(disk, '河水')]).toEqual([0, 1])
  })

  it('leaves out the index itself where it lies in the folder', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const dir = join(sources.path, 'index')
    for (let round = 0; round < 2; round++) {
      const report = await buildIndex({ paths: [sources.path], dir, jobs: 1, tokenizer: 'bigram' })
      expect(report).toMatchObject({ articles: 1, failed: 0 })
    }
  })

  it('keeps what the index holds of a file whose bytes cannot be had', () => {
    const unit = { path: 'x.md', absolute: '/nowhere/x.md', start: 0, end: 9, startLine: 1, mtimeMs: 5 }
    const flags = { whole: true, isLineWise: false, isChanged: true }
    const result = readUnit({ ...unit, ...flags }, { known: new Map() }, { clean: false }, () => undefined)
    expect(result).toMatchObject({
      added: 0,
      problems: [
        {
          reason: 'FILE_FAILED',
          parameters: { what: 'vanished' },
          unread: 'file',
        },
      ],
    })
    const before = { path: 'x.md', size: 4, mtimeMs: 3, hash: [1, 2] as const, problems: 0, changedUs: 7, inode: 8 }
    const file = { path: 'x.md', absolute: '/nowhere/x.md', size: 9, mtimeMs: 5 }
    expect(catalogEntries([file], [result], new Map([['x.md', before]]))).toEqual([
      { ...before, problems: 1, changedUs: 0 },
    ])
  })

  it('looks again at a file of which one part could not be had', () => {
    const part = { path: 'x.jsonl', added: 1, addedIds: [], kept: [], hash: [0, 0], problems: [] } as const
    const failure = problem('x.jsonl', 'FILE_FAILED', { what: 'other', detail: 'EIO' }, { unread: 'file' })
    const identity = { root: '/', device: 1, inode: 8, changedUs: 7 }
    const file = { path: 'x.jsonl', absolute: '/nowhere/x.jsonl', size: 9, mtimeMs: 5, identity }
    const entryOf = (...units: readonly UnitResult[]): CatalogEntry => catalogEntries([file], units, new Map())[0]!
    const [had, missed] = [
      { ...part, bytes: 4 },
      { ...part, bytes: 0, added: 0, problems: [failure] },
    ]
    expect(entryOf(had, had)).toMatchObject({ problems: 0, changedUs: 7 })
    expect(entryOf(missed, had)).toMatchObject({ problems: 1, changedUs: 0 })
    expect(entryOf(had, missed)).toMatchObject({ problems: 1, changedUs: 0 })
    expect(entryOf(missed)).toMatchObject({ problems: 1, changedUs: 0 })
    // Its bytes were had: only a change can mend it.
    expect(entryOf({ ...had, problems: [failure] }, had)).toMatchObject({ problems: 1, changedUs: 7 })
  })

  it('is an empty file as one without articles', async () => {
    const sources = createSources({ 'dump.jsonl': record('a', '渡口'), 'b.md': '河水', 'c.md': '山' })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'dump.jsonl': '', 'b.md': '' })
    expect(await update(sources, disk)).toMatchObject({ articles: 1, removed: 2 })
    expect((await check(disk)).problems).toEqual([])
  })
})

describe('what an update takes from the last commit', () => {
  it('is whether records are cleaned; saying otherwise builds anew', async () => {
    const page = `渡口的桥\n\n${'今年重修了渡口的旧桥，工程不小。\n\n'.repeat(4)}责任编辑：某某\n\n相关阅读：别处`
    const sources = createSources({ 'a.jsonl': record('a', page) })
    const disk = emptyDisk()
    await update(sources, disk, { clean: true })
    const cleaned = contentOf(disk)
    sources.write({ 'b.jsonl': record('b', page) })
    await update(sources, disk)
    expect(readManifest(disk, indexDir)!.clean).toBe(true)
    const fresh = emptyDisk()
    await update(sources, fresh, { clean: true })
    expect(contentOf(disk)).toEqual(contentOf(fresh))
    await update(sources, disk, { clean: false })
    expect(contentOf(disk)).not.toEqual(contentOf(fresh))
    expect(contentOf(disk)).not.toEqual(cleaned)
  })
})

describe('more like this', () => {
  it('is answered by an index brought up to date as by one built anew, to the last bit', async () => {
    const words = ['walnut', 'market', 'ferry', 'ledger', 'caravan', 'river', 'winter']
    const text = (i: number): string => `${i}\n\nkettle ${words.filter((_, w) => (i + 1) % (w + 2) === 0).join(' ')}\n`
    const sources = createSources(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.txt`, text(i)])))
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ '3.txt': text(59), '7.txt': text(34), '9.txt': undefined })
    await update(sources, disk)
    const fresh = emptyDisk()
    await update(sources, fresh)
    const answerOf = async (fileSystem: FileSystem) => {
      const index = await openIndex(indexDir, { fileSystem })
      const id = (await index.search('kettle walnut market', { limit: 20, match: 'all' })).hits
        .map((hit) => hit.id)
        .sort()[0]!
      const { total, hits } = await index.search('', { like: id, limit: 20 })
      await index.close()
      return { id, total, hits: hits.map((hit) => [hit.id, hit.score]) }
    }
    const answer = await answerOf(disk)
    expect(answer.total).toBeGreaterThan(2)
    expect(answer).toEqual(await answerOf(fresh))
  })
})

describe('the number of a commit', () => {
  it('grows with every one, with --force and compaction too, so that open readers notice', async () => {
    const sources = createSources({ 'a.md': '渡口', 'b.md': '河水' })
    const fileSystem = emptyDisk()
    const work = [
      () => update(sources, fileSystem),
      () => update(sources, fileSystem, { force: true }),
      () => update(sources, fileSystem, { force: true }),
      () => compactIndex(indexDir, {}, { fileSystem }),
    ]
    await work[0]!()
    for (const next of work) {
      sources.touch('a.md')
      const index = await openIndex(indexDir, { fileSystem })
      expect(await index.isStale()).toBe(false)
      await next()
      expect(await index.isStale()).toBe(true)
      await index.close()
    }
  })
})

describe('a link to a file', () => {
  it('is followed like the file, and renaming the file is an update', async () => {
    const sources = createSources({ 'real/a.md': '渡口' })
    mkdirSync(join(sources.path, 'links'))
    symlinkSync('../real/a.md', join(sources.path, 'links/b.md'))
    const disk = emptyDisk()
    await update(sources, disk)
    const before = contentOf(disk)!.length
    renameSync(join(sources.path, 'real/a.md'), join(sources.path, 'real/c.md'))
    await update(sources, disk)
    expect(contentOf(disk)).toHaveLength(before)
    expect(nodeFileSystem.exists(join(sources.path, 'real/c.md'))).toBe(true)
  })
})
