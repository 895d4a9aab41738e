/** Pages of generators that the benchmark doesn't run: of documentation, and of blogs by tools in other languages. */
import { each, link, links, others, page } from './kit.js'
import type { Layout, Story } from './story.js'

const CODE = '# 读出所有的行\nlines = open(path).readlines()'
const code = `<div class="highlight-python notranslate"><div class="highlight"><pre><span></span><span class="c1"># 读出所有的行</span>\n<span class="n">lines</span> <span class="o">=</span> <span class="nb">open</span>(path).readlines()\n</pre></div></div>`
const sections = (s: Story): string =>
  `${each(s.paragraphs.slice(0, 2), '<p>', '</p>')}<h2 id="a">安装<a class="headerlink" href="#a" title="永久链接">¶</a></h2>${code}<ul><li>先停掉服务</li><li>再改配置</li></ul>${each(s.paragraphs.slice(2), '<p>', '</p>')}`
const truth = (s: Story): readonly string[] => [...s.paragraphs, '安装', CODE, '先停掉服务', '再改配置']
const menu = (s: Story): string => `<ul>${links(others(s, 0, 8), '<li class="toctree-l1">', '</li>')}</ul>`

export const docs: Readonly<Record<string, Layout>> = {
  'documents, Sphinx of Read the Docs': (s) => ({
    html: page(
      `${s.title} — 江城文档 1.0 文档`,
      `<div class="wy-grid-for-nav"><nav class="wy-nav-side"><div class="wy-menu">${menu(s)}</div></nav><section class="wy-nav-content-wrap"><div class="wy-nav-content"><div class="rst-content"><div role="navigation"><ul class="wy-breadcrumbs"><li><a></a></li><li class="breadcrumb-item active">${s.title}</li><li class="wy-breadcrumbs-aside"><a>查看页面源码</a></li></ul><hr/></div><div role="main" class="document" itemscope><div itemprop="articleBody"><section id="x"><h1>${s.title}<a class="headerlink" href="#x">¶</a></h1>${sections(s)}</section></div></div><footer><div class="rst-footer-buttons"><a>上一页</a><a>下一页</a></div><div role="contentinfo"><p>&#169; 版权所有 2020, 江城.</p></div>利用 <a>Sphinx</a> 构建，使用的主题由 <a>Read the Docs</a> 开发.</footer></div></div></section></div>`,
    ),
    truth: truth(s),
    undated: true,
  }),
  'documents, Alabaster': (s) => ({
    html: page(
      `${s.title} — 江城文档`,
      `<div class="document"><div class="documentwrapper"><div class="bodywrapper"><div class="body" role="main"><div class="section" id="x"><h1>${s.title}<a class="headerlink" href="#x">¶</a></h1>${sections(s)}</div></div></div></div><div class="sphinxsidebar" role="navigation"><div class="sphinxsidebarwrapper"><h1 class="logo"><a>江城文档</a></h1>${menu(s)}<h3>快速搜索</h3></div></div><div class="clearer"></div></div><div class="footer">&copy;2016, 江城. | Powered by Sphinx 1.3.1 &amp; Alabaster 0.7.3 | <a>Page source</a></div>`,
    ),
    truth: truth(s),
    undated: true,
  }),
  'documents, Material': (s) => ({
    html: page(
      `${s.title} - 江城文档`,
      `<a href="#x" class="md-skip">跳转至</a><header class="md-header"><nav class="md-header__inner"><a class="md-header__button md-logo"></a><div class="md-header__title"><div class="md-header__ellipsis"><span class="md-ellipsis">江城文档</span></div></div></nav></header><div class="md-container"><main class="md-main"><div class="md-main__inner md-grid"><div class="md-sidebar md-sidebar--primary"><nav class="md-nav">${menu(s)}</nav></div><div class="md-sidebar md-sidebar--secondary"><nav class="md-nav"><label>目录</label><ul><li><a>安装</a></li></ul></nav></div><div class="md-content"><article class="md-content__inner md-typeset"><a class="md-content__button md-icon" title="编辑此页"></a><h1 id="x">${s.title}<a class="headerlink">&para;</a></h1>${sections(s)}<aside class="md-source-file"><span class="md-source-file__fact">最后更新: <span>${s.date.han}</span></span></aside></article></div></div></main><footer class="md-footer"><div class="md-copyright">Made with <a>Material for MkDocs</a></div></footer></div>`,
    ),
    truth: truth(s),
  }),
  'book, mdBook': (s) => ({
    html: page(
      `${s.title} - 江城之书`,
      `<div id="body-container"><nav id="sidebar" class="sidebar"><div class="sidebar-scrollbox"><ol class="chapter">${links(others(s, 0, 8), '<li class="chapter-item">', '</li>')}</ol></div></nav><div id="page-wrapper" class="page-wrapper"><div class="page"><div id="menu-bar" class="menu-bar"><h1 class="menu-title">江城之书</h1></div><div id="content" class="content"><main><h1 id="x"><a class="header" href="#x">${s.title}</a></h1>${sections(s)}</main><nav class="nav-wrapper"><a>Previous chapter</a></nav></div></div></div></div>`,
    ),
    truth: truth(s),
    undated: true,
  }),
  'book of a service 2023': (s) => ({
    html: page(
      `${s.title} | 江城之书`,
      `<div class="css-1"><div class="css-2"><header>${link('江城之书')}</header><aside class="css-3">${links(others(s, 0, 8), '<div><span>', '</span></div>')}</aside><main class="css-4"><div class="css-5"><h1 class="text-4xl">${s.title}</h1></div><div class="grid"><div class="whitespace-pre-wrap">${each(s.paragraphs, '<p class="mx-auto decoration-primary/6">', '</p>')}</div></div><div class="flex flex-row"><a>上一页<span>${s.others[0]}</span></a><a>下一页<span>${s.others[1]}</span></a></div><div class="flex text-sm">最后更新于2年前</div></main></div></div>`,
    ),
    undated: true,
  }),
  'Jekyll, minima': (s) => ({
    html: page(
      `${s.title} | 渡口札记`,
      `<header class="site-header" role="banner"><div class="wrapper"><a class="site-title">渡口札记</a><nav class="site-nav"><div class="trigger"><a class="page-link">关于</a></div></nav></div></header><main class="page-content"><div class="wrapper"><article class="post h-entry"><header class="post-header"><h1 class="post-title p-name">${s.title}</h1><p class="post-meta"><time class="dt-published" datetime="${s.date.iso}T${s.date.time}:00+08:00">${s.date.iso}</time></p></header><div class="post-content e-content">${sections(s)}</div><a class="u-url" hidden></a></article></div></main><footer class="site-footer h-card"><div class="wrapper">渡口札记</div></footer>`,
    ),
    truth: truth(s),
  }),
  'Jekyll, chirpy': (s) => ({
    html: page(
      `${s.title} | 渡口札记`,
      `<aside id="sidebar"><header class="profile-wrapper"><h1 class="site-title"><a>渡口札记</a></h1><p class="site-subtitle">慢慢写</p></header><nav><ul><li>首页</li><li>分类</li><li>标签</li><li>归档</li></ul></nav></aside><div id="main-wrapper"><div class="container"><header id="topbar-wrapper"><nav id="breadcrumb"><span>首页</span><span>${s.title}</span></nav></header><div class="row"><main><article class="px-1"><header><h1 data-toc-skip>${s.title}</h1><div class="post-meta text-muted"><span>发表于 <time data-ts="1">${s.date.han}</time></span><div class="d-flex justify-content-between"><span>作者 <em><a>${s.author}</a></em></span><div><span class="readtime" title="999 字"><em>5 分钟</em>阅读</span></div></div></div></header><div id="toc-bar"><span class="label">${s.title}</span></div><div class="content">${sections(s)}</div><div class="post-tail-wrapper text-muted"><div class="post-meta mb-3"><a>随笔</a></div><div class="post-tags">${links(['城市'], '', '')}</div><div class="post-tail-bottom"><div class="license-wrapper">本文由作者按照 <a>CC BY 4.0</a> 进行授权</div><div class="share-wrapper"><span class="share-label">分享</span></div></div></div></article></main><aside id="panel-wrapper"><section><h2 class="panel-heading">最近更新</h2><ul>${links(others(s, 0, 5), '<li>', '</li>')}</ul></section></aside></div><div id="tail-wrapper"><aside id="related-posts"><h3>相关文章</h3><nav>${links(others(s, 5, 3), '<article><h4>', '</h4><p>…</p></article>')}</nav></aside><nav class="post-navigation">${link(s.others[0]!)} ${link(s.others[1]!)}</nav><footer><p>© 2023 渡口. 保留部分权利。</p></footer></div></div></div>`,
    ),
    truth: truth(s),
  }),
  'Jekyll, documents': (s) => ({
    html: page(
      `${s.title} | 江城文档`,
      `<a class="skip-to-main">Skip to main content</a><div class="side-bar"><nav class="site-nav">${menu(s)}</nav><footer class="site-footer">This site uses <a>Just the Docs</a></footer></div><div class="main" id="top"><div class="main-header"><div class="search"><input type="text"></div></div><div class="main-content-wrap"><nav class="breadcrumb-nav"><ol><li>${link('指南')}</li><li>${s.title}</li></ol></nav><div id="main-content" class="main-content"><main><h1 id="x"><a class="anchor-heading" aria-labelledby="x"></a> ${s.title}</h1>${sections(s)}</main><hr><footer><p class="text-small">© 2021</p></footer></div></div></div>`,
    ),
    truth: truth(s),
    undated: true,
  }),
  'Hugo, paper': (s) => ({
    html: page(
      `${s.title} | 渡口札记`,
      `<header class="header"><nav class="nav"><div class="logo"><a>渡口札记</a></div><ul id="menu"><li><a>归档</a></li></ul></nav></header><main class="main"><article class="post-single"><header class="post-header"><div class="breadcrumbs"><a>主页</a>&nbsp;»&nbsp;<a>Posts</a></div><h1 class="post-title entry-hint-parent">${s.title}</h1><div class="post-meta"><span title="${s.date.iso} ${s.date.time}:00 +0800 CST">${s.date.han}</span>&nbsp;·&nbsp;3 分钟&nbsp;·&nbsp;${s.author}</div></header><div class="toc"><details><summary><span class="details">目录</span></summary><div class="inner"><ul><li><a>安装</a></li></ul></div></details></div><div class="post-content">${sections(s)}</div><footer class="post-footer"><ul class="post-tags"><li><a>城市</a></li></ul><nav class="paginav"><a class="prev"><span class="title">« 上一页</span><br><span>${s.others[0]}</span></a></nav></footer></article></main><footer class="footer"><span>© 2023 渡口</span> <span>Powered by <a>Hugo</a> & <a>PaperMod</a></span></footer>`,
    ),
    truth: truth(s),
  }),
  'Hugo, stack': (s) => ({
    html: page(
      s.title,
      `<div class="container main-container flex"><aside class="sidebar left-sidebar"><header><h1 class="site-name"><a>渡口札记</a></h1></header><ol class="menu"><li><a><span>Home</span></a></li></ol></aside><aside class="sidebar right-sidebar"><section class="widget archives"><h2 class="widget-title">目录</h2><div class="widget--toc"><nav><ol><li><a>安装</a></li></ol></nav></div></section></aside><main class="main full-width"><article class="main-article"><header class="article-header"><div class="article-details"><header class="article-category"><a>随笔</a></header><div class="article-title-wrapper"><h2 class="article-title"><a>${s.title}</a></h2></div><footer class="article-time"><div><time class="article-time--published">${s.date.iso.replaceAll('-', '/')}</time></div><div><time class="article-time--reading">阅读时长: 3 分钟</time></div></footer></div></header><section class="article-content">${sections(s)}</section><footer class="article-footer"><section class="article-tags"><a>城市</a></section><section class="article-copyright"><span>Licensed under CC BY-NC-SA 4.0</span></section></footer></article><aside class="related-content--wrapper"><h2 class="section-title">相关文章</h2><div class="related-content">${links(others(s, 0, 4), '<article><h2 class="article-title">', '</h2></article>')}</div></aside><footer class="site-footer"><section class="copyright">© 2023 渡口札记</section></footer></main></div>`,
    ),
    truth: truth(s),
  }),
  'Hugo, even': (s) => ({
    html: page(
      `${s.title} - 渡口札记`,
      `<header id="header" class="header container"><div class="logo-wrapper"><a class="logo">渡口札记</a></div><nav class="site-navbar"><ul><li>首页</li><li>归档</li></ul></nav></header><main id="main" class="main"><div class="content-wrapper"><div id="content" class="content"><article class="post"><header class="post-header"><h1 class="post-title">${s.title}</h1><div class="post-meta"><span class="post-time"> ${s.date.iso} </span><div class="post-category"><a> 随笔 </a></div></div></header><div class="post-toc" id="post-toc"><h2 class="post-toc-title">文章目录</h2><div class="post-toc-content"><nav><ul><li><a>安装</a></li></ul></nav></div></div><div class="post-content">${sections(s)}</div><div class="post-copyright"><p class="copyright-item"><span class="item-title">文章作者</span><span class="item-content">${s.author}</span></p><p class="copyright-item"><span class="item-title">上次更新</span><span class="item-content">2030-01-01</span></p></div><footer class="post-footer"><div class="post-tags"><a>城市</a></div><nav class="post-nav"><a class="prev"><span class="prev-text nav-default">${s.others[0]}</span><span class="prev-text nav-mobile">上一篇</span></a></nav></footer></article></div></div></main><footer id="footer">由 Hugo 强力驱动 | 主题 - Even</footer>`,
    ),
    truth: truth(s),
  }),
  'Hugo, LoveIt': (s) => ({
    html: page(
      `${s.title} - 渡口札记`,
      `<div class="wrapper"><header class="desktop" id="header-desktop"><div class="header-wrapper"><div class="header-title"><a>渡口札记</a></div><div class="menu"><div class="menu-inner"><a class="menu-item">文章</a></div></div></div></header><main class="main"><div class="container"><div class="toc" id="toc-auto"><h2 class="toc-title">目录</h2></div><article class="page single"><h1 class="single-title animate__animated">${s.title}</h1><div class="post-meta"><div class="post-meta-line"><span class="post-author"><a class="author">${s.author}</a></span>&nbsp;<span class="post-category">收录于 <a>随笔</a></span></div><div class="post-meta-line"><time datetime="${s.date.iso}">${s.date.iso}</time>&nbsp;约 1234 字&nbsp;预计阅读 3 分钟</div></div><div class="details toc" id="toc-static"><div class="details-summary toc-title"><span>目录</span></div><div class="details-content toc-content"><ul><li><a>安装</a></li></ul></div></div><div class="content" id="content">${sections(s)}</div><div class="post-footer" id="post-footer"><div class="post-info"><div class="post-info-line"><div class="post-info-mod"><span>更新于 2030-01-01</span></div></div></div><div class="post-info-more"><section class="post-tags"><a>城市</a></section></div><div class="post-nav"><a class="prev">${s.others[0]}</a></div></div></article></div></main><footer class="footer">由 Hugo 强力驱动</footer></div>`,
    ),
    truth: truth(s),
  }),
}
