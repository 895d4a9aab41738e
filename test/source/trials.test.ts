/** Faults that trials with odd files have found, one test each. */
import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'

const PROSE = '磨坊主每天早上数一遍石阶，一共九十三级，下雨的日子少一级，因为最下面的那一级在水里，数不着，也踩不着。'
const post = (front: string, path = 'a.md'): ReturnType<typeof readOne> => readOne(path, `${front}\n\n${PROSE}\n`)

describe('front matter', () => {
  it.each([
    ['JSON behind a fence that names it', '---json\n{"title": "石阶", "tags": ["磨坊"]}\n---'],
    ['JSON without braces, closed by semicolons', '"title": "石阶",\n"tags": ["磨坊"]\n;;;'],
    ['broken JSON', '{\n"title": "石阶",\n"tags": ["磨坊",],\n}'],
    ['a list whose end is missing', '---\ntitle: 石阶\ntags: [磨坊\n---'],
  ])('%s', (_name, front) => {
    expect(post(front).articles[0]).toMatchObject({ title: '石阶', tags: ['磨坊'], body: PROSE })
  })
  it('a title that begins with a bracket is no list', () => {
    expect(post('---\ntitle: [求助] 石阶怎么修\n---').articles[0]!.title).toBe('[求助] 石阶怎么修')
  })
  it('markup in a title goes, a tag that it speaks of stays', () => {
    expect(post('---\ntitle: "<b>石</b>阶"\n---').articles[0]!.title).toBe('石阶')
    expect(post('---\ntitle: 怎样用 <b> 和 &lt;i&gt;\n---').articles[0]!.title).toBe('怎样用 <b> 和 <i>')
  })
  it('aliases that stand for more than is copied are reported, and cost no simple field', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdef'.split('').map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcde'[i]!}`).join(',')}]`),
    ]
    const { articles, problems } = post(`---\n${bomb.join('\n')}\ntitle: 石阶\n---`)
    expect(articles[0]).toMatchObject({ title: '石阶', body: PROSE })
    expect(problems.map(({ message }) => message)).toEqual(['the front matter has too many values'])
  })
})

describe('Markdown', () => {
  it.each([
    ['> 引\n> 用', '引用'],
    ['- [x] 完\n- 发布', '完\n发布'],
    ['| 级 | 高 |\n|---|:-:|\n| 一 | 二尺 |', '级 高\n一 二尺'],
    ['见 <https://example.com/a>', '见 https://example.com/a'],
    ['<https://example.com/a>', 'https://example.com/a'],
    ['{%- comment -%}藏{%- endcomment -%}露', '露'],
    ['见 [[石阶]] 和 [[水|河水]] ![[图.png]]', '见 石阶 和 河水'],
    ['[TOC]\n\n露', '露'],
    ['@[toc](目录)', ''],
  ])('%j', (markdown, text) => {
    const { body } = readOne('a.md', `---\ntitle: 石阶\n---\n${PROSE}\n\n${markdown}\n`).articles[0]!
    expect(body).toBe(text === '' ? PROSE : `${PROSE}\n${text}`)
  })
})

describe('Markdown below a tag', () => {
  it.each([
    '<img src="a.jpg">',
    '<iframe src="//example.com/player"></iframe>',
    '<iframe src="//example.com/player" />',
    '<video src="a.mp4"/>',
    '<p align="center">\n<img src="a.jpg">\n</p>',
    '<!-- a -->\n<center><img src="a.jpg"></center>',
  ])('%j is still Markdown', (tag) => {
    const { body } = readOne(
      'a.md',
      `---\ntitle: 石阶\n---\n${tag}\n\n${PROSE}\n\n**磨**坊主见[水](https://example.com/)。\n`,
    ).articles[0]!
    expect(body).toBe(`${PROSE}\n磨坊主见水。`)
  })
  it.each(['<p>一**二**\n\n三</p>', '<p>一**二**\n\n<p>三', '<div>\n\n一**二**\n\n三</div>'])('%j is HTML', (html) => {
    expect(readOne('a.md', html).articles[0]!.body).toContain('一**二**')
  })
})

describe('bytes that are hardly text', () => {
  it('Latin letters with accents are no Chinese of UTF-16', () => {
    const { articles, problems } = readOne('a.txt', Buffer.from('caf\u00e9 d\u00e9j\u00e0 vu, na\u00efve', 'latin1'))
    expect(articles).toEqual([])
    expect(problems).toHaveLength(1)
  })
  it('a guess that fits badly is told', () => {
    const { problems } = readOne('a.txt', iconv.encode('堃喆淼鑫，煜昊。', 'gbk'))
    expect(problems.map(({ message }) => message)).toEqual(['no encoding fits well; the file was read as GB18030'])
  })
  it.each(['a.csv', 'a.json', 'a.xml'])('what had to be replaced in %s is reported', (path) => {
    const text = {
      'a.csv': `title,text\n石阶,${PROSE}\0\n`,
      'a.json': `[{"text":"${PROSE}\0"}]`,
      'a.xml': `<rss><item><title>石阶\0</title><description>${PROSE}</description></item></rss>`,
    }[path]!
    expect(readOne(path, text).problems[0]?.message).toBe('1 NUL character removed')
  })
  it('in JSON lines too, once', () => {
    const line = Buffer.from(`{"text":"${PROSE}`)
    const bad = Buffer.concat([line, Buffer.from([0xff]), Buffer.from('"}\n')])
    const { articles, problems } = readOne('a.jsonl', Buffer.concat([line, Buffer.from('"}\n'), bad, bad]))
    expect(articles).toHaveLength(3)
    expect(problems).toMatchObject([{ line: 2 }])
  })
})

describe('containers that are cut or broken', () => {
  it('a quote that is never closed costs no row', () => {
    const { articles, problems } = readOne('a.csv', `title,text\n一,${PROSE}\n二,"${PROSE}\n三,${PROSE}\n`)
    expect(articles.map(({ title }) => title)).toEqual(['一', '二', '三'])
    expect(articles.map(({ origin }) => origin.line)).toEqual([2, 3, 4])
    expect(problems).toHaveLength(1)
  })
  it('a compressed article gives what comes before the damage', () => {
    const packed = gzipSync(`# 石阶\n\n${PROSE}`)
    const { articles, problems } = readOne('a.md.gz', Buffer.concat([packed, Buffer.from('junk')]))
    expect(articles[0]).toMatchObject({ title: '石阶', body: PROSE })
    expect(problems.map(({ message }) => message)).toEqual(['the compressed data is damaged or cut short'])
  })
  it('chapters that are not in the book are counted', () => {
    const book = zipSync({
      'META-INF/container.xml': strToU8('<container><rootfile full-path="a/b.opf"/></container>'),
      'a/b.opf': strToU8(
        '<package><manifest><item id="x" href="../../../etc/x.html"/></manifest><spine><itemref idref="x"/></spine></package>',
      ),
      '../../../etc/x.html': strToU8(`<p>${PROSE}</p>`),
    })
    const { articles, problems } = readOne('a.epub', book)
    expect(articles).toEqual([])
    expect(problems.map(({ message }) => message)).toEqual(['1 of its 1 chapter is missing'])
  })
})
