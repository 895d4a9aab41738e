import { execFileSync } from 'node:child_process'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { compactIndex } from '../../src/indexing/compact-index.js'
import { openIndex } from '../../src/library/open-index.js'
import { readManifest } from '../../src/storage/commit/snapshot.js'
import type { Index } from '../../src/library/types.js'
import { lockName } from '../../src/storage/store/lock.js'
import { nodeFileSystem, type FileSystem } from '../../src/storage/store/file-system.js'
import { check, createSources, emptyDisk, indexDir, leftovers, update } from './support.js'

async function answers(index: Index): Promise<unknown> {
  const { total, hits } = await index.search('渡口', { limit: 20 })
  return { total, hits, article: await index.get('3.md'), all: await index.suggestions(), count: index.articleCount }
}

describe('a reader', () => {
  it('keeps its snapshot while a writer commits, compacts and removes files', async () => {
    const articles = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at}.md`, `# 第${at}篇\n\n渡口${at}`]))
    const sources = createSources(articles)
    const dir = join(sources.path, '.index')
    const options = { paths: [sources.path], dir, jobs: 1, tokenizer: 'bigram' } as const
    await buildIndex(options)
    const files = nodeFileSystem.list(dir)
    const early = await openIndex(dir)
    const late = await openIndex(dir)
    const expected = await answers(early)
    sources.write({ '3.md': undefined, '4.md': '# 四\n\n改过', 'x.md': '# 新\n\n渡口又一篇' })
    await buildIndex(options)
    await compactIndex(dir)
    await buildIndex({ ...options, force: true })
    expect(nodeFileSystem.list(dir).filter((name) => files.includes(name))).toEqual(['manifest.json'])
    // One has read all it needs, the other nothing yet.
    expect(await answers(early)).toEqual(expected)
    expect(await answers(late)).toEqual(expected)
    expect((await late.stats()).articles).toBe(12)
    const now = await openIndex(dir)
    expect((await now.search('渡口')).total).toBe(11)
    for (const index of [early, late, now]) await index.close()
  })

  it('that opens while a commit is replaced sees one or the other', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'a.md': '河水' })
    const old = disk.afterKill()
    await update(sources, disk)
    // The commit comes after the manifest was read and before what it names is opened.
    let reads = 0
    const replaced: FileSystem = {
      ...disk,
      readFile: (path: string) => (reads++ === 0 ? old.readFile(path) : disk.readFile(path)),
    }
    const index = await openIndex(indexDir, { fileSystem: replaced })
    expect((await index.search('河水', { countOnly: true })).total).toBe(1)
    expect(reads).toBeGreaterThan(1)
    await index.close()
  })
})

describe('two writers', () => {
  it('never write at once: one is told who holds the lock, and what to do', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    const outcomes = await Promise.allSettled([update(sources, disk), update(sources, disk), update(sources, disk)])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(2)
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ code: 'INDEX_LOCKED', where: join(indexDir, lockName) })
      expect(String(reason)).toMatch(new RegExp(`process ${process.pid} on .* is writing this index. Wait until`))
    }
    expect((await check(disk)).ok).toBe(true)
    expect(leftovers(disk)).toEqual([])
    await update(sources, disk)
  })

  const here = hostname()
  const locks: readonly (readonly [string, () => unknown, boolean])[] = [
    ['a process that has ended', () => ({ pid: endedProcess(), host: here, started: 'x' }), true],
    ['a process whose number was given away again', () => ({ pid: process.pid, host: here, started: 'x' }), true],
    ['nobody: it is empty', () => undefined, true],
    ['nobody: it is no lock of ours', () => null, true],
    ['a living process that tells no start', () => ({ pid: process.ppid, host: here, started: '' }), false],
    ['a process of another machine', () => ({ pid: 1, host: 'elsewhere', started: '' }), false],
  ]

  it.each(locks)('find a lock of %s', async (_, owner, isTaken) => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'a.md': '河水' })
    disk.put(join(indexDir, lockName), new TextEncoder().encode(JSON.stringify(owner()) ?? ''))
    const work = update(sources, disk)
    if (isTaken) {
      expect(await work).toMatchObject({ updated: 1 })
      expect(leftovers(disk)).toEqual([])
    } else {
      await expect(work).rejects.toMatchObject({ code: 'INDEX_LOCKED' })
      expect(disk.exists(join(indexDir, lockName))).toBe(true)
    }
  })

  it('never commit without the lock: who lost it meanwhile gives up, and the last commit stands', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    await update(sources, disk)
    const before = readManifest(disk, indexDir)
    sources.write({ 'a.md': '河水' })
    const other = { pid: process.ppid, host: hostname(), started: 'another' }
    const stolen: FileSystem = {
      ...disk,
      createExclusive: (path) => {
        const isLock = path === join(indexDir, lockName)
        if (!isLock) disk.put(join(indexDir, lockName), new TextEncoder().encode(JSON.stringify(other)))
        return disk.createExclusive(path)
      },
    }
    await expect(update(sources, stolen)).rejects.toMatchObject({ code: 'INDEX_LOCKED' })
    expect(readManifest(disk, indexDir)).toEqual(before)
    // The other's lock and new files are the other's.
    expect(leftovers(disk)).toContain(lockName)
  })
})

function endedProcess(): number {
  return Number(execFileSync(process.execPath, ['-p', 'process.pid']))
}
