/**
 * Makes the files beside it, of one story, by the programs that write such files: `node make.mjs PACKAGES`, where PACKAGES is
 * a folder with docx@9.5, nodemailer@7, epub-gen-memory@1.1, feed@4, netscape-bookmarks@0.1, warcio@2.4 and single-file-cli@2
 * in its node_modules, and a virtual environment of Python, `v`, with nbformat 5 and jupytext 1. SingleFile drives the
 * system's Chromium, which also writes page.mhtml of fixtures/ and the PDF files of the tests. Each file holds our own text
 * alone.
 */
import { execFile, execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const packages = resolve(process.argv[2] ?? '.')
const require = createRequire(join(packages, 'package.json'))
const here = fileURLToPath(new URL('.', import.meta.url))
const write = (name, content) => writeFileSync(join(here, name), content)

const title = '渡口修好了'
const author = '林舟'
const date = new Date('2024-05-21T08:30:00+08:00')
const paragraphs = [
  '河边的树在秋天落了叶，孩子们把叶子夹进书里。老人们坐在桥头，说起从前的水有多高。',
  '渡口修好了，往来的人多了起来，茶摊也重新开张。',
]
const list = ['先修栈桥', '再修码头']
const rows = [
  ['年份', '船次'],
  ['二〇二三', '一百二十'],
]
const html = `<p>${paragraphs[0]}</p><ul>${list.map((text) => `<li>${text}</li>`).join('')}</ul><table>${rows.map((cells) => `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('')}</table><p>${paragraphs[1]}</p>`

await writeWord()
await writeMail()
await writeBook()
writeFeeds()
writeBookmarks()
await writeWarc()
await writeSavedPage()
writeNotebooks()

async function writeWord() {
  const d = require('docx')
  const paragraph = (text) => new d.Paragraph({ children: [new d.TextRun(text)] })
  const table = new d.Table({
    rows: rows.map(
      (cells) =>
        new d.TableRow({ children: cells.map((text) => new d.TableCell({ children: [new d.Paragraph(text)] })) }),
    ),
  })
  const noted = new d.Paragraph({ children: [new d.TextRun(paragraphs[1]), new d.FootnoteReferenceRun(1)] })
  const document = new d.Document({
    title,
    creator: author,
    footnotes: { 1: { children: [new d.Paragraph('茶摊在渡口东边。')] } },
    sections: [
      {
        headers: { default: new d.Header({ children: [new d.Paragraph('河畔小报')] }) },
        children: [
          new d.Paragraph({ text: title, heading: d.HeadingLevel.TITLE }),
          paragraph(paragraphs[0]),
          ...list.map((text) => new d.Paragraph({ text, bullet: { level: 0 } })),
          table,
          noted,
        ],
      },
    ],
  })
  write('docx.docx', await d.Packer.toBuffer(document))
}

async function writeMail() {
  const compose = (id, subject, more) =>
    new Promise((done, fail) =>
      new (require('nodemailer/lib/mail-composer'))({
        from: { name: author, address: 'lin@a.example' },
        to: '"王桥" <wang@b.example>',
        subject,
        date,
        messageId: `<${id}@a.example>`,
        baseBoundary: `part-${id}`,
        ...more,
      })
        .compile()
        .build((error, message) => (error === null ? done(message) : fail(error))),
    )
  const text = paragraphs.join('\n\n')
  const picture = { filename: '渡口.png', content: Buffer.from('89504e470d0a1a0a', 'hex') }
  const whole = await compose(1, title, { text, html, attachments: [picture] })
  const plain = await compose(2, `回复：${title}`, { text: `From 渡口来的信收到了。\n\n${paragraphs[1]}` })
  write('nodemailer.eml', whole)
  const lines = [whole, plain].map((message) =>
    message
      .toString('latin1')
      .replaceAll('\r\n', '\n')
      .replace(/^(>*From )/gm, '>$1'),
  )
  const box = lines.map((message) => `From lin@a.example Tue May 21 00:30:00 2024\n${message}\n`)
  write('nodemailer.mbox', Buffer.from(box.join('\n'), 'latin1'))
}

async function writeBook() {
  const { default: epub } = require('epub-gen-memory')
  const chapters = [
    { title, content: `<p>${paragraphs[0]}</p>` },
    { title: '茶摊', content: `<p>${paragraphs[1]}</p>` },
  ]
  write('epub-gen.epub', await epub({ title: '河畔集', author, lang: 'zh', date: date.toISOString() }, chapters))
}

function writeFeeds() {
  const { Feed } = require('feed')
  const feed = new Feed({ title: '河畔小报', id: 'https://a.example/', link: 'https://a.example/', updated: date })
  const link = 'https://a.example/2024/ferry.html'
  feed.addItem({ title, id: link, link, date, author: [{ name: author }], category: [{ name: '水文' }], content: html })
  write('feed.rss', feed.rss2())
  write('feed.atom', feed.atom1())
  write('feed.json', feed.json1())
}

function writeBookmarks() {
  const folder = { 水文: { contents: { [title]: 'https://a.example/2024/ferry.html' } } }
  write('netscape-bookmarks.html', require('netscape-bookmarks')(folder))
}

async function writeWarc() {
  const { WARCRecord, WARCSerializer } = await import(require.resolve('warcio').replace(/\.cjs$/, '.js'))
  const url = 'https://a.example/2024/ferry.html'
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>${html}</article></body></html>`
  const options = { url, date: date.toISOString(), type: 'response', warcVersion: 'WARC/1.1' }
  const headers = { 'Content-Type': 'text/html; charset=utf-8' }
  const content = [Buffer.from(page)]
  const records = [
    await WARCRecord.createWARCInfo({ filename: 'warcio.warc.gz', warcVersion: 'WARC/1.1' }, { software: 'warcio.js' }),
    WARCRecord.create({ ...options, httpHeaders: headers, statusline: 'HTTP/1.1 200 OK' }, content),
  ]
  const packed = []
  for (const record of records) packed.push(await WARCSerializer.serialize(record, { gzip: true }))
  write('warcio.warc.gz', Buffer.concat(packed))
}

/** A page with a component, whose text a script sets. */
async function writeSavedPage() {
  const note = '茶摊在渡口东边，下午三点以后才有热茶。'
  const script = `customElements.define('river-note', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<p>${note}</p>' } })`
  const head = `<meta charset="utf-8"><title>${title} - 河畔小报</title><meta name="author" content="${author}">`
  const page = `<!doctype html><html lang="zh"><head>${head}</head><body><nav><a href="/">首页</a></nav><article class="post-content"><h1>${title}</h1>${html}<river-note></river-note></article><script>${script}</script></body></html>`
  const server = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page),
  )
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const options = ['--no-sandbox', `--host-resolver-rules=MAP a.example:80 127.0.0.1:${server.address().port}`]
  const given = options.map((option) => `--browser-arg=${option}`)
  const program = join(packages, 'node_modules/single-file-cli/single-file-node.js')
  const address = 'http://a.example/2024/05/21/ferry.html'
  const path = join(here, 'single-file.html')
  const browser = ['--browser-executable-path', '/usr/bin/chromium', '--filename-conflict-action=overwrite']
  await promisify(execFile)(process.execPath, [program, address, path, ...browser, ...given])
  server.close()
}

function writeNotebooks() {
  const code = `
import sys, nbformat, jupytext
from nbformat.v4 import new_notebook, new_markdown_cell, new_code_cell, new_output
title, first, second, folder = sys.argv[1:]
code = new_code_cell("# 数一数船次\\nprint(120)", execution_count=1, outputs=[new_output("stream", text="120\\n")])
cells = [new_markdown_cell(f"# {title}\\n\\n{first}"), code, new_markdown_cell(second)]
for n, cell in enumerate(cells): cell["id"] = str(n)
notebook = new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}})
nbformat.validate(notebook)
nbformat.write(notebook, folder + "/nbformat.ipynb")
jupytext.write(notebook, folder + "/jupytext.Rmd", fmt="Rmd")
`
  execFileSync(join(packages, 'v/bin/python'), ['-c', code, title, ...paragraphs, here])
}
