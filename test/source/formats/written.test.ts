/** Files of one story, by the programs that write such files; `written/make.mjs` says which. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readOne } from '../read.js'

const first = '河边的树在秋天落了叶，孩子们把叶子夹进书里。老人们坐在桥头，说起从前的水有多高。'
const second = '渡口修好了，往来的人多了起来，茶摊也重新开张。'
const list = '先修栈桥\n再修码头'
const story = {
  title: '渡口修好了',
  author: '林舟',
  date: '2024-05-21T00:30:00Z',
  body: `${first}\n${list}\n年份 船次\n二〇二三 一百二十\n${second}`,
}
const address = 'https://a.example/2024/ferry.html'

const read = (name: string) => readOne(name, readFileSync(fileURLToPath(new URL(`written/${name}`, import.meta.url))))

describe('a story as a program wrote it', () => {
  it('docx: headers are no text, lists, tables and footnotes are', () => {
    const body = `${first}\n${list}\n年份\n船次\n二〇二三\n一百二十\n${second}\n茶摊在渡口东边。`
    expect(read('docx.docx')).toMatchObject({
      articles: [{ title: story.title, author: story.author, body }],
      problems: [],
    })
  })
  it('nodemailer: HTML beside plain text, and an attachment', () => {
    expect(read('nodemailer.eml')).toMatchObject({
      articles: [{ ...story, id: '1@a.example', metadata: { attachments: ['渡口.png'] } }],
      problems: [],
    })
  })
  it('nodemailer: a mailbox', () => {
    expect(read('nodemailer.mbox')).toMatchObject({
      articles: [
        { ...story, id: '1@a.example' },
        { id: '2@a.example', title: '回复：渡口修好了', body: `From 渡口来的信收到了。\n${second}` },
      ],
      problems: [],
    })
  })
  it('epub-gen: an article a chapter, none for the list of chapters', () => {
    const { author, date } = story
    expect(read('epub-gen.epub')).toMatchObject({
      articles: [
        { title: '河畔集 · 渡口修好了', author, date, body: first, metadata: { chapter: 2 } },
        { title: '河畔集 · 茶摊', author, date, body: second, metadata: { chapter: 3 } },
      ],
      problems: [],
    })
  })
  it('feed: Atom and RSS', () => {
    expect(read('feed.atom')).toMatchObject({ articles: [{ ...story, url: address }], problems: [] })
    const { author: _, ...unsigned } = story
    expect(read('feed.rss')).toMatchObject({
      articles: [{ ...unsigned, url: address, categories: ['水文'] }],
      problems: [],
    })
  })
  it('feed: JSON Feed', () => {
    const { title, author, body, date } = story
    expect(read('feed.json')).toMatchObject({
      articles: [{ title, author, body, date, id: address, url: address, metadata: { feed: '河畔小报' } }],
      problems: [],
    })
  })
  it('SingleFile: a page with its address, and the text of its components', () => {
    const { title, author } = story
    expect(read('single-file.html')).toMatchObject({
      articles: [
        {
          title,
          author,
          date: '2024-05-21',
          url: 'http://a.example/2024/05/21/ferry.html',
          body: `${story.body}\n茶摊在渡口东边，下午三点以后才有热茶。`,
        },
      ],
      problems: [],
    })
  })
  it('netscape-bookmarks: an article an address, in its folder', () => {
    expect(read('netscape-bookmarks.html')).toMatchObject({
      articles: [{ title: story.title, url: address, categories: ['水文'] }],
      problems: [],
    })
  })
  it('warcio: a packed record with its page', () => {
    const { title, body } = story
    expect(read('warcio.warc.gz')).toMatchObject({ articles: [{ title, body, url: address }], problems: [] })
  })
  it('nbformat and jupytext: text, code and what it printed', () => {
    const body = (printed: string): string => `${first}\n# 数一数船次\nprint(120)\n${printed}${second}`
    expect(read('nbformat.ipynb')).toMatchObject({
      articles: [{ title: story.title, body: body('120\n') }],
      problems: [],
    })
    expect(read('jupytext.Rmd')).toMatchObject({ articles: [{ title: story.title, body: body('') }], problems: [] })
  })
})
