/** A small file never makes a large index, and what goes past a bound is told in one line. */
import { strToU8, zipSync } from 'fflate'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/source/article.js'
import { LIMITS } from '../../src/source/limits.js'
import { readOne } from './read.js'
import { expectLinear } from '../support/growth.js'
import { volume } from '../support/volume.js'

const LONG = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'

const unitsOf = (articles: readonly Article[]): number => articles.reduce((sum, a) => sum + JSON.stringify(a).length, 0)

function book(spine: string, files: Record<string, string>, metadata = '<dc:title>书</dc:title>'): Uint8Array {
  const manifest = Object.keys(files).map((name) => `<item id="${name}" href="${name}"/>`)
  const opf = `<package><metadata xmlns:dc="x">${metadata}</metadata><manifest>${manifest.join('')}</manifest><spine>${spine}</spine></package>`
  const container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
  const all = { 'META-INF/container.xml': container, 'book.opf': opf, ...files }
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, strToU8(text)])), { level: 9 })
}

describe('an EPUB', () => {
  it('that names one chapter 400 times gives it once, and says so in one line', () => {
    const bytes = book('<itemref idref="a.xhtml"/>'.repeat(400), { 'a.xhtml': `<p>${LONG.repeat(1000)}</p>` })
    expect(bytes.length).toBeLessThan(3000)
    const { articles, problems } = readOne('b.epub', bytes)
    expect(articles.map(({ id }) => id)).toEqual(['b.epub#1'])
    expect(problems).toEqual([
      {
        path: 'b.epub',
        reason: 'EPUB_DAMAGED',
        parameters: { what: 'repeated', repeated: 399, all: 400 },
        message: '399 of its 400 chapters repeat another chapter, which was read once',
        remedy: 'Check the file with an e-book reader.',
      },
    ])
  })
  it('of many chapters that name one member by many names unpacks it once', () => {
    const items = Array.from({ length: 300 }, (_, i) => `<item id="i${i}" href="./${'x/../'.repeat(i % 3)}a.xhtml"/>`)
    const spine = Array.from({ length: 300 }, (_, i) => `<itemref idref="i${i}"/>`)
    const opf = `<package><manifest>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`
    const bytes = zipSync({ 'a.opf': strToU8(opf), 'a.xhtml': strToU8(`<p>${LONG}</p>`) })
    expect(readOne('b.epub', bytes).articles).toHaveLength(1)
  })
  it('unpacks to so many times its size and no more; what was read before stays', () => {
    const files: Record<string, string> = {}
    for (let i = 0; i < 8; i++) files[`${i}.xhtml`] = `<p>${LONG}</p>${' '.repeat(20_000_000)}`
    const spine = Object.keys(files).map((name) => `<itemref idref="${name}"/>`)
    const bytes = book(spine.join(''), files)
    const { articles, problems } = readOne('b.epub', bytes)
    expect(articles.length).toBeGreaterThan(1)
    expect(articles.length).toBeLessThan(8)
    expect(problems).toMatchObject([{ path: 'b.epub', message: 'unpacks to over 64 MiB' }])
  }, 60_000)
  it('whose title and tags are longer than its chapters gives as many chapters as its size accounts for', () => {
    const tags = Array.from({ length: 64 }, (_, i) => `<dc:subject>${`${i}词`.repeat(60)}</dc:subject>`)
    const files: Record<string, string> = {}
    for (let i = 0; i < 3000; i++) files[`${i}.xhtml`] = `<p>${LONG}</p>`
    const spine = Object.keys(files).map((name) => `<itemref idref="${name}"/>`)
    const bytes = book(spine.join(''), files, `<dc:title>${'书'.repeat(2000)}</dc:title>${tags.join('')}`)
    const { articles, problems } = readOne('b.epub', bytes)
    expect(articles.length).toBeGreaterThan(500)
    expect(unitsOf(articles)).toBeLessThan(1.5 * LIMITS.articleUnitsFloor)
    expect(problems).toMatchObject([
      { message: `its articles come to over 16 times its size; only the first ${articles.length} were read` },
    ])
  }, 60_000)
  it('with a damaged chapter gives the others', () => {
    const bytes = book('<itemref idref="a.xhtml"/><itemref idref="b.xhtml"/>', {
      'a.xhtml': `<p>${LONG}</p>`,
      'b.xhtml': `<p>二，${LONG}</p>`,
    })
    const at = Buffer.from(bytes).indexOf('a.xhtml') + 20
    bytes[at]! ^= 0xff
    const { articles, problems } = readOne('b.epub', bytes)
    expect(articles.map(({ id }) => id)).toEqual(['b.epub#2'])
    expect(problems).toMatchObject([{ message: 'chapter 1: the compressed data is damaged or cut short' }])
  })
})

describe('a feed', () => {
  it('with a long title and many empty entries gives none of them, and counts them in one line', () => {
    const xml = `<rss><channel><title>${'报'.repeat(2000)}</title>${'<item/>'.repeat(20_000)}</channel></rss>`
    const { articles, problems } = readOne('f.xml', xml)
    expect(articles).toEqual([])
    expect(problems).toMatchObject([{ path: 'f.xml', message: '20000 entries with neither title nor text' }])
  })
  it('with a long title and many short entries stops where its size accounts for no more', () => {
    const xml = `<rss><channel><title>${'报'.repeat(2000)}</title>${'<item><title>一</title></item>'.repeat(15_000)}</channel></rss>`
    const { articles, problems } = readOne('f.xml', xml)
    expect(unitsOf(articles)).toBeLessThan(1.5 * Math.max(16 * xml.length, LIMITS.articleUnitsFloor))
    expect(problems).toMatchObject([{ path: 'f.xml' }])
    expect(problems[0]!.message).toMatch(/^its articles come to over 16 times its size/)
  })
  it('whose entries stand inside one another gives each text once', () => {
    const depth = 200
    const xml = `<rss><channel>${'<item><description>'.repeat(depth)}${LONG.repeat(20)}${'</description></item>'.repeat(depth)}</channel></rss>`
    expect(unitsOf(readOne('f.xml', xml).articles)).toBeLessThan(4 * xml.length)
  })
  it('keeps entries that are not closed, that stand in comments, and texts that hold tags', () => {
    const xml = `<rss><channel><item><title>一</title><description>${LONG}<item><title>二</title><description><![CDATA[<p>见 </item> 与 <item></p><p>${LONG}</p>]]></description></item><!-- <item><title>无</title></item> --><item><title>三</title></item></channel></rss>`
    expect(readOne('f.xml', xml).articles.map(({ title }) => title)).toEqual(['一', '二', '三'])
  })
  it('takes its name from behind its entries, too', () => {
    const atom = `<feed><entry><title>一</title><content>${LONG}</content></entry><title>河报</title></feed>`
    expect(readOne('f.atom', atom).articles).toMatchObject([{ title: '一', metadata: { feed: '河报' } }])
  })
})

describe('a table', () => {
  it('with long names of columns stops where its size accounts for no more', () => {
    const names = Array.from({ length: 60 }, (_, i) => `${i}${'列'.repeat(120)}`)
    const csv = `text,${names.join(',')}\n${`a${',b'.repeat(60)}\n`.repeat(10_000)}`
    const { articles, problems } = readOne('t.csv', csv)
    expect(unitsOf(articles)).toBeLessThan(2 * Math.max(16 * csv.length, LIMITS.articleUnitsFloor))
    expect(problems.at(-1)!.message).toMatch(/^its articles come to over 16 times its size/)
  }, 60_000)
})

describe('a WARC file', () => {
  const record = (body: Uint8Array, encoding: string): Buffer => {
    const http = Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: ${encoding}\r\n\r\n`),
      body,
    ])
    return Buffer.concat([
      Buffer.from(`WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ${http.length}\r\n\r\n`),
      http,
      Buffer.from('\r\n\r\n'),
    ])
  }
  it('of packed pages that are large together unpacks as much as its size allows', () => {
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
    const page = brotliCompressSync(Buffer.from(`<p>${LONG}</p>${' '.repeat(20_000_000)}`), options)
    const warc = Buffer.concat(Array.from({ length: 40 }, () => record(page, 'br')))
    const { articles, problems } = readOne('c.warc', warc)
    expect(articles.length).toBe(3)
    expect(problems).toHaveLength(37)
    expect(problems[0]).toMatchObject({ message: 'record 4: unpacks to over 64 MiB' })
    expect(readOne('c.warc.gz', gzipSync(warc)).articles).toHaveLength(3)
  }, 60_000)
  const longest = volume(24, 100)
  it(`of one record of ${longest} MB in small pieces takes no time that grows with the pieces`, async () => {
    const size = longest * 1e6
    await expectLinear(
      (length) => {
        const body = Buffer.alloc(length, 0x20)
        const warc = Buffer.concat([record(Buffer.from(`<p>${LONG}</p>`), ''), record(body, '')])
        const packed = gzipSync(warc, { level: 0 })
        return () => expect(readOne('c.warc.gz', packed).articles.length).toBeGreaterThan(0)
      },
      size,
      size,
    )
  }, 60_000)
})

describe('problems of one file', () => {
  it('are told one by one up to a bound; the others are counted', () => {
    const { articles, problems } = readOne(
      'x.jsonl',
      `{a}\n`.repeat(5000) + '{"text":"一"}\n{"text" : "二"}\n{"te\\"xt" : 3}\n',
    )
    expect(articles.map(({ body }) => body)).toEqual(['一', '二'])
    expect(problems).toHaveLength(LIMITS.problems + 1)
    expect(problems.at(-1)).toEqual({
      path: 'x.jsonl',
      reason: 'MORE_PROBLEMS',
      parameters: { count: 4001 },
      message: '4001 more problems like these',
      remedy: 'Solve those listed first.',
      unread: 'file',
    })
  })
})

describe('a JSON record of too many values', () => {
  const values = LIMITS.jsonValues + 10
  it.each([
    ['x.jsonl', `{"text":"一"}\n{"text":"二","a":[${'1,'.repeat(values)}1]}\n{"text":"三"}`, ['一', '三']],
    ['x.jsonl', `{"text":"一"}\n${'['.repeat(values)}\n{"text":"三"}`, ['一', '三']],
    ['x.json', `[{"text":"一"},{"text":"二","a":[${'{},'.repeat(values / 2)}{}]},{"text":"三"}]`, ['一', '三']],
    ['x.json', `{"text":"二","a":[${'1,'.repeat(values)}1]}`, []],
  ])('in %s is told and costs itself', (path, content, bodies) => {
    const { articles, problems } = readOne(path, content)
    expect(articles.map(({ body }) => body)).toEqual(bodies)
    expect(problems).toMatchObject([{ message: 'a record with over 4000000 values' }])
  })
  it('counts no signs in its texts', () => {
    const text = '，,'.repeat(LIMITS.jsonValues / 2) + ','.repeat(LIMITS.jsonValues)
    expect(readOne('x.jsonl', JSON.stringify({ text })).articles).toHaveLength(1)
  })
})

describe('what a text has beyond the bounds of cleaning', () => {
  const lines = LIMITS.cleanedLines + 100
  it.each(['a.txt', 'a.md'])('is kept line by line in %s, and told', (path) => {
    const { articles, problems } = readOne(path, `${LONG}\n`.repeat(20) + '水  高\n'.repeat(lines) + `尾${LONG}\n`)
    expect(articles).toHaveLength(1)
    expect(articles[0]!.body.endsWith(`水 高\n尾${LONG}`)).toBe(true)
    expect(articles[0]!.body.match(/水/g)!.length).toBeGreaterThan(lines)
    expect(problems).toMatchObject([{ path, message: 'the text has over 250000 lines; those beyond were not cleaned' }])
  })
  it('is kept in HTML, and told', () => {
    const html =
      `<p>${LONG}</p>`.repeat(20) + '<b>水</b>'.repeat(LIMITS.cleanedTags) + `<script>坏</script><p>尾${LONG}</p>`
    const { articles, problems } = readOne('a.html', html)
    expect(articles[0]!.body.endsWith(`尾${LONG}`)).toBe(true)
    expect(articles[0]!.body.match(/水/g)!.length).toBeGreaterThanOrEqual(LIMITS.cleanedTags)
    expect(articles[0]!.body).not.toContain('坏')
    expect(problems[0]!.message).toMatch(/^the page has over 250000 HTML tags/)
  })
})
