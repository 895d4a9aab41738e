/** What broken files hold is read, or told: never lost without a word. */
import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'

const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里。老人们坐在桥头，说起从前的水有多高。'
const said = (path: string, content: string): string[] => readOne(path, content).problems.map(({ message }) => message)
const bodyOf = (path: string, content: string): string => readOne(path, content).articles[0]?.body ?? ''

describe('text behind what never ends', () => {
  const hidden = `markup that is damaged or never closed hides ${prose.length} characters of text`
  const page = (inner: string): string =>
    `<!doctype html><html><head><title>渡口</title></head><body>${inner}</body></html>`

  it.each(['<!--', '<script>', '<style a="b">', '<TITLE>', '<template>'])('is told of: %s', (open) => {
    expect(said('a.html', page(`<p>渡口</p>${open}<p>${prose}</p>`))).toEqual([hidden])
    expect(said('a.md', `渡口\n\n${open}\n\n${prose}\n`)).toEqual([hidden])
  })
  it.each([
    ['closed', `<script>let a</script><p>${prose}</p>`],
    ['an opening comment in a script', `<script><!-- let a</script><p>${prose}</p>`],
    ['nothing behind it but furniture', `<p>${prose}</p><script>let a`],
  ])('is not told of where nothing is hidden: %s', (_name, inner) => {
    expect(said('a.html', page(inner))).toEqual([])
    expect(bodyOf('a.html', page(inner))).toBe(prose)
  })
})

describe('tables', () => {
  it('keep cells of columns with the same name, and cells without a column', () => {
    const table = `id,title,note,note\n1,渡口,${prose},后来,再后来\n`
    expect(readOne('a.csv', table).articles).toMatchObject([
      { title: '渡口', metadata: { note: prose, 'column 4': '后来', 'column 5': '再后来' } },
    ])
  })
})

it('tables of thousands of columns with one name have few keys of metadata', () => {
  const table = `id,title${',note'.repeat(7000)}\n1,渡口${',a'.repeat(9000)}\n`
  expect(Object.keys(readOne('a.csv', table).articles[0]!.metadata).length).toBeLessThan(200)
})

describe('feeds', () => {
  const feed = (inner: string): string => `<rss><channel><item><title>渡口</title>${inner}</item></channel></rss>`

  it('have their text in elements of other names too', () => {
    expect(
      bodyOf(
        'a.rss',
        feed(`<link>https://a.example/</link><turbo:content><![CDATA[<p>${prose}</p>]]></turbo:content>`),
      ),
    ).toBe(prose)
    expect(bodyOf('a.rss', feed(`<pubDate>2024-05-21<description>${prose}</description>`))).toContain(prose)
  })
  it('have no text where only a title and fields stand', () => {
    expect(bodyOf('a.rss', feed('<link>https://a.example/</link><comments>https://a.example/c</comments>'))).toBe('')
  })
})

describe('mail', () => {
  const message = (html: string): string =>
    `Subject: a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${prose}\n--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b--\n`

  it('is its HTML, unless that says far less than its plain text', () => {
    expect(bodyOf('a.eml', message(`<p>${prose}</p><p>又</p>`))).toBe(`${prose}\n又`)
    expect(bodyOf('a.eml', message('<p>请用浏览器打开。</p>'))).toBe(prose)
  })
})

describe('WARC', () => {
  it('tells how many pages have no text', () => {
    const record = (http: string): string =>
      `WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n'
    const page = `<html><body><script>${prose}</body></html>`
    expect(said('a.warc', record(`${head}\r\n${page}`) + record(head + page))).toContain('2 pages without text')
    expect(said('a.warc', record('20240521083000\n127.0.0.1\n'))).not.toContain('1 page without text')
  })
})
