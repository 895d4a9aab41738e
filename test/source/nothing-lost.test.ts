/** What broken files hold is read, or told: never lost without a word. */
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { hiddenProse } from '../../src/source/html/lost-text.js'
import { LIMITS } from '../../src/source/limits.js'
import { readOne } from './read.js'
import { expectLinear } from '../support/growth.js'

const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里。老人们坐在桥头，说起从前的水有多高。'
const said = (path: string, content: string | Uint8Array): string[] =>
  readOne(path, content).problems.map(({ message }) => message)
const bodyOf = (path: string, content: string): string => readOne(path, content).articles[0]?.body ?? ''

const zipped = (members: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(members).map(([name, text]) => [name, Buffer.from(text)])))

describe('text behind what never ends', () => {
  const hidden = `markup that is damaged or never closed hides ${prose.length} characters of text`
  const page = (inner: string): string =>
    `<!doctype html><html><head><title>渡口</title></head><body>${inner}</body></html>`

  it('is shown in Markdown behind a reading of ruby that never ends', () => {
    expect(bodyOf('a.mdx', `imp<rt X from './x'\n\n<A><B>${prose}</B></A>\n`)).toContain(prose)
  })
  it.each(['<!--', '<script>', '<style a="b">', '<TITLE>', '<template>'])(
    'is told of in a page, and shown in Markdown: %s',
    (open) => {
      expect(said('a.html', page(`<p>渡口</p>${open}<p>${prose}</p>`))).toEqual([hidden])
      const path = 'a.md'
      const text = `渡口\n\n${open}\n\n${prose}\n`
      expect(said(path, text)).toEqual([])
      expect(bodyOf(path, text)).toContain(prose)
    },
  )
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
  expect(Object.keys(readOne('a.csv', table).articles[0]!.metadata).length).toBeLessThanOrEqual(LIMITS.metadataKeys)
})

describe('feeds', () => {
  const feed = (inner: string): string => `<rss><channel><item><title>渡口</title>${inner}</item></channel></rss>`

  it('have their text in an element of another name too', () => {
    expect(
      bodyOf(
        'a.rss',
        feed(`<link>https://a.example/</link><turbo:content><![CDATA[<p>${prose}</p>]]></turbo:content>`),
      ),
    ).toBe(prose)
  })
  it.each([
    ['in an element that is not closed', `<pubDate>2024-05-21<description>${prose}</description>`],
    ['whose tag is damaged', `tml">${prose}/description>`],
    [
      'that repeats a part of what is read',
      `<description>${prose.slice(0, 30)}${prose.slice(12)}</description>${prose}`,
    ],
    ['in CDATA of its own', `<![CDATA[${prose}]]>`],
  ])('are told of a text between their elements: %s', (_name, inner) => {
    expect(said('a.rss', feed(inner))).toEqual([expect.stringMatching(/hides \d+ characters of text$/)])
  })
  it.each(['pubDate', 'link'])('are told of a text in a %s', (name) => {
    const inner = (text: string): string => `<description>桥</description><${name}>${text}</${name}>`
    expect(said('a.rss', feed(inner(prose)))).toEqual([expect.stringMatching(/hides \d+ characters of text$/)])
    expect(said('a.rss', feed(inner('Tue, 21 May 2024 08:00:00 GMT')))).toEqual([])
  })
  it('are told of a text that differs from what is read only at its end', () => {
    const broken = `<description>${prose.slice(0, 37)}</description><i name="b>${prose.slice(0, 37)}高处`
    expect(said('a.rss', feed(broken))).toEqual([expect.stringMatching(/hides \d+ characters of text$/)])
  })
  it('are told of a text between their entries', () => {
    const both = `${feed('').replace('</channel></rss>', '')}${prose}<item><title>塔</title></item></channel></rss>`
    expect(said('a.rss', both)).toEqual([expect.stringMatching(/hides \d+ characters of text$/)])
    expect(said('a.rss', both.replace(prose, '\n'.repeat(30)))).toEqual([])
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

  const base64 = (html: string): string => Buffer.from(html).toString('base64')
  const packed = (content: string): string =>
    message(content).replace(/html; charset=utf-8/, '$&\nContent-Transfer-Encoding: base64')

  it('tells of its HTML where that is shown undecoded, not its plain text', () => {
    const mail = message(`${'PHA+5rKz6L6555qE5qCR'.repeat(7)}\n\n${prose}`)
    expect(said('a.eml', mail.replace(`\n${prose}\n`, '\n渡口的桥。\n'))).toEqual([
      expect.stringMatching(/hides \d+ characters of text$/),
    ])
  })
  it('tells of a sentence that stands only in a header and in damaged HTML', () => {
    const raw = packed(
      `${base64(`<p>${prose}</p>`)}\n--00 +0800\nMessage-ID: a\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n桥头的水。`,
    )
    expect(said('a.eml', raw.replace(`\n\n${prose}`, `\n=?utf-8?B? \n${prose}`))).toEqual([
      expect.stringMatching(/hides \d+ characters of text$/),
    ])
  })
  it('is its plain text where what is called HTML is none', () => {
    expect(bodyOf('a.eml', message('Date: Tue 記者記者記者記者\n'.repeat(20)))).toBe(prose)
  })
  it('is UTF-8 though it names no character set that is known and bytes of it are damaged', () => {
    const raw = message(`<p>${prose}</p>`).replace('plain; charset=utf-8', 'plain; charset=--b\nutf-8')
    const bytes = Buffer.from(raw)
    bytes[bytes.indexOf('。') + 1] = 0xff
    expect(readOne('a.eml', bytes).articles[0]?.body).toBe(prose)
  })
  it('is read whole where no part of it is left', () => {
    const lines = Array.from({ length: 150 }, (_, at) => `第${at}行：${prose}`)
    const raw = `Subject: a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: te\n\n${lines.join('\n')}\n--b--\n`
    expect(bodyOf('a.eml', raw)).toBe(lines.join('\n'))
  })
  it('tells of a message behind its end', () => {
    const second = message(`<p>${prose.replace('老人', '老叟')}</p>`).replace('Subject', 'Fro lin\nSubject')
    const first = message(`<p>${prose}</p>`)
    expect(said('a.eml', `${first}\n${second}`)).toEqual([expect.stringMatching(/hides \d+ characters of text$/)])
    expect(said('a.eml', `${first}\n`)).toEqual([])
  })
  it('saved as a page is read past an end within a line, and up to the end of its part', () => {
    const saved = (page: string): string =>
      `From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n${page}\n--b\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>广告</p></body></html>\n--b--\n`
    const page = `<html><head><title>渡口</title></head>§<body><p>${prose}</p></body></html>`
    for (const damage of ['', '</html><html>']) expect(bodyOf('a.mhtml', saved(page.replace('§', damage)))).toBe(prose)
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
  it('reads a page whose type is missing', () => {
    const record = (line: string, body: string): string => {
      const http = `HTTP/1.1 200 OK\r\n${line}Server: a\r\n\r\n${body}`
      return `WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`
    }
    const page = `<!doctyxe html><html><head></head><body><h1>渡口</h1><p>${prose}</p></body></html>`
    for (const line of ['', 'Conten<h1>ml; charset=utf-8\r\n'])
      expect(bodyOf('a.warc', record(line, page))).toContain(prose)
    expect(said('a.warc', record('', '{"a":1}'))).toEqual([])
  })
})

describe('prose that a mistake puts into markup is read', () => {
  const all = (path: string, content: string): string => {
    const { articles, problems } = readOne(path, content)
    expect(problems).toEqual([])
    return JSON.stringify(articles)
  }

  it.each([
    ['a fence', 'a.md', `题\n\n\`\`\`js ${prose}\nlet a\n\`\`\`\n`],
    ["a template's tag", 'a.md', `题\n\n{% no ${prose} %}\n\n{{ ${prose} }}\n`],
    ['a head without a body', 'a.md', `题\n\n<!doctype html><html><head>${prose}\n`],
    ['a head in a body', 'a.html', `<html><body><article><h1>题</h1><p>渡口<head>${prose}</p></article></body></html>`],
    ['front of a body that begins late', 'a.html', `<p>${prose}</head><body><p>渡口</p></body></html>`],
    ['a module', 'a.mdx', `export const a = ${prose}</Tab>\n`],
    ['a module that closes what it never opened', 'a.mdx', `export const a = [1]}] /* ${prose}\n`],
    ['a note of a module that never ends', 'a.mdx', `export const a = {\n{/*b ${prose}\n\n{/* 注 */}\n渡口\n`],
    ['a module behind an address', 'a.mdx', `export const a = {\n  b: c>http://a.example/</b>${prose}\n\n渡口\n`],
    ['a line of a module that only looks like a note', 'a.mdx', `export const a = {\n*b>${prose}\n\n渡口\n`],
    ['a key without a value', 'a.md', `---\ntitle: 桥\n1,"${prose}":\n---\n渡口\n`],
    ['the line on which a note of a module ends', 'a.mdx', `import X from './x'\n*/}>${prose}\n\n渡口\n`],
    [
      'a note behind a resource that is none',
      'a.enex',
      `<en-export><resource><note><title>桥</title><content><![CDATA[<en-note>${prose}</en-note>]]></contentJD</data></resource></note></en-export>`,
    ],
    [
      'the first of two notes of a bookmark',
      'bookmarks.html',
      `<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="http://a.example/1">桥</A><DD>${prose}<DD>塔</DL>`,
    ],
    ['options of a chunk', 'a.qmd', `\`\`\`{r}\n#| echo: ${prose}\nplot(x)\n\`\`\`\n`],
    ['a container', 'a.qmd', `::: {.note title="注意"} ${prose}\n渡口\n:::\n`],
    ['attributes of a container', 'a.qmd', `::: {.note ${prose}}\n渡口\n:::\n`],
    ['attributes of a heading', 'a.qmd', `## 渡口 {#a ${prose}}\n`],
    [
      'a drawer without an end',
      'a.org',
      `:PROPERTIES:\n:ID: 1\n\n* 渡口\n${prose}\n\n* 塔\n:PROPERTIES:\n:ID: 2\n:END:\n`,
    ],
    ['a drawer of properties', 'a.org', `* 渡口\n:PROPERTIES:\n:ID: 1\n${prose}\n:END:\n`],
    ["a drawer of the author's", 'a.org', `* 渡口\n:NOTES:\n${prose}\n:END:\n`],
    ['a setting below the top', 'a.org', `* 渡口\n#+DATE: ${prose}\n`],
    ['a label above another', 'a.org', `#+FILETAGS: :桥:${prose}:\n#+FILETAGS: :塔:\n* 渡口\n`],
    ['a date above another', 'a.org', `#+DATE: ${prose}\n#+DATE: <2024-05-21>\n* 渡口\n`],
    ['a field below another', 'a.org', `#+AUTHOR: 林舟\n#+AUTHOR: 王桥\n#+AUTHOR: ${prose}\n* 渡口\n`],
    ['a rule of a table', 'a.org', `* 渡口\n| 甲 |\n|-${prose}--|\n`],
    ['the name of a footnote', 'a.org', `* 渡口\n[fn:${prose}1] 注\n`],
    ['the beginning of a block', 'a.org', `* 渡口\n#+begin_quote ${prose}\n引文\n#+end_quote\n`],
    ['the address of a picture', 'a.md', `题\n\n![桥](a.${prose}ng "渡") 塔\n`],
    ['the place of a picture', 'a.org', `* 渡口\n[[./。${prose}<p>a.png]]\n`],
    ['the address of a link', 'a.org', `* 渡口\n[[https://a.example。${prose}][桥]]\n`],
    ['a macro', 'a.org', `* 渡口\n{{{note(${prose})}}}\n`],
    ['a name of a block', 'a.org', `* 渡口\n#+begin_sr。${prose}[[https://a.example][桥]]\nlet a\n`],
    ['the end of a block', 'a.org', `* 渡口\n#+begin_quote\n引文\n#+end_quot${prose}\n`],
    [
      'a line of a message that is half damage',
      'a.eml',
      `Subject: 桥\nContent-Type: mul0.1\n\n${prose}${'\ufffd '.repeat(100)}\n`,
    ],
    [
      'a description of a bookmark',
      'a.html',
      `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF="http://a.example/">桥</A>\n<DD>塔<style>${prose.replace('，说', '，<b>说')}\n</DL>\n`,
    ],
    ['the date of a record', 'a.jsonl', JSON.stringify({ title: '渡口', text: '桥', date: `2024-05-21 ${prose}` })],
    ['the date of a row', 'a.csv', `title,text,date,author\n渡口,桥,2024-05-21 ${prose},林舟\n`],
    [
      'a key over the bound',
      'a.json',
      JSON.stringify([{ title: '渡口', url: 'http://a.example/', ['长'.repeat(9000)]: prose }]),
    ],
    [
      'a key that Karakeep has elsewhere',
      'a.json',
      JSON.stringify({
        bookmarks: [{ createdAt: 1, content: { type: 'text', text: prose }, text: '塔，'.repeat(20) }],
      }),
    ],
    [
      'a description beside a text',
      'a.json',
      JSON.stringify({ bookmarks: [{ createdAt: 1, content: { type: 'text', text: '桥', description: prose } }] }),
    ],
    [
      'a summary of a bookmark',
      'a.json',
      JSON.stringify({ bookmarks: [{ createdAt: 1, summary: prose, content: { type: 'text', text: '桥' } }] }),
    ],
    [
      'a key that Omnivore does not have',
      'a.json',
      JSON.stringify([{ slug: 'a', readingProgress: 1, title: '渡口', description: '桥', note: prose }]),
    ],
    [
      'a note beside a resource that is none',
      'a.enex',
      `<en-export><note><title>桥</title><content><![CDATA[<en-note><resource>${prose}</en-note>]]></content><resource><data>QUJD</data></resource></note></en-export>`,
    ],
  ])('in %s', (_name, path, content) => {
    const text = all(path, content)
    for (const piece of prose.match(/[^，。]+/g)!) expect(text).toContain(piece)
  })

  it('but strings of modules, options and attributes stay out of the text', () => {
    expect(bodyOf('a.mdx', `export const meta = { about: '${prose}' } // ${prose}\n\n渡口\n`)).toBe('渡口')
    const modules = `import X from './x' // ${prose}\n// 注，${prose}\nimport Y from "y"\nexport let 桥 = [\n  '${prose}',\n]\n`
    expect(bodyOf('a.mdx', `${modules}\n渡口\n`)).toBe('渡口')
    expect(bodyOf('a.qmd', '## 渡口 {#sec-a}\n\n```{r}\n#| echo: false\nplot(x)\n```\n')).toBe('plot(x)')
  })
})

describe('what is left unread is told', () => {
  const page = (inner: string): string =>
    `<!doctype html><html><head><title>渡口</title></head><body>${inner}</body></html>`
  const hides = /^markup that is damaged or never closed hides \d+ characters of text$/

  it.each([
    ['a comment that opens again', 'a.html', page(`<p>渡口</p><!-- body><p>${prose}</p><!-- 注 -->`), hides],
    [
      'a document whose font is damaged',
      'a.pdf',
      '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n4 0 obj\n<</Length 46>>stream\nBT /F1 12 Tf 72 700 Td (Datum plane) Tj ET\nendstream\nendobj\n5 0 obj\n<</Type/9BaseFont/Helvetica>>\nendobj\ntrailer<</Size 6/Root 1 0 R>>\n%%EOF',
      /^some fonts are not embedded/,
    ],
    [
      'a document whose pages are not found',
      'a.pdf',
      '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer<</Size 3/Root 1 0 R>>\n%%EOF',
      /no text/,
    ],
    ['an empty declaration', 'a.html', page(`<p>渡口</p><!>${prose}</p><p>桥</p>`), hides],
    ['the first line of a message', 'a.mbox', `From lin Tue ${prose} 2024\nSubject: a\n\n渡口\n`, hides],
    ['a declaration', 'a.html', `<!DOCTYPE ${prose}>${page('<p>渡口</p>')}`, hides],
    ['a tag of Han', 'a.html', page(`<p>渡口</p><p ${prose}>桥</p>`), hides],
    [
      'a quote in the name of a tag',
      'a.html',
      page(`<p>渡口</p><meta='<template>='<template>桥<p>${prose}</p>`),
      hides,
    ],
    [
      'a value of tags that ends in an element',
      'a.html',
      page(`<<meta name="/h2><p>${prose}<i b="/p><p>桥</p>`),
      hides,
    ],
    [
      'an answer without a status',
      'a.warc',
      `WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ${Buffer.byteLength(prose) + 21}\r\n\r\nHTTP/1.1 t200 t\r\n\r\n\r\n${prose}\r\n\r\n`,
      /damaged/,
    ],
    ['a value of tags that ends in a word', 'a.html', page(`<p>渡口<img alt="<p>${prose}</p>"b>桥</p>`), hides],
    [
      'a note in a resource',
      'a.enex',
      `<en-export><note><title>桥</title><con<resource>tent><![CDATA[<en-note>${prose}</en-note>]]></content><re<source><data>QUJD</data></resource></note></en-export>`,
      hides,
    ],
    [
      'what stands far behind the last record',
      'a.warc',
      `WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n${'\n'.repeat(500)}${prose}`,
      /^the last record is cut short$/,
    ],
    ['an element in a title', 'a.html', page(`<p>渡口</p><title>桥</p><p>${prose}</p></title>`), hides],
    [
      'a declaration of a feed',
      'a.xml',
      `<feed><entry><title>桥</title><content><![CDA${prose}]]></content></entry></feed>`,
      hides,
    ],
    ['a script whose end has a slash', 'a.html', page(`<p>渡口</p><script>1</script/a><p>${prose}</p>`), hides],
    ['a tag that the file ends in', 'a.html', page('<p>渡口</p>') + `<p${prose.slice(0, 19)}`, hides],
    ['a script of a broken tag', 'a.html', page(`<script type="a"b":1}<p>${prose}</p></script><p>渡口</p>`), hides],
    [
      'an element in one that ends',
      'a.html',
      page(`<p>${'桥塔'.repeat(80)}</p><div><svg>${prose}</div><p>渡口</p>`),
      hides,
    ],
    [
      'an element behind which ends what never began',
      'a.html',
      page(`<p>${'桥塔'.repeat(80)}</p><svg>旧桥</A><p>${prose}</p>`),
      hides,
    ],
    [
      'a title of sentences',
      'a.html',
      page('<h1>渡口修好了</h1><p>桥</p>').replace('渡口<', `渡口修好了 ${prose}${prose} - 小报<`),
      hides,
    ],
    [
      'a tag of a feed',
      'a.xml',
      `<feed xmlns="http://a"><title ${prose}>河</title><entry><title>桥</title></entry></feed>`,
      hides,
    ],
    ['text behind a list', 'a.json', `[{"title":"渡口"}]${prose}"}]`, /^the list ends before the file does/],
    [
      'a cell without a source',
      'a.ipynb',
      `{"cells":[{"cell_type":"markdown","sou":["${prose}"]}]}`,
      /^1 cell without a source/,
    ],
    [
      'the kind of a cell',
      'a.ipynb',
      `{"cells":[{"cell_type":"mark${prose}down","source":["河"]}]}`,
      /^1 cell without a source/,
    ],
    [
      'the kind of an output',
      'a.ipynb',
      `{"cells":[{"cell_type":"code","source":"1","outputs":[{"output_type":"stream${prose}","text":["河"]}]}]}`,
      /^1 cell without a source/,
    ],
    [
      'an output of no kind',
      'a.ipynb',
      JSON.stringify({ cells: [{ cell_type: 'code', source: 'a', outputs: [{ data: { tex9plain: prose } }] }] }),
      /^1 cell without a source/,
    ],
    [
      'a title over the bound',
      'a.csv',
      `title,text\n${'长'.repeat(2100)},桥\n`,
      /^a title or an ID of over 2000 characters was cut$/,
    ],
    [
      'an ID over the bound',
      'a.csv',
      `id,title,text\n${'长'.repeat(2100)},桥,塔\n`,
      /^a title or an ID of over 2000 characters was cut$/,
    ],
    [
      'a cell over the bound',
      'a.csv',
      `title,text,note\n渡口,桥,${'长'.repeat(9000)}\n`,
      /^cells too many or too long/,
    ],
    ['a sign of equality that no name stands before', 'a.html', page(`<p a="b"='c='d>${prose}</p>`), hides],
    ['a quote in an end', 'a.html', page(`<p>渡口</h2<img alt="<b><i c="<template><p>${prose}</p>`), hides],
    ['an element in the title of a text', 'a.html', `<h2>桥</h2><p>渡口<title>塔<title>${prose}</title>`, hides],
    ['a value of text that ends in a word', 'a.html', `<p>渡口<a href="b>${prose} href="c>塔</a></p>`, hides],
    ['a short sentence', 'a.html', page('<p>渡口</p><svg>老人们坐在桥头，说起从前'), hides],
    [
      'a tag of a document that holds Han',
      'a.docx',
      zipped({
        '[Content_Types].xml':
          '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle w:va${prose}l="a"/></w:pPr><w:r><w:t>桥</w:t></w:r></w:p></w:body></w:document>`,
      }),
      /damaged/,
    ],
    [
      'a resource in the declaration of notes',
      'a.enex',
      `<?xml version="1.0<a><![CDATA["?><en-export><note><title>桥</title><content><![CDATA[<en-note>${prose}</en-note>]]></content></note><note><title>塔</title></note></en-export>`,
      hides,
    ],
    [
      'elements in a date',
      'a.xml',
      `<feed><entry><title>桥</title><updated>2024<a><b>${prose}</b></a></updated><content>塔</content></entry></feed>`,
      hides,
    ],
    [
      'an answer of an address that is none',
      'a.warc',
      `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: htt<T00:00\r\nContent-Length: ${Buffer.byteLength(prose) + 19}\r\n\r\nHP/1.1 200 OK\r\n\r\n\r\n${prose}\r\n\r\n`,
      /damaged/,
    ],
    [
      'a chapter that the order does not name',
      'a.epub',
      zipped({
        'a.opf': `<package><manifest><item id="a" href="a.html"/></manifest><spine><iteref idref="a"/></spine></package>`,
        'a.html': `<p>${prose}</p>`,
      }),
      /list of chapters/,
    ],
    [
      'an answer without an address',
      'a.warc',
      `WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ${Buffer.byteLength(prose) + 19}\r\n\r\nHP/1.1 200 OK\r\n\r\n\r\n${prose}\r\n\r\n`,
      /damaged/,
    ],
    ['lines of front matter', 'a.md', `---\ntitle: 桥\n---1 ${prose}\n\n---\n渡口\n`, /YAML/],
  ])('%s', (_name, path, content, message) => {
    expect(said(path, content)).toEqual(expect.arrayContaining([expect.stringMatching(message)]))
  })

  it.each([
    ['a comment of an editor', page(`<!-- ${prose} --><p>渡口</p>`)],
    ['a list that ends with blanks', page('<p>渡口</p>')],
    ['a picture with a text', page(`<p>渡口</p><img alt="${prose}" src="a.png">`)],
    ['readings of ruby that their parents end', page(`<p><ruby>桥<rt>qiáo</ruby>${prose}</p><p>渡口</p>`)],
    ['a drawing that is closed', page(`<p>渡口</p><svg><text>${prose}</text></svg>`)],
  ])('and nothing where nothing is damaged: %s', (_name, content) => {
    expect(said('a.html', content)).toEqual([])
  })

  it('of long columns once a table', () => {
    expect(said('a.csv', `title,text,note\n${`渡口,桥,${'长'.repeat(9000)}\n`.repeat(3)}`)).toHaveLength(1)
  })
})

it('lines that a picture says by mistake are kept as such', () => {
  const alt = `老人在\n\n${prose}\n\n${'塔，'.repeat(120)}桥`
  const captionsOf = (title: string, text: string): readonly string[] =>
    readOne('a.html', `<h1>${title}</h1><p>桥</p><img alt="${text}"><p>桥</p>`).articles[0]!.captions
  expect(captionsOf('渡口', alt)).toEqual([prose])
  expect(captionsOf(prose.slice(0, 10), `老人在\n\n${prose}`)).toEqual([prose])
  expect(captionsOf(prose.slice(0, 10), `${prose.slice(0, 10)}，图一`)).toEqual([])
})

it('a page of UTF-8 with a NUL is not taken for UTF-16, whose characters are two letters each', () => {
  expect(bodyOf('a.html', `<html><body><p>${prose}\0</p>${'<table>'.repeat(5000)}`)).toBe(prose)
})

it.each(['<p>', '<br>', '塔', '\u200b', '\u200b '])(
  'UTF-8 with a NUL before each of many %j is not taken for UTF-16',
  (sign) => {
    const { articles, problems } = readOne('a.md', `${prose}\n\n${`\0${sign}`.repeat(4000)}`)
    expect(articles).toEqual([])
    expect(problems).toMatchObject([{ reason: 'ENCODING', parameters: { what: 'binary' } }])
  },
)

it('a tag of millions of attributes is passed over', () => {
  expect(hiddenProse(`<p ${'a '.repeat(5_000_000)}><svg>${prose}`)).toEqual([prose])
})

it('a module of a megabyte of ends of notes is read', () => {
  expect(bodyOf('a.mdx', `export const a = {\n${'*/'.repeat(500_000)}${prose}\n\n渡口\n`)).toContain('渡口')
})

it('a module of a megabyte of quotes that never end is read within bounds', async () => {
  await expectLinear((size) => {
    const module = `export const a = ${'\\"'.repeat(size)}，，，`
    return () => expect(readOne('a.mdx', `${module}\n\n渡口\n`).articles).toHaveLength(1)
  }, 500_000)
})
