/** How much is left out of texts is recorded with their root, counted, and changed by reading the root again. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../src/storage/commit/snapshot.js'
import { inspectFile, inspectFolder } from '../../src/library/inspecting.js'
import { contentOf, createSources, emptyDisk, indexDir, update } from './support.js'

const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'
const mirror = `---\ntitle: 渡口\n---\n<div><p>${prose}</p>\n<p>后来桥拆了。</p>\n<p>责任编辑：李小河</p></div>\n`

describe('--clean', () => {
  it('is remembered with the root, and changing it reads the files again', async () => {
    const sources = createSources({ 'a.md': mirror })
    const disk = emptyDisk()
    expect(await update(sources, disk)).toMatchObject({
      blocksLeftOut: { blocks: 1, articles: 1, reasons: { editor: 1 } },
    })
    const cleaned = contentOf(disk)
    expect(await update(sources, disk, { rules: { clean: 'none' } })).toMatchObject({
      updated: 1,
      blocksLeftOut: { blocks: 0, articles: 0, reasons: {} },
    })
    const whole = contentOf(disk)
    expect(whole).not.toEqual(cleaned)
    expect(readManifest(disk, indexDir)!.sources).toMatchObject([{ rules: { clean: 'none' } }])
    sources.write({ 'b.md': mirror })
    expect(await update(sources, disk)).toMatchObject({ added: 1, blocksLeftOut: { blocks: 0 } })
    await update(sources, disk, { rules: {} })
    sources.write({ 'b.md': undefined })
    await update(sources, disk)
    expect(contentOf(disk)).toEqual(cleaned)
  })
})

it.each(['auto', 'pages', 'all', 'none'] as const)('inspect and index agree with --clean %s', async (clean) => {
  const files = {
    'a.md': mirror,
    'b.md': `---\ntitle: 渡口\n---\n${prose}\n\n责任编辑：李小河\n`,
    'public/渡口.html': `<!doctype html><html><head><title>渡口</title></head><body><nav>首页 社会</nav><article><p>${prose}</p><p>责任编辑：李小河</p></article></body></html>`,
  }
  const sources = createSources(files)
  const disk = emptyDisk()
  const report = await update(sources, disk, { rules: { clean } })
  const inspected = await Promise.all(
    Object.keys(files).map((name) => inspectFile(join(sources.path, name), { clean })),
  )
  const bodies = inspected.flatMap(({ articles }) => articles.map(({ body }) => body))
  const indexed = contentOf(disk)!.join('\n')
  for (const body of bodies) expect(indexed).toContain(JSON.stringify(body).slice(1, -1))
  const removed = inspected.flatMap((one) => one.removed)
  expect(report.blocksLeftOut.blocks).toBe(removed.length)
  expect(removed.length === 0).toBe(clean === 'none')
  expect(inspectFolder(sources.path, { clean }).read).toBe(report.articles)
})

it('lines repeated through a folder of posts are left out, at their edges only', async () => {
  const post = (n: number): string =>
    `---\ntitle: 第${n}篇\n---\n<div><p>第${'一二三四五六七八九十百千'[n]}天，${prose}</p>\n${'<p>水退了。</p>\n'.repeat(n)}<p>清溪早报 ${2000 + n}年的记录</p></div>\n`
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`${n}.md`, post(n)]))
  const disk = emptyDisk()
  const report = await update(createSources(files), disk)
  expect(report.blocksLeftOut.reasons['repeated line']).toBeGreaterThanOrEqual(12)
  expect(JSON.stringify(contentOf(disk))).not.toContain('清溪早报')
})

it('what notes of a folder share stays where it is short of a collection, and where it is all of a note', async () => {
  const notes = (count: number, more = '') =>
    createSources(
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`${n}.md`, `# 第${n}篇\n\n${more.repeat(n)}渡口${n}号的记录\n`]),
      ),
    )
  for (const sources of [notes(12, `${prose}\n\n`), notes(40)]) {
    const disk = emptyDisk()
    expect((await update(sources, disk)).blocksLeftOut.reasons['repeated line'] ?? 0).toBe(0)
    expect(JSON.stringify(contentOf(disk))).toContain('号的记录')
  }
})

it('a page whose one sentence others have as well keeps it', async () => {
  const page = (n: number) =>
    `<!doctype html><title>第 ${n} 回</title><main><h1>第 ${n} 回</h1><p>渡口第 ${n} 天。</p></main>`
  const disk = emptyDisk()
  await update(createSources(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${n}.html`, page(n)]))), disk)
  expect(JSON.stringify(contentOf(disk))).toContain('渡口第 3 天')
})
