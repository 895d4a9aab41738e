/** No mistake of the outside empties an index. */
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { contentOf, createSources, emptyDisk, indexDir, update } from './support.js'

describe('an index keeps its articles', () => {
  it('where no paths are given, new or not', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    const nothing = () => buildIndex({ paths: [], dir: indexDir, tokenizer: 'bigram' }, { fileSystem: disk })
    await expect(nothing()).rejects.toMatchObject({ code: 'USAGE', where: 'paths' })
    await update(sources, disk)
    expect(await nothing()).toMatchObject({ articles: 1, skipped: 1 })
    const only = { paths: [], dir: indexDir, tokenizer: 'bigram', only: true } as const
    await expect(buildIndex(only, { fileSystem: disk })).rejects.toMatchObject({ code: 'USAGE', where: 'paths' })
    expect(contentOf(disk)).toHaveLength(1)
  })

  it('where its folder turns up empty, as one that is not mounted does; forced, it has none', async () => {
    const sources = createSources({ 'a.md': '渡口', 'sub/b.md': '河水' })
    const disk = emptyDisk()
    await update(sources, disk)
    const before = contentOf(disk)
    sources.write({ 'a.md': undefined, 'sub/b.md': undefined })
    await expect(update(sources, disk)).rejects.toMatchObject({ code: 'INPUT_MISSING', where: sources.path })
    // Other options build anew, and lose nothing either.
    await expect(update(sources, disk, { clean: true })).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    expect(contentOf(disk)).toEqual(before)
    expect(await update(sources, disk, { force: true })).toMatchObject({ articles: 0 })
    expect(contentOf(disk)).toEqual([])
    expect(await update(sources, disk)).toMatchObject({ articles: 0 })
  })

  it('forced while its folder is missing, it has none and can be brought up to date', async () => {
    const sources = createSources({ 'a.md': '渡口' })
    const disk = emptyDisk()
    await update(sources, disk)
    rmSync(sources.path, { recursive: true })
    const again = { dir: indexDir, paths: [], jobs: 1 }
    await expect(buildIndex(again, { fileSystem: disk })).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    expect(await buildIndex({ ...again, force: true }, { fileSystem: disk })).toMatchObject({ articles: 0, failed: 1 })
    expect(await buildIndex(again, { fileSystem: disk })).toMatchObject({ articles: 0, failed: 1 })
  })

  it('where one of several folders turns up empty, but not where it always was', async () => {
    const full = createSources({ 'a.md': '渡口', 'b.md': '河水' })
    const other = createSources({ 'c.md': '山' })
    const empty = createSources()
    const disk = emptyDisk()
    const paths = [full.path, other.path, empty.path]
    await update(full, disk, { paths })
    full.write({ 'b.md': undefined })
    expect(await update(full, disk, { paths })).toMatchObject({ articles: 2, removed: 1 })
    renameSync(join(other.path, 'c.md'), join(empty.path, 'c.md'))
    await expect(update(full, disk, { paths })).rejects.toMatchObject({ code: 'INPUT_MISSING', where: other.path })
    expect(contentOf(disk)).toHaveLength(2)
  })

  it('where another folder without articles is given', async () => {
    const disk = emptyDisk()
    await update(createSources({ 'a.md': '渡口' }), disk)
    const empty = createSources()
    mkdirSync(join(empty.path, 'sub'))
    expect(await update(empty, disk)).toMatchObject({ articles: 1, removed: 0 })
    const only = update(empty, disk, { only: true })
    await expect(only).rejects.toMatchObject({ code: 'INPUT_MISSING', where: empty.path })
    expect(contentOf(disk)).toHaveLength(1)
  })

  it('where its files are there but hold no articles any more', async () => {
    const sources = createSources({ 'a.jsonl': '{"text": "渡口"}' })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'a.jsonl': '' })
    await expect(update(sources, disk)).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    expect(contentOf(disk)).toHaveLength(1)
  })
})
