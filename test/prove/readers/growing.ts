/** Files that grow along one axis: so many rows, items, chapters, columns or levels, and nothing else of them changes. */
import { deflateRawSync, gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'

export interface Axis {
  readonly format: string
  /** What there is more of. */
  readonly axis: string
  readonly path: string
  /** How many there are at 1 ×; some 2 KB. */
  readonly base: number
  readonly make: (count: number) => string | Uint8Array
  /** Bytes of what is packed in it, for a file of `count`. */
  readonly unpacked?: (count: number) => number
}

const sentence = '河边的树在秋天落了叶，孩子们把叶子夹进书里。'
const times = (count: number, piece: (at: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, at) => piece(at)).join(between)
const nest = (count: number, open: string, close: string): string => open.repeat(count) + sentence + close.repeat(count)
const page = (body: string): string =>
  `<!doctype html><html><head><title>渡口</title></head><body>${body}</body></html>`
const record = (at: number): string => JSON.stringify({ _id: `a${at}`, title: `第${at}篇`, text: sentence })
const item = (at: number): string =>
  `<item><title>第${at}篇</title><link>http://a.example/${at}</link><description>${sentence}</description></item>`
const feed = (inner: string): string => `<rss version="2.0"><channel><title>河畔</title>${inner}</channel></rss>`

function warc(count: number): string {
  const body = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${page(`<p>${sentence}`)}`
  const head = `WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
  return times(count, (at) => `${head}WARC-Target-URI: http://a.example/${at}\r\n\r\n${body}\r\n\r\n`)
}

function book(chapters: number, body: (at: number) => string): Uint8Array {
  const opf = `<package><metadata><title>书</title></metadata><manifest>${times(chapters, (at) => `<item id="i${at}" href="${at}.xhtml"/>`)}</manifest><spine>${times(chapters, (at) => `<itemref idref="i${at}"/>`)}</spine></package>`
  const container = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
  const files: Record<string, Uint8Array> = {
    'META-INF/container.xml': Buffer.from(container),
    'b.opf': Buffer.from(opf),
  }
  for (let at = 0; at < chapters; at++) files[`${at}.xhtml`] = Buffer.from(page(body(at)))
  return zipSync(files, { level: 0 })
}

function word(body: string): Uint8Array {
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
  const relations =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
  const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
  const files = { '[Content_Types].xml': types, '_rels/.rels': relations, 'word/document.xml': document }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])), {
    level: 0,
  })
}

/** A PDF of so many pages, with the table of places that readers of many pages need. */
function pages(count: number): string {
  const stream = `BT /F1 12 Tf 72 700 Td ${times(60, (at) => `(Datum plane ${at}, as the crow flies) Tj 0 -16 Td `)}ET`
  const kids = times(count, (at) => `${4 + 2 * at} 0 R`, ' ')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${count}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...Array.from({ length: count }, (_, at) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + 2 * at} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
      `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    ]).flat(),
  ]
  const parts = ['%PDF-1.4\n']
  const places: string[] = []
  let at = parts[0]!.length
  for (const [number, object] of objects.entries()) {
    const text = `${number + 1} 0 obj\n${object}\nendobj\n`
    places.push(`${String(at).padStart(10, '0')} 00000 n \n`)
    parts.push(text)
    at += text.length
  }
  const size = objects.length + 1
  return `${parts.join('')}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF`
}

const axis = (name: string, path: string, base: number, make: Axis['make'], unpacked?: Axis['unpacked']): Axis => {
  const [format, what] = name.split(': ') as [string, string]
  return { format, axis: what, path, base, make, ...(unpacked && { unpacked }) }
}

export const axes: readonly Axis[] = [
  axis('Markdown: paragraphs', 'a.md', 30, (n) => times(n, (at) => `${sentence}${at}\n\n`)),
  axis('Markdown: headings', 'a.md', 60, (n) => times(n, (at) => `## 第${at}节\n\n${sentence}\n\n`)),
  axis('Markdown: levels of quotes', 'a.md', 200, (n) => `${'> '.repeat(n)}${sentence}\n`),
  axis('Markdown: levels of lists', 'a.md', 8, (n) =>
    times(Math.min(n, 1500), (at) => `${'  '.repeat(at % 200)}- ${sentence}\n`),
  ),
  axis('Markdown: columns', 'a.md', 200, (n) => `|${'甲|'.repeat(n)}\n|${'-|'.repeat(n)}\n|${'乙|'.repeat(n)}\n`),
  axis(
    'Markdown: keys in front matter',
    'a.md',
    1,
    (n) => `---\n${times(Math.min(n * 2, 2000), (at) => `k${at}: v${at}\n`)}---\n${sentence}\n`,
  ),
  axis('Markdown: links', 'a.md', 60, (n) => times(n, (at) => `[桥${at}](b.md "c") ![塔](a.png)\n`)),
  axis('HTML: paragraphs', 'a.html', 30, (n) => page(times(n, (at) => `<p>${sentence}${at}</p>`))),
  axis('HTML: levels', 'a.html', 150, (n) => page(nest(n, '<div>', '</div>'))),
  axis('HTML: columns', 'a.html', 100, (n) => page(`<table><tr>${'<td>甲</td>'.repeat(n)}</tr></table><p>${sentence}`)),
  axis('HTML: attributes', 'a.html', 120, (n) => page(`<p ${times(n, (at) => `a${at}="b" `)}>${sentence}</p>`)),
  axis('HTML: elements never closed', 'a.html', 150, (n) => page(`<p>${sentence}${'<b><i>'.repeat(n)}`)),
  axis('HTML: drawings never closed', 'a.html', 60, (n) => page(times(n, () => `<p>桥<svg></p>`) + sentence.repeat(n))),
  axis('HTML: images with captions', 'a.html', 30, (n) =>
    page(times(n, (at) => `<img src="${at}.png" alt="${sentence}">`)),
  ),
  axis('Text: lines', 'a.txt', 30, (n) => times(n, (at) => `${sentence}${at}\n`)),
  axis('Text: one line', 'a.txt', 30, (n) => sentence.repeat(n)),
  axis('Text: empty lines', 'a.txt', 2000, (n) => `${sentence}${'\n'.repeat(n)}${sentence}`),
  axis('Text: bylines', 'a.txt', 50, (n) => `渡口\n${'来源：某报 2024-05-21 作者：林舟\n'.repeat(n)}${sentence}\n`),
  axis('JSONL: lines', 'a.jsonl', 20, (n) => times(n, record, '\n')),
  axis('JSONL: keys', 'a.jsonl', 120, (n) => `{"text":"${sentence}",${times(n, (at) => `"k${at}":${at}`, ',')}}`),
  axis('JSONL: levels', 'a.jsonl', 4, (n) => `{"text":"${sentence}","k":${'['.repeat(n)}${']'.repeat(n)}}\n`),
  axis('JSONL: broken lines', 'a.jsonl', 200, (n) => '{":}\n'.repeat(n)),
  axis('JSON: items', 'a.json', 20, (n) => `[${times(n, record, ',')}]`),
  axis('JSON: broken items', 'a.json', 200, (n) => `[${times(n, () => '{":":}', ',')}]`),
  axis('JSON: levels', 'a.json', 4, (n) => `${'{"a":'.repeat(n)}[${record(1)}]${'}'.repeat(n)}`),
  axis('JSON: keys', 'a.json', 20, (n) => `{${times(n, (at) => `"k${at}":[${record(at)}]`, ',')}}`),
  axis('CSV: rows', 'a.csv', 20, (n) => `id,title,text\n${times(n, (at) => `${at},第${at}篇,"${sentence}"\n`)}`),
  axis('CSV: columns', 'a.csv', 150, (n) => `text,${times(n, (at) => `c${at}`, ',')}\n${sentence},${'1,'.repeat(n)}\n`),
  axis('CSV: lines in a cell', 'a.csv', 30, (n) => `id,text\n1,"${`${sentence}\n`.repeat(n)}"\n`),
  axis('CSV: quotes never closed', 'a.csv', 400, (n) => `id,text\n${'1,"a\n'.repeat(n)}`),
  axis('TSV: rows', 'a.tsv', 20, (n) => `id\ttitle\ttext\n${times(n, (at) => `${at}\t第${at}篇\t${sentence}\n`)}`),
  axis('Feed: items', 'a.rss', 12, (n) => feed(times(n, item))),
  axis('Feed: items without text', 'a.rss', 60, (n) => feed(times(n, () => '<item><guid>1</guid><title a;b>'))),
  axis('Feed: levels', 'a.rss', 100, (n) => feed(nest(n, '<item>', '</item>'))),
  axis('Feed: categories', 'a.rss', 60, (n) =>
    feed(
      `<item><title>渡口</title><description>${sentence}</description>${times(n, (at) => `<category>c${at}</category>`)}</item>`,
    ),
  ),
  axis('Org: headings', 'a.org', 60, (n) => times(n, (at) => `* 第${at}节 :a:\n${sentence}\n`)),
  axis('Org: blocks that never end', 'a.org', 150, (n) => '#+begin_src\n#+begin_quote\n:a:\n'.repeat(n)),
  axis('Org: marks', 'a.org', 200, (n) => '*[[=~/_ '.repeat(n)),
  axis('MDX: modules and comments', 'a.mdx', 100, (n) => `import a from 'b'\n\n{/* ${sentence}\n\n`.repeat(n)),
  axis('Quarto: containers', 'a.qmd', 60, (n) => `::: {.a}\n## b {#c}\n${sentence}\n:::\n`.repeat(n)),
  axis(
    'Notebook: cells',
    'a.ipynb',
    20,
    (n) => `{"cells":[${times(n, () => `{"cell_type":"markdown","source":"${sentence}\\n"}`, ',')}]}`,
  ),
  axis('WordPress: shortcodes', 'a.xml', 60, (n) =>
    feed(
      `<item><title>渡口</title><content:encoded><![CDATA[${'[caption][code]<pre '.repeat(n)}]]></content:encoded></item>`,
    ).replace('<rss ', '<rss xmlns:wp="a" '),
  ),
  axis(
    'ENEX: notes',
    'a.enex',
    12,
    (n) =>
      `<en-export>${times(n, (at) => `<note><title>第${at}篇</title><content><![CDATA[<en-note>${sentence}</en-note>]]></content></note>`)}</en-export>`,
  ),
  axis(
    'ENEX: notes inside of one another',
    'a.enex',
    200,
    (n) => `<en-export>${nest(n, '<note>', '</note>')}</en-export>`,
  ),
  axis('ENEX: tags never closed', 'a.enex', 300, (n) => `<en-export>${'<note '.repeat(n)}`),
  axis(
    'ENEX: hidden elements',
    'a.enex',
    60,
    (n) =>
      `<en-export><note><title>a</title><content><![CDATA[<en-note>${'<center style="display:none<en-crypt <resource>'.repeat(n)}</en-note>]]></content></note></en-export>`,
  ),
  axis(
    'Telegram: messages',
    'a.json',
    20,
    (n) =>
      `{"type":"a","id":1,"messages":[${times(n, (at) => `{"id":${at},"type":"message","from":"林","text":["${sentence}"]}`, ',')}]}`,
  ),
  axis(
    'Bookmarks: addresses',
    'a.html',
    30,
    (n) =>
      `<!DOCTYPE NETSCAPE-Bookmark-file-1>${times(n, (at) => `<DT><A HREF="http://a.example/${at}">第${at}篇</A>\n<DD>${sentence}\n`)}`,
  ),
  axis('Word: paragraphs', 'a.docx', 30, (n) =>
    word(times(n, (at) => `<w:p><w:r><w:t>${sentence}${at}</w:t></w:r></w:p>`)),
  ),
  axis('Mailbox: messages', 'a.mbox', 8, (n) =>
    times(n, (at) => `From lin Tue May 21 08:30:00 2024\nSubject: ${at}\nMessage-ID: <${at}@a>\n\n${sentence}\n\n`),
  ),
  axis(
    'Mail: parts',
    'a.eml',
    20,
    (n) =>
      `Content-Type: multipart/mixed; boundary=b\n\n${times(n, () => `--b\nContent-Type: text/plain; charset=utf-8\n\n${sentence}\n`)}--b--`,
  ),
  axis('PDF: pages', 'a.pdf', 2, pages),
  axis('EPUB: chapters', 'a.epub', 4, (n) => book(n, (at) => `<p>${sentence}${at}</p>`)),
  axis('EPUB: paragraphs', 'a.epub', 30, (n) => book(1, () => times(n, (at) => `<p>${sentence}${at}</p>`))),
  axis('WARC: records', 'a.warc', 5, warc),
  axis(
    'WARC: headers',
    'a.warc',
    60,
    (n) => `WARC/1.0\r\n${times(n, (at) => `X-A${at}: b\r\n`)}Content-Length: 0\r\n\r\n`,
  ),
  axis(
    'gzip: lines of JSONL',
    'a.jsonl.gz',
    20,
    (n) => gzipSync(times(n, record, '\n')),
    (n) => 70 * n,
  ),
  axis('gzip: members', 'a.jsonl.gz', 20, (n) =>
    Buffer.concat(Array.from({ length: n }, (_, at) => gzipSync(`${record(at)}\n`))),
  ),
  axis('gzip: damaged behind so many members', 'a.jsonl.gz', 20, (n) =>
    Buffer.concat([...Array.from({ length: n }, (_, at) => gzipSync(`${record(at)}\n`)), deflateRawSync('河')]),
  ),
]
