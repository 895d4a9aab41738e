/** One sound file of each format, and the pieces that the format's grammar is made of: what mutations start from. */
import { zipSync } from 'fflate'
import * as zlib from 'node:zlib'

export interface Sample {
  /** What is counted together. */
  readonly format: string
  readonly path: string
  /** A packed file is mutated inside, and packed again. */
  readonly content: string | Readonly<Record<string, string>>
  readonly tokens: readonly string[]
}

const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里。老人们坐在桥头，说起从前的水有多高；二〇二四年，渡口修好了。'

const yaml = `---\ntitle: 旧桥\ndate: 2024-05-21 08:30\ntags: [水文, 桥]\nauthor: "林舟"\nextra:\n  a: 1\n---\n`
const markdown = `# 渡口\n\n${prose}\n\n![老人在桥头](a.png "桥") [链接](b.md)\n\n- 一\n- 二\n\n> 引文\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n\`\`\`js\nlet a\n\`\`\`\n\n{% note %}\n\n来源：某报 2024-05-21\n`
const html = `<!doctype html><html><head><meta charset="utf-8"><title>渡口修好了 - 河畔小报</title><meta name="author" content="林舟"><script type="application/ld+json">{"headline":"渡口","datePublished":"2024-05-21"}</script></head><body><nav><a href="/">首页</a></nav><article><h1>渡口修好了</h1><p>${prose}</p><img alt="老人在桥头看河水"><ul><li>一<li>二</ul><table><tr><td>甲<td>乙</table><!-- 注 --><pre>a &amp; b</pre></article><footer>版权所有</footer></body></html>`
const text = `渡口修好了\n\n2024-05-21 来源：某报 作者：林舟\n\n　　${prose}\n\n　　${prose}\n\n（责任编辑：王桥）\n相关推荐\n`
const record = (at: number): string =>
  JSON.stringify({
    _id: `a${at}`,
    title: `第${at}篇`,
    text: prose,
    date: '2024-05-21',
    tags: ['桥'],
    more: { a: [1, null] },
  })
const rows = `id,title,text,date,author\n1,渡口,"${prose}",2024-05-21,林舟\n2,旧桥,"他说""好""，\n就走了",2024,\n3,塔,灯塔,,王桥\n`
const entry = `<item><title>渡口</title><link>http://a.example/1</link><pubDate>Tue, 21 May 2024 08:00:00 GMT</pubDate><category>桥</category><description><![CDATA[<p>${prose}</p>]]></description></item>`
const rss = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>河畔</title>${entry}${entry}</channel></rss>`
const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>河畔</title><entry><id>1</id><title type="html">渡口</title><updated>2024-05-21T00:00:00Z</updated><content type="html">&lt;p&gt;${prose}&lt;/p&gt;</content></entry></feed>`
const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`
const warc = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2024-05-21T00:00:00Z\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`
const book = {
  mimetype: 'application/epub+zip',
  'META-INF/container.xml': '<container><rootfiles><rootfile full-path="o/book.opf"/></rootfiles></container>',
  'o/book.opf': `<package><metadata xmlns:dc="x"><dc:title>书</dc:title><dc:creator>林舟</dc:creator><dc:date>2024</dc:date></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b%20c.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>`,
  'o/a.xhtml': `<html><body><h1>一</h1><p>${prose}</p></body></html>`,
  'o/b c.xhtml': `<html><body><h2>二</h2><p>${prose}</p></body></html>`,
}

const org = `:PROPERTIES:\n:ID: 1\n:END:\n#+TITLE: 旧桥\n#+DATE: <2024-05-21 Tue>\n#+FILETAGS: :水文:桥:\n\n* TODO 渡口 :a:\nSCHEDULED: <2024-05-22 Wed>\n${prose}[[https://a.example][*那一页*]][fn:1]\n\n- [ ] 一\n  续行\n\n| 甲 | 乙 |\n|---+---|\n| 1 | 2 |\n\n#+CAPTION: 老人在桥头\n[[./a.png]]\n\n#+begin_src js\nlet a\n#+end_src\n#+begin_quote\n引文\n#+end_quote\n: fixed\n[fn:1] 注文\n`
const mdx = `${yaml}import X from './x'\n\nexport const a = {\n  b: 1,\n}\n\n# 渡口\n\n<Tabs><Tab>${prose}</Tab></Tabs>\n\n:::tip 提示\n要点\n:::\n\n{/* 注 */}\n`
const quarto = `---\ntitle: 报告\n---\n\n## 方法 {#sec-a}\n\n\`\`\`{r}\n#| echo: false\nplot(x)\n\`\`\`\n\n::: {.callout-note title="注意"}\n${prose}\n:::\n`
const notebook = JSON.stringify({
  cells: [
    { cell_type: 'markdown', source: ['# 渡口\n', prose] },
    {
      cell_type: 'code',
      source: 'print(1)',
      outputs: [{ output_type: 'stream', text: ['河\n'] }, { data: { 'text/plain': '1' } }],
    },
  ],
  metadata: { title: '旧桥' },
  nbformat: 4,
})
const wxr = `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>河畔</title><wp:author><wp:author_login>lin</wp:author_login><wp:author_display_name>林舟</wp:author_display_name></wp:author><item><title>渡口</title><dc:creator>lin</dc:creator><content:encoded><![CDATA[${prose}\n\n[caption id="a"]<img src="a.png"> 老人[/caption]\n\n[code]let a[/code]\n<pre>b</pre>]]></content:encoded><wp:post_date>2024-05-21 08:30:00</wp:post_date><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><category domain="post_tag">桥</category></item><item><title>稿</title><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item></channel></rss>`
const enex = `<?xml version="1.0"?><en-export application="Evernote"><note><title>旧桥</title><content><![CDATA[<en-note><div>${prose}</div><en-crypt>QUJD</en-crypt><center style="display:none">%23</center></en-note>]]></content><created>20240521T003000Z</created><tag>桥</tag><note-attributes><source-url>http://a.example/</source-url></note-attributes><resource><data>QUJD</data></resource></note><note><title>密</title><content encoding="base64:aes">QUJD</content></note></en-export>`
const telegram = `{"name":"河畔","type":"private_group","id":9,"messages":[{"id":1,"type":"message","date":"2024-05-21T08:30:00","from":"林舟","text":["${prose}",{"type":"bold","text":"桥"}]},{"id":2,"type":"service","text":""}]}`
const karakeep = `{"bookmarks":[{"createdAt":1716251400,"title":null,"tags":["桥"],"content":{"type":"text","text":"${prose}"},"note":"看"}]}`
const wallabag = `[{"is_archived":0,"title":"旧桥","url":"http://a.example/1","content":"<p>${prose}</p>","created_at":"2024-05-21T08:30:00+0800","annotations":[{"text":"好"}]},{"slug":"a","readingProgress":1,"title":"渡口","url":"http://a.example/2","description":"塔"}]`
const pocket = `title,url,time_added,tags,status\n"${prose}",http://a.example/1,1716251400,桥|水文,unread\n渡口,http://a.example/2,1716251400,,archive\n`
const bookmarks = `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>书签</H1>\n<DL><p>\n<DT><H3>水文</H3>\n<DT><A HREF="http://a.example/1" ADD_DATE="1716251400" TAGS="桥">旧桥</A>\n<DD>${prose}\n</DL>`

const docx = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>渡口</w:t></w:r></w:p><w:p><w:r><w:t>${prose}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`,
  'docProps/core.xml': '<cp:coreProperties><dc:title>旧桥</dc:title><dc:creator>林舟</dc:creator></cp:coreProperties>',
}
const eml = `From: =?utf-8?B?5p6X6Iif?= <lin@a.example>\nSubject: =?utf-8?B?5pen5qGl?=\nDate: Tue, 21 May 2024 08:30:00 +0800\nMessage-ID: <1@a.example>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n${prose}\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(`<p>${prose}</p>`).toString('base64')}\n--b--\n`
const mbox = `From lin Tue May 21 08:30:00 2024\n${eml}\nFrom lin Tue May 21 08:31:00 2024\n${eml.replace('<1@', '<2@')}`
const mhtml = `From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/2024/05/21/a\nSubject: a\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://a.example/\n\n${html}\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n`
const pdf = `%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n4 0 obj\n<</Length 90>>stream\nBT /F1 12 Tf 72 700 Td (Datum plane) Tj 0 -16 Td (goes on) Tj 200 0 Td (right) Tj ET\nendstream\nendobj\n5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\ntrailer<</Size 6/Root 1 0 R/Info<</Title(a)/CreationDate(D:20240521)>>>>\n%%EOF`

const inText = [
  '\n',
  '\r\n',
  '\r',
  '　',
  '\u200b',
  '。',
  '：',
  '【',
  '】',
  '（',
  '来源：',
  '作者：',
  '2024-05-21',
  '责任编辑',
  '相关推荐',
  '字号 ',
  '点击',
  '图为',
  '記者',
  '\ud800',
  '\ufeff',
  '\u0000',
  '\u2028',
  '阅读',
  '分享到',
  '原标题：',
  '长',
]
const inHtml = [
  '<p>',
  '</p>',
  '<div>',
  '</div>',
  '<a href=',
  '<b',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&amp;',
  '&#',
  '&',
  '<script>',
  '</script>',
  '<table>',
  '<td>',
  '<pre>',
  '<template>',
  '<svg>',
  '<h1>',
  '="',
  "='",
  '<style>',
  '<title>',
  '<br>',
  '<img alt="',
  '<meta name="',
  '<article>',
  '<',
]
const inMarkdown = [
  '# ',
  '```',
  '~~~',
  '- ',
  '> ',
  '![',
  '](',
  ')',
  '[',
  ']',
  '*',
  '**',
  '_',
  '`',
  '|',
  '---\n',
  '+++\n',
  '{% ',
  ' %}',
  '{{',
  '<!--',
  '\\',
  '[^1]',
  ':::',
  '    ',
  '$$',
]
const inYaml = [
  '---\n',
  ': ',
  '- ',
  '"',
  "'",
  '|\n',
  '>\n',
  '&a ',
  '*a',
  '!!js ',
  '{',
  '[',
  '#',
  '\t',
  'title',
  'date',
  '? ',
  '<<: ',
]
const inJson = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"',
  '\\',
  '\\u',
  'null',
  '1e999',
  '-',
  '\n',
  '{"text":"',
  '{":}',
  '"title":',
  'true',
  '\\ud800',
  '{}',
  '[]',
  ' ',
]
const inTable = ['"', '""', ',', '\n', '\r\n', '\t', ';', '|', '\r', 'text', ',,', '"\n', '\t"']
const inXml = [
  '<item>',
  '</item>',
  '<entry>',
  '<?xml ',
  '?>',
  '<!DOCTYPE',
  '<!ENTITY a "',
  '&a;',
  '<![CDATA[',
  ']]>',
  '<title>',
  '</title>',
  '<content type="html">',
  '<dc:',
  '/>',
  'xmlns:',
  '&lt;',
  '<link href="',
  '<item ',
  '<itemref idref="',
  'href="',
  '../',
  '%2e',
]
const inOrg = [
  '* ',
  '#+begin_src\n',
  '#+end_src\n',
  '#+begin_quote\n',
  '#+TITLE: ',
  ':a:\n',
  ':END:\n',
  '[[',
  ']]',
  '][',
  '[fn:',
  '|',
  '|-',
  '*',
  '/',
  '=',
  '~',
  '- ',
  ': ',
  '# ',
  '<<',
  '{{{',
]
const inExports = [
  '[caption]',
  '[/caption]',
  '[code]',
  '[/code]',
  '<pre',
  '<note>',
  '</note>',
  '<resource>',
  '<en-note>',
  '<center style="display:none',
  'wp:',
  '<dd>',
  '<A HREF="',
  '<h3>',
]
const inDialects = [
  'import a from "b"\n',
  'export const ',
  ':::',
  '::: {',
  '{#a}',
  '{/*',
  '*/}',
  '#| ',
  '```{r}\n',
  '<Tab>',
]
const inNotebook = ['"cells":', '"source":', '"outputs":', '"worksheets":', '```', '\\u001b[31m', 'code', 'markdown']
const inMail = [
  '\nFrom lin\n',
  '--b\n',
  '--b--\n',
  'Content-Type: ',
  'charset=gbk',
  'boundary=',
  '=?utf-8?B?',
  '?=',
  'base64',
  'quoted-printable',
  '=E6',
  '\n\n',
  'message/rfc822',
  '<html>',
  '</html>',
]
const inWord = [
  '<w:p>',
  '</w:p>',
  '<w:r>',
  '<w:t>',
  '<w:tbl>',
  '<w:tc>',
  '<w:del>',
  '<w:footnoteReference w:id="1"/>',
  'r:id="',
  'xmlns:w="',
  '<w:hyperlink>',
]
const inPdf = [
  ' Tj ',
  ' Td ',
  '(',
  ')',
  '<<',
  '>>',
  '[',
  ']',
  ' 0 R',
  '/Kids',
  '/Filter/FlateDecode',
  'stream\n',
  'endstream',
  'obj',
  'BT',
  'ET',
  '/Encrypt 1 0 R',
  '/Count ',
  ' Tf ',
  '9999999999',
]
const inWarc = [
  'WARC/1.0\r\n',
  'Content-Length: ',
  '\r\n\r\n',
  '\r\n',
  '0',
  '99999999999',
  '-1',
  'WARC-Type: ',
  'Content-Encoding: gzip\r\n',
  'Transfer-Encoding: chunked\r\n',
  'HTTP/1.1 ',
  'text/html',
  'conversion',
  'charset=',
]

const sample = (format: string, path: string, content: Sample['content'], ...tokens: string[][]): Sample => ({
  format,
  path,
  content,
  tokens: tokens.flat(),
})

export const samples: readonly Sample[] = [
  sample('Markdown', 'a.md', yaml + markdown, inMarkdown, inYaml, inHtml, inText),
  sample('Markdown', 'b.md', `+++\ntitle = "旧桥"\ndate = 2024-05-21\n+++\n${markdown}`, inMarkdown, inYaml, inText),
  sample('Markdown', 'c.markdown', `{"title":"旧桥","tags":["a"]}\n\n${markdown}`, inMarkdown, inJson),
  sample('HTML', 'a.html', html, inHtml, inText, inJson),
  sample('HTML', 'b.htm', `<h2>渡口</h2><p>${prose}<p>${prose}`, inHtml, inText),
  sample('Text', 'a.txt', text, inText),
  sample('Text', 'b.txt', `${yaml}<p>${prose}</p><p>${prose}</p>`, inText, inHtml, inYaml),
  sample('JSONL', 'a.jsonl', [1, 2, 3].map(record).join('\n'), inJson),
  sample('JSON', 'a.json', `[${[1, 2].map(record).join(',\n')}]`, inJson),
  sample('JSON', 'b.json', `{"data":{"articles":[${record(1)},${record(2)}]},"n":2}`, inJson),
  sample('CSV', 'a.csv', rows, inTable),
  sample('TSV', 'a.tsv', rows.replaceAll(',', '\t'), inTable),
  sample('RSS', 'a.rss', rss, inXml, inHtml),
  sample('Atom', 'a.xml', atom, inXml, inHtml),
  sample('Org', 'a.org', org, inOrg, inText),
  sample('MDX', 'a.mdx', mdx, inMarkdown, inDialects, inHtml),
  sample('R Markdown', 'a.Rmd', quarto, inMarkdown, inDialects, inYaml),
  sample('Quarto', 'a.qmd', quarto, inMarkdown, inDialects),
  sample('Notebook', 'a.ipynb', notebook, inJson, inNotebook, inMarkdown),
  sample('WordPress', 'b.xml', wxr, inXml, inExports, inHtml),
  sample('ENEX', 'a.enex', enex, inXml, inExports, inHtml),
  sample('Telegram', 'telegram.json', telegram, inJson),
  sample('Karakeep', 'karakeep.json', karakeep, inJson),
  sample('Wallabag', 'wallabag.json', wallabag, inJson, inHtml),
  sample('Pocket', 'part_000000.csv', pocket, inTable),
  sample('Bookmarks', 'bookmarks.html', bookmarks, inExports, inHtml),
  sample('Word', 'a.docx', docx, inWord, inXml),
  sample('Mail', 'a.eml', eml, inMail, inText),
  sample('Mailbox', 'a.mbox', mbox, inMail),
  sample('MHTML', 'a.mhtml', mhtml, inMail, inHtml),
  sample('PDF', 'a.pdf', pdf, inPdf),
  sample('WARC', 'a.warc', warc, inWarc, inHtml),
  sample('EPUB', 'a.epub', book, inXml, inHtml),
]

/** Bytes of a file. @param level how hard to pack: nothing of it is read twice, so little does */
export function pack(content: string | Readonly<Record<string, Uint8Array>>, level: 0 | 1 = 1): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : zipSync({ ...content }, { level })
}

export interface Packing {
  readonly format: string
  /** What the name of a packed file ends in besides. */
  readonly ending: string
  readonly pack: (bytes: Uint8Array) => Uint8Array
}

/** `a.jsonl` is `a.jsonl.gz` then. Node 20 knows no Zstandard. */
export const packings: readonly Packing[] = [
  { format: 'gzip', ending: '.gz', pack: (bytes) => zlib.gzipSync(bytes, { level: 1 }) },
  ...('zstdCompressSync' in zlib
    ? [{ format: 'Zstandard', ending: '.zst', pack: zlib.zstdCompressSync as Packing['pack'] }]
    : []),
]

/** What is counted apart, in the order of their rows. */
export const formats: readonly string[] = [...new Set([...samples, ...packings].map(({ format }) => format))]
