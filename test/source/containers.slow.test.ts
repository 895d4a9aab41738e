import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { soundPieces } from '../../src/source/formats/packed/unpack.js'
import { readOne } from './read.js'
import { expectLinear, expectRatio } from '../support/growth.js'

const LONG = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'

describe('compressed files', () => {
  const lines = Array.from({ length: 3 }, (_, i) => JSON.stringify({ text: `第${i}条` })).join('\n')

  it('are read as what they hold', () => {
    expect(readOne('x.jsonl.gz', gzipSync(lines)).articles.map((a) => a.id)).toEqual([
      'x.jsonl.gz:1',
      'x.jsonl.gz:2',
      'x.jsonl.gz:3',
    ])
    expect(readOne('a.html.gz', gzipSync(`<p>${LONG}</p>`)).articles).toMatchObject([{ id: 'a.html.gz', body: LONG }])
    expect(readOne('x.json.gz', gzipSync('[{"text":"一"}]')).articles).toHaveLength(1)
  })
  it.each([
    [
      'a.mbox',
      ['一', '二']
        .map((text, n) => `From a Tue May 21 08:3${n}:00 2024\nMessage-ID: <${n}@a.example>\n\n${text}。\n`)
        .join('\n'),
      ['一。', '二。'],
    ],
    [
      'a.enex',
      `<en-export>${['一', '二'].map((text) => `<note><title>桥</title><content><![CDATA[<en-note>${text}。</en-note>]]></content></note>`).join('')}</en-export>`,
      ['一。', '二。'],
    ],
    ['a.ipynb', '{"cells":[{"cell_type":"markdown","source":["一。"]}]}', ['一。']],
    ['a.mhtml', readFileSync(new URL('formats/fixtures/page.mhtml', import.meta.url)), [/^河边的树/]],
    ['a.org', '#+TITLE: 桥\n\n一。\n', ['一。']],
  ])('are read by the reader of what they hold: %s', (name, content, bodies) => {
    const { articles, problems } = readOne(`${name}.gz`, gzipSync(content))
    expect(problems).toEqual([])
    expect(articles.map(({ body }) => body)).toEqual(
      bodies.map((body) => (typeof body === 'string' ? body : (expect.stringMatching(body) as string))),
    )
  })
  it('of many members are read whole', () => {
    const bytes = Buffer.concat([gzipSync('{"text":"一"}\n'), gzipSync('{"text":"二"}\n')])
    expect(readOne('x.jsonl.gz', bytes).articles.map((a) => a.body)).toEqual(['一', '二'])
  })
  it('may be filled up with zeros, piece by piece as at once', () => {
    const members = [gzipSync('{"text":"一"}\n'), gzipSync('{"text":"二"}\n')]
    for (const padding of [1, 7, 100, 40_000]) {
      const bytes = Buffer.concat([...members, Buffer.alloc(padding)])
      expect(readOne('x.jsonl.gz', bytes)).toMatchObject({ articles: [{ body: '一' }, { body: '二' }], problems: [] })
      expect(Buffer.concat([...soundPieces(bytes)]).toString()).toBe('{"text":"一"}\n{"text":"二"}\n')
    }
    const garbage = Buffer.concat([...members, Buffer.from('garbage')])
    expect(() => [...soundPieces(garbage)]).toThrow('damaged')
  })
  it('cut short give what stands before the cut, and a problem', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ text: `第${i}条${Math.sin(i)}` })).join('\n')
    const bytes = gzipSync(many)
    const { articles, problems } = readOne('x.jsonl.gz', bytes.subarray(0, bytes.length / 2))
    expect(articles.length).toBeGreaterThan(5000)
    expect(problems.at(-1)).toMatchObject({ message: 'the compressed data is damaged or cut short' })
  })
  describe('damaged', () => {
    const damaged = [{ message: 'the compressed data is damaged or cut short' }]
    const text = Array.from({ length: 2000 }, (_, i) => JSON.stringify({ text: `第${i}条${Math.sin(i)}` })).join('\n')
    const flipped = (bytes: Buffer, at: number): Buffer => {
      const copy = Buffer.from(bytes)
      copy[at]! ^= 1
      return copy
    }
    const stored = gzipSync(text, { level: 0 })
    const packed = gzipSync(text)

    it.each([
      ['in its text', flipped(stored, 1000)],
      ['in its compressed text', flipped(packed, packed.length >> 1)],
      ['in its checksum', flipped(stored, stored.length - 8)],
      ['in its length', flipped(stored, stored.length - 4)],
      ['of a cut header', stored.subarray(0, 6)],
      ['to nothing', stored.subarray(0, 0)],
    ])('%s: nothing is read that may be false, and it is told once', (_name, bytes) => {
      for (const name of ['x.jsonl.gz', 'x.html.gz', 'x.csv.gz', 'x.warc.gz']) {
        const { articles, problems } = readOne(name, bytes)
        expect(articles).toEqual([])
        expect(problems).toMatchObject(damaged)
      }
    })
    it('in its trailer, cut: the text stands before it', () => {
      const { articles, problems } = readOne('x.jsonl.gz', Buffer.from(gzipSync(text + '\n').subarray(0, -5)))
      expect(articles).toHaveLength(2000)
      expect(problems).toMatchObject(damaged)
    })
    it('in a later member: those before it stand', () => {
      const members = [gzipSync('{"text":"一"}\n'), gzipSync('{"text":"二"}\n')]
      for (const last of [flipped(stored, 1000), flipped(packed, packed.length >> 1), Buffer.from('garbage')]) {
        const { articles, problems } = readOne('x.jsonl.gz', Buffer.concat([...members, last]))
        expect(articles.map((article) => article.body)).toEqual(['一', '二'])
        expect(problems).toMatchObject(damaged)
      }
    })
    it('and large: unpacked piece by piece it reads the same', () => {
      const line = JSON.stringify({ text: '长'.repeat(300_000) + Math.sin(1) }) + '\n'
      const member = gzipSync(line.repeat(10), { level: 1 })
      const sound = Buffer.concat(new Array<Buffer>(8).fill(member))
      expect(readOne('x.jsonl.gz', sound)).toMatchObject({ articles: { length: 80 }, problems: [] })
      for (const at of [sound.length - 8, sound.length - 4, sound.length - 500]) {
        const { articles, problems } = readOne('x.jsonl.gz', flipped(sound, at))
        expect(articles).toHaveLength(70)
        expect(problems).toMatchObject(damaged)
      }
      expect(readOne('x.jsonl.gz', sound.subarray(0, -3)).problems).toMatchObject(damaged)
    })
  })
  it('damaged and too large to be held back are told to be damaged, not of each line that is broken by it', () => {
    const line = JSON.stringify({ text: '长'.repeat(300_000) }) + '\n'
    const bytes = gzipSync(line.repeat(90), { level: 0 })
    for (let at = 1000; at < bytes.length; at += 2_000_000) bytes.fill(0x22, at, at + 30)
    expect(readOne('x.jsonl.gz', bytes).problems).toMatchObject([
      { message: 'the compressed data is damaged or cut short' },
    ])
  })
  it('that are no gzip are a problem', () => {
    expect(readOne('x.jsonl.gz', Buffer.from('no gzip'))).toMatchObject({
      articles: [],
      problems: [{ path: 'x.jsonl.gz' }],
    })
  })
  it('report the bound that they exceed: 64 MiB for small ones, a multiple of their size for others', () => {
    const small = gzipSync(Buffer.alloc(65 << 20, 0x0a), { level: 9 })
    const large = Buffer.concat([gzipSync(Buffer.alloc(80 << 20, 0x0a), { level: 9 }), gzipSync(randomBytes(220_000))])
    expect(250 * small.length).toBeLessThan(64 << 20)
    expect(250 * large.length).toBeGreaterThan(64 << 20)
    expect(250 * large.length).toBeLessThan(80 << 20)
    const thrown = (what: string, most: number): unknown => expect.objectContaining({ what, most })
    expect(() => [...soundPieces(small)]).toThrow(thrown('large', 64))
    expect(() => [...soundPieces(large)]).toThrow(thrown('dense', 250))
  }, 60_000)
  it('bombs stop within bounds', async () => {
    const bombOf = (size: number): Buffer => gzipSync(Buffer.alloc(size, 0x20), { level: 9 })
    const bomb = bombOf(400_000_000)
    const before = process.memoryUsage().rss
    for (const name of ['x.jsonl.gz', 'a.html.gz', 'x.json.gz', 'x.warc.gz']) {
      const { articles, problems } = readOne(name, bomb)
      expect(articles).toEqual([])
      expect(problems).toMatchObject([{ message: expect.stringMatching(/unpacks to over|a line is over/) as string }])
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000)
    // Of the smaller one all is read.
    const whole = bombOf(50_000_000)
    for (const name of ['x.jsonl.gz', 'a.html.gz', 'x.json.gz', 'x.warc.gz'])
      await expectRatio(
        () => readOne(name, bomb),
        () => readOne(name, whole),
        24,
        name,
      )
  }, 60_000)
})

describe('EPUB', () => {
  const book = (files: Record<string, string>): Uint8Array =>
    zipSync(
      Object.fromEntries(
        Object.entries({ mimetype: 'application/epub+zip', ...files }).map(([name, text]) => [name, strToU8(text)]),
      ),
    )
  const container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
  const opf = `<package><metadata xmlns:dc="x"><dc:title>河的书</dc:title><dc:creator>阿河</dc:creator><dc:date>2020-01-02</dc:date></metadata>
    <manifest><item id="b" href="text/b.xhtml"/><item id="a" href="text/a%20a.xhtml"/><item id="c" href="../../../etc/passwd"/></manifest>
    <spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/><itemref idref="none"/></spine></package>`

  it('each chapter is an article, in reading order', () => {
    const bytes = book({
      'META-INF/container.xml': container,
      'OEBPS/book.opf': opf,
      'OEBPS/text/a a.xhtml': `<html><body><h1>第一章</h1><p>${LONG}</p></body></html>`,
      'OEBPS/text/b.xhtml': `<html><body><h1>第二章</h1><p>${LONG}</p></body></html>`,
    })
    const { articles, problems } = readOne('b.epub', bytes)
    expect(problems).toMatchObject([{ message: '2 of its 4 chapters are missing' }])
    expect(articles).toMatchObject([
      {
        id: 'b.epub#1',
        title: '河的书 · 第一章',
        author: '阿河',
        date: '2020-01-02',
        body: LONG,
        metadata: { book: '河的书', chapter: 1 },
      },
      { id: 'b.epub#2', title: '河的书 · 第二章' },
    ])
  })
  it('a damaged list of chapters is told', () => {
    const { articles, problems } = readOne(
      'b.epub',
      book({
        'META-INF/container.xml': container,
        'OEBPS/book.opf': opf.replace('<itemref idref="b"/><itemref idref="c"/><itemref idref="none"/>', '<itemref'),
        'OEBPS/text/a a.xhtml': `<html><body><h1>第一章</h1><p>${LONG}</p></body></html>`,
        'OEBPS/text/b.xhtml': `<html><body><h1>第二章</h1><p>${LONG}</p></body></html>`,
      }),
    )
    expect(articles).toMatchObject([{ body: LONG }])
    expect(problems).toMatchObject([{ message: 'its list of chapters is damaged; some may be missing' }])
  })
  it('short chapters are kept, and one without a heading is called by its number', () => {
    const bytes = book({
      'META-INF/container.xml': container,
      'OEBPS/book.opf': opf,
      'OEBPS/text/a a.xhtml': '<html><body><p>献给母亲。</p></body></html>',
      'OEBPS/text/b.xhtml': '<html><body></body></html>',
    })
    expect(readOne('b.epub', bytes).articles).toMatchObject([{ title: '河的书 · 1', body: '献给母亲。' }])
  })
  it('names that climb out of the archive reach nothing', () => {
    const bytes = book({
      'META-INF/container.xml': container,
      'OEBPS/book.opf': opf,
      '../../evil.xhtml': `<p>${LONG}</p>`,
      '/etc/passwd': 'x',
    })
    expect(readOne('b.epub', bytes).articles).toEqual([])
  })
  it.each([
    ['no zip', Buffer.from('PK no')],
    ['no chapters', book({ 'META-INF/container.xml': container, 'OEBPS/book.opf': '<package/>' })],
    ['no package', book({ 'a.txt': 'x' })],
  ])('%s is one problem', (_name, bytes) => {
    expect(readOne('b.epub', bytes)).toMatchObject({ articles: [], problems: [{ path: 'b.epub' }] })
  })
  it('a bomb is refused before it is unpacked', () => {
    const bytes = zipSync({ 'META-INF/container.xml': strToU8(container), 'OEBPS/a.xhtml': new Uint8Array(80_000_000) })
    expect(readOne('b.epub', bytes).problems).toMatchObject([{ message: 'unpacks to over 64 MiB' }])
  })
})

describe('feeds', () => {
  it('RSS', () => {
    const rss = `<?xml version="1.0"?><rss xmlns:content="c" xmlns:dc="d"><channel><title>河报</title><item><title>茶 &amp;amp; 水</title><link>https://example.com/1</link><guid>g1</guid>
      <pubDate>Mon, 10 Jan 2022 07:15:24 GMT</pubDate><dc:creator>阿河</dc:creator><category>水</category><description>短</description><content:encoded><![CDATA[<p>${LONG}</p><script>x</script>]]></content:encoded></item>
      <item><title>二</title><description>&lt;p&gt;${LONG}&lt;/p&gt;</description></item></channel></rss>`
    const { articles, problems } = readOne('f.xml', rss)
    expect(problems).toEqual([])
    expect(articles).toMatchObject([
      {
        id: 'g1',
        title: '茶 & 水',
        url: 'https://example.com/1',
        date: '2022-01-10T07:15:24Z',
        author: '阿河',
        categories: ['水'],
        body: LONG,
        metadata: { feed: '河报' },
      },
      { id: 'f.xml#2', title: '二', body: LONG },
    ])
  })
  it('plain descriptions of blanks take no longer than others', async () => {
    await expectLinear((size) => {
      const rss = `<rss><channel><item><title>一</title><description>${LONG}${' '.repeat(size)}水\n水</description></item></channel></rss>`
      return () => expect(readOne('f.xml', rss).articles[0]!.body).toContain(LONG)
    }, 300_000)
  })
  it('plain descriptions keep their lines', () => {
    const plain = `${LONG}\n\n水位 3 &lt; 5 米，AT&amp;amp;T 的牌子还在。\n${LONG}`
    const rss = `<rss><channel><item><title>一</title><description>${plain}</description></item></channel></rss>`
    expect(readOne('f.xml', rss).articles).toMatchObject([
      { body: `${LONG}\n水位 3 < 5 米，AT&T 的牌子还在。\n${LONG}` },
    ])
  })
  it('Atom', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>河报</title><entry><title type="html">&lt;b&gt;河&lt;/b&gt;</title><id>urn:1</id><link rel="self" href="https://example.com/s"/><link href="https://example.com/1"/>
      <updated>2024-05-21T00:00:00Z</updated><author><name>阿河</name></author><category term="水"/><content type="xhtml"><div xmlns="x"><p>${LONG}</p></div></content></entry></feed>`
    expect(readOne('f.atom', atom).articles).toMatchObject([
      {
        id: 'urn:1',
        title: '河',
        url: 'https://example.com/1',
        date: '2024-05-21T00:00:00Z',
        author: '阿河',
        categories: ['水'],
        body: LONG,
      },
    ])
  })
  it('entities of a document type are not expanded', () => {
    const xml = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "哈哈哈哈"><!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;&x;</title><description>${LONG}</description></item></channel></rss>`
    const { articles } = readOne('f.rss', xml)
    expect(articles[0]!.title).not.toMatch(/哈|root/)
  })
  it('other XML is a problem', () => {
    expect(readOne('s.xml', '<urlset><url/></urlset>')).toMatchObject({
      articles: [],
      problems: [{ message: 'XML, but not an RSS or Atom feed' }],
    })
  })
})

describe('WARC', () => {
  const record = (type: string, content: Uint8Array | string, uri = 'https://example.com/1'): Buffer => {
    const bytes = Buffer.from(content as string)
    return Buffer.concat([
      Buffer.from(
        `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${uri}\r\nWARC-Date: 2024-05-21T00:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: ${bytes.length}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n\r\n'),
    ])
  }
  const html = `<html><body><h1>河水涨了</h1><p>${LONG}</p><p>${LONG}</p></body></html>`
  const http = (headers: string, body: Uint8Array | string): Buffer =>
    Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n${headers}\r\n`),
      Buffer.from(body as string),
    ])
  const chunked = `${Buffer.byteLength(html).toString(16)}\r\n${html}\r\n0\r\n\r\n`

  it('responses and conversions become articles, in any encoding', () => {
    const warc = Buffer.concat([
      record('warcinfo', 'x'),
      record('response', http('', html)),
      record('request', 'GET /'),
      record('response', http('Transfer-Encoding: chunked\r\n', chunked)),
      record('response', http('Content-Encoding: gzip\r\n', gzipSync(html))),
      record('response', http('Content-Encoding: deflate\r\n', deflateSync(html))),
      record('conversion', `河水涨了\n\n${LONG}`),
      record('response', 'HTTP/1.1 404 Not Found\r\n\r\nx'),
    ])
    for (const { articles, problems } of [readOne('c.warc', warc), readOne('c.warc.gz', gzipSync(warc))]) {
      expect(problems).toEqual([])
      expect(articles).toHaveLength(5)
      for (const article of articles) expect(article).toMatchObject({ title: '河水涨了', url: 'https://example.com/1' })
      expect(articles[0]).toMatchObject({ body: `${LONG}\n${LONG}`, metadata: { crawled: '2024-05-21T00:00:00Z' } })
    }
  })
  it('a packed body that is damaged, or too large, is a problem; one that only says that it is packed is read', () => {
    const packed = gzipSync(html)
    packed[packed.length >> 1]! ^= 0xff
    const warc = Buffer.concat([
      record('response', http('Content-Encoding: gzip\r\n', packed)),
      record('response', http('Content-Encoding: gzip\r\n', gzipSync(Buffer.alloc(65 << 20, 32)))),
      record('response', http('Content-Encoding: deflate\r\n', html)),
      record('response', http('Content-Encoding: br\r\n', html)),
    ])
    const { articles, problems } = readOne('c.warc', warc)
    expect(articles.map(({ id }) => id)).toEqual(['c.warc#3', 'c.warc#4'])
    expect(problems.map(({ message }) => message)).toEqual([
      'record 1: the compressed data is damaged or cut short',
      'record 2: unpacks to over 64 MiB',
    ])
  })
  it('a cut record is a problem; what stands before is kept', () => {
    const warc = Buffer.concat([record('response', http('', html)), record('response', http('', html))])
    const { articles, problems } = readOne('c.warc', warc.subarray(0, warc.length - 100))
    expect(articles).toHaveLength(1)
    expect(problems).toMatchObject([{ message: 'the last record is cut short' }])
  })
})

describe('files with an unknown name', () => {
  it.each([
    ['lines', '{"text":"河"}\n{"text":"水"}', 2],
    ['a list', '[{"text":"河"}]', 1],
    ['a page', `<html><body><p>${LONG}</p></body></html>`, 1],
    ['text', LONG, 1],
    ['a gzip', gzipSync('{"text":"河"}\n{"text":"水"}'), 2],
  ])('%s: the first bytes tell', (_name, content, count) => {
    expect(readOne('dump', content).articles).toHaveLength(count)
  })
})
