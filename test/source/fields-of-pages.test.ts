/** Titles, dates, authors and tags where sites put them; each case is one habit, with text of its own. */
import { describe, expect, it } from 'vitest'
import { findDate } from '../../src/source/fields/dates.js'
import { datelineAuthor, readByline } from '../../src/source/clean/byline.js'
import { readOne } from './read.js'

const PROSE =
  '村口的水磨停了七年，今年春天又转起来。修磨的人说，轴还是旧的，只换了两片叶子；水一来，它自己就认得路，慢慢地转，不急。'
const MORE =
  '磨出来的豆浆有一股石头的味道，老人说这才对。年轻人排着队来喝，喝完把碗扣在溪边的石头上，等下一个人来洗，谁也不催谁。'
const read = (path: string, text: string): { title: string; date: string; author: string; body: string } =>
  // Texts of pages are too short here to show that they are.
  readOne(path, text, path.endsWith('.txt') ? { cleaning: 'all' } : {}).articles[0]!
const page = (head: string, foot = ''): ReturnType<typeof read> =>
  read('a.txt', `${head}\n\n${PROSE}\n\n${MORE}\n\n${foot}`)
const BODY = `${PROSE}\n${MORE}`

describe('headlines of pages', () => {
  it.each([
    [
      'above the card of a document',
      '首页 > 公文\n索引号：0011/2021-7\n发布机构：白石县水务局\n成文日期：2021-03-01\n关于恢复旧水磨运行的公告\n发布日期：2021-03-04 来源：水务局',
      { title: '关于恢复旧水磨运行的公告', date: '2021-03-04', author: '' },
    ],
    [
      'behind «reading now»',
      '首页 新闻 社会\n正在阅读：水磨又转起来了\n2021-03-04 10:00 来源：某报',
      { title: '水磨又转起来了' },
    ],
    [
      'beside a button to copy',
      '闲聊论坛 » 乡村 » 老物件 » 村口的水磨又转起来了，谁去看过？\n村口的水磨又转起来了，谁去看过？ [复制链接]\n发表于 2021-3-4 10:00 | 只看该作者',
      { title: '村口的水磨又转起来了，谁去看过？', date: '2021-03-04T10:00:00+08:00' },
    ],
    [
      'in two halves',
      '地方新聞\n水磨停轉七年再響　村民排隊喝豆漿\n2021-03-04 10:00 記者王小川／白石報導',
      { title: '水磨停轉七年再響　村民排隊喝豆漿', author: '王小川' },
    ],
    [
      'of a question, not its description',
      '问一问\n乡村  手艺\n水磨为什么又转起来了？\n停了那么多年，木头没有烂，石头没有裂，是谁修好的？\n关注问题\n写回答',
      { title: '水磨为什么又转起来了？' },
    ],
    [
      'of a message, between its time and its text',
      '溪边人\n认证：手艺人\n+关注\n2021-03-04 10:00 来自 某某手机\n\n水磨又转了',
      { title: '水磨又转了', author: '溪边人' },
    ],
  ])('%s', (_name, head, fields) => {
    expect(page(head)).toMatchObject({ ...fields, body: expect.stringContaining(BODY) as string })
  })
  it('are what the text says of a page’s title', () => {
    const html = (title: string, main: string): string =>
      `<html><head><title>${title}</title></head><body><table><tr><td>${main}</td></tr><tr><td><p>${PROSE}</p><p>${MORE}</p></td></tr></table></body></html>`
    expect(read('a.html', html('白石晚报数字报-水磨又转起来了', '<b>水磨又转起来了</b>')).title).toBe('水磨又转起来了')
    expect(
      read('a.html', html('村口的水磨转起来了 - 闲聊 - 某论坛', '<h1><a>[乡村]</a> 村口的水磨转起来了</h1>')).title,
    ).toBe('村口的水磨转起来了')
  })
  it('the line that tells what a text is about stays in it', () => {
    const lead = '停了七年的磨，是一个外乡人修好的。'
    expect(page(`某网\n首页 新闻 社会\n水磨又转起来了\n阿禾 · 2021-03-04 10:00\n${lead}`).body).toBe(`${lead}\n${BODY}`)
  })
  it('set in the middle of a post they are said again', () => {
    const post = `---\ntitle: 水磨又转起来了\n---\n<div><p align="center"><b>水磨又转起来了</b></p><p>${PROSE}</p></div>`
    expect(read('a.md', post).body).toBe(PROSE)
  })
  it('as a link on the first line of a mirrored post they are fields', () => {
    const post = (link: string): string =>
      `---\ntitle: 水磨又转起来了\n---\n[${link}](https://example.com/mill)\n\n<p>${PROSE}</p>`
    expect(read('a.md', post('水磨又转起来了'))).toMatchObject({ body: PROSE, url: 'https://example.com/mill' })
    expect(read('a.md', post('另一篇文章')).body).toContain('另一篇文章')
  })
})

describe('dates', () => {
  it.each([
    ['05/21/2024', '2024-05-21'],
    ['21/05/2024 - 12:30', '2024-05-21T12:30:00+08:00'],
    ['03/02/2024 - 12:30', '2024-02-03T12:30:00+08:00'],
    ['May 21, 2024 | News', '2024-05-21'],
    ['21 May 2024', '2024-05-21'],
    ['中華民國113年5月21日', '2024-05-21'],
    ['第 12/34/2024 号', ''],
    ['Route 66, 2024', ''],
  ])('%s', (line, date) => {
    expect(findDate(line)).toBe(date)
  })
  it('set as an ornament, on lines of their own', () => {
    expect(page('某社\n2021\n03/ 04\n10:00:05\n水磨又转起来了').date).toBe('2021-03-04T10:00:05+08:00')
  })
})

describe('authors', () => {
  it.each([
    ['原创 阿禾 溪边笔记 2021-03-04 10:00 浙江', '阿禾'],
    ['阿禾 · 2021-03-04 10:00', '阿禾'],
    ['白石日报 · 2021-03-04 10:00', ''],
    ['2021-03-04 10:00 某新聞網 記者陳小樹／台東即時報導', '陳小樹'],
    ['本报记者 周小川', '周小川'],
    ['某某新闻记者 周小川 实习生 杜若', '周小川'],
    ['记者站在水边', undefined],
    ['揭露假记者：一个“深度造假”的案例，旧办法已经过时', undefined],
  ])('%s', (line, author) => {
    expect(readByline(line)?.author).toBe(author)
  })
  it('an agency writes name and place without a blank', () => {
    expect(datelineAuthor('（某央社記者陳小樹台東4日電）水磨又轉了。')).toBe('陳小樹')
  })
  it.each([
    ['a name among the lines under the headline', '水磨又转起来了\n周小川\n某某之声中文\n\n2021年3月4日', '周小川'],
    [
      'a label on a line of its own',
      '跳转到主要内容\n停了七年的水磨又转起来了\n发表时间：03/02/2021 - 16:40\n作者：\n狄小文\n3 分钟',
      '狄小文',
    ],
    [
      'the card of an account',
      '首页 新闻 社会\n溪边笔记人\n312文章 20万总阅读\n停了七年的水磨又转起来了\n2021-03-04 10:00',
      '溪边笔记人',
    ],
  ])('%s', (_name, head, author) => {
    expect(page(head).author).toBe(author)
  })
  it('of a forum, from the head of the first post', () => {
    const html = `<html><body><div class="authi"><a href="u">溪边人</a></div><h1>水磨又转起来了</h1><div id="postmessage_1"><p>${PROSE}</p><p>${MORE}</p></div></body></html>`
    expect(read('a.html', html).author).toBe('溪边人')
  })
})

describe('tags', () => {
  const tags = (path: string, text: string): readonly string[] => readOne(path, text).articles[0]!.tags
  it.each([
    ['a line without a colon', '标签 水磨', ['水磨']],
    ['one a line', '#水磨\n#豆浆', ['水磨', '豆浆']],
  ])('%s', (_name, line, expected) => {
    expect(tags('a.txt', `水磨又转起来了\n2021-03-04 10:00\n\n${PROSE}\n\n${MORE}\n\n${line}`)).toEqual(expected)
  })
  it('in the head, beside where a post is filed', () => {
    const head = '停了七年的水磨又转起来了\n2021-03-04 10:00 阅读 12\n分类专栏： 乡村 文章标签： 水磨 豆浆'
    expect(tags('a.txt', `${head}\n\n${PROSE}\n\n${MORE}`)).toEqual(['水磨', '豆浆'])
  })
  it('but not what a foot says others talk about', () => {
    const foot = '责任编辑：周小川\n收藏\n#水磨\n热门话题\n#阳台上能看到什么#\n#一句话形容今年夏天#'
    expect(tags('a.txt', `水磨又转起来了\n2021-03-04 10:00\n\n${PROSE}\n\n${MORE}\n\n${foot}`)).toEqual(['水磨'])
  })
  it('links that say they are tags, and no category', () => {
    const foot = '<a rel="tag">水磨</a><a rel="category tag">乡村</a>'
    expect(tags('a.html', `<html><body><article><p>${PROSE}</p><p>${MORE}</p></article>${foot}</body></html>`)).toEqual(
      ['水磨'],
    )
  })
})

it('a message of two-digit years has a date and an author', () => {
  const { articles } = readOne(
    'a.txt',
    `溪边人\n22-2-15 20:05\n来自 iPhone客户端\n已编辑\n\n${PROSE}\n\n${MORE}\n\n转发 12\n评论 3`,
  )
  expect(articles[0]).toMatchObject({ title: '', author: '溪边人', date: '2022-02-15T20:05:00+08:00', body: BODY })
})

describe('what is no body', () => {
  it('the square that closes the last paragraph of a magazine', () => {
    expect(readOne('a.html', `<p>${PROSE}■</p>`).articles[0]!.body).toBe(PROSE)
  })
  it('but a digest keeps the original titles of what it tells of', () => {
    const digest = [1, 2, 3, 4].map((n) => `原标题：第${n}座水磨的故事\n\n${PROSE}`).join('\n\n')
    expect(readOne('a.md', `# 一周\n\n${digest}`).articles[0]!.body).toContain('原标题：第4座水磨的故事')
  })
  it('the item that holds the place of a table of contents', () => {
    expect(readOne('a.md', `* content\n{:toc}\n\n${PROSE}\n`).articles[0]!.body).toBe(PROSE)
  })
  it.each([
    '延伸閱讀\n\n一條溪的名字\n\n最後的磨坊',
    '【糾錯】 【責任編輯：周小川】',
    '▼ 点击下方名片，关注溪边笔记 ▼',
    '*应受访者要求，人名均为化名。',
    '返回某狐，查看更多\n\n责任编辑：',
    '编辑于 2021-03-04\n\n水磨\n\n乡村\n\n为什么石磨的豆浆香？',
    '—— END ——\n\n作者：阿禾，前教师，现居白石县。',
    '回复 支持 反对\n\n举报\n\n石上苔\n\n沙发\n\n发表于 2021-3-4 11:00\n\n我也喝过。',
  ])('%s', (foot) => {
    expect(page('水磨又转起来了\n\n2021-03-04 10:00 来源：某报', foot).body).toBe(BODY)
  })
  it('an editor in brackets behind the last sentence, whatever the script', () => {
    expect(page('水磨又轉起來了', `磨聲傳到對岸。（編輯：陳小樹）1100304`).body).toBe(`${BODY}\n磨聲傳到對岸。`)
  })
  it('a list of links inside an article ends at the next paragraph', () => {
    const html = `<html><body><div class="paragraph"><p>${PROSE}</p><div><h4>延伸阅读</h4><a href="/1">最后的磨坊</a></div><p>${MORE}</p><p>水还在流。</p></div></body></html>`
    expect(read('a.html', html).body).toBe(`${BODY}\n水还在流。`)
  })
})

describe('captions', () => {
  it('say themselves what they are', () => {
    const { articles } = readOne(
      'a.txt',
      `水磨又转起来了\n\n图像来源，某图库\n图像加注文字，修好的水磨\n\n${PROSE}\n\n老人在溪边洗碗图片来源: 阿禾/某社\n\n图为修好的水磨。阿禾 摄\n\n溪边的石阶。© 某某广播\n\n${MORE}`,
      { cleaning: 'all' },
    )
    expect(articles[0]).toMatchObject({
      body: BODY,
      captions: [
        '修好的水磨',
        '老人在溪边洗碗图片来源: 阿禾/某社',
        '图为修好的水磨。阿禾 摄',
        '溪边的石阶。© 某某广播',
      ],
    })
  })
  it('of the picture above the text belong to it', () => {
    const html = `<html><body><h1>水磨又转起来了</h1><figure><img src="a.jpg"><figcaption>修好的水磨</figcaption></figure><div class="article-content"><p>${PROSE}</p><p>${MORE}</p></div></body></html>`
    expect(readOne('a.html', html).articles[0]).toMatchObject({ body: BODY, captions: ['修好的水磨'] })
  })
  it('of a shortcode are its caption or title; its alternative text is none', () => {
    const post = (attributes: string): unknown =>
      readOne('a.md', `---\ntitle: 水磨\n---\n{{< figure src="a.jpg" ${attributes} >}}\n\n${PROSE}`).articles[0]!
        .captions
    expect(post('title="修好的水磨"')).toEqual(['修好的水磨'])
    expect(post('alt="磨"')).toEqual([])
  })
})

it('blanks inside one link do not set it apart from the next', () => {
  expect(
    readOne('a.html', `<p>${PROSE}</p><p><a href="#"><b>\n  托</b></a><a href="#">卡</a></p>`).articles[0]!.body,
  ).toBe(`${PROSE}\n托卡`)
})
