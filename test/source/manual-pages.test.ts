/** Pages of manuals keep every section, whatever the names of its elements say; lists of replies stay away. */
import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'

const said = (topic: string): string =>
  `${topic}这一节说明渡口的规矩，船工先看水位再点灯，灯亮以后才许上船，任何人不得抢先，违者当日不得过河。`
const lines = (html: string): readonly string[] => readOne('a.html', html).articles[0]!.body.split('\n')
const page = (main: string): string =>
  `<!doctype html><html><head><title>渡口手册</title></head><body><nav class="menu"><a href="/">首页</a></nav>${main}<footer>某某版权所有</footer></body></html>`
const NAMES = ['download', 'tools', 'license', 'related', 'comments', 'sidebar', 'header', 'share', 'print', 'feedback']

describe('a manual', () => {
  it.each([
    [
      'Sphinx',
      (parts: string) => `<div class="document"><div class="body" role="main">${parts}</div></div>`,
      'section',
    ],
    ['older Sphinx', (parts: string) => `<div class="body" role="main">${parts}</div>`, 'div class="section"'],
    [
      'MkDocs',
      (parts: string) =>
        `<main class="md-main"><article class="md-content__inner md-typeset">${parts}</article></main>`,
      'div',
    ],
    [
      'Docusaurus',
      (parts: string) => `<main><article><div class="theme-doc-markdown markdown">${parts}</div></article></main>`,
      'div',
    ],
  ])('%s keeps every section', (_name, around, element) => {
    const parts = NAMES.map(
      (name) =>
        `<${element} id="${name}"><h2 id="${name}-h">第${name.length}节之${name}一种</h2><p id="${name}-1">${said(name)}</p></${element.split(' ')[0]!}>`,
    )
    const body = lines(page(around(`<h1>渡口手册</h1>${parts.join('')}`)))
    for (const name of NAMES) expect(body).toEqual(expect.arrayContaining([said(name)]))
  })
  it.each([
    ['a number', '<div id="82ad"><p>P</p></div>'],
    ['a box', '<div class="admonition note"><p class="admonition-title">注意</p><p>P</p></div>'],
    ['an alert', '<div class="theme-admonition alert alert--info" role="alert"><p>P</p></div>'],
    ['an aside with a title', '<aside class="sidebar"><p class="sidebar-title">另说</p><p>P</p></aside>'],
    ['a section with a title', '<div class="tools"><h3>工具</h3><p>P</p></div>'],
    ['code with buttons', '<div class="code-toolbar"><pre><code>P</code></pre></div>'],
    ['a table with data', '<div class="print"><table><tr><th>项目</th></tr><tr><td>P</td></tr></table></div>'],
    ['a tab that is not open', '<div role="tabpanel" hidden><pre><code>P</code></pre></div>'],
  ])('keeps %s', (_name, html) => {
    const text = said('此处')
    expect(
      lines(
        page(
          `<article><h1>渡口手册</h1><p>${said('开头')}</p><p>${said('其后')}</p>${html.replace('P', text)}</article>`,
        ),
      ),
    ).toContain(text)
  })
  it('keeps what many elements of one name contain, unless each has a time', () => {
    const people = ['甲', '乙', '丙', '丁'].map(said)
    const read = (time: string): readonly string[] =>
      lines(
        page(
          `<article><h1>渡口手册</h1><p>${said('开头')}</p><p>${said('其后')}</p>${people.map((text) => `<div class="comment">${time}<p>${text}</p></div>`).join('')}</article>`,
        ),
      )
    expect(read('<b>某人</b>')).toEqual(expect.arrayContaining(people))
    for (const text of people) expect(read('<b>某人</b> 2019-04-22 12:30')).not.toContain(text)
  })
})

describe('a section headed like furniture', () => {
  const HEADINGS = ['评论', 'Comments', '评论区', '相关链接', '相关阅读', '拓展阅读', '更多信息', '推荐阅读']
  const around: Record<string, (html: string) => string> = {
    article: (html) => `<article>${html}</article>`,
    Sphinx: (html) => `<div class="body" role="main">${html}</div>`,
    'a nameless box': (html) => `<div>${html}</div>`,
  }
  const contents: Record<string, (name: string) => readonly [html: string, line: string]> = {
    sentences: (name) => [`<p>${said(name)}</p>`, said(name)],
    code: (name) => [`<pre><code>ferry --lamp ${name}</code></pre>`, `ferry --lamp ${name}`],
    'a table': (name) => [
      `<table><tr><th>灯</th><th>所在</th></tr><tr><td>${name}</td><td>桥头</td></tr></table>`,
      `${name} 桥头`,
    ],
  }
  const read = (box: string, sections: string): readonly string[] =>
    lines(page(around[box]!(`<h1>渡口手册</h1><p>${said('开头')}</p><p>${said('其后')}</p>${sections}`)))
  const cases = Object.keys(around).flatMap((box) => Object.keys(contents).map((kind) => [box, kind] as const))

  it.each(cases)('of %s stays with its %s, and so does what follows', (box, kind) => {
    const made = HEADINGS.map((heading) => [heading, ...contents[kind]!(heading)] as const)
    const body = read(
      box,
      `${made.map(([h, html]) => `<h2>${h}</h2>${html}`).join('')}<h2>附注</h2><p>${said('最后')}</p>`,
    )
    expect(body.slice(-2)).toEqual(['附注', said('最后')])
    for (const [heading, , line] of made) expect(body).toEqual(expect.arrayContaining([heading, line]))
  })
  it.each([
    ['a list of links', `<h2>相关阅读</h2><ul>${'<li><a href="/x">渡口新添一盏灯之后的事情</a></li>'.repeat(4)}</ul>`],
    ['comments with their times', `<h2>评论区</h2><p>${said('读者')}</p><p>某人 2019-04-22 12:30</p>`],
    ['a call for comments', `<h2>发表评论</h2><p>${said('必填')}</p>`],
  ])('goes with %s', (_name, section) => {
    for (const box of Object.keys(around)) expect(read(box, section)).toEqual([said('开头'), said('其后')])
  })
})

describe('the author of a page', () => {
  const authorOf = (head: string, body = ''): string =>
    readOne(
      'a.html',
      `<html><head><title>渡口</title>${head}</head><body><article>${body}<p>${said('开头')}</p></article></body></html>`,
    ).articles[0]!.author
  it.each(['WordPress', 'Hexo', 'Typora', 'Discuz! Team', 'admin', '河边日报', '渡口出版社'])(
    'is no program and no publisher: %s',
    (name) => {
      const head = `<meta property="og:site_name" content="河边日报"><meta name="author" content="${name}">`
      expect(authorOf(head)).toBe('')
      expect(authorOf(head, '<span class="author-name">李一舟</span>')).toBe('李一舟')
    },
  )
  it('is no organization, and no text of a template or an attribute', () => {
    const data = (type: string): string =>
      `<script type="application/ld+json">{"@type":"Article","author":{"@type":"${type}","name":"渡船工会"}}</script>`
    expect(authorOf(data('Person'))).toBe('渡船工会')
    expect(authorOf(data('NewsMediaOrganization'))).toBe('')
    for (const name of ['{{ post.author }}', 'author="someone"', 'https://www.example.org/li', '匿名'])
      expect(authorOf(`<meta name="author" content='${name}'>`)).toBe('')
  })
  it('is who the page names', () => {
    expect(authorOf('<meta name="author" content="李一舟">')).toBe('李一舟')
  })
})
