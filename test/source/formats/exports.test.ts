import { describe, expect, it } from 'vitest'
import { readOne } from '../read.js'

describe('WordPress', () => {
  const item = (inner: string, type = 'post', status = 'publish'): string =>
    `<item>${inner}<wp:post_type><![CDATA[${type}]]></wp:post_type><wp:status><![CDATA[${status}]]></wp:status></item>`
  const wxr = (...items: string[]): string =>
    `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>博客</title><wp:author><wp:author_login><![CDATA[lin]]></wp:author_login><wp:author_display_name><![CDATA[林舟]]></wp:author_display_name></wp:author>${items.join('')}</channel></rss>`
  const post = (content: string): string =>
    `<title>旧桥</title><link>https://a.example/1</link><pubDate>Tue, 21 May 2024 00:30:00 +0000</pubDate><dc:creator>lin</dc:creator><content:encoded><![CDATA[${content}]]></content:encoded><wp:post_date>2024-05-20 23:30:00</wp:post_date><category domain="post_tag" nicename="q"><![CDATA[桥]]></category><category domain="category" nicename="s"><![CDATA[水文]]></category>`

  it('gives posts and pages, under the names of their authors, on the day that the site shows', () => {
    expect(readOne('a.xml', wxr(item(post('第一段。\n换行\n\n第二段'))))).toMatchObject({
      articles: [
        {
          title: '旧桥',
          author: '林舟',
          date: '2024-05-20T23:30:00+08:00',
          tags: ['桥'],
          categories: ['水文'],
          body: '第一段。\n换行\n第二段',
        },
      ],
      problems: [],
    })
  })
  it('tells how many drafts, attachments and revisions were left out', () => {
    const xml = wxr(
      item(post('正文'), 'page'),
      item(post('稿'), 'post', 'draft'),
      item(post('图'), 'attachment', 'inherit'),
      item(post('旧'), 'revision', 'inherit'),
      item(post('菜单'), 'nav_menu_item'),
    )
    const { articles, problems } = readOne('a.xml', xml)
    expect(articles).toHaveLength(1)
    expect(problems).toMatchObject([
      {
        message: 'left out: 1 unpublished post, 3 attachments, menus and revisions',
        parameters: { draft: 1, other: 3 },
      },
    ])
    expect(problems[0]?.unread).toBeUndefined()
  })
  it('takes captions for captions and shortcodes for none', () => {
    const content =
      '河边的树在秋天落了叶，孩子们把叶子夹进书里。\n\n[caption id="a" width="3"]<a href="x"><img src="a.png" /></a> 老人在桥头[/caption]\n\n[gallery ids="1,2"]\n\n[code lang="js"]let a[/code]'
    expect(readOne('a.xml', wxr(item(post(content)))).articles).toMatchObject([
      { body: '河边的树在秋天落了叶，孩子们把叶子夹进书里。\nlet a', captions: ['老人在桥头'] },
    ])
  })
})

describe('Evernote', () => {
  const enex = (...notes: string[]): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">\n<en-export application="Evernote">${notes.join('')}</en-export>`
  const note = (inner: string, rest = ''): string =>
    `<note><title>旧桥</title><content><![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "x"><en-note>${inner}</en-note>]]></content><created>20240521T003000Z</created><tag>桥</tag><tag>水</tag><note-attributes><author>林舟</author><source-url>https://a.example/</source-url></note-attributes>${rest}</note>`

  it('gives each note with its fields, without its attachments', () => {
    const resource = `<resource><data encoding="base64">${'QUJD'.repeat(100)}</data></resource>`
    expect(
      readOne('a.enex', enex(note('<div>河边。</div><div>第二行<en-media hash="a"/></div>', resource))),
    ).toMatchObject({
      articles: [
        {
          title: '旧桥',
          body: '河边。\n第二行',
          date: '2024-05-21T00:30:00Z',
          author: '林舟',
          url: 'https://a.example/',
          tags: ['桥', '水'],
        },
      ],
      problems: [],
    })
  })
  it('drops the hidden source of a note in Markdown, however long, and encrypted passages', () => {
    const source = `<center style="display:none !important;visibility:collapse">${encodeURIComponent('# 桥').repeat(200)}</center>`
    expect(
      readOne('a.enex', enex(note(`<div>河边。</div><en-crypt cipher="AES">QUJD</en-crypt>${source}`))).articles,
    ).toMatchObject([{ body: '河边。' }])
  })
  it('tells of encrypted notes, and keeps what the index holds of them', () => {
    const secret = '<note><title>密</title><content encoding="base64:aes"><![CDATA[RU5D]]></content></note>'
    const { articles, problems } = readOne('a.notes', enex(secret, secret))
    expect(articles).toEqual([])
    expect(problems).toMatchObject([{ message: '2 encrypted notes could not be read', unread: 'file' }])
  })
  it('cut short is told, and what stands before the cut is read', () => {
    const { articles, problems } = readOne('a.enex', enex(note('一'), note('二')).slice(0, -30))
    expect(articles).toMatchObject([{ body: '一' }, { body: '二' }])
    expect(problems).toMatchObject([{ unread: 'file' }])
  })
  it.each(['<rss></rss>', '文字', ''])('%j is told', (text) => {
    expect(readOne('a.enex', text).problems).toMatchObject([{ unread: 'file' }])
  })
})

describe('exports of apps as JSON', () => {
  const read = (value: unknown) => readOne('a.json', JSON.stringify(value))
  const message = (id: number, text: unknown): unknown => ({
    id,
    type: 'message',
    date: '2024-05-21T08:30:00',
    from: '林舟',
    text,
  })

  it('Telegram: each message with a text', () => {
    const parts = ['看 ', { type: 'link', text: 'https://a.example' }, ' 渡口']
    const chat = {
      name: '河畔',
      type: 'public_channel',
      id: 9,
      messages: [{ id: 1, type: 'service', text: '' }, message(2, parts)],
    }
    const expected = {
      id: 'telegram:9/2',
      author: '林舟',
      body: '看 https://a.example 渡口',
      metadata: { chat: '河畔' },
    }
    expect(read(chat)).toMatchObject({ articles: [expected], problems: [] })
    expect(read({ about: 'x', chats: { about: 'y', list: [chat, { ...chat, id: 10 }] } }).articles).toMatchObject([
      expected,
      { ...expected, id: 'telegram:10/2' },
    ])
  })
  it('Wallabag: the saved page, cleaned, and the reader’s notes', () => {
    const entry = {
      is_archived: 0,
      title: '旧桥',
      url: 'https://a.example/1',
      content: '<div><p>河边的树在秋天落了叶。</p><p>二</p></div>',
      created_at: '2024-05-22T08:30:00+0800',
      published_at: '2024-05-21T08:30:00+0800',
      published_by: ['林舟'],
      tags: ['桥'],
      annotations: [{ text: '我的话', quote: '树' }],
    }
    expect(read([entry]).articles).toMatchObject([
      {
        id: 'https://a.example/1',
        title: '旧桥',
        date: '2024-05-21T08:30:00+08:00',
        author: '林舟',
        tags: ['桥'],
        body: '河边的树在秋天落了叶。\n二\n我的话',
      },
    ])
  })
  it('Karakeep: links, texts and notes', () => {
    const bookmarks = [
      {
        createdAt: 1716251400,
        title: null,
        tags: ['桥'],
        content: { type: 'link', url: 'https://a.example/1' },
        note: '看看',
      },
      { createdAt: 1716251400, title: '笔记', tags: [], content: { type: 'text', text: '河边' }, note: null },
      {
        createdAt: 1716251400,
        title: null,
        tags: [],
        content: { type: 'link', url: 'https://a.example/3' },
        note: null,
      },
    ]
    expect(read({ bookmarks }).articles).toMatchObject([
      { id: 'https://a.example/1', url: 'https://a.example/1', body: '看看', tags: ['桥'] },
      { title: '笔记', body: '河边' },
      { id: 'https://a.example/3', title: 'https://a.example/3' },
    ])
  })
  it('a record that only resembles one is read as any other', () => {
    expect(read([{ chat: 1, message: 'a', text: '河边' }]).articles).toMatchObject([{ body: '河边' }])
    expect(read({ messages: 'a', type: 'b', text: '河边' }).articles).toMatchObject([{ body: '河边' }])
  })
})

describe('bookmarks', () => {
  it('of Pocket, as HTML and as a table', () => {
    const html =
      '<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul><li><a href="https://a.example/1" time_added="1716251400" tags="桥,水">旧桥</a></li></ul></body></html>'
    const expected = { title: '旧桥', url: 'https://a.example/1', date: '2024-05-21T00:30:00Z', tags: ['桥', '水'] }
    expect(readOne('ril_export.html', html).articles).toMatchObject([{ ...expected, categories: ['Unread'] }])
    const table = 'title,url,time_added,tags,status\n旧桥,https://a.example/1,1716251400,桥|水,unread\n'
    expect(readOne('part_000000.csv', table).articles).toMatchObject([expected])
  })
  it('of browsers, with their folders and notes', () => {
    const html =
      '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n<DT><H3 ADD_DATE="1">水文</H3>\n<DL><p>\n<DT><A HREF="https://a.example/1" ADD_DATE="1716251400">旧桥 &amp; 渡口</A>\n<DD>说明\n<DT><A HREF="javascript:x">脚本</A>\n</DL></DL>'
    expect(readOne('bookmarks.html', html).articles).toMatchObject([
      { title: '旧桥 & 渡口', body: '说明', categories: ['水文'], origin: { line: 6 } },
    ])
  })
})

describe('saved pages', () => {
  const page = (comment: string): string =>
    `<!DOCTYPE html>${comment}<html><head><title>渡口修好了</title></head><body><p>河边的树在秋天落了叶，孩子们把叶子夹进书里。</p><p class="sf-hidden">藏起来的话</p></body></html>`
  it.each([
    [
      'SingleFile',
      '<!--\n Page saved with SingleFile \n url: https://a.example/2024/05/21/a \n saved date: Wed May 22 2024\n-->',
    ],
    ['browsers', '<!-- saved from url=(0033)https://a.example/2024/05/21/a -->'],
  ])('of %s tell their address', (_name, comment) => {
    expect(readOne('a.html', page(comment)).articles).toMatchObject([
      {
        url: 'https://a.example/2024/05/21/a',
        date: '2024-05-21',
        body: '河边的树在秋天落了叶，孩子们把叶子夹进书里。',
      },
    ])
  })
  it('without a title are called by their folder', () => {
    expect(readOne('公众号/[20240521]渡口修好了/index.html', '<p>河边的树在秋天落了叶。</p>').articles[0]?.title).toBe(
      '渡口修好了',
    )
  })
})
