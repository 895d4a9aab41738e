/** What a file carries beside its first text: nothing of it goes without a word. */
import { describe, expect, it } from 'vitest'
import { readOne } from '../read.js'

const first = '河边的树在秋天落了叶，孩子们把叶子夹进书里。'
const second = '渡口修好了，往来的人多了起来，茶摊也重新开张。'

describe('a message', () => {
  const message = (...parts: string[]): string =>
    `From: lin@a.example\nSubject: 渡口\nContent-Type: multipart/mixed; boundary=b\n\n${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`
  const plain = `Content-Type: text/plain; charset=utf-8\n\n${first}`

  it('keeps plain text that stands before a whole page', () => {
    const page = `<!doctype html><html><head><title>信</title></head><body><p>${second}</p><p>${second.repeat(3)}</p></body></html>`
    const mail = message(plain, `Content-Type: text/html; charset=utf-8\n\n${page}`)
    expect(readOne('a.eml', mail)).toMatchObject({
      articles: [{ body: `${first}\n${second}\n${second.repeat(3)}` }],
      problems: [],
    })
  })
  it('names attachments without a name by their kind', () => {
    const mail = message(plain, 'Content-Type: text/calendar; charset=utf-8\n\nBEGIN:VCALENDAR')
    expect(readOne('a.eml', mail).articles).toMatchObject([
      { body: first, metadata: { attachments: ['text/calendar'] } },
    ])
  })
  it('without text is counted in a mailbox', () => {
    const from = 'From lin@a.example Tue May 21 08:30:00 2024\n'
    const box = [message(plain), 'Content-Type: text/plain\n\n', message(plain)].map((one) => from + one).join('\n')
    const { articles, problems } = readOne('a.mbox', box)
    expect(articles).toHaveLength(2)
    expect(problems).toMatchObject([{ reason: 'ENTRIES_LEFT_OUT', parameters: { what: 'empty', count: 1 } }])
  })
})

describe('an entry of a feed', () => {
  const rss = (inner: string): string => `<rss version="2.0"><channel><item>${inner}</item></channel></rss>`

  it('gives the fullest of its texts', () => {
    const picture = '<content:encoded>&lt;img src="a.png"&gt;图</content:encoded>'
    const { articles } = readOne('a.xml', rss(`<title>渡口</title>${picture}<description>${first}</description>`))
    expect(articles).toMatchObject([{ body: first }])
  })
  it('gives what an app for podcasts shows', () => {
    const { articles } = readOne(
      'a.xml',
      rss(`<description>渡口</description><itunes:summary>${first}</itunes:summary>`),
    )
    expect(articles).toMatchObject([{ body: first }])
  })
  it('has all of its authors', () => {
    const authors = ['林舟', '王桥'].map((name) => `<author><name>${name}</name><uri>https://a.example/</uri></author>`)
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>渡口</title>${authors.join('')}<content>${first}</content></entry></feed>`
    expect(readOne('a.xml', atom).articles).toMatchObject([{ author: '林舟、王桥' }])
  })
})

describe('a file of JSON', () => {
  it('as JSON Feed says it: pages are cleaned, authors of the feed are those of its entries', () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: '河畔小报',
      authors: [{ name: '林舟' }],
      items: [
        { id: '1', url: 'https://a.example/1', title: '渡口', content_html: `<p>${first}</p>`, tags: ['水文'] },
        { id: '2', content_text: second, authors: [{ name: '王桥' }], date_published: '2024-05-21T08:30:00+08:00' },
        { id: '3' },
      ],
    }
    expect(readOne('feed.json', JSON.stringify(feed))).toMatchObject({
      articles: [
        { id: '1', title: '渡口', author: '林舟', body: first, tags: ['水文'], metadata: { feed: '河畔小报' } },
        { id: '2', author: '王桥', body: second, date: '2024-05-21T08:30:00+08:00' },
      ],
      problems: [{ reason: 'ENTRIES_LEFT_OUT', parameters: { what: 'empty', count: 1 } }],
    })
  })
  it('of Telegram gives a poll with its answers', () => {
    const poll = { question: '先修哪里？', answers: [{ text: '栈桥' }, { text: '码头' }] }
    const chat = { name: '河畔', type: 'personal_chat', id: 1, messages: [{ id: 2, type: 'message', text: '', poll }] }
    expect(readOne('result.json', JSON.stringify(chat)).articles).toMatchObject([{ body: '先修哪里？\n栈桥\n码头' }])
  })
  it('gives the records of each of its lists that have a text', () => {
    const site = {
      posts: [{ title: '渡口', text: first }],
      pages: [{ title: '茶摊', text: second }],
      tags: [{ title: '桥' }],
    }
    expect(readOne('a.json', JSON.stringify(site)).articles.map(({ title }) => title)).toEqual(['渡口', '茶摊'])
  })
})

describe('a page', () => {
  it('of components keeps the text of their shadow roots, and not that of other templates', () => {
    const shadow = `<river-note><template shadowrootmode="open"><p>${second}</p></template></river-note>`
    const page = `<!doctype html><html><body><article class="post-content"><p>${first}</p>${shadow}<template><p>样板</p></template></article></body></html>`
    expect(readOne('a.html', page).articles).toMatchObject([{ body: `${first}\n${second}` }])
  })
})

describe('markup with a mistake', () => {
  const told = [{ reason: 'READ_IN_PART', parameters: { what: 'hidden' } }]

  it.each([
    ['a quote that is missing', `<p>${first}</p><p><a href="b.html>塔</a>${second}</p><p title="塔">${first}</p>`],
    ['a tag that is not ended', `<p>${first}</p><p ${second}<p>${first}</p>`],
    ['a script that never ends', `<p>${first}</p><script>let a<p>${second}</p>`],
    ['a comment that never ends', `<p>${first}</p><!-- 注<p>${second}</p>`],
    ['what is no CDATA in HTML', `<p>${first}</p><![CDATA[<p>${second}</p>]]>`],
  ])('tells what it hides: %s', (_, page) => {
    expect(readOne('a.html', page).problems).toMatchObject(told)
  })
  it('says nothing where values hold signs of tags', () => {
    const page = `<p title="a > b" data-more="<p>${second}</p>">${first}</p><script>a < b</script><!-- ${second} -->`
    expect(readOne('a.html', page)).toMatchObject({ articles: [{ body: first }], problems: [] })
  })
  it('tells what it hides in a feed, and nothing where the feed is whole', () => {
    const feed = (entry: string): string => `<rss version="2.0"><channel><item>${entry}</item></channel></rss>`
    const whole = `<title>渡口</title><description>${first}</description>`
    expect(readOne('a.xml', feed(`${whole}<a:own>${second}</a:own>`)).problems).toEqual([])
    expect(
      readOne('a.xml', feed(`<title>渡口</title>${second}<description>${first}</descripton>`)).problems,
    ).toMatchObject(told)
  })
  it('tells what it hides in bookmarks, and keeps notes with tags in them', () => {
    const list = `<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="http://a.example/1">桥</A><DD>塔`
    expect(readOne('bookmarks.html', `${list}<p>${second}`).problems).toMatchObject(told)
    const { articles, problems } = readOne('bookmarks.html', `${list}<b>${second}`)
    expect([articles[0]!.body, problems]).toEqual([`塔${second}`, []])
  })
})

describe('a page that leaves out tags as HTML lets it', () => {
  it('has its text without the end of its head', () => {
    const page = `<!doctype html><html><head><meta charset=utf-8><title>渡口</title><p>${first}<p>${second}`
    expect(readOne('a.html', page)).toMatchObject({
      articles: [{ title: '渡口', body: `${first}\n${second}` }],
      problems: [],
    })
  })
  it('has the prose that stands in its head', () => {
    const page = `<html><head><title>渡口</title><p>${first}${second}</p></head><body><p>${second}</p></body></html>`
    expect(readOne('a.html', page).articles).toMatchObject([{ body: `${first}${second}\n${second}` }])
  })
})

describe('a damaged message', () => {
  const head = 'From: lin@a.example\nSubject: 渡口\n'
  const parts = (html: string, type = 'multipart/alternative'): string =>
    `${head}Content-Type: ${type}; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${first}\n--b\n${html}\n--b--\n`
  const html = 'Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n'
  const base64 = Buffer.from(`<p>${first}</p>`).toString('base64')

  it.each([
    ['broken base64', html + base64.slice(0, 40) + base64.slice(41)],
    ['base64 that is not named', `Content-Type: text/html; charset=utf-8\n\n${base64}`],
    ['HTML that was cut short', html + base64.slice(0, 60)],
  ])('gives its plain text beside %s', (_, part) => {
    expect(readOne('a.eml', parts(part)).articles).toMatchObject([{ body: first }])
  })
  it('gives what stands in it where its parts can not be told', () => {
    expect(readOne('a.eml', parts('', 'multiprat/alternative')).articles).toMatchObject([{ body: first }])
  })
  it('is read as UTF-8 where it names no character set that is known', () => {
    const mail = `${head}Content-Type: text/plain; charset=utf9999\n\n${first}\n`
    expect(readOne('a.eml', mail).articles).toMatchObject([{ body: first }])
  })
})

describe('an Org file', () => {
  it('keeps a sentence behind a date', () => {
    const { articles } = readOne('a.org', `* 渡口\nSCHEDULED: <2024-05-22 ${second}\n`)
    expect(articles).toMatchObject([{ body: expect.stringContaining(second) as string }])
  })
})

describe('a table', () => {
  const told = (rows: string): unknown[] =>
    readOne('a.csv', rows).problems.map(({ reason, line, unread, parameters }) => ({
      reason,
      line,
      unread,
      ...parameters,
    }))

  it('tells of rows with neither title nor text, and where the first of them is', () => {
    const table = `id,title,text,author\n1,渡口,${first},\n\n,,,\n2,,,${second}\n3,,,\n`
    expect(told(table)).toEqual([{ reason: 'ENTRIES_LEFT_OUT', what: 'empty', line: 5, unread: undefined, count: 2 }])
  })
  it('tells of a row with more cells than an article keeps', () => {
    const row = `渡口,${first}`
    expect(told(`title,text\n${row}${',桥'.repeat(250)}\n${row}${',桥'.repeat(260)}\n`)).toEqual([
      { reason: 'TABLE_UNFIT', what: 'cells', line: 3, unread: undefined },
    ])
  })
})

describe('an article with very many other keys', () => {
  const leftOut = [{ reason: 'READ_IN_PART', parameters: { what: 'keys' } }]
  const keys = (count: number, value = '桥'): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, value]))
  const record = (more: object): string => JSON.stringify({ title: '渡口', text: first, ...more })

  it('has all of a wide row', () => {
    const names = Array.from({ length: 200 }, (_, at) => `问 ${at}`)
    const table = `title,text,${names.join(',')}\n渡口,${first}${',桥'.repeat(200)}\n`
    expect(readOne('a.csv', table)).toMatchObject({ problems: [], articles: [{ metadata: { '问 199': '桥' } }] })
  })
  it('keeps a bounded part of it, and tells', () => {
    const wide = `title,text${',k'.repeat(9000)}\n渡口,${first}${',桥水'.repeat(9000)}\n`
    const { articles, problems } = readOne('a.csv', wide)
    expect(Object.keys(articles[0]!.metadata)).toHaveLength(256)
    expect(problems).toMatchObject([{ reason: 'TABLE_UNFIT', parameters: { what: 'cells' }, line: 2 }])
  })
  it.each([
    ['many keys', keys(300)],
    ['long values', keys(30, first.repeat(20))],
    ['one long value', keys(1, first.repeat(1000))],
    ['a value of very many', { k: Array.from({ length: 5000 }, (_, at) => at % 10) }],
  ])('tells once of a dump whose records have %s', (_name, more) => {
    const { articles, problems } = readOne('a.jsonl', `${record(more)}\n${record(more)}\n`)
    expect(problems).toMatchObject(leftOut)
    expect(JSON.stringify(articles[1]!.metadata).length).toBeLessThan(16_000)
  })
  it('has a long value that is declared as a field of its own', () => {
    const note = first.repeat(500)
    const context = { fields: { note: 'text', 作者: 'keyword' } } as const
    const head = `---\ntitle: 渡口\n作者: 林舟\nnote: ${note}\n---\n`
    for (const [path, content] of [
      ['a.jsonl', record({ note, 作者: '林舟' })],
      ['a.md', `${head}${first}\n`],
    ] as const) {
      const metadata = { note, 作者: '林舟' }
      expect(readOne(path, content, context)).toMatchObject({ problems: [], articles: [{ author: '林舟', metadata }] })
    }
  })
  it('tells of front matter', () => {
    const head = Object.entries(keys(300)).map(([key, value]) => `${key}: ${value}`)
    expect(readOne('a.md', `---\ntitle: 渡口\n${head.join('\n')}\n---\n${first}\n`).problems).toMatchObject(leftOut)
  })
})

describe('a record of WARC', () => {
  const page = `<html><body><p>${first}</p></body></html>`
  const http = (status: string, type: string): string => `HTTP/1.1 ${status}\r\n${type}\r\n\r\n${page}`
  const ofType = (type: string, content: string, more = ''): string =>
    `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: http://a.example/\r\n${more}Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}\r\n\r\n`
  const html = http('200 OK', 'Content-Type: text/html; charset=utf-8')
  const read = (content: string): { articles: number; problems: unknown[] } => {
    const { articles, problems } = readOne('a.warc', content)
    return { articles: articles.length, problems: problems.map(({ message, unread }) => [message, unread]) }
  }

  it.each([
    ['its type is damaged', ofType('respo<nse', html)],
    ['it has no type', ofType('response', html).replace('WARC-Type: ', 'WA')],
    ['its length is damaged', ofType('metadata', 'a').replace('Content-Length: 1', 'Content-Length: x')],
    ['its answer is damaged', ofType('response', html.replace('HTTP/1.1', 'HTTP'))],
    ['its kind of content is damaged', ofType('resource', first, 'Content-Type: te<xt/plain\r\n')],
    ['bytes before it belong to none', `${first}\r\n${ofType('metadata', 'a')}`],
  ])('is told of where %s', (_name, damaged) => {
    expect(read(ofType('response', html) + damaged + ofType('response', html))).toEqual({
      articles: 2,
      problems: [['1 damaged record', 'file']],
    })
  })
  it('is read where only the kind of its content is missing or damaged, and it begins as a page', () => {
    for (const type of ['X-A: b', 'Content-Type: tet/html'])
      expect(read(ofType('response', http('200 OK', type)))).toEqual({ articles: 1, problems: [] })
  })
  it('is passed over without a word where it holds no page', () => {
    const others = ['warcinfo', 'request', 'metadata', 'revisit', 'continuation'].map((type) => ofType(type, 'a: b'))
    const images = ofType('response', http('200 OK', 'Content-Type: image/png'))
    const missing = ofType('response', http('404 Not Found', 'Content-Type: text/html'))
    const nothing = ofType('response', '')
    expect(read([...others, images, missing, nothing, ofType('response', html)].join(''))).toEqual({
      articles: 1,
      problems: [],
    })
  })
})
