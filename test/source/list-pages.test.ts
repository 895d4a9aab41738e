/** Pages that list articles, and pages of which the rules would leave nothing. */
import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'

const sentence = '河水退了以后，码头上只剩下一排没有名字的船，船上的灯整夜亮着，没有人知道是谁点的。'
const page = (body: string): string =>
  `<!doctype html><html><head><title>札记</title></head><body>${body}</body></html>`
const list = page(
  `<main><h1>标签：桥</h1><ul>${Array.from({ length: 8 }, (_, at) => `<li><a href="/${at}">第${at}篇说的是渡口的事</a> <time>2024-05-0${at + 1}</time></li>`).join('')}</ul></main><footer>由某程序生成</footer>`,
)
const home = page(
  `<main>${Array.from({ length: 4 }, (_, at) => `<article><h2><a href="/${at}">第${at}篇</a></h2><p>${sentence}</p></article>`).join('')}</main>`,
)
const anchored = (sign: string): string =>
  page(
    `<article><h1>渡口</h1>${['现象', '诗', '解决', '三'].map((text) => `<h2>${text}<a href="#${text}">${sign}</a></h2><p>${sentence}</p>`).join('')}</article>`,
  )
const weekly = page(
  `<article class="post-content"><h1>周刊 第 4 期</h1>${[1, 2, 3, 4].map((at) => `<h2><a href="https://b.example/${at}">第${at}件工具</a></h2><p>${sentence}</p>`).join('')}</article>`,
)
const article = page(`<article><h1>渡口</h1>${`<p>${sentence}</p>`.repeat(5)}</article>`)

describe('pages that list articles', () => {
  it.each([
    ['tags/桥/index.html', list],
    ['public/archives/2024/05/index.html', list],
    ['blog/categories/水文.html', list],
    ['page/2/index.html', home],
    ['index.html', home],
  ])('%s is left out, and read where all pages are asked for', (path, html) => {
    expect(readOne(path, html)).toMatchObject({
      articles: [],
      problems: [{ reason: 'LEFT_OUT', parameters: { why: 'list' } }],
    })
    expect(readOne(path, html, { allPages: true }).articles).toHaveLength(1)
  })
  it.each([
    ['archives/1234.html', article],
    ['archives/1234/index.html', page(`<article><h1>短</h1><p>渡口修好了。<a href="/a">看图</a></p></article>`)],
    ['tags/index.html', article],
    ['index.html', article],
    ['2024/05/21/ferry/index.html', list],
    ['2024/05/21/ferry/index.html', home],
    ['docs/ferry/index.html', anchored('\u200b')],
    ['docs/ferry/index.html', anchored('#')],
    ['weekly-4/index.html', weekly],
    ['series/weekly-4/index.html', weekly],
  ])('%s that holds an article is read', (path, html) => {
    expect(readOne(path, html)).toMatchObject({ articles: [{ id: path }], problems: [] })
  })
})

describe('a page of which the rules would leave nothing', () => {
  const furniture = '<p>扫描二维码，关注我们的微信公众号</p>'

  it('keeps its largest text, and says so', () => {
    const { articles, problems } = readOne('a.html', page(`<article>${furniture.repeat(12)}</article>`))
    expect(articles[0]?.body).toContain('微信公众号')
    expect(problems).toMatchObject([{ reason: 'READ_IN_PART', parameters: { what: 'page' } }])
    expect(problems[0]?.unread).toBeUndefined()
  })
  it('of a line or two is empty', () => {
    expect(readOne('a.html', page(`<article>${furniture}</article>`)).articles[0]?.body ?? '').toBe('')
  })
})

/** As html5lib's tree construction tests have it, in what text needs of it. */
describe('broken HTML, as browsers read it', () => {
  const words = (html: string): string => readOne('a.html', html, { allPages: true }).articles[0]?.body ?? ''
  const long = (n: number): string => `<p>${n}：${sentence}</p>`

  it.each([
    ['text behind a stray </body>', `<html><body>${long(1)}</body>${long(2)}</html>`],
    ['text behind </html>', `<html><body>${long(1)}</body></html>${long(2)}`],
    ['a second body', `<html><body>${long(1)}<body class="b">${long(2)}</body></html>`],
    ['a form in a form', `<html><body><form><div>${long(1)}<form>${long(2)}</form></div></form></body></html>`],
    [
      'a table in a cell',
      `<html><body><table><tr><td>${long(1)}<table><tr><td>${long(2)}</table></table></body></html>`,
    ],
    ['paragraphs never closed', `<html><body><p>1：${sentence}<p>2：${sentence}</body></html>`],
    ['elements that cross', `<html><body><b><p>1：${sentence}</b></p><i>${long(2)}</i></body></html>`],
    ['a head never closed', `<html><head><title>a</title><body>${long(1)}${long(2)}`],
    ['no html, no body', `<!doctype html><title>a</title>${long(1)}${long(2)}`],
  ])('%s: all of it is read', (_name, html) => {
    const body = words(html)
    expect(body).toContain(`1：${sentence}`)
    expect(body).toContain(`2：${sentence}`)
  })
  it.each([
    ['noscript', `<noscript><p>请启用 JavaScript</p></noscript>`],
    ['template', `<template><p>模板里的话</p></template>`],
    ['a comment that looks like text', `<!-- <p>注释里的话</p> -->`],
    ['a script with tags in strings', `<script>document.write("<p>脚本里的话</p>")</script>`],
    ['a style', `<style>p::after{content:"样式里的话"}</style>`],
    ['textarea and options', `<textarea>输入</textarea><select><option>选项</select>`],
  ])('%s is no text', (_name, html) => {
    expect(words(`<html><body><article>${long(1)}${html}${long(2)}</article></body></html>`)).toBe(
      `1：${sentence}\n2：${sentence}`,
    )
  })
})
