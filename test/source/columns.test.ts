/** Columns beside an article: lists of other articles are left out, lists of the author stay. */
import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'

const TEXT = [
  '河水退了以后，码头上只剩下一排没有名字的船，船上的灯整夜亮着，没有人知道是谁点的。',
  '第二天早上，卖鱼的老人说，他看见有人提着一盏灯，从河的那一边走过来，走到桥头就不见了。',
  '第三天，渡口来了一个陌生人，说要找一只没有名字的船，船工们互相看了一眼，谁也没有开口。',
]
const read = (body: string): string => {
  const html = `<html><head><title>渡口的灯还亮着_江城网</title></head><body><div class="top"><a href="/">首页</a></div>${body}<div class="footer">某某版权所有</div></body></html>`
  return readOne('a/1.html', html).articles[0]!.body
}
const text = TEXT.map((line) => `<p>${line}</p>`).join('')
const article = `<h1>渡口的灯还亮着</h1><p class="t">2021-03-04 10:11</p>${text}`
const numbered = (item: (i: number) => string): string => Array.from({ length: 8 }, (_, i) => item(i)).join('')
const links = numbered((i) => `<li><a href="/x/${i}.html">渡口新添第${i + 1}盏灯之后的事情</a></li>`)
const leads = numbered(
  (i) =>
    `<li><h4 class="module-title"><a href="/x/${i}.html">渡口新添第${i + 1}盏灯之后的事情</a></h4><p class="module-artile">守桥人说第${i + 1}盏灯要挂在桥的另一头，免得船工看不见。</p></li>`,
)

describe('a column beside an article', () => {
  const layouts: Record<string, (column: string) => string> = {
    'in a list of columns': (column) =>
      `<div class="main content"><ul class="two-columns"><li class="left left-main"><h3>渡口的灯还亮着</h3><div class="time fix"><span>2021-03-04 10:11</span></div><div class="content all-txt">${text}</div></li><li class="right right-main">${column}</li></ul></div>`,
    'before it, in a list of columns': (column) =>
      `<div class="main content"><ul class="two-columns"><li class="right right-main">${column}</li><li class="left left-main"><h3>渡口的灯还亮着</h3><div class="content all-txt">${text}</div></li></ul></div>`,
    'in the same named box': (column) =>
      `<div class="content"><div class="fl w700">${article}</div><div class="fr w300">${column}</div></div>`,
    'before it in the same article': (column) =>
      `<article><p><a href="/">渡口</a></p><div class="fl w300">${column}</div><div class="fr w700">${article}</div></article>`,
    'in a cell before it': (column) =>
      `<table class="content"><tr><td width=300>${column}</td><td width=700>${article}</td></tr></table>`,
    'in a cell behind it': (column) =>
      `<table class="content"><tr><td width=700>${article}</td><td width=300>${column}</td></tr></table>`,
  }
  const cases = Object.entries(layouts).flatMap(([name, layout]) =>
    [links, leads].flatMap((list) =>
      ['最新闻', '热门', '风闻社区'].map(
        (heading) => [name, heading, layout(`<h3>${heading}</h3><ul>${list}</ul>`)] as const,
      ),
    ),
  )
  it.each(cases)('%s, headed %s, is left out', (_name, _heading, html) => {
    expect(read(html)).toBe(TEXT.join('\n'))
  })

  const post = (part: string): string =>
    `<div class="post-content"><h1>渡口的灯还亮着</h1><div class="left">${text}</div>${part}</div>`
  it.each([
    ['a list in a box without the name of a column', `<div class="refs"><h2>用过的书</h2><ol>${links}</ol></div>`],
    [
      'a column of prose',
      `<div class="right"><h2>另说</h2>${TEXT.map((line) => `<p>${line}后来呢？</p>`).join('')}</div>`,
    ],
    ['a column of few links', '<div class="right"><h2>附记</h2><p>见<a href="/x">旧船的事情</a>。</p></div>'],
  ])('%s stays', (_name, part) => {
    const words = [...part.matchAll(/>([^<>]{2,})</g)].map(([, word]) => word!)
    const body = read(post(part))
    for (const word of words) expect(body).toContain(word)
  })
})
