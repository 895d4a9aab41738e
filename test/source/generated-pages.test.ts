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

  it('keeps the title of its head, not the heading of its first section nor a labelled line above a date', () => {
    const head = '<title>渡口</title><meta property="og:title" content="渡口">'
    const title = (inside: string): string =>
      read(`<div class="post-content">${inside}<p>${sentence}</p></div>`, 'post/index.html', head).title
    expect(title('<h2>河的水文</h2>')).toBe('河的水文')
    expect(title('<h2 id="河的水文">河的水文</h2>')).toBe('渡口')
    expect(title('<p>推荐人：陆远舟</p><p>2019-05-06</p>')).toBe('渡口')
  })

  const post = (inside: string): string[] =>
    read(`<div class="post-content"><p>${sentence}</p>${inside}</div>`).body.split('\n')

  it('keeps a section of links whose heading has its own words as its id', () => {
    const links = '<li><a href="/a">渡口的名字从哪里来</a></li><li><a href="/b">码头</a></li>'
    const section = (id: string): string[] => post(`<h2${id}>相关专题</h2><ul>${links}</ul>`)
    expect(section(' id="相关专题"')).toEqual([sentence, '相关专题', '渡口的名字从哪里来', '码头'])
    expect(section(' id="相关专题-1"')).toContain('码头')
    expect(section('')).toEqual([sentence])
    expect(section(' id="related"')).toEqual([sentence])
  })

  it('keeps paragraphs of links below such a heading, but not tags', () => {
    const links = '<p><a href="/a">渡口的名字从哪里来</a></p><p>全书目录地址：<a href="/">https://a.example/</a></p>'
    const tags = '<div><a href="/t">#河流与码头</a> <a href="/u">随身的备忘</a></div>'
    const section = `<h2 id="下一篇文章">下一篇文章</h2>${links}${tags}`
    expect(post(`${`<p>${sentence}</p>`.repeat(3)}${section}`).slice(3)).toEqual([
      sentence,
      '下一篇文章',
      '渡口的名字从哪里来',
      '全书目录地址：https://a.example/',
    ])
  })

  it.each(['ferry-0.3.tar.gz', '渡口船工名单的下载', 'ferry@a.example', 'The Elements of Statistical Learning'])(
    'keeps a link inside the text that is no headline: %s',
    (name) => {
      expect(post(`<p><a href="/a">${name}</a></p>${`<p>${sentence}</p>`.repeat(8)}`)).toContain(name)
    },
  )

  it('ends below a link only if no code follows', () => {
    const link = '<p><a href="/a">渡口的名字从哪里来，写给第一次来的人</a></p>'
    const body = post(`${`<p>${sentence}</p>`.repeat(3)}${link}<p>先装一个包</p><pre>make install</pre>`)
    expect(body.slice(-2)).toEqual(['先装一个包', 'make install'])
    expect(post(`${`<p>${sentence}</p>`.repeat(3)}${link}<p>先装一个包</p>`)).not.toContain('先装一个包')
  })

  it('keeps short lines between a statement above the text and the text', () => {
    const head = '<p>转载请注明出处：</p><p>渡口往事 一</p><p>写在前面</p>'
    expect(
      read(`<div class="post-content"><p>${sentence}</p>${head}<p>${sentence}</p></div>`).body.split('\n'),
    ).toEqual([sentence, '渡口往事 一', '写在前面', sentence])
  })

  const mirror = (inside: string): string[] => {
    const html = `<div>${inside}</div>`
    return readOne('a.md', `---\ntitle: 渡口\n---\n\n${html}\n`).articles[0]!.body.split('\n')
  }

  it('keeps such a section in a mirrored post, too', () => {
    const links = ['渡口的名字从哪里来', '码头上的最后一盏灯', '船工留下的三本日记'].map(
      (name) => `<li><a href="/a">${name}</a></li>`,
    )
    const list = `<ul>${links.join('')}</ul>${`<p>${sentence}</p>`.repeat(3)}`
    expect(mirror(`<h2 id="相关专题">相关专题</h2>${list}`)).toHaveLength(7)
    expect(mirror(`<h2>相关专题</h2>${list}`)).toHaveLength(3)
    const below = (id: string): string =>
      `${`<p>${sentence}</p>`.repeat(5)}<h2${id}>几本旧书</h2><ul>${links.join('')}</ul>`
    expect(mirror(below(' id="几本旧书"'))).toHaveLength(9)
    expect(mirror(below(''))).toHaveLength(6)
  })

  it('reads tags at the edges of a mirrored post, and keeps the key words of abstracts inside it', () => {
    const words = '<p>关键词：河流，码头，船工</p>'
    const text = `<p>${sentence}</p>`.repeat(6)
    expect(mirror(words + text)).not.toContain('关键词：河流，码头，船工')
    expect(mirror(text + words + text)).toContain('关键词：河流，码头，船工')
  })

  it('goes on behind a stray end tag that closes its element too early, up to the next box', () => {
    const more = `<p>${sentence}</p><h2>后记</h2><p>灯是更夫点的。</p>`
    const page = (tag: string): string =>
      `<div class="box"><div class="post-content"><p>今天退水。</p>${tag}${more}</div><div><p>站长推荐</p></div></div>`
    expect(read(page('</div>')).body.split('\n')).toEqual(['今天退水。', sentence, '后记', '灯是更夫点的。'])
    expect(read(page('</div><div>')).body).toBe('今天退水。')
  })

  it('keeps paragraphs that are links inside its element, and links that the line above announces', () => {
    const link = (text: string): string => `<p><a href="/x">${text}</a></p>`
    const own = `${link('一次渡口停航的前后经过')}<p>${sentence}</p><p>参考文献：</p>${link('沿河十八个渡口的旧闻')}`
    const body = (more: string): string =>
      read(`<div class="post-content"><p>${sentence}</p>${own}</div>`.replace('</div>', `${more}</div>`)).body
    const kept = [sentence, '一次渡口停航的前后经过', sentence, '参考文献：', '沿河十八个渡口的旧闻']
    expect(body('').split('\n')).toEqual(kept)
    expect(body(`<p>灯亮着。</p>${link('夜里看船的人都去哪儿了')}`).split('\n')).toEqual([...kept, '灯亮着。'])
  })

  it('keeps the address of the author above a mirrored post', () => {
    const text = `<p>${sentence}</p>`.repeat(6)
    expect(mirror(`<p><a href="mailto:ferry@a.example">Email: ferry@a.example</a></p>${text}`)).toContain(
      'Email: ferry@a.example',
    )
  })
})
