/** Threads: questions with their answers, and forums; each post stands with the name of its author. */
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/source/article.js'
import { readOne } from './read.js'

const LAMP = '河水退了以后，码头上只剩下一排没有名字的船，船上的灯整夜亮着，没有人知道是谁点的。'
const BRIDGE = '第二天早上，卖鱼的老人说，他看见有人提着一盏灯，从河的那一边走过来，走到桥头就不见了。'
const SHORT = '我看见的是另一回事。'
const TITLE = '渡口的灯是谁点的？'
const ASKED = '夜里路过渡口，看见船上亮着灯。'
const POSTS = [
  ['溪边人', LAMP, '2021-03-04'],
  ['守桥的老周', SHORT, '2021-03-05'],
  ['lamp_2004', BRIDGE, '2021-03-06'],
] as const
type Post = (name: string, text: string, day: string, i: number) => string
const each = (post: Post): string => POSTS.map(([name, text, day], i) => post(name, text, day, i)).join('')
const ANSWERS = POSTS.flatMap(([name, text]) => [name, text])

function read(body: string, title = TITLE): Article {
  const { articles } = readOne('a/1.html', `<html><head><title>${title}</title></head><body>${body}</body></html>`)
  return articles[0]!
}

/** A question page of 2021: the time is below each answer, and a long answer is folded. */
const recent = (detail: string, count = 3): string =>
  `<div id="root"><div class="QuestionPage" itemscope itemtype="http://schema.org/Question"><meta itemprop="dateCreated" content="2021-03-01T02:00:00.000Z"><div class="QuestionHeader"><div class="QuestionHeader-main"><div class="QuestionHeader-tags"><a class="TopicLink">渡口</a></div><h1 class="QuestionHeader-title">${TITLE}</h1><div class="QuestionRichText"><div><span class="RichText ztext" itemprop="text">${detail}</span></div></div></div><div class="QuestionHeader-side"><div class="NumberBoard">关注者<strong>123</strong></div></div></div>
<div class="Question-mainColumn"><div class="List"><h4 class="List-headerText"><span>${count}<!-- --> 个回答</span></h4><div>${POSTS.slice(
    0,
    count,
  )
    .map(
      ([name, text, day], i) =>
        `<div class="List-item"><div class="ContentItem AnswerItem" itemtype="http://schema.org/Answer"><div class="ContentItem-meta"><div class="AuthorInfo" itemprop="author"><meta itemprop="name" content="${name}"><a class="UserLink-link"><img alt="${name}的头像"></a><span class="UserLink AuthorInfo-name"><a class="UserLink-link">${name}</a></span><div class="AuthorInfo-badgeText">在河边住了三十年</div></div><span class="Voters"><button>12 人赞同了该回答</button></span></div><div class="RichContent${i === 2 ? ' is-collapsed' : ''}"><div class="RichContent-inner"><span class="RichText ztext" itemprop="text"><p>${text}</p></span></div><div class="ContentItem-time"><a><span data-tooltip="发布于 ${day} 13:11">编辑于 ${day}</span></a></div><div class="ContentItem-actions"><button>赞同 12</button><button>3 条评论</button></div></div></div></div>`,
    )
    .join('')}</div></div></div></div></div>`

/** The same site in 2015. */
const older = `<div class="zu-main-content-inner"><div id="zh-question-title"><h2 class="zm-item-title">${TITLE}</h2></div><div id="zh-question-detail" class="zm-item-rich-text"><div class="zm-editable-content">${ASKED}</div></div><div class="zm-item-meta"><a>5 条评论</a></div><h3 id="zh-question-answer-num">3 个回答</h3><div id="zh-question-answer-wrap">${each(
  (name, text, day) =>
    `<div class="zm-item-answer"><div class="answer-head"><div class="zm-item-answer-author-info"><a class="author-link">${name}</a><span class="bio">在河边住了三十年</span></div><span class="voters">12 人赞同</span></div><div class="zm-item-rich-text"><div class="zm-editable-content">${text}</div></div><div class="zm-meta-panel"><a class="answer-date-link">发布于 ${day}</a><a>感谢</a></div></div>`,
)}</div></div>`

/** A site of developers: name and time are below the answer, the name of who asks is above the question. */
const developers = `<div class="post-topheader"><h1>${TITLE}</h1><div class="question__author"><a><strong>问灯的人</strong></a> 2021-03-01 10:00 提问</div></div><div><div class="question fmt"><p>${ASKED}</p><pre>lamp --who</pre></div><h2>3 个回答</h2>${each(
  (name, text, day) =>
    `<div class="widget-answers__item"><div class="answer fmt"><p>${text}</p></div><ul><li><a>${day} 回答</a></li><li><a>评论</a></li></ul><div class="answer__info--author"><a class="answer__info--author-name">${name}</a></div></div>`,
)}</div>`

describe('a question', () => {
  it.each([
    ['with times below the answers', recent(`<p>${ASKED}</p>`), [ASKED]],
    ['described in a word', recent('如题'), ['如题']],
    ['of an older page', older, [ASKED]],
    ['with names below the answers', developers, [ASKED, 'lamp --who']],
  ])('%s has its description and all answers, each below the name of its author', (_name, html, description) => {
    const { title, body } = read(html, `${TITLE} - 问答`)
    expect({ title, body: body.split('\n') }).toEqual({ title: TITLE, body: [...description, ...ANSWERS] })
  })
  it('with one answer has both', () => {
    expect(read(recent(`<p>${ASKED}</p>`, 1)).body).toBe(`${ASKED}\n溪边人\n${LAMP}`)
  })
  it('without a description begins with its first answer, and has its author', () => {
    const { body, author } = read(recent(''))
    expect({ author, body: body.split('\n') }).toEqual({ author: '溪边人', body: ANSWERS.slice(1) })
  })
  it('has the date and the author of the question, else the date of the first answer', () => {
    expect(read(recent(`<p>${ASKED}</p>`))).toMatchObject({ date: '2021-03-01T02:00:00Z', author: '' })
    expect(read(developers)).toMatchObject({ date: '2021-03-01T10:00:00+08:00', author: '问灯的人' })
    expect(read(older)).toMatchObject({ date: '2021-03-04', author: '' })
  })
  it('is no article with comments', () => {
    const comments = each(
      (name, text, day) => `<div class="cc"><b>${name}</b> <i>${day} 10:11</i><div>${text}</div></div>`,
    )
    const { body } = read(`<h1>${TITLE}</h1><div class="x"><p>${LAMP}</p></div><h3>3 条评论</h3>${comments}`)
    expect(body).toBe(LAMP)
  })
})

describe('a forum names the speakers of its replies', () => {
  const forums: Record<string, Post> = {
    'beside the post': (name, text, day, i) =>
      `<div id="post_${i}"><table class="plhin"><tr><td class="pls"><div class="authi"><a class="xw1">${name}</a></div><p><em>中级会员</em></p></td><td class="plc"><div class="pi"><strong><em>${i + 1}</em>#</strong> 发表于 ${day} 10:11</div><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_${i}">${text.repeat(2)}</td></tr></table></div></td></tr></table></div>`,
    'in a line between the posts': (name, text, day, i) =>
      `<table><tr><td><center>作者：<a>${name}</a>　回复日期：${day} 10:1${i}:00　</center></td></tr></table><div class="post">${text.repeat(2)}</div>`,
    'in bold, without class names': (name, text, day, i) =>
      `<table class="t1"><tr><td class="b${i}"><b>${name}</b><br>等级：新手上路</td><td class="b${i}"><b>第 ${i} 楼</b><blockquote><table><tr><td>${text.repeat(2)}</td></tr></table></blockquote></td></tr><tr><td>${day} 10:11:00</td></tr></table>`,
  }
  it.each(Object.entries(forums))('%s', (_name, post) => {
    const { author, body } = read(`<h1>渡口的灯还亮着</h1>${each(post)}`, '渡口的灯还亮着')
    // Twice a short text is still too short to be kept.
    expect({ author, body: body.split('\n') }).toEqual({
      author: '溪边人',
      body: [LAMP.repeat(2), 'lamp_2004', BRIDGE.repeat(2)],
    })
  })
})

describe('a time below the text', () => {
  const garden = (line: string): string =>
    `<div id="main"><div class="post"><h1 class="postTitle"><a>${TITLE}</a></h1><div id="cnblogs_post_body" class="blogpost-body"><p>${LAMP}</p><p>${BRIDGE}</p></div><div id="blog_post_info_block"><div id="BlogPostCategory">分类: <a>随笔</a></div><div id="EntryTag">标签: <a>渡口</a></div><div id="green_channel"><a>好文要顶</a><a>关注我</a></div><div id="author_profile"><a>某人</a><br><a>关注 - 3</a><br><a>粉丝 - 45</a><br><a>+加关注</a></div><div id="post_next_prev"><a>« </a> 上一篇： <a>旧船</a><br><a>» </a> 下一篇： <a>新船</a></div></div><p class="postDesc">${line}</p></div></div>`
  const plain = (line: string): string =>
    `<div><a>首页</a><a>随笔</a></div><div><h2>${TITLE}</h2><p>${LAMP}</p><p>${BRIDGE}</p><p>${line}</p></div>`
  const article = (line: string): string =>
    `<article><h2>${TITLE}</h2><p>${LAMP}</p><p>${BRIDGE}</p><div>${line}</div></article>`
  const body = `${LAMP}\n${BRIDGE}`
  const all = [garden, plain, article]
  it.each([
    ['posted @ 2017-03-04 11:22 <a>溪边人</a> 阅读(1234) 评论(5) 编辑 收藏 举报', '溪边人', all],
    ['posted on 2017-03-04 11:22 <a>Old Zhou</a> 阅读(1234) 评论(5)', 'Old Zhou', all],
    ['posted @ 2017-03-04 11:22 阅读(1234) 评论(5)', '', all],
    ['发表于: 2017-03-04 11:22', '', [plain, article]],
    ['发布时间：2017-03-04 11:22 by 溪边人', '溪边人', [plain, article]],
  ])('%s becomes fields', (line, author, layouts) => {
    const fields = { date: '2017-03-04T11:22:00+08:00', author, body }
    for (const layout of layouts) expect(read(layout(line))).toMatchObject(fields)
  })
  it('is text where it is a sentence', () => {
    const line = 'posted @ 2017 是那年流行的写法，后来谁也不这样写了。'
    for (const layout of [plain, article]) expect(read(layout(line)).body).toBe(`${body}\n${line}`)
  })
})

describe('the author of a page', () => {
  const page = (byline: string): string =>
    `<main><section><h1 class="_1RuRku">${TITLE}</h1><div class="rEsl9f">${byline}</div><article class="_2rhmJa"><p>${LAMP}</p><p>${BRIDGE}</p></article></section></main>`
  const card = (name: string): string =>
    `<a class="_1OhGeD" href="/u/5b33"><img alt="某某的头像" title="某某"></a><span class="FxYr8x"><a class="_1OhGeD" href="/u/5b33">${name}</a></span><button>关注</button><div><time datetime="2019-05-12T10:11:12.000Z">2019.05.12</time><span>字数 1,234</span></div>`
  it('is the person whose page is linked above the text, whatever its boxes are called', () => {
    expect(read(page(card('溪边人'))).author).toBe('溪边人')
  })
  it('is nobody whom a sentence links', () => {
    const lead =
      '<p>去年有人在<a href="/people/zhou">渡口的旧事</a>里说过，这里的灯从来没有人点，船也从来没有名字，谁也不知道为什么会这样，更不知道从哪一年起。</p>'
    expect(read(page(lead)).author).toBe('')
  })
  it('is no text of an attribute', () => {
    for (const element of [
      `<span class="author" content="2088" title="某某" data-name="某某"></span>`,
      `<a rel="author" title="某某" href="#"><img alt="某某"></a>`,
      `<div class="author" data-author='{"name":"某某"}'><script>show("某某")</script></div>`,
      `<div itemprop="author" content="id:7"></div>`,
      card(''),
    ])
      expect(read(page(element)).author).toBe('')
  })
  it('is who an element names, whatever its attributes say', () => {
    expect(read(page('<span class="author" content="2088">溪边人</span>')).author).toBe('溪边人')
  })
  it.each(['{{ author }}', '$author$', 'undefined', '河边日报', '江城传媒有限公司', 'jiangcheng.com', '佚名'])(
    'is not %s',
    (name) => {
      const head = `<meta name="author" content="${name}">`
      const { articles } = readOne('a.html', `<html><head>${head}</head><body>${page('')}</body></html>`)
      expect(articles[0]!.author).toBe('')
    },
  )
  it('is a person of its structured data, and no organization', () => {
    const data = (type: string): string =>
      `<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"${type}","name":"河边"}}</script>`
    expect(read(page(data('Person'))).author).toBe('河边')
    expect(read(page(data('NewsMediaOrganization'))).author).toBe('')
  })
})
