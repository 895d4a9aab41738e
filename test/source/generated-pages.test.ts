/** Pages that generators of blogs make: short notes, highlighted code, lists; what stands around them names other posts. */
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/source/article.js'
import { readOne } from './read.js'

const others =
  '<ul class="recent-posts"><li><a href="/a">旧文一篇</a> <time datetime="2024-01-02">2024-01-02</time></li></ul>'
const sentence = '河水退了以后，码头上只剩下一排没有名字的船，船上的灯整夜亮着，没有人知道是谁点的。'

function read(body: string, path = 'post/index.html', head = '<title>渡口 | 札记</title>'): Article {
  const html = `<!doctype html><html><head>${head}</head><body>${body}</body></html>`
  const [article] = readOne(path, html).articles
  if (article !== undefined) return article
  throw new Error('no article')
}

describe('a generated page', () => {
  it('keeps a note of one line beside long excerpts of other posts', () => {
    const page = `<main><div class="post-content"><p>今天停电。</p></div></main><aside><p>${sentence}</p><p>${sentence}</p></aside>`
    expect(read(page).body).toBe('今天停电。')
  })

  it('keeps the only article of a page whose boxes have no known names', () => {
    const page = `<div><article><p>先睡。</p></article></div><div><p>${sentence}</p><p>${sentence}</p></div>`
    expect(read(page).body).toBe('先睡。')
  })

  it('keeps comments in highlighted code, and leaves its line numbers out', () => {
    const code =
      '<figure class="highlight go"><table><tr><td class="gutter"><pre><span class="line">1</span></pre></td>' +
      '<td class="code"><pre><span class="line"><span class="comment">// 保护下面的字段</span></span></pre></td></tr></table></figure>'
    expect(read(`<div class="post-body"><p>${sentence}</p>${code}</div>`).body).toBe(`${sentence}\n// 保护下面的字段`)
  })

  it('keeps what reads like a credit under a heading of the article and in its lists', () => {
    const lines = '<h2>《候鸟》</h2><p>作者：陆远舟</p><p>来源：朋友送的书</p><ul><li>推荐语：值得</li></ul>'
    const { body } = read(`<div class="post-content"><p>${sentence}</p>${lines}<p>${sentence}</p></div>`)
    expect(body.split('\n')).toEqual([
      sentence,
      '《候鸟》',
      '作者：陆远舟',
      '来源：朋友送的书',
      '推荐语：值得',
      sentence,
    ])
  })

  it('leaves out buttons below the text, set as a heading and a list', () => {
    const share = '<h3>分享到：</h3><ul><li>邮件</li><li>打印</li></ul>'
    expect(read(`<article><p>${sentence}</p>${share}</article>`).body).toBe(sentence)
  })

  it.each([
    ['2019/11/21/night/index.html', '2019-11-21'],
    ['2019-11/21/c_1.html', '2019-11-21'],
    ['posts/2019-11-21-night.html', '2019-11-21'],
    ['art/t20191121_31.html', '2019-11-21'],
    ['post/1234567890.html', ''],
  ])('takes its date from its own address %s, never from a list of other posts', (path, date) => {
    expect(read(`${others}<div class="post-content"><p>${sentence}</p></div>`, path).date).toBe(date)
  })

  it('takes the time beside the article, not that of its last change', () => {
    const times = '<time class="updated" datetime="2020-03-03">三月</time><time datetime="2019-05-06">五月</time>'
    const page = `${others}<article><header>${times}</header><div class="post-content"><p>${sentence}</p></div></article>`
    expect(read(page).date).toBe('2019-05-06')
  })

  it('shows the day of its address where its head states the instant in UTC', () => {
    const head = '<title>渡口</title><meta property="article:published_time" content="2019-11-20T16:30:00.000Z">'
    const { date } = read(`<div class="post-content"><p>${sentence}</p></div>`, '2019/11/21/a/index.html', head)
    expect(date).toBe('2019-11-21T00:30:00+08:00')
  })

  it('takes the piece of its title that stands above the text, not the name of the site in a heading', () => {
    const page = `<header><h1>札记</h1></header><div>渡口</div><div class="post-content"><p>${sentence}</p></div>`
    expect(read(page).title).toBe('渡口')
  })
})
