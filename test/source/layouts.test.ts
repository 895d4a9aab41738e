/** Layouts of portals, forums and blogs: which boxes hold the article, and what stands beside it. */
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/source/article.js'
import { readOne } from './read.js'

const first = '河水退了以后，码头上只剩下一排没有名字的船，船上的灯整夜亮着，没有人知道是谁点的。'
const second = '第二天早上，卖鱼的老人说，他看见有人提着一盏灯，从河的那一边走过来，走到桥头就不见了。'
const long = `${second}${second}${second}`

function read(body: string, title = '渡口的灯还亮着'): Article {
  const html = `<html><head><title>${title}</title></head><body>${body}</body></html>`
  const [article] = readOne('a/1.html', html).articles
  if (article !== undefined) return article
  throw new Error('no article')
}

const post = (user: string, text: string, floor: number): string =>
  `<table id=pid${floor}><tr><td class=author>${user}<br>帖子 12</td><td><div class=info>${floor}楼 发表于 2007-5-12 10:1${floor}</div><div id=message_${floor} class=msg>${text}</div></td></tr></table>`

describe('a thread of a forum', () => {
  const thread = (...texts: readonly string[]): string =>
    `<h1>渡口的灯还亮着</h1>${texts.map((text, i) => post('北方的狼', text, i + 1)).join('')}`

  it('keeps its first post and the replies that are prose, in order, each below the name of its author', () => {
    const { body, title, date } = read(thread(first, '顶', long, '谢谢楼主', second))
    expect(body.split('\n')).toEqual([first, '北方的狼', long, '北方的狼', second])
    expect({ title, date }).toEqual({ title: '渡口的灯还亮着', date: '2007-05-12T10:11:00+08:00' })
  })

  it('has the time that stands in the box of its first post, not that of a member or of a reply', () => {
    const box = (text: string, floor: number): string =>
      `<div class="l_post"><ul class="author"><li><strong>注册:</strong> 2006-01-02 03:04</li></ul><div class="post_text t${floor}">${text}</div><div class="reply_tail"><span>${floor}楼</span><span>2013-5-1${floor} 10:11</span></div></div>`
    const { date } = read(`<h1>渡口的灯还亮着</h1>${[first, long, second].map((text, i) => box(text, i + 1)).join('')}`)
    expect(date).toBe('2013-05-11T10:11:00+08:00')
  })
  it('has its time from a line that goes on with a headline that calls out', () => {
    const row = (text: string, subject: string): string =>
      `<tr><td>北方的狼</td><td><span>发表于: 2008-4-18 10:15 &nbsp; 文章主题: ${subject}</span><br><span class=postbody>${text}</span></td></tr>`
    expect(
      read(`<table>${row(first, '注意！渡口的灯还亮着')}${row(long, '')}</table>`, '注意！渡口的灯还亮着').date,
    ).toBe('2008-04-18T10:15:00+08:00')
  })

  it('keeps a question of one line that is followed by long answers', () => {
    expect(read(thread('请问桥头的灯是谁点的？', long, long)).body).toBe(
      `请问桥头的灯是谁点的？\n北方的狼\n${long}\n北方的狼\n${long}`,
    )
  })

  it('is none where an article stands before comments', () => {
    const page = `<h1>渡口的灯还亮着</h1><div><p>今天河水退了，码头上只剩下几条小船。</p></div>${post('甲', long, 1)}${post('乙', long, 2)}`
    expect(read(page).body).not.toBe(`${long}\n${long}`)
  })

  it('is none where paragraphs are boxes of one kind', () => {
    const page = `<h1>渡口的灯还亮着</h1><div>${`<div class=para>${first}</div>`.repeat(2)}<h2>第二天</h2><div class=para>${second}</div></div>`
    expect(read(page).body).toBe(`${first}\n${first}\n第二天\n${second}`)
  })
})

describe('an article', () => {
  it('is found beside comments that are longer, by the headline above it', () => {
    const comments = `<div class=repeat>${`<div class=cnt>读者：${long}</div>`.repeat(4)}</div>`
    expect(read(`<div><div>渡口的灯还亮着</div><div><p>${first}</p></div></div>${comments}`).body).toBe(first)
  })

  it('is found where comments are named so, whatever its own box is called', () => {
    const comments = `<div id=comments>${`<div><p>${long}</p></div>`.repeat(3)}</div>`
    expect(read(`<h2>渡口的灯还亮着</h2><div class=entry><p>${first}</p></div>${comments}`).body).toBe(first)
  })

  it('is whole where each paragraph stands in boxes of its own, or in sections', () => {
    const nested = [first, second, long].map(
      (text) => `<section><section><p><span>${text}</span></p></section></section>`,
    )
    expect(read(`<div>${nested.join('')}</div>`).body).toBe([first, second, long].join('\n'))
    const sections = [first, second].map((text) => `<section><p>${text}</p><p>${text}</p></section>`)
    expect(read(`<div>${sections.join('')}</div>`).body).toBe([first, first, second, second].join('\n'))
  })

  it('is kept where a box around it has the name of furniture', () => {
    const page = `<div class="social app"><div class="post-content"><p>今天停电。</p></div></div><p>${long}</p><p>${long}</p>`
    expect(read(page).body).toBe('今天停电。')
  })
})

describe('fields of a layout', () => {
  const box = (head: string): string => `${head}<div class="article-content"><p>${first}</p><p>${long}</p></div>`

  it.each([
    [
      'an address beside the day',
      '<p>http://www.example.com.cn 2005年03月14日09:15 江城晚报</p>',
      '2005-03-14T09:15:00+08:00',
    ],
    ['a year and a day as an ornament', '<p><em>2019</em><b>05</b>/<b>09</b></p>', '2019-05-09'],
    [
      'more behind it than bylines have',
      '<p>发表于: 2008-4-18 10:15 文章主题: 渡口的灯还亮着 引用并回复</p>',
      '2008-04-18T10:15:00+08:00',
    ],
    ['the day when the writer came to the site', '<p>发表于: 2008-4-18</p><p>注册时间: 2003-05-12</p>', '2008-04-18'],
  ])('has its date from a line with %s', (_, head, date) => {
    expect(read(box(`<h1>渡口的灯还亮着</h1>${head}`)).date).toBe(date)
  })

  it('has its date from its own head before that of a comment below', () => {
    const page = `<div class="article-content"><p>(2007-05-12 10:11:12)</p><p>${first}</p></div><p>网友 2008-5-13 10:11:12</p>`
    expect(read(page).date).toBe('2007-05-12T10:11:12+08:00')
  })

  it.each([
    ['江城新闻网', '<span>渡口的灯还亮着</span><p>作者：陆远舟 更新时间：2005-03-14</p>'],
    ['渡口札记: 渡口的灯还亮着', '<h1>渡口札记</h1><h3>渡口的灯还亮着</h3>'],
    ['渡口的灯还亮着_江城', '<h1>渡口的灯还亮着 <span>城市</span></h1>'],
    ['『江城杂谈』 渡口的灯还亮着_社区', '<p>『江城杂谈』 渡口的灯还亮着</p>'],
    ['高温｜渡口的灯还亮着_新闻', '<h1>高温｜渡口的灯还亮着</h1>'],
  ])('has its headline under the title of a page %s', (title, head) => {
    expect(read(box(`<div>${head}</div>`), title).title).toMatch(/^(?:高温｜)?渡口的灯还亮着$/)
  })

  it('keeps what follows a table of contents, though notes end its sentences', () => {
    const page = `<div id="mw-content-text"><p>${first}[1]</p><div><h2>目录</h2></div><h2>第二天</h2><p>${long}[2][3]</p></div>`
    expect(read(page).body).toContain(long)
  })

  it('keeps prose in a box of the article that has the name of an advert', () => {
    const page = `<div class="article-content"><p>${first}</p><div class="keyword_ad_area"><p>${long}</p></div></div><div><p>${'别的。'.repeat(300)}</p></div>`
    expect(read(page).body).toBe(`${first}\n${long}`)
  })
})

describe('rules for lines', () => {
  const statement =
    '免责声明：本站转载的文章版权归原作者所有，观点不代表本站立场，如有侵权请联系我们删除，本站会在三个工作日内处理完毕。'

  it('take at most half of the element of an article: else it is kept whole, and told to be uncertain', () => {
    const html = `<html><head><title>声明</title></head><body><div class="article-content"><p>${first}</p>${`<p>${statement}</p>`.repeat(6)}</div></body></html>`
    const { articles, removed, problems } = readOne('a/1.html', html)
    expect(articles[0]?.body.split('\n')).toEqual([first, ...Array<string>(6).fill(statement)])
    expect(problems).toMatchObject([{ reason: 'READ_IN_PART', parameters: { what: 'page' } }])
    expect(removed).toEqual([])
  })

  it('take what they name where that is less', () => {
    expect(read(`<div class="article-content"><p>${first}</p><p>${long}</p><p>${statement}</p></div>`).body).toBe(
      `${first}\n${long}`,
    )
  })
})

describe('a line under an image', () => {
  const withLine = (line: string): Article =>
    read(`<div class="article-content"><p>${first}</p><p><img src="a.png"></p>${line}<p>${long}</p></div>`)

  it.each([
    [
      'sentences in the middle of the column',
      `<p style="text-align:center">${first}${second}</p>`,
      `${first}${second}`,
    ],
    ['a step below a screenshot', '<p>点“下一步”，等它装完。</p>', '点“下一步”，等它装完。'],
  ])('is text where it is %s, in its place', (_, line, text) => {
    expect(withLine(line)).toMatchObject({ body: `${first}\n${text}\n${long}`, captions: [] })
  })

  it('is text where the whole article stands in the middle', () => {
    const lines = [first, second, long].map((text) => `<p style="text-align:center">${text}</p>`)
    const html = `<div class="article-content">${lines[0]!}<p><img src="a.png"></p>${lines[1]!}<p><img src="b.png"></p>${lines[2]!}<p style="text-align:center">第二天早上，船还在。</p></div>`
    expect(read(html)).toMatchObject({ body: `${first}\n${second}\n${long}\n第二天早上，船还在。`, captions: [] })
  })

  it('is a caption where it is short and in the middle, or a figure marks it', () => {
    expect(withLine('<p style="text-align:center">渡口的旧船</p>').captions).toEqual(['渡口的旧船'])
    expect(withLine(`<figure><img src="b.png"><figcaption>${first}</figcaption></figure>`).captions).toEqual([first])
  })
})

describe('the author of a page', () => {
  it.each([
    ['何青禾 关注', '何青禾'],
    ['editor@example.net', ''],
    ['#城市', ''],
    ['www.example.net', ''],
    ['登录', ''],
  ])('of an element that says «%s» is «%s»', (said, author) => {
    expect(read(`<div class="author">${said}</div><div class="article-content"><p>${long}</p></div>`).author).toBe(
      author,
    )
  })
})

it('a day in a caption is no date of the article', () => {
  const page = `<h1>渡口的灯还亮着</h1><div class=RichText><p>${first}</p><figure><img src=a.jpg><figcaption>2023年7月28日是第13个世界</figcaption></figure></div><div>发布于 2021-07-03 16:18・IP 属地江城</div>`
  expect(read(page).date).toBe('2021-07-03T16:18:00+08:00')
})

describe('rows of a table in a page', () => {
  const row = (...cells: string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`

  it('are furniture if the table only sets the page', () => {
    const page = `<table width=778>${row('渡口的灯还亮着')}${row('作者：何青禾　来源：东海日报　更新时间：2005-11-23')}${row(`<p>${long}</p>`)}${row('【评论】【打印】【关闭窗口】')}</table>`
    const { body, date } = read(page)
    expect(body).not.toContain('关闭窗口')
    expect(body).not.toContain('何青禾')
    expect(date.slice(0, 10)).toBe('2005-11-23')
  })
  it('are text if they have several cells', () => {
    const data = `<table>${row('编辑', '责任编辑：何青禾')}${row('来源', '来源：东海日报')}</table>`
    const { body } = read(`<h1>渡口的灯还亮着</h1><p>${long}</p>${data}<p>${first}</p>`)
    expect(body).toContain('责任编辑：何青禾')
    expect(body).toContain('来源：东海日报')
  })
})
