import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { changedFolders, decideRepeatedLines, linesBeside, linesFor } from '../../src/storage/commit/repeated-lines.js'
import { readManifest } from '../../src/storage/commit/snapshot.js'
import * as opening from '../../src/source/open-source.js'
import { listFolder } from '../../src/source/walk/walk.js'
import { systemError } from '../store/memory-disk.js'
import { check, contentOf, createSources, emptyDisk, indexDir, leftovers, update } from '../indexing/support.js'

/** The reading of a page, which a test lets fail. */
vi.mock('../../src/source/open-source.js', async (original) => {
  const real = await original<typeof opening>()
  return { ...real, readSource: vi.fn(real.readSource) }
})

const slogan = '河畔小报，每天傍晚送到你的渡口'

/** A page of a few paragraphs of its own, and a line that all pages share. */
function page(number: number): string {
  const own = `第${number}座桥在上游的弯道边，工匠们用了第${number}个冬天才把石料运到岸上。`
  return `第${number}座桥\n\n${own.repeat(3)}\n\n${slogan}\n\n桥的第${number}个故事到这里就说完了，下回再讲别的河。\n`
}

const pages = (first: number, last: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: last - first }, (_, i) => [`pages/${first + i}.txt`, page(first + i)]))

const holding = (content: readonly string[] | undefined, text: string): number =>
  content!.filter((article) => article.includes(text)).length

describe('a line that the pages of a folder share', () => {
  it('is left out of them from four pages on; other folders and other kinds of file keep it', async () => {
    const sources = createSources({
      ...pages(0, 4),
      'other/a.txt': page(90),
      'pages/note.md': `# 记\n\n${slogan}\n\n一段正文，说的是渡口。`,
    })
    const disk = emptyDisk()
    expect(await update(sources, disk)).toMatchObject({ articles: 6, failed: 0 })
    const content = contentOf(disk)!
    expect(holding(content, slogan)).toBe(2)
    expect(content.filter((article) => article.includes(slogan)).every((article) => /other|note/.test(article))).toBe(
      true,
    )
    for (const number of [0, 1, 2, 3]) expect(holding(content, `第${number}座桥在上游`)).toBe(1)
    expect((await check(disk)).problems).toEqual([])
  })

  it('is kept in other kinds of file that stand in the outermost folder with the pages', async () => {
    const root = Object.fromEntries([0, 1, 2, 3].map((number) => [`${number}.txt`, page(number)]))
    const disk = emptyDisk()
    await update(createSources({ ...root, 'note.md': `# 记\n\n${slogan}\n\n一段正文，说的是渡口。` }), disk)
    expect(holding(contentOf(disk), slogan)).toBe(1)
  })

  it('is found when the fourth page comes, and the first three are read again for it', async () => {
    const sources = createSources(pages(0, 3))
    const disk = emptyDisk()
    await update(sources, disk)
    expect(holding(contentOf(disk), slogan)).toBe(3)
    sources.write(pages(3, 4))
    expect(await update(sources, disk)).toMatchObject({ articles: 4, added: 1, updated: 3, skipped: 0 })
    expect(holding(contentOf(disk), slogan)).toBe(0)
    const fresh = emptyDisk()
    await update(sources, fresh)
    expect(contentOf(disk)).toEqual(contentOf(fresh))
  })

  it('stays as decided until the folder has twice the pages: an update reads what is new alone', async () => {
    const sources = createSources(pages(0, 4))
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write(pages(4, 6))
    expect(await update(sources, disk)).toMatchObject({ added: 2, updated: 0, skipped: 4 })
    expect(holding(contentOf(disk), slogan)).toBe(0)
    const farewell = '\n渡口茶馆供应热茶与船票，欢迎歇脚\n'
    const later = Object.fromEntries([6, 7, 8, 9].map((n) => [`pages/${n}.txt`, page(n) + farewell]))
    sources.write(later)
    const report = await update(sources, disk)
    expect(report).toMatchObject({ articles: 10, added: 4 })
    expect(holding(contentOf(disk), '渡口茶馆')).toBe(0)
    expect(holding(contentOf(disk), slogan)).toBe(0)
    expect(await update(sources, disk)).toMatchObject({ skipped: 10, bytes: 0 })
    expect(leftovers(disk)).toEqual([])
  })

  it('is kept again where the folder has no four pages any more', async () => {
    const sources = createSources(pages(0, 4))
    const disk = emptyDisk()
    await update(sources, disk)
    expect(readManifest(disk, indexDir)!.repeated).toBeDefined()
    sources.write({ 'pages/3.txt': undefined })
    expect(await update(sources, disk)).toMatchObject({ articles: 3, removed: 1, updated: 3 })
    expect(holding(contentOf(disk), slogan)).toBe(3)
    expect(readManifest(disk, indexDir)!.repeated).toBeUndefined()
    expect(leftovers(disk)).toEqual([])
  })
})

describe('the lines that the pages of a folder share', () => {
  it('are those that would be left out of one page of it', async () => {
    const { path } = createSources(pages(0, 4))
    expect([...(await linesBeside(join(path, 'pages/2.txt')))]).toEqual([slogan])
    const few = createSources(pages(0, 3))
    expect([...(await linesBeside(join(few.path, 'pages/2.txt')))]).toEqual([])
  })

  it('are counted without a page that cannot be read, and not at all where no file can be opened', async () => {
    const { path } = createSources(pages(0, 5))
    const files = listFolder(join(path, 'pages'))
    const refuse = (code: string): void => {
      vi.mocked(opening.readSource).mockImplementationOnce(() => {
        throw systemError(code)
      })
    }
    refuse('EACCES')
    const decided = await decideRepeatedLines(files, new Map())
    expect(decided.get('')).toEqual({ pages: 5, lines: [slogan] })
    refuse('EMFILE')
    await expect(decideRepeatedLines(files, new Map())).rejects.toThrow('EMFILE')
  })

  it('are the same object again where nothing is decided anew', async () => {
    const files = listFolder(join(createSources(pages(0, 7)).path, 'pages'))
    const first = await decideRepeatedLines(files.slice(0, 4), new Map())
    expect(await decideRepeatedLines(files, first)).toBe(first)
    expect(await decideRepeatedLines([], first)).toEqual(new Map())
    expect(await decideRepeatedLines([], first, undefined, () => false)).toBe(first)
  })

  it('are counted anew at twice the pages, and no longer file is a page', async () => {
    const files = listFolder(join(createSources(pages(0, 9)).path, 'pages'))
    const before = new Map([['', { pages: 4, lines: ['别的'] }]])
    expect(await decideRepeatedLines(files.slice(0, 7), before)).toBe(before)
    expect((await decideRepeatedLines(files.slice(0, 8), before)).get('')).toEqual({ pages: 8, lines: [slogan] })
    const sized = (size: number) => files.slice(0, 4).map((file) => ({ ...file, size }))
    expect((await decideRepeatedLines(sized(1 << 20), new Map())).get('')?.pages).toBe(4)
    expect(await decideRepeatedLines(sized((1 << 20) + 1), new Map())).toEqual(new Map())
  })

  it('change a folder where they are others, and are given to the batches that have its pages', () => {
    const of = (...lines: readonly string[]) => new Map([['a/', { pages: 4, lines }]])
    expect([...changedFolders(of('x'), of('x'))]).toEqual([])
    expect([...changedFolders(of('x'), of('y'))]).toEqual(['a/'])
    expect([...changedFolders(of('x'), new Map())]).toEqual(['a/'])
    expect([...changedFolders(new Map(), of())]).toEqual([])
    const paths = ['a/1.txt', 'a/2.txt', 'b/1.txt', 'a/1.md']
    expect(linesFor(paths, of('x'))).toEqual(new Map([['a/', new Set(['x'])]]))
    expect(linesFor(paths, of())).toEqual(new Map())
  })

  it('are not counted for who has asked to stop', async () => {
    const files = listFolder(join(createSources(pages(0, 4)).path, 'pages'))
    const stopped = decideRepeatedLines(files, new Map(), AbortSignal.abort())
    await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' })
  })
})
