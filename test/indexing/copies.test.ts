/** A page that was generated from a file beside it is the same article. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FileSystem } from '../../src/storage/store/file-system.js'
import { contentOf, createSources, emptyDisk, update } from './support.js'
import type { Sources } from './support.js'

const paragraphs = (topic: string): string[] =>
  [1, 2, 3].map(
    (n) => `第${n}天，${topic}的水退了以后，码头上只剩下一排没有名字的船，船上的“灯”整夜亮着，没有人知道是谁点的。`,
  )
const source = (topic = '渡口', head = ''): string =>
  `---\ntitle: ${topic}\n${head}---\n\n${paragraphs(topic).join('\n\n')}\n\n\`\`\`sh\n# 先点灯\nlight --all\n\`\`\`\n`
const page = (topic = '渡口', more = ''): string =>
  `<!doctype html><html><head><title>${topic}</title></head><body><nav><a href="/">首页</a></nav><article><h1>${topic}</h1>${paragraphs(
    topic,
  )
    .map((text) => `<p>${text.replace(/“|”/g, '"')}</p>`)
    .join('')}<pre><code># 先点灯\nlight --all</code></pre>${more}</article></body></html>`

const pathsIn = (disk: FileSystem): string[] =>
  contentOf(disk)!.map((line) => (JSON.parse(line) as readonly string[])[2]!)

async function built(sources: Sources): Promise<FileSystem> {
  const disk = emptyDisk()
  await update(sources, disk)
  return disk
}

describe('a page generated from a file that is read', () => {
  it('is left out, and told', async () => {
    const sources = createSources({ 'ferry.md': source(), 'out/2024/05/21/ferry/index.html': page() })
    const disk = emptyDisk()
    expect(await update(sources, disk)).toMatchObject({
      articles: 1,
      failed: 0,
      leftOut: [{ why: 'copy', files: 1 }],
    })
    expect(await update(sources, disk)).toMatchObject({ articles: 1, skipped: 2, leftOut: [{ why: 'copy', files: 1 }] })
  })

  it.each([
    ['says more', { 'a.md': source(), 'a.html': page('渡口', `<p>${paragraphs('旧桥').join('</p><p>')}</p>`) }],
    ['says something else', { 'a.md': source(), 'a.html': page('旧桥') }],
    ['has another name', { 'a.md': source(), 'b.html': page() }],
  ])('is read where it %s', async (_name, files) => {
    expect(pathsIn(await built(createSources(files)))).toHaveLength(2)
  })

  it('is read where its source is left out itself: a draft of a site', async () => {
    const files = {
      'hugo.toml': 'baseURL = "/"',
      'content/a.md': source('渡口', 'draft: true\n'),
      'content/a.html': page(),
    }
    expect(pathsIn(await built(createSources(files)))).toEqual(['content/a.html'])
  })

  it('is read where all pages are wanted', async () => {
    const report = await update(createSources({ 'a.md': source(), 'a.html': page() }), emptyDisk(), {
      rules: { allPages: true },
    })
    expect(report.articles).toBe(2)
  })

  it('comes and goes with its source', async () => {
    const sources = createSources({ 'posts/a.md': source(), 'out/a.html': page() })
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'posts/a.md': undefined })
    expect(await update(sources, disk)).toMatchObject({ articles: 1, added: 1, removed: 1 })
    expect(pathsIn(disk)).toEqual(['out/a.html'])
    sources.write({ 'posts/a.md': source() })
    expect(await update(sources, disk)).toMatchObject({ articles: 1, added: 1, removed: 1 })
    expect(pathsIn(disk)).toEqual(['posts/a.md'])
    sources.write({ 'posts/a.md': source('旧桥') })
    expect(await update(sources, disk)).toMatchObject({ articles: 2 })
  })

  it('is what it is in a new index after any changes', { timeout: 60_000 }, async () => {
    const names = ['a.md', 'b/a.md', 'a.html', 'out/b/a.html', 'out/a/index.html']
    const contents = (name: string): string[] =>
      ['渡口', '旧桥'].map(name.endsWith('.md') ? (t) => source(t) : (t) => page(t))
    const change = fc.record({ name: fc.constantFrom(...names), to: fc.constantFrom(0, 1, undefined) })
    const step = fc.array(change, { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async (steps) => {
        const sources = createSources({ 'other.md': '河边的树在秋天落了叶。' })
        const there = new Set<string>()
        const disk = emptyDisk()
        for (const changes of steps) {
          for (const { name, to } of changes) {
            if (to === undefined && !there.delete(name)) continue
            sources.write({ [name]: to === undefined ? undefined : contents(name)[to] })
            if (to !== undefined) there.add(name)
          }
          await update(sources, disk)
        }
        expect(contentOf(disk)).toEqual(contentOf(await built(sources)))
      }),
      { numRuns: 10 },
    )
  })
})

const entry = (topic: string, path: string, text = paragraphs(topic).join('')): string =>
  `<entry><title>${topic}</title><link href="https://river.example/${path}"/><content type="html">${text}</content></entry>`
const feed = (...entries: string[]): string =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>河边</title>${entries.join('')}</feed>`
const content = JSON.stringify({
  posts: [
    { title: '渡口', slug: 'ferry', path: '2024/05/21/ferry/', permalink: 'https://river.example/2024/05/21/ferry/' },
    { title: '旧桥', slug: 'bridge', path: 'bridge/' },
  ],
})
const site = {
  '2024/05/21/ferry/index.html': page(),
  'bridge/index.html': page('旧桥'),
  'atom.xml': feed(entry('渡口', '2024/05/21/ferry/'), entry('旧桥', 'bridge/')),
  'content.json': content,
}

describe('an entry of a feed, or a record, whose page is read', () => {
  it('is left out, and told', async () => {
    const report = await update(createSources(site), emptyDisk())
    expect(report).toMatchObject({ articles: 2, failed: 0, leftOut: [{ why: 'copy', files: 2 }] })
  })
  it('is read where the page says something else or is not there', async () => {
    const atom = feed(
      entry('渡口', '2024/05/21/ferry/'),
      entry('旧桥', 'bridge/', paragraphs('石阶').join('')),
      entry('石阶', 'steps/'),
    )
    const sources = createSources({ ...site, 'atom.xml': atom })
    const report = await update(sources, emptyDisk())
    expect(report.articles).toBe(4)
    expect(report.problems).toMatchObject([{ path: 'atom.xml', parameters: { count: 1 } }])
  })
  it('comes back with its page gone', async () => {
    const sources = createSources(site)
    const disk = emptyDisk()
    await update(sources, disk)
    sources.write({ 'bridge/index.html': undefined })
    await update(sources, disk)
    expect(contentOf(disk)).toEqual(contentOf(await built(sources)))
    expect(pathsIn(disk).sort()).toEqual(['2024/05/21/ferry/index.html', 'atom.xml', 'content.json'])
  })
})
