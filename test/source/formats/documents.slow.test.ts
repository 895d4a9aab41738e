import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { convert } from '../../../src/source/formats/converted/documents.js'
import { launchChromium } from '../../support/browsers.js'
import { readFolder, readOne } from '../read.js'
import { expectLinear, expectRatio } from '../../support/growth.js'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

describe('Word documents', () => {
  const samples = join(dirname(createRequire(import.meta.url).resolve('mammoth/package.json')), 'test/test-data')
  const read = (name: string) => readOne(name, readFileSync(join(samples, name)))

  it.skipIf(!existsSync(samples)).each([
    ['footnotes.docx', 'Ouch.\nA tachyon walks into a bar.\nFin.'],
    ['tables.docx', 'Above\nTop left\nTop right\nBottom left\nBottom right\nBelow'],
    ['text-box.docx', 'Datum plane'],
    ['strict-format.docx', 'Test'],
    ['simple-list.docx', 'Apple\nBanana'],
  ])('%s', (name, body) => {
    expect(read(name)).toMatchObject({ articles: [{ body }], problems: [] })
  })
  it.skipIf(!existsSync(samples))('say of themselves who wrote them and when', () => {
    expect(read('footnotes.docx').articles).toMatchObject([
      { title: 'footnotes', author: 'Michael Williamson', date: '2014-06-10T11:09:00Z' },
    ])
  })
  it('have their title from style or heading, and are called as their files else', () => {
    expect(readOne('旧桥.docx', docx('<w:p><w:r><w:t>河边的树。</w:t></w:r></w:p>')).articles).toMatchObject([
      { title: '旧桥', body: '河边的树。' },
    ])
    const titled =
      '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>渡口</w:t></w:r></w:p><w:p><w:r><w:t>河边的树。</w:t></w:r></w:p>'
    expect(readOne('a.docx', docx(titled)).articles).toMatchObject([{ title: '渡口', body: '河边的树。' }])
  })
  it.each([
    [
      'encrypted',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'the document is encrypted, or in the format of Word before 2007',
    ],
    ['no archive', Buffer.from('PK\u0003\u0004 no'), 'a damaged document'],
    ['an archive of something else', Buffer.from(zipSync({ a: strToU8('b') })), 'a damaged document'],
  ])('%s: it is told', (_name, bytes, message) => {
    expect(readOne('a.docx', bytes)).toMatchObject({ articles: [], problems: [{ message, unread: 'file' }] })
  })
})

describe('Word documents whose tags are not nested', () => {
  // The parser takes 6 s for 4,000 of these, and four times as long for twice as many.
  it.each([
    ['ends of other tags', '<w:p><w:r><w:t>河></w:r></w:p>'],
    ['tags that never end', '<w:p>'],
    ['instructions that never end', '<?xml '],
  ])('are refused before they are parsed: %s', async (_name, piece) => {
    await expectLinear((size) => {
      const bytes = docx(piece.repeat(size))
      return () =>
        expect(readOne('a.docx', bytes)).toMatchObject({
          articles: [],
          problems: [{ message: 'a damaged document', unread: 'file' }],
        })
    }, 20_000)
  })
})

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

function docx(body: string): Uint8Array {
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
  const relations =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
  return zipSync({
    '[Content_Types].xml': strToU8(types),
    '_rels/.rels': strToU8(relations),
    'word/document.xml': strToU8(`<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`),
  })
}

describe('mail', () => {
  const message = (headers: string, body: string): string =>
    `From: =?utf-8?B?${Buffer.from('林舟').toString('base64')}?= <lin@a.example>\nSubject: =?utf-8?B?${Buffer.from('旧桥').toString('base64')}?=\nDate: Tue, 21 May 2024 08:30:00 +0800\n${headers}\n${body}\n`
  const plain = 'Message-ID: <1@a.example>\nContent-Type: text/plain; charset=utf-8\n'

  it('is one article a message', () => {
    expect(readOne('a.eml', message(plain, '河边的树在秋天落了叶。\n\n第二段。'))).toMatchObject({
      articles: [
        {
          id: '1@a.example',
          title: '旧桥',
          author: '林舟',
          date: '2024-05-21T08:30:00+08:00',
          body: '河边的树在秋天落了叶。\n第二段。',
        },
      ],
      problems: [],
    })
  })
  it('in another encoding, as HTML, with an attachment', () => {
    const gbk = Buffer.from('PHA+usWx37XEyvc8L3A+', 'latin1')
    const html = `Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=gbk\nContent-Transfer-Encoding: base64\n\n${Buffer.from([0x3c, 0x70, 0x3e, 0xba, 0xd3, 0xb1, 0xdf, 0xa1, 0xa3, 0x3c, 0x2f, 0x70, 0x3e]).toString('base64')}\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\nContent-Transfer-Encoding: base64\n\n${gbk.toString()}\n--b--`
    expect(readOne('a.eml', message(html, '')).articles).toMatchObject([
      { body: '河边。', metadata: { attachments: ['a.pdf'] } },
    ])
  })
  it('in a mailbox begins behind an empty line, and quoted beginnings are restored', () => {
    const from = 'From lin@a.example Tue May 21 08:30:00 2024\n'
    const box = [1, 2]
      .map((n) => from + message(plain.replace('<1', `<${n}`), `第${n}封。\nFrom 不在空行之后。\n\n>From 引用。`))
      .join('\n')
    const { articles, problems } = readOne('a.mbox', box)
    expect(articles.map(({ id, body, origin }) => [id, body, origin.line])).toEqual([
      ['1@a.example', '第1封。\nFrom 不在空行之后。\nFrom 引用。', 1],
      ['2@a.example', '第2封。\nFrom 不在空行之后。\nFrom 引用。', 2],
    ])
    expect(problems).toEqual([])
    const last = articles[1]!.origin
    expect(Buffer.from(box).subarray(last.start, last.end).toString()).toContain('第2封')
  })
  it('in mailboxes of many messages is read in batches', () => {
    const from = 'From a Tue May 21 08:30:00 2024\n'
    const box = Array.from({ length: 150 }, (_, n) => from + message(plain.replace('<1', `<${n}`), `第${n}封。`)).join(
      '\n',
    )
    const { articles } = readOne('a.mbox', box)
    expect(articles.map(({ body }) => body)).toEqual(Array.from({ length: 150 }, (_, n) => `第${n}封。`))
  })
  it('takes no longer where it lies in a large file: the file was copied for each batch of messages', async () => {
    const mail = Buffer.from(message(plain, '河边。'))
    const file = Buffer.alloc(128 * 2 ** 20)
    mail.copy(file)
    const converting = (bytes: Uint8Array) => () => convert({ kind: 'mail', mails: [bytes] })
    // Copying takes a hundred times as long as reading.
    await expectRatio(converting(file.subarray(0, mail.length)), converting(mail), 10)
  })
})

describe('pages in one file', () => {
  it('as Chromium saves them: the page, its address, nothing of its frames', () => {
    expect(readFolder(here('fixtures'))).toMatchObject({
      articles: [
        {
          id: 'page.mhtml',
          title: '渡口修好了',
          author: '林舟',
          date: '2024-05-21',
          url: 'https://a.example/2024/05/21/ferry.html',
          body: '河边的树在秋天落了叶，孩子们把叶子夹进书里。老人们坐在桥头，说起从前的水有多高。\n渡口修好了，往来的人多了起来，茶摊也重新开张。',
        },
      ],
      problems: [],
    })
  })
})

describe('PDF', () => {
  /** Without embedded fonts, as old ones of Chinese are. */
  function pdf(font: string, shown: string): Buffer {
    const stream = shown === '' ? '' : `BT /F1 12 Tf 72 700 Td ${shown} Tj ET`
    const objects = [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
      `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
      font,
      '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>',
      '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
    ]
    return Buffer.from(
      `%PDF-1.4\n${objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('')}trailer<</Size 8/Root 1 0 R>>\n%%EOF`,
    )
  }
  const latin = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'
  const gb1 = '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>'

  it('of one page is one article, called as its file', () => {
    expect(readOne('旧桥.pdf', pdf(latin, '(Datum plane)'))).toMatchObject({
      articles: [{ id: '旧桥.pdf', title: '旧桥', body: 'Datum plane', origin: { line: 1 } }],
      problems: [],
    })
  })
  it.each([
    ['a scan', pdf(latin, ''), 'no text, only pictures of pages'],
    [
      'fonts that are not in it',
      pdf(gb1, '<6cb38fb9>'),
      'some fonts are not embedded in the file, and text in them could not be read',
    ],
    ['something else', Buffer.from('%PDF-1.4 nothing'), 'a damaged document'],
  ])('%s: it is told', (_name, bytes, message) => {
    expect(readOne('a.pdf', bytes)).toMatchObject({ articles: [], problems: [{ message, unread: 'file' }] })
  })

  it('of dictionaries that are never closed is refused before it is parsed', async () => {
    await expectLinear((size) => {
      const bytes = Buffer.from(`%PDF-1.4\n${'4 0 obj\n<<\nendobj\n'.repeat(size)}`)
      return () =>
        expect(readOne('a.pdf', bytes)).toMatchObject({ articles: [], problems: [{ message: 'a damaged document' }] })
    }, 10_000)
  })
  it('that is the text of one, as a converter writes it under its name, is read as text', () => {
    expect(readOne('旧桥.pdf', '河边的树在秋天落了叶。\n').articles).toMatchObject([
      { title: '旧桥', body: '河边的树在秋天落了叶。' },
    ])
    expect(readOne('旧桥.docx', '河边的树在秋天落了叶。\n').articles).toHaveLength(1)
  })

  const isThere = existsSync('/usr/bin/chromium')
  it.skipIf(!isThere).each([
    ['one column', ''],
    ['two columns', 'main{column-count:2;column-gap:2em}'],
  ])(
    'set by a browser in %s: whole paragraphs, no blanks between Han, no running heads',
    { timeout: 60_000 },
    async (_name, css) => {
      const texts = readFolder(here('../../../corpus')).articles.map(({ body }) => body)
      const paragraphs = texts
        .join('\n')
        .split('\n')
        .filter((text) => /^\p{Script=Han}{3}/u.test(text))
        .slice(0, 150)
      const html = `<meta charset="utf-8"><title>旧桥</title><style>body{font:11pt/1.7 "Noto Serif CJK SC"}p{text-indent:2em;margin:0;text-align:justify}${css}</style><h1>题目</h1><main>${paragraphs.map((text) => `<p>${text.replace(/[&<]/g, '')}</p>`).join('')}</main>`
      const browser = await launchChromium()
      const page = await browser.newPage()
      await page.setContent(html)
      const footerTemplate = '<div style="font-size:9px">渡口小报 第<span class="pageNumber"></span>页</div>'
      const bytes = await page.pdf({
        format: 'A4',
        displayHeaderFooter: true,
        headerTemplate: '<i></i>',
        footerTemplate,
        margin: { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' },
      })
      await browser.close()
      const { articles } = readOne('a.pdf', bytes)
      const read = articles.map(({ body }) => body).join('\n')
      expect(articles.length).toBeGreaterThan(3)
      expect(articles.map(({ origin }) => origin.line)).toEqual(articles.map((_, at) => at + 1))
      expect(read).not.toContain('渡口小报')
      const pairs = read.match(/\p{Script=Han}(?=\s*\p{Script=Han})/gu)!.length
      const parted = read.match(/\p{Script=Han}(?=[^\S\n]+\p{Script=Han})/gu)?.length ?? 0
      expect(parted / pairs).toBeLessThan(0.001)
      const bare = (text: string): string => text.replace(/[\s&<]/g, '')
      const found = new Set(read.split('\n').map(bare))
      const whole = paragraphs.filter((text) => found.has(bare(text)))
      expect(whole.length / paragraphs.length).toBeGreaterThan(0.85)
    },
  )
})
