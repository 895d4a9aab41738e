import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOne } from './read.js'
import { expectLinear } from '../support/growth.js'

const LONG = '河边的树在秋天落了叶，孩子们把叶子夹进书里，等着冬天来；老人们坐在桥头，说起从前的水有多高。'
const body = (html: string): string => readOne('a.html', html).articles[0]?.body ?? ''
const inText = (html: string): string => body(`<p>${LONG}</p>${html}`).split('\n').slice(1).join('\n')

describe('a Han run is never joined or split wrongly', () => {
  it.each([
    [
      'an inline element on lines of its own',
      '<p>总统托卡\n  <span>\n    耶夫\n  </span>\n  到访</p>',
      '总统托卡耶夫到访',
    ],
    ['a paragraph wrapped in its source', '<p>总统托卡\n耶夫到访，\n随后会谈。</p>', '总统托卡耶夫到访，随后会谈。'],
    ['a wrapped line between Latin words', '<p>open\nsource 软件\nfoo</p>', 'open source 软件 foo'],
    ['a blank that was meant', '<p>李晓伟 摄</p>', '李晓伟 摄'],
    ['a non-breaking blank', '<p>中新社&nbsp;\n北京</p>', '中新社 北京'],
    ['empty inline elements', '<p>托卡<b></b><!-- x --><i></i>耶夫</p>', '托卡耶夫'],
    ['wbr and zero-width', '<p>托卡<wbr>耶夫</p>', '托卡耶夫'],
    ['ruby', '<p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>的读音</p>', '漢字的读音'],
    ['blocks side by side', '<div>第一段<div>第二段</div>第三段</div>', '第一段\n第二段\n第三段'],
    ['br', '<p>第一行<br>第二行<br/><br>第三行</p>', '第一行\n第二行\n第三行'],
    ['unclosed paragraphs', '<p>第一段<p>第二段', '第一段\n第二段'],
    ['a list', '<ul><li>苹果<li>梨<ul><li>鸭梨</li></ul></ul>', '苹果\n梨\n鸭梨'],
    [
      'a table',
      '<table><tr><th>年</th><th>人数</th></tr><tr><td>2020</td><td>三百</td></tr></table>',
      '年 人数\n2020 三百',
    ],
    ['code keeps its lines', '<pre><code>if (a) {\n  b()\n}</code></pre>', 'if (a) {\n  b()\n}'],
    ['inline code', '<p>用 <code>npm ci</code> 安装</p>', '用 npm ci 安装'],
    ['full-width indentation', '<p>　　段落开头</p>', '段落开头'],
  ])('%s', (_name, html, text) => {
    expect(inText(html)).toBe(text)
  })

  it('whatever inline markup is set between characters, on one line or on many', () => {
    const han = fc.array(fc.constantFrom(...'托卡耶夫努尔特列乌别季扎克瑟雷科'), { minLength: 2, maxLength: 12 })
    const opening = fc.constantFrom('<span>', '<b>\n  ', '\n<i class="x">\n', '<a href="#">', '<font color=red>\n')
    fc.assert(
      fc.property(han, fc.array(fc.tuple(fc.nat(11), opening), { maxLength: 5 }), (characters, tags) => {
        const pieces = [...characters]
        for (const [at, tag] of tags) {
          const i = at % pieces.length
          const name = /<(\w+)/.exec(tag)![1]!
          pieces[i] = `${tag}${pieces[i]!}${tag.endsWith('\n') ? '\n' : ''}</${name}>`
        }
        // With its full stop: a paragraph that is one link leads to another article.
        expect(inText(`<p>${pieces.join('')}。</p>`)).toBe(`${characters.join('')}。`)
      }),
    )
  })
})

describe('a line under an image', () => {
  const captionsOf = (html: string) => readOne('a.html', `<p>${LONG}</p>${html}<p>${LONG}完</p>`).articles[0]!.captions

  it('is a caption where a line break parts it from the image in the same block', () => {
    expect(captionsOf('<p><img src="a.jpg"><br>图一 渡口的清晨</p>')).toEqual(['图一 渡口的清晨'])
  })

  it('is none in a later block, whatever stood under an earlier image', () => {
    const html =
      '<p><img src="a.jpg"><br>图一 渡口的清晨</p><p>中段，水声更近了。</p><p><img src="b.jpg"></p><p>他停了一下</p>'
    expect(captionsOf(html)).toEqual(['图一 渡口的清晨'])
    expect(inText(html)).toBe('中段，水声更近了。\n他停了一下')
  })

  it('is a caption where it is grey, and none because something before it was', () => {
    const grey = '<p style="color:#999">渡口的人说，河水每年这时都会涨上来一截，今年也不例外。</p>'
    const html = `${grey}<p>中段，水声更近了。</p><p><img src="b.jpg"></p>`
    expect(captionsOf(`${html}<p style="color:#999">渡口的清晨</p>`)).toEqual(['渡口的清晨'])
    expect(captionsOf(`${html}<p>他停了一下。</p>`)).toEqual([])
  })
})

describe('entities', () => {
  it.each([
    ['&ldquo;好&rdquo;&mdash;&#20013;&#x6587;', '“好”—中文'],
    ['茶 &amp;amp; 水', '茶 & 水'],
    ['&amp;ldquo;好&amp;rdquo;', '“好”'],
    ['A&amp;B', 'A&B'],
    ['R&D 与 AT&T', 'R&D 与 AT&T'],
    ['&foobarentity; 留着', '&foobarentity; 留着'],
    ['1 &lt; 2', '1 < 2'],
  ])('%s', (html, text) => {
    expect(inText(`<p>${html}</p>`)).toBe(text)
  })
  it('in code are decoded once', () => {
    expect(inText('<pre>&amp;lt;p&amp;gt;</pre>')).toBe('&lt;p&gt;')
  })
})

describe('what is not shown is not read', () => {
  it.each([
    '<script>var a = "隐藏"</script>',
    '<style>.a::after{content:"隐藏"}</style>',
    '<!-- 隐藏 -->',
    '<noscript><img alt="隐藏的图片说明文字"></noscript>',
    '<div hidden>隐藏</div>',
    '<p style="display: none">隐藏</p>',
    '<span style="font-size:0">隐藏</span>',
    '<div class="sr-only">隐藏</div>',
    '<div class="share-bar">隐藏</div>',
    '<div id="dfp-ad-1">隐藏</div>',
    '<nav>隐藏</nav>',
    '<template><p>隐藏</p></template>',
    '<textarea>隐藏</textarea>',
    '<svg><title>隐藏</title></svg>',
  ])('%s', (html) => {
    expect(body(`<p>${LONG}</p>${html}<p>${LONG}</p>`)).not.toContain('隐藏')
  })
  it('but a name that page builders give to every paragraph hides none', () => {
    const paragraph = `<div class="elementor-widget widget"><p>${LONG}</p></div>`
    expect(body(paragraph.repeat(8)).split('\n')).toHaveLength(8)
  })
  it.each(['overflow-hidden', 'hidden-xs', 'hide-content'])('but the name %s hides nothing', (name) => {
    expect(inText(`<div class="${name}">露</div>`)).toBe('露')
  })
  it('but a class name alone never costs the article', () => {
    expect(body(`<div class="share ad hidden"><p>${LONG}</p><p>${LONG}</p></div>`)).toBe(`${LONG}\n${LONG}`)
  })
})

describe('captions stand apart', () => {
  const IMAGE = '<img src="a.jpg">'
  it.each([
    `<figure>${IMAGE}<figcaption>河上的桥</figcaption></figure>`,
    `<p align="center">${IMAGE}</p><p align="center"><span style="color:#666">河上的桥</span></p>`,
    `<p style="text-align:center">${IMAGE}</p><p style="text-align: center;">河上的桥</p>`,
    `<center>${IMAGE}<br>河上的桥</center>`,
    `<div>${IMAGE}</div><p>▲河上的桥</p>`,
    `<div>${IMAGE}</div><p><small>河上的桥</small></p>`,
    `<div>${IMAGE}</div><p><em>河上的桥</em></p>`,
    `<p>${IMAGE}<br>河上的桥</p>`,
    `<div>${IMAGE}<div class="pic-note">河上的桥</div></div>`,
    `<div class="img_wrapper">${IMAGE}<span class="img_descr">河上的桥</span></div>`,
    `<table><tr><td>${IMAGE}</td></tr><tr><td>河上的桥</td></tr></table>`,
  ])('%s', (html) => {
    const { articles } = readOne('a.html', `<p>${LONG}</p>${html}<p>${LONG}</p>`)
    expect(articles[0]).toMatchObject({ captions: ['河上的桥'], body: `${LONG}\n${LONG}` })
  })
  it('an alternative text that nothing else says is one', () => {
    const { articles } = readOne(
      'a.html',
      `<p>${LONG}</p><img alt="老人在桥头看河水"><img alt="图片"><img alt="IMG_2031.jpg"><p>${LONG}</p>`,
    )
    expect(articles[0]!.captions).toEqual(['老人在桥头看河水'])
  })
  it('a paragraph under an image stays a paragraph', () => {
    expect(body(`<p>${LONG}</p><p>${IMAGE}</p><p>${LONG}</p>`)).toBe(`${LONG}\n${LONG}`)
  })
})

describe('links', () => {
  it('a paragraph that is one link leads elsewhere on a page; an article that is a list of links keeps them', () => {
    const link = '<p><a href="/1">另一篇文章的长长的标题</a></p>'
    const page = (inner: string): string => body(`<!doctype html><html><body>${inner}</body></html>`)
    expect(page(`<p>${LONG}</p>${link}<p>后来，${LONG}</p>`)).toBe(`${LONG}\n后来，${LONG}`)
    expect(body(link.repeat(5)).split('\n')).toHaveLength(5)
  })
  it('links side by side are set apart', () => {
    expect(inText('<p><a href="/1">湿地</a><a href="/2">飞鸟</a> 一览</p>')).toBe('湿地 飞鸟 一览')
  })
})

describe('size and depth', () => {
  it('a fragment can not climb out of what it is wrapped in', () => {
    expect(body(`<p>${LONG}</p></x-fragment></div></body></html><p>${LONG}</p>`)).toBe(`${LONG}\n${LONG}`)
  })
  it.each(['div', 'b', 'span', 'table><tr><td', 'ul><li', 'x-y'])(
    '200,000 nested <%s> keep their text and take time in proportion',
    async (tag) => {
      await expectLinear((size) => {
        const page = `${`<${tag}>`.repeat(size)}${LONG}`
        return () => expect(body(page)).toContain(LONG)
      }, 200_000)
    },
  )
  it('200,000 unmatched closing tags, comments and attributes do no harm', async () => {
    await expectLinear((size) => {
      const page = `${'</div>'.repeat(size)}<p ${'a=1 '.repeat(size / 4)}>${LONG}</p>${'<!--'.repeat(size / 2)}`
      return () => expect(body(page)).toContain(LONG)
    }, 200_000)
  })
  it('a page of 700 KB takes eight times as long as one of 90', async () => {
    await expectLinear((size) => {
      const page = `<html><body><div class="article-content">${`<p>${LONG}</p>`.repeat(size)}</div></body></html>`
      return () => expect(readOne('a.html', page).articles[0]!.body.split('\n')).toHaveLength(size)
    }, 4200)
  })
  it('anything at all is read without throwing', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '</',
      '<p',
      '<div class="',
      '"',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '&',
      '&#',
      ';',
      '<script>',
      '</script>',
      '<br/>',
      '河',
      'a',
      '\n',
      '\0',
      '=',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        readOne('a.html', pieces.join(''))
      }),
      { numRuns: 300 },
    )
  })
})

describe('whole pages', () => {
  const furniture = '<header><a href="/">某网</a></header><nav><a href="/a">新闻</a></nav>'
  const aside =
    '<aside><h3>热门文章</h3><ul><li><a href="/1">别的文章一</a></li><li><a href="/2">别的文章二</a></li></ul></aside><footer>版权所有 某网</footer>'
  const page = (head: string, main: string): string =>
    `<!doctype html><html><head>${head}</head><body>${furniture}${main}${aside}</body></html>`

  it.each([
    ['article', `<article><h1>河水涨了</h1><p>${LONG}</p><p>${LONG}</p></article>`],
    ['a known class', `<h1>河水涨了</h1><div class="article-content"><p>${LONG}</p><p>${LONG}</p></div>`],
    ['density alone', `<h1>河水涨了</h1><div class="a1"><div class="b2"><p>${LONG}</p><p>${LONG}</p></div></div>`],
    [
      'layout tables',
      `<table><tr><td><a href="/x">频道</a></td><td><h1>河水涨了</h1><p>${LONG}</p><p>${LONG}</p></td></tr></table>`,
    ],
    ['line breaks only', `<h1>河水涨了</h1><div>${LONG}<br><br>　　${LONG}<br></div>`],
  ])('the article is found by %s', (_name, main) => {
    const { articles } = readOne('a.html', page('<title>河水涨了_某频道_某网</title>', main))
    expect(articles[0]).toMatchObject({ title: '河水涨了', body: `${LONG}\n${LONG}` })
  })
  it('fields come from meta, JSON-LD, microdata or the byline', () => {
    const main = `<h1>河水涨了</h1>BYLINE<article><p>${LONG}</p><p>${LONG}</p></article>`
    const read = (head: string, byline = ''): unknown =>
      readOne('a.html', page(head, main.replace('BYLINE', byline))).articles[0]
    const all = { author: '张三', date: '2024-05-21T08:00:00+08:00' }
    expect(
      read(
        '<meta name="author" content="张三"><meta property="article:published_time" content="2024-05-21T08:00:00+08:00">',
      ),
    ).toMatchObject(all)
    expect(
      read(
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-05-21T08:00:00+08:00","author":{"name":"张三"}}]}</script>',
      ),
    ).toMatchObject(all)
    expect(
      read('', '<p><span itemprop="author">张三</span> <time datetime="2024-05-21T08:00:00+08:00">今天</time></p>'),
    ).toMatchObject(all)
    expect(read('', '<div>2024-05-21 08:00 来源：某报 作者：张三</div>')).toMatchObject({
      ...all,
      metadata: { source: '某报' },
    })
  })
  it('a canonical address and tags are fields', () => {
    const head =
      '<link rel="canonical" href="https://example.com/a"><meta property="article:tag" content="河"><meta property="article:tag" content="水">'
    expect(readOne('a.html', page(head, `<article><p>${LONG}</p><p>${LONG}</p></article>`)).articles[0]).toMatchObject({
      url: 'https://example.com/a',
      tags: ['河', '水'],
    })
  })
})

describe('marks that a feed kept its text between', () => {
  const second = '第三段也在这里，没有人来过。'
  it.each([
    ['whole', `<![CDATA[${LONG}<br>${second}]]>`],
    ['before more', `\n<![CDATA[<p>${LONG}</p>]]>\n<p>${second}</p>\n`],
    ['never closed', `<![CDATA[<p>${LONG}</p><p>${second}</p>`],
    ['only the last', `<p>${LONG}</p>\n<p>${second}</p>]]>\n`],
  ])('%s', (_name, html) => {
    for (const path of ['a.html', 'a.md']) {
      const post = path === 'a.md' ? `---\ntitle: 树\n---\n${html}` : html
      expect(readOne(path, post).articles[0]?.body, path).toBe(`${LONG}\n${second}`)
    }
  })

  it('in code stay', () => {
    const code = `---\ntitle: 树\n---\n${LONG}\n\n\`\`\`xml\n<a><![CDATA[x]]>\n\`\`\`\n`
    expect(readOne('a.md', code).articles[0]?.body).toContain('<a><![CDATA[x]]>')
  })
})
