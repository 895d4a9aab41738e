import { describe, expect, it } from 'vitest'
import { FOOT_RULES, HEAD_RULES, LINE_RULES, TAIL_RULES } from '../../../src/source/clean/rules/index.js'
import { readOne } from '../read.js'
import { KEPT } from './kept.js'

const FEWEST = 10
const SENTENCES = [
  '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。',
  '后来桥拆了，老人们搬到了镇上，只有水还是从前的水，每年春天涨一次，秋天落一次，没有停过。',
  '船匠每天早上先看云，再看水，最后才看人；他说云是天的脸，水是地的脸，人的脸没有什么好看。',
]
const prose = (n: number): string[] => Array.from({ length: n }, (_, i) => `第${i + 1}天，${SENTENCES[i % 3]!}`)
const fields = '---\ntitle: 河上的三年\ndate: 2024-05-21\nfrom: https://a.example/1\n---\n'
const textOf = (name: string, content: string): string => {
  const [article] = readOne(name, content).articles
  return [article?.body, ...(article?.captions ?? [])].join('\n')
}
const escaped = (line: string): string => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const mirror = (line: string): string =>
  `${fields}\n<div>\n${[...prose(7), line, ...prose(7)].map((text) => `<p>${escaped(text)}</p>`).join('\n')}\n</div>\n`

it('every rule has lines that it must leave alone', () => {
  const rules = [...LINE_RULES.all, ...TAIL_RULES.all, ...HEAD_RULES.all, ...FOOT_RULES.all]
  expect(Object.keys(KEPT).sort()).toEqual(rules.map(({ name }) => name).sort())
  for (const lines of Object.values(KEPT)) expect(new Set(lines).size).toBeGreaterThanOrEqual(FEWEST)
})

describe.each(Object.entries(KEPT))('like the rule "%s"', (_rule, lines) => {
  it.each(lines)('%s stays inside a mirrored post', (line) => {
    expect(textOf('a.md', mirror(line)).split('\n')).toContain(line)
  })
  it.each(lines)('%s stays wherever it stands in a source', (line) => {
    for (const at of [0, 4, 8]) {
      const paragraphs = prose(8)
      paragraphs.splice(at, 0, `\`\`\`\n${line}\n\`\`\``)
      expect(textOf('a.md', `${fields}\n${paragraphs.join('\n\n')}\n`).split('\n')).toContain(line)
    }
    expect(textOf('a.txt', `河上的三年\n\n${[...prose(2), line, ...prose(2)].join('\n\n')}`).split('\n')).toContain(
      line,
    )
  })
})

describe('in a mirrored post, a line that names another page', () => {
  const link = '<a href="https://b.example/2">渡口的名字从哪里来</a>'
  const linesOf = (middle: string[], end: string[] = []): string[] =>
    textOf(
      'a.md',
      `${fields}\n<div>\n${[...prose(7), ...middle, ...prose(7), ...end].map((html) => `<p>${html}</p>`).join('\n')}\n</div>\n`,
    ).split('\n')
  const recommendation = '延伸阅读：渡口的名字从哪里来'

  it('stays as a link, in italics and at the end', () => {
    expect(linesOf([`延伸阅读：${link}`])).toContain(recommendation)
    expect(linesOf([`<em>延伸阅读：${link}</em>`])).toContain(recommendation)
    expect(linesOf([], [`延伸阅读：${link}`])).toContain(recommendation)
    const address = '<a href="https://b.example/">https://b.example/</a>'
    expect(linesOf([`链接： ${address}`])).toContain('链接： https://b.example/')
    expect(linesOf([], ['名：河', `URL: ${address}`, '号：7'])).toContain('URL: https://b.example/')
  })

  it('goes among furniture, and if it names the page itself', () => {
    expect(linesOf([], ['责任编辑：阿河', `延伸阅读：${link}`])).not.toContain(recommendation)
    const own = '本文链接：https://a.example/1'
    expect(linesOf([], [own])).not.toContain(own)
  })
})

describe('in a mirrored post', () => {
  const read = (inner: string): string[] => textOf('a.md', `${fields}\n<div>\n${inner}\n</div>\n`).split('\n')
  const paragraphs = prose(7).map((text) => `<p>${text}</p>`)

  it('a heading «Comments» goes above names, and stays above text', () => {
    const heading = 'Comments'
    const said = '渡口的规矩很多，船工先看水位再点灯，灯亮以后才许上船，任何人不得抢先。'
    const ofReaders = read(
      `${paragraphs.join('\n')}<h2>${heading}</h2><h3>阿河</h3><p>${said}</p><h3>阿山</h3><p>后来，${said}</p>`,
    )
    expect(ofReaders).not.toContain(heading)
    expect(ofReaders).toEqual(expect.arrayContaining(['阿河', said]))
    expect(read(`${paragraphs.join('\n')}<h2>${heading}</h2><p>${said}</p>`)).toContain(heading)
  })

  it.each(['感谢', '引用', '设置', '更多', '分享'])('a heading «%s» stays above text', (heading) => {
    const said = '渡口的规矩很多，船工先看水位再点灯，灯亮以后才许上船，任何人不得抢先。'
    expect(read(`${paragraphs.join('\n')}<h2>${heading}</h2><p>${said}</p>`)).toContain(heading)
    expect(read(`${paragraphs.join('\n')}<h2>${heading}</h2>`)).not.toContain(heading)
  })

  it('a note about the site goes, the same sentence in the text stays', () => {
    const note = '本网所有视频均在国外，如果您打不开，请换一条路'
    const inside = (line: string): string[] => read([...paragraphs, `<p>${line}</p>`, ...paragraphs].join('\n'))
    expect(inside(note)).toContain(note)
    expect(inside(`** ${note} **`).join('')).not.toContain(note)
  })

  it('names and rubrics above the text go, even below a title that ends like the name of a list', () => {
    const rubrics = '<p><a href="/1">阿河的专栏</a> , <a href="/2">河上的事情</a> , <a href="/3">城里的事情</a></p>'
    const title = '除了水位，船工还要看风，看云，看桥上的人：一条大河留给后来人的教训和参考'
    const heading = `<header><h1>${title}</h1></header>`
    const named = fields.replace('河上的三年', title)
    const post = `${named}\n<article>${heading}${rubrics}${paragraphs.join('\n')}</article>\n`
    expect(textOf('a.md', post)).not.toContain('阿河的专栏')
    expect(read(`<p>参考</p>${rubrics}${paragraphs.join('\n')}`).join('')).toContain('阿河的专栏')
  })

  it('a box of text stays, though its name is of navigation', () => {
    const box = (inner: string): string[] =>
      read(`<article class="post-content">${paragraphs.join('\n')}<div class="sidebar-facts">${inner}</div></article>`)
    const facts = '<div class="sidebar-facts-label">水位</div><div>三米七，比去年高出一掌，船工说还要再涨</div>'
    expect(box(facts)).toEqual(expect.arrayContaining(['水位', '三米七，比去年高出一掌，船工说还要再涨']))
    expect(box('<a href="/1">上一期：渡口的名字从哪里来</a> <a href="/2">下一期：桥上的人</a>').join('')).not.toContain(
      '渡口',
    )
  })

  it('a link below its own label stays, above the text and in a list', () => {
    const links = [
      '题目来源于：<a href="https://b.example/1">渡口的名字从哪里来</a>',
      '<a href="/1">阿河的专栏和他的船</a>',
    ]
    const labelled = '题目来源于：渡口的名字从哪里来'
    const above = read([...links.map((html) => `<p>${html}</p>`), ...paragraphs].join('\n'))
    expect(above).toContain(labelled)
    expect(above).not.toContain('阿河的专栏和他的船')
    const answer = '<p>参考答案：<a href="/2">渡口的水位从哪里量起</a></p>'
    const list = `<p>相关问题：</p>${answer}<p><a href="/3">桥上的人</a></p><p><a href="/4">河边的树</a></p>`
    const below = read([...paragraphs, list, '<h2>桥</h2>', ...paragraphs].join('\n'))
    expect(below).toContain('参考答案：渡口的水位从哪里量起')
    expect(below).not.toContain('桥上的人')
  })

  it('code is read as HTML, however little markup there is beside it', () => {
    const code = ['# 启动渡口', '  ferry({', '', "    name: '渡口',", '  })']
    const lines = Array.from({ length: 20 }, () => code.join('\n')).join('\n')
    const post = `${fields}\n<div>\n${paragraphs.join('\n')}\n<pre><code>${lines.replaceAll("'", '&#39;')}\n</code></pre>\n</div>\n`
    expect(textOf('a.md', post)).toContain(code.filter((line) => line !== '').join('\n'))
  })
})

describe('in a page', () => {
  const sentence =
    '渡口的规矩很多，船工先看水位再点灯，灯亮以后才许上船，任何人不得抢先，也不得在船头大声说话，更不得把水里的月亮指给孩子们看。'
  const linesOf = (inner: string, head = ''): string[] =>
    textOf(
      'a.html',
      `<!doctype html><html><head><title>河上的三年</title>${head}</head><body><article class="post-content"><h1>河上的三年</h1>${inner}</article></body></html>`,
    ).split('\n')
  const text = `<p>${sentence}</p>`.repeat(6)

  it('a section below a list of links begins with its heading, however short its first sentence is', () => {
    const list = '<p>相关阅读：</p><ul><li><a href="/1">渡口的名字</a></li><li><a href="/2">桥上的人</a></li></ul>'
    const section = '<h2>水位</h2><p>水位终于统一了。</p>'
    expect(linesOf(`${text}${list}${section}${text}`)).toEqual(expect.arrayContaining(['水位', '水位终于统一了。']))
  })

  it('a link below its own label stays above the text', () => {
    const link = (label: string): string => `<p>${label}<a href="/1">渡口的名字从哪里来</a></p>${text}`
    expect(linesOf(link('题目来源于：'))).toContain('题目来源于：渡口的名字从哪里来')
    expect(linesOf(link('')).join('')).not.toContain('渡口的名字')
  })

  it('key words and the address of an original stay if the page has others', () => {
    const own = ['关键词：水位、摆渡', '原文地址：https://b.example/ferry/1']
    const inner = `<p>${own[0]}</p>${text}<p>${own[1]}</p><p>本文链接：https://a.example/1</p>`
    const tags = '<meta property="article:tag" content="随笔"><link rel="canonical" href="https://a.example/1">'
    expect(linesOf(inner, tags)).toEqual(expect.arrayContaining(own))
    expect(linesOf(inner, tags).join('')).not.toContain('本文链接')
    expect(linesOf(inner).join('')).not.toContain('原文地址')
    const same = `<p>标签：随笔</p>${text}`
    expect(linesOf(same, tags).join('')).not.toContain('标签')
  })
})
