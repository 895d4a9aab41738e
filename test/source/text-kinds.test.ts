/** A source is trusted, a page is cleaned: which texts are which, and what that means for them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'
import { inspectFile } from '../../src/source/inspect.js'
import { foldedLine, findRepeatedLines } from '../../src/source/repeated/repeated-lines.js'
import type { Cleaning } from '../../src/source/formats/pages/markup.js'

const prose = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高，船有多大。'
const second = '后来桥拆了，老人们搬到了镇上，只有水还是从前的水，每年春天涨一次，秋天落一次，没有停过。'
const fields = '---\ntitle: 渡口\ndate: 2024-05-21\n---\n'
const credit = '责任编辑：李小河'
const markdown = `${fields}\n${prose}\n\n${second}\n\n${credit}\n`
const mirror = `${fields}\n<div>\n<p>${prose}</p>\n<p>${second}</p>\n<p>${credit}</p>\n</div>\n`
const article = `渡口\n\n${prose}\n\n${second}\n\n${credit}\n`
const pasted = `清溪新闻网\n首页 > 社会 > 正文\n渡口\n2024-05-21 10:00 来源：清溪新闻网\n分享到：微信 微博\n\n${prose}\n\n${second}\n\n${credit}\n\n相关阅读\n最后的磨坊\n一条溪的名字\n关于我们 联系我们\n溪ICP备00000001号\n`
const broken = 'The ferry left at noon, and nobody who stood on the pier that day\n'
const wrapped = pasted.replace(second, broken.repeat(30))
const page = `<!doctype html><html><head><title>渡口</title></head><body><nav>首页</nav><article><h1>渡口</h1><p>${prose}</p><p>${second}</p><p>${credit}</p></article></body></html>`

const keeps = (name: string, text: string, cleaning?: Cleaning): boolean =>
  readOne(name, text, cleaning === undefined ? {} : { cleaning }).articles[0]!.body.includes(credit)

describe('what a text is taken for', () => {
  it.each([
    ['Markdown', 'a.md', markdown, 'source'],
    ['an article as text', 'a.txt', article, 'source'],
    ['a poem', 'a.txt', '断章\n\n水在桥下看人 / 人在桥上看水\n水不说话 / 水不说话', 'source'],
    ['a mirror in Markdown', 'a.md', mirror, 'page'],
    ['a mirror as text', 'a.txt', mirror, 'page'],
    ['pasted text of a page', 'a.txt', pasted, 'page'],
    ['text whose lines were broken at a column', 'a.txt', wrapped, 'source'],
    ['a saved page', 'a.html', page, 'page'],
  ] as const)('%s', (_name, path, text, readAs) => {
    expect(inspectFile(Buffer.from(text), path)).toMatchObject({ readAs })
    if (text.includes(credit)) expect(keeps(path, text)).toBe(readAs === 'source')
  })

  it.each([
    ['auto', [true, false, true, false, false]],
    ['pages', [true, true, true, true, false]],
    ['all', [false, false, false, false, false]],
    ['none', [true, true, true, true, true]],
  ] as const)('--clean %s', (cleaning, kept) => {
    const texts = [markdown, mirror, article, pasted, page].map((text, i) => [
      `a${'.md .md .txt .txt .html'.split(' ')[i]}`,
      text,
    ])
    expect(texts.map(([name, text]) => keeps(name!, text!, cleaning))).toEqual(kept)
  })

  it('a text about markup keeps the tags and scripts that it shows', () => {
    const code = ['<div id="demo"></div>', '<p>渡口</p>', '<script>', "  tell('渡口')", '</script>']
    const text = `渡口\n${`${prose}\n`.repeat(9)}${code.join('\n')}\n${`${second}\n`.repeat(9)}`
    const lines = readOne('a.txt', text).articles[0]!.body.split('\n')
    expect(lines).toEqual(expect.arrayContaining(code.map((line) => line.trim())))
    expect(lines).toHaveLength(9 + code.length + 9)
  })

  it('nothing of a page is left out with --clean none', () => {
    const { articles, removed } = readOne('a.html', page, { cleaning: 'none' })
    expect(articles[0]!.body.split('\n')).toEqual(['首页', '渡口', prose, second, credit])
    expect(removed).toEqual([])
  })
})

describe('code and tables', () => {
  const code = ['#!/bin/bash', '# 标签', '责任编辑：李小河', '相关阅读', '首页 > 设置 > 网络', '← 上一页']
  it.each(['a.md', 'a.html'])('are never cleaned in %s', (name) => {
    const html = `<div><p>${prose}</p><pre>${code.join('\n').replace(/>/g, '&gt;')}</pre><p>${second}</p></div>`
    const text = name === 'a.md' ? `${fields}\n${html}` : html
    const lines = readOne(name, text).articles[0]!.body.split('\n')
    for (const line of code) expect(lines).toContain(line)
  })
  it('keep their place below a list of links', () => {
    const html = `${fields}\n<div><p>${prose}</p><h3>相关链接</h3><ul><li><a href="/1">最后的磨坊</a></li></ul><pre>make install</pre><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table></div>`
    expect(readOne('a.md', html).articles[0]!.body.split('\n')).toEqual([prose, 'make install', '甲 乙', '丙 丁'])
  })
})

it('a line of a post that begins with # is text, and no tag', () => {
  const [article] = readOne('a.md', `${fields}\n<div><p>${prose}</p><p>#河边</p></div>`).articles
  expect(article!.body.split('\n')).toEqual([prose, '#河边'])
  expect(article!.tags).toEqual([])
})

it('the headline of a post is left out with its repetition right below', () => {
  const html = `${fields}\n<div><h1>渡口</h1><p>渡口</p><p>${prose}</p><p>渡口</p></div>`
  expect(readOne('a.md', html).articles[0]!.body.split('\n')).toEqual([prose, '渡口'])
})

describe('a heading in a post', () => {
  const post = (inner: string): string[] =>
    readOne('a.md', `${fields}\n<div><p>${prose}</p>${inner}</div>`).articles[0]!.body.split('\n')

  it('ends only its own section', () => {
    const links = '<ul><li><a href="/1">最后的磨坊</a></li><li><a href="/2">一条溪的名字</a></li></ul>'
    expect(post(`<h3>拓展阅读</h3>${links}<h3>尾声</h3><p>水退了。</p><p>${second}</p>`)).toEqual([
      prose,
      '尾声',
      '水退了。',
      second,
    ])
  })
  it('is kept above one link or numbered references', () => {
    const reference = '<p>[1] <a href="https://a.example/1">《最后的磨坊》https://a.example/1</a></p>'
    expect(post(`<h3>延伸阅读</h3>${reference}`)).toEqual([prose, '延伸阅读', '[1] 《最后的磨坊》https://a.example/1'])
    const english = 'The river rose every spring, and the ferryman knew the hour of it long before anybody else did.'
    const names = '<p><a href="/1">Ann Reed</a></p>'
    expect(post(`<p>Comments</p>${names}<p>${english}</p>${names}<p>${english}</p>`)).toEqual([
      prose,
      'Comments',
      'Ann Reed',
      english,
      'Ann Reed',
      english,
    ])
  })
  it('is kept with what is no list of links', () => {
    expect(post('<h3>相关链接</h3><p>甲乙丙丁四座桥</p><h3>评论区</h3><p>吵了三天。</p>')).toEqual([
      prose,
      '相关链接',
      '甲乙丙丁四座桥',
      '评论区',
      '吵了三天。',
    ])
  })
})

describe('a paragraph of a post that is a link', () => {
  const link = (text: string, name = 'p'): string => `<${name}><a href="/1">${text}</a></${name}>`
  const titles = ['最后的磨坊关门以后', '一条溪有多少个名字', '渡口的船为什么不开']
  const post = (inner: string): string[] =>
    readOne('a.md', `${fields}\n<div>${inner}</div>`).articles[0]!.body.split('\n')

  it.each([
    ['inside the text', `<p>${prose}</p>${link(titles[0]!)}<p>${second}</p>`, [prose, titles[0], second]],
    ['below it', `<p>${prose}</p>${link(titles[0]!)}`, [prose, titles[0]]],
    [
      'in an announced list above it',
      `<p>前几篇在这里：</p>${titles.map((title) => link(title)).join('')}<p>${prose}</p><p>${second}</p>`,
      ['前几篇在这里：', ...titles, prose, second],
    ],
    [
      'in an announced list below it',
      `<p>${prose}</p><p>${second}</p><p>参考资料</p><ul>${titles.map((title) => link(title, 'li')).join('')}</ul>`,
      [prose, second, '参考资料', ...titles],
    ],
  ])('is kept %s', (_name, inner, lines) => {
    expect(post(inner)).toEqual(lines)
  })
  it.each([
    ['above the text, with a date', `${link('渡船人 乡野 , 河流 2024年5月21日')}<p>${prose}</p><p>${second}</p>`],
    [
      'in a list below it',
      `<p>${prose}</p><p>${second}</p><ul>${titles.map((title) => link(title, 'li')).join('')}</ul>`,
    ],
  ])('is left out %s', (_name, inner) => {
    expect(post(inner)).toEqual([prose, second])
  })
})

it('a list of links is left out if its heading stands in all posts', () => {
  const list = '<p>Related</p><a href="/1"><h2>最后的磨坊</h2></a><a href="/2"><h2>一条溪的名字</h2></a>'
  const text = `${fields}\n<div><p>${prose}</p><p>${second}</p>${list}</div>`
  const { articles } = readOne('a.md', text, { repeatedLines: new Set(['related']) })
  expect(articles[0]!.body.split('\n')).toEqual([prose, second])
})

it('a heading below which posts have nothing is furniture if all have it', () => {
  const name = (n: number): string => '甲乙丙丁戊己庚辛壬癸子丑'.charAt(n)
  const post = (n: number, last: string): string =>
    `${fields}\n<div><h2>结论</h2><p>${name(n)}说，${prose}</p><p>${name(n)}想，${second}</p><h1>渡口周刊<div>渡</div></h1>${last}</div>`
  const files = Array.from({ length: 12 }, (_, i) => ({ path: `${i}.md`, bytes: Buffer.from(post(i, '')) }))
  const repeatedLines = findRepeatedLines(files)
  const lines = (last: string): string[] =>
    readOne('0.md', post(0, last), { repeatedLines }).articles[0]!.body.split('\n')
  expect(lines('')).toEqual(['结论', `甲说，${prose}`, `甲想，${second}`])
  expect(lines(`<p>后来，${second}</p>`)).toContain('渡口周刊')
})

it('the text of every image of a source can be found', () => {
  const images = ['图1 渡口', 'ferry timetable', '渡口的钟']
    .map((alt) => `![${alt}](/a/${alt.length}.png)`)
    .join('\n\n')
  const [article] = readOne('a.md', `${fields}\n${prose}\n\n${images}\n`).articles
  expect(article!.captions).toEqual(['图1 渡口', 'ferry timetable', '渡口的钟'])
})

it('a source has repeated lines only at its foot', () => {
  const repeatedLines = new Set(['source:每周一篇慢慢写'])
  const line = '每周一篇，慢慢写。'
  const text = `${fields}\n${line}\n\n${prose}\n\n${second}\n\n${line}\n`
  expect(readOne('a.md', text, { repeatedLines }).articles[0]!.body.split('\n')).toEqual([line, prose, second])
})

it('a mirror below a heading that is a link is a page', () => {
  const text = mirror.replace(
    '<div>',
    '## [渡口](https://a.example/news/2024/05/21/the-ferry-of-the-long-river)\n\n<div>',
  )
  expect(inspectFile(Buffer.from(text), 'a.md')).toMatchObject({ readAs: 'page' })
})

it('statements below a short article may be longer than it', () => {
  const statement = `特别声明：以上内容由用户上传并发布，本平台仅提供信息存储服务。${'转载请联系作者，'.repeat(30)}`
  const text = pasted.replace('\n\n相关阅读', `\n\n${statement}\n\n相关阅读`)
  expect(readOne('a.txt', text).articles[0]!.body.split('\n')).toEqual([prose, second])
})

it('what one reason takes of a post is bounded', () => {
  const statement = `重要提示：${second}`
  const lines = Array<string>(6).fill(`<p>${statement}</p>`).join('\n')
  const { body } = readOne('a.md', `${fields}\n<div><p>${prose}</p>\n${lines}</div>`).articles[0]!
  expect(body.split('\n')).toEqual([prose, ...Array<string>(6).fill(statement)])
})

it('a post is never empty because of a rule', () => {
  const poem = ['水在桥下看人 / 人在桥上看水', '风在山上 / 云在山下']
  const html = `${fields}\n<div>${poem.map((line) => `<p><a href="/1">${line}</a></p>`).join('')}</div>`
  expect(readOne('a.md', html).articles[0]!.body.split('\n')).toEqual(poem)
})

it('a line is compared without blanks and signs, and all numbers are one', () => {
  const plain = (line: string): string =>
    line
      .replace(/\d+/g, '0')
      .replace(/[\s\p{P}\p{S}\p{C}]+/gu, '')
      .toLowerCase()
  const line = fc.string({
    unit: fc.oneof(fc.constantFrom(...'河边 12:3０，。—_+aÉ𠮷😀'), fc.string({ maxLength: 1 })),
  })
  fc.assert(fc.property(line, (text) => foldedLine(`渡口的灯还亮着${text}`) === plain(`渡口的灯还亮着${text}`)))
})

it('an entry of a list and the label of one are no repeated lines of a source', () => {
  const foot = '参数：\n\n- 名字\n- 类型：字符\n\n关注公众号\n'
  const files = Array.from({ length: 20 }, (_, i) => ({
    path: `${i}.md`,
    bytes: Buffer.from(`第${'一'.repeat(i + 1)}，${prose}\n\n${foot}`),
  }))
  expect([...findRepeatedLines(files)]).toEqual(['source:关注公众号'])
})

it('a picture that is a link is no title', () => {
  const picture = '[![Build Status](https://a.example/badge.svg)](https://a.example/build)'
  const [article] = readOne('a.md', `${picture}\n\n# 渡口\n\n${prose}\n`).articles
  expect(article!.title).toBe('渡口')
})
