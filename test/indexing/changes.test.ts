/** Changes that keep what a cheap look at a file shows: size and time of modification. */
import { mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../src/storage/commit/snapshot.js'
import { readCatalog } from '../../src/storage/commit/catalog.js'
import { compareFiles, stampsOf } from '../../src/indexing/scan/plan-update.js'
import { walk } from '../../src/source/walk/walk.js'
import {
  createByteWriter,
  putBigVarint,
  putString,
  putUint32,
  putVarint,
  written,
} from '../../src/storage/store/byte-writer.js'
import { writePagedFile } from '../../src/storage/store/paged/writer.js'
import { contentOf, createSources, emptyDisk, indexDir, update } from './support.js'
import { openPagedFile } from '../../src/storage/store/paged/reader.js'
import { createMemoryDisk } from '../store/memory-disk.js'

/** As if the clock stood still since the files were written. */
const atOnce = (): number => 0

describe('a change that keeps size and time of modification', () => {
  it('is seen', async () => {
    const sources = createSources({ 'a.md': '渡口的桥' })
    const disk = emptyDisk()
    const path = join(sources.path, 'a.md')
    await update(sources, disk)
    const { atime, mtime } = statSync(path)
    writeFileSync(path, '河上的船')
    utimesSync(path, atime, mtime)
    expect(await update(sources, disk)).toMatchObject({ updated: 1, skipped: 0 })
    expect(contentOf(disk)?.join()).toContain('河上的船')
  })

  it('is seen where the file was read so soon that its times may stay the same', () => {
    const { path } = createSources({ 'a.md': '渡口的桥' })
    for (const [now, isTrusted] of [
      [atOnce(), false],
      [Infinity, true],
    ] as const) {
      const [file] = walk([path], now).files
      const entry = { path: 'a.md', size: file!.size, hash: [1, 2] as const, problems: 0, ...stampsOf(file!) }
      const { toRead } = compareFiles([file!], new Map([['a.md', entry]]), () => false)
      expect(toRead).toEqual(isTrusted ? [] : [file])
    }
  })

  it('costs one look at the content of such a file, then none', async () => {
    const sources = createSources({ 'a.md': '渡口的桥' })
    const disk = emptyDisk()
    await update(sources, disk, {}, atOnce)
    const generation = () => readManifest(disk, indexDir)!.generation
    expect(await update(sources, disk)).toMatchObject({ updated: 0, skipped: 1, bytes: 0 })
    expect(generation()).toBe(2)
    expect(await update(sources, disk)).toMatchObject({ updated: 0, skipped: 1, bytes: 0 })
    expect(generation()).toBe(2)
  })
})

describe('a catalog without times of change', () => {
  it('is read, and lets the content decide', () => {
    const disk = createMemoryDisk('/disk')
    const out = createByteWriter(64)
    putVarint(out, 1)
    putVarint(out, 0)
    putString(out, 'a.md')
    putBigVarint(out, 12)
    putBigVarint(out, 1_700_000_000_000)
    putUint32(out, 1)
    putUint32(out, 2)
    putVarint(out, 0)
    writePagedFile(disk, '/disk/1.files', 2, written(out))
    const { checksum } = openPagedFile(disk, '/disk/1.files', { version: 2, cache: 'mirror' })
    const entry = { path: 'a.md', size: 12, mtimeMs: 1_700_000_000_000, hash: [1, 2], problems: 0 }
    const catalog = readCatalog(disk, '/disk/1.files', checksum)
    expect([...catalog.values()]).toEqual([{ ...entry, changedUs: 0, inode: 0 }])
  })
})

describe('a folder that becomes a link out of the root between walk and reading', () => {
  it('is not followed, and the index keeps what it holds of its files', async () => {
    const sources = createSources({ 'sub/a.md': '渡口的桥', 'b.md': '河水' })
    const outside = createSources({ 'a.md': '别人的秘密文章' })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'sub/a.md': '新的渡口的桥' })
    const sub = join(sources.path, 'sub')
    const swap = (): void => {
      renameSync(sub, join(outside.path, 'moved'))
      symlinkSync(outside.path, sub)
    }
    const problems: string[] = []
    await update(sources, disk, {
      onProblem: ({ path, message }) => problems.push(`${path}: ${message}`),
      // The walk is one step: what waits for its turn comes after it.
      onProgress: ({ stage }) => {
        if (stage === 'scan') process.nextTick(swap)
      },
    })
    rmSync(sub)
    mkdirSync(sub)
    expect(contentOf(disk)?.join()).not.toContain('秘密')
    expect(contentOf(disk)?.join()).toContain('渡口的桥')
    expect(problems).toEqual(['sub/a.md: the file was replaced by a symbolic link while it was read'])
  })
})
