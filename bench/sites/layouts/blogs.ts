/** Blogs of services and of programs that people host themselves. */
import { FOOT, channels, each, link, links, oldPage, others, page } from './kit.js'
import type { Layout, Story } from './story.js'

const tags = links(['城市', '经济', '随笔'], '', '', ', ')

/** Comments of readers, which are not part of the article. */
const comments = (s: Story, name = 'comment'): string =>
  `<div id="comments"><h3>《${s.title}》上有 ${s.replies.length} 条评论</h3><ol class="${name}list">${s.replies.map((text, i) => `<li class="${name} even" id="${name}-${i}"><div class="${name}-author vcard"><cite class="fn">读者${i}</cite><span class="says">说道：</span></div><div class="${name}-meta"><a>2012年5月13日 10:1${i}</a></div><div class="${name}-content"><p>${text}</p></div><div class="reply"><a>回复</a></div></li>`).join('\n')}</ol><div id="respond"><h3>发表评论</h3><p>电子邮件地址不会被公开。 必填项已用*标注</p></div></div>`

const widgets = (s: Story): string =>
  `<div id="sidebar"><ul><li><h2>近期文章</h2><ul>${links(others(s, 0, 5), '<li>', '</li>')}</ul></li><li><h2>近期评论</h2><ul><li>读者发表在《${link(s.others[1]!)}》</li></ul></li><li><h2>文章归档</h2><ul><li><a>2012年五月</a></li></ul></li><li><h2>功能</h2><ul><li><a>登录</a></li></ul></li></ul></div>`

export const blogs: Readonly<Record<string, Layout>> = {
  'weblog program 2006, narrow column': (s) => ({
    html: page(
      `渡口札记 » ${s.title}`,
      `<div id="page"><div id="header"><h1><a>渡口札记</a></h1><div class="description">慢慢写</div></div><div id="content" class="widecolumn"><div class="navigation"><div class="alignleft">&laquo; ${link(s.others[0]!)}</div><div class="alignright">${link(s.others[1]!)} &raquo;</div></div><div class="post" id="post-12"><h2><a>${s.title}</a></h2><div class="entry">${each(s.paragraphs, '<p>', '</p>')}<p class="postmetadata alt"><small>本文发表于 ${s.date.han} 星期三，上午${s.date.time}，分类 ${link('随笔')}。 你可以通过 ${link('RSS 2.0')} 订阅本文的评论。你可以 ${link('发表评论')}，或者从你的站点 ${link('引用通告')}。</small></p></div></div>${comments(s)}</div><div id="footer"><p>渡口札记 is proudly powered by <a>WordPress</a></p></div></div>`,
    ),
  }),
  'weblog program 2011, entry': (s) => ({
    html: page(
      `${s.title} | 渡口札记`,
      `<div id="wrapper" class="hfeed"><div id="header"><div id="site-title"><a>渡口札记</a></div><div id="access"><div class="menu"><ul><li><a>首页</a></li><li><a>关于</a></li></ul></div></div></div><div id="main"><div id="container"><div id="content" role="main"><div id="nav-above" class="navigation"><div class="nav-previous"><a>← ${s.others[0]}</a></div></div><div id="post-12" class="post-12 post type-post status-publish hentry"><h1 class="entry-title">${s.title}</h1><div class="entry-meta"><span class="meta-prep">发表于</span> <a><span class="entry-date">${s.date.han}</span></a> <span>由</span> <span class="author vcard"><a class="url fn n">${s.author}</a></span></div><div class="entry-content">${each(s.paragraphs, '<p>', '</p>')}<div class="sharedaddy"><h3>分享到：</h3><ul><li>微博</li><li>豆瓣</li></ul></div></div><div class="entry-utility">此条目发表在 ${link('随笔')} 分类目录，贴了 ${tags} 标签。将${link('固定链接')}加入收藏夹。</div></div>${comments(s)}</div></div>${widgets(s)}</div></div>`,
    ),
  }),
  'weblog program 2020, block theme': (s) => ({
    html: page(
      `${s.title} – 渡口札记`,
      `<div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a>渡口札记</a></p><nav class="wp-block-navigation"><ul>${channels('<li>', '</li>', '')}</ul></nav></header><main class="wp-block-group"><div class="wp-block-group alignfull"><h1 class="wp-block-post-title">${s.title}</h1></div><div class="entry-content wp-block-post-content is-layout-constrained">${each(s.paragraphs, '<p class="wp-block-paragraph">', '</p>')}<figure class="wp-block-image"><img src="a.jpg" alt=""/><figcaption class="wp-element-caption">${s.caption}</figcaption></figure></div><div class="wp-block-template-part"><div class="wp-block-post-date"><time datetime="${s.date.iso}T${s.date.time}:00+08:00"><a>${s.date.year} 年 ${s.date.month} 月 ${s.date.day} 日</a></time></div><p>—</p><p>由</p><div class="wp-block-post-author"><p class="wp-block-post-author__name">${s.author}</p></div><div class="taxonomy-category wp-block-post-terms"><a>随笔</a></div></div><div class="wp-block-comments">${comments(s)}</div></main><footer><p>自豪地采用 WordPress</p></footer></div>`,
    ),
    optional: [s.caption],
  }),
  'weblog theme of Chinese shops 2016': (s) => ({
    html: page(
      `${s.title}-渡口札记`,
      `<header class="header"><div class="container"><h1 class="logo"><a title="渡口札记">渡口札记</a></h1><ul class="site-nav">${channels('<li>', '</li>', '')}</ul></div></header><section class="container"><div class="content-wrap"><div class="content"><header class="article-header"><h1 class="article-title"><a>${s.title}</a></h1><div class="article-meta"><span class="item">${s.date.iso}</span><span class="item">分类：<a>随笔</a></span><span class="item post-views">阅读(1234)</span><span class="item">评论(7)</span></div></header><article class="article-content">${each(s.paragraphs, '<p>', '</p>')}</article><div class="post-copyright">未经允许不得转载：<a>渡口札记</a> » ${link(s.title)}</div><div class="action-share">分享到：</div><div class="article-tags">标签：${tags}</div><nav class="article-nav"><span class="article-nav-prev">上一篇<br>${link(s.others[0]!)}</span><span class="article-nav-next">下一篇<br>${link(s.others[1]!)}</span></nav><div class="relates"><div class="title"><h3>相关推荐</h3></div><ul>${links(others(s, 2, 6), '<li>', '</li>')}</ul></div>${comments(s)}</div></div><aside class="sidebar">${links(others(s, 6, 5), '<li>', '<span>2016-05-12</span></li>')}</aside></section>`,
    ),
  }),
  'light weblog program 2014': (s) => ({
    html: page(
      `${s.title} - 渡口札记`,
      `<header id="header"><div class="site-name"><a id="logo">渡口札记</a><p class="description">慢慢写</p></div><nav id="nav-menu"><a class="current">首页</a><a>关于</a></nav></header><div id="body"><div class="container"><div class="row"><div class="col-mb-12 col-8" id="main" role="main"><article class="post"><h1 class="post-title"><a>${s.title}</a></h1><ul class="post-meta"><li>作者: <a>${s.author}</a></li><li>时间: <time datetime="${s.date.iso}T${s.date.time}:00+08:00">${s.date.iso}</time></li><li>分类: <a>随笔</a></li></ul><div class="post-content">${each(s.paragraphs, '<p>', '</p>')}</div><p class="tags">标签: ${tags}</p></article>${comments(s)}<ul class="post-near"><li>上一篇: ${link(s.others[0]!)}</li><li>下一篇: 没有了</li></ul></div>${widgets(s)}</div></div></div><footer id="footer">&copy; 2014 渡口札记. 由 Typecho 强力驱动.</footer>`,
    ),
  }),
  'asp weblog program 2009': (s) => ({
    html: oldPage(
      `${s.title}_渡口札记`,
      `<div id="divAll"><div id="divPage"><div id="divMiddle"><div id="divTop"><h1 id="BlogTitle"><a>渡口札记</a></h1><h2 id="BlogSubTitle">慢慢写</h2></div><div id="divNavBar"><h3>导航条</h3><ul>${channels('<li>', '</li>', '')}</ul></div><div id="divMain"><div class="post cate2 auth1"><div class="post-nav"><a class="l">« ${s.others[0]}</a><a class="r">${s.others[1]} »</a></div><h4 class="post-date">${s.date.han} ${s.date.time}:30</h4><h2 class="post-title">${s.title}</h2><div class="post-body">${each(s.paragraphs, '<p>', '</p>')}</div><h5 class="post-tags">Tags: <span class="tags">${tags}</span></h5><h6 class="post-footer">发布:${s.author} | 分类:随笔 | 评论:7 | 引用:0 | 浏览:<span>1234</span></h6></div><ul class="msg mutuality"><li class="tbname">相关文章:</li>${links(others(s, 2, 4), '<li class="msgarticle"><p>', '&nbsp;&nbsp;(2009-5-12 10:11:12)</p></li>')}</ul>${s.replies.map((text, i) => `<ul class="msg"><li class="msgname">${i + 1}.<span class="commentname"><a>读者${i}</a></span><br/><small>2009-5-13 10:11:12 <a>回复该留言</a></small></li><li class="msgarticle">${text}</li></ul>`).join('\n')}<div class="post" id="divCommentPost"><p class="posttop">发表评论:</p><form><textarea></textarea></form><p class="postbottom">◎欢迎参与讨论，请在这里发表您的看法、交流您的观点。</p></div></div><div id="divSidebar"><dl class="function"><dt>最近发表</dt><dd><ul>${links(others(s, 5, 5), '<li>', '</li>')}</ul></dd></dl></div><div id="divBottom"><h3>Powered By Z-Blog</h3></div></div></div></div>`,
    ),
  }),
  'blog of a search engine 2012': (s) => ({
    html: page(
      `渡口札记: ${s.title}`,
      `<div class="navbar section" id="navbar"></div><div class="body-fauxcolumns"></div><div class="content"><header><div class="header section"><h1 class="title"><a>渡口札记</a></h1></div></header><div class="main-outer"><div class="columns"><div class="column-center-outer"><div class="main section" id="main"><div class="widget Blog" id="Blog1"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>${s.date.year}年${s.date.month}月${s.date.day}日星期三</span></h2><div class="date-posts"><div class="post-outer"><div class="post hentry"><a name="123"></a><h3 class="post-title entry-title">${s.title}</h3><div class="post-header"></div><div class="post-body entry-content" id="post-body-123">${s.paragraphs.join('<br />\n<br />\n')}<div style="clear: both;"></div></div><div class="post-footer"><div class="post-footer-line"><span class="post-author vcard">发帖者 <span class="fn">${s.author}</span></span> <span class="post-timestamp">时间： <a><abbr class="published" title="${s.date.iso}T${s.date.time}:00+08:00">${s.date.time}</abbr></a></span></div><div>标签： ${tags}</div></div></div><div class="comments" id="comments"><h4>3 条评论:</h4><dl id="comments-block">${s.replies.map((text) => `<dt class="comment-author">匿名 说...</dt><dd class="comment-body"><p>${text}</p></dd><dd class="comment-footer">2012年5月13日 10:11</dd>`).join('')}</dl><p class="comment-footer"><a>发表评论</a></p></div></div></div></div></div><div class="blog-pager"><a>较新的博文</a> <a>较早的博文</a> <a>主页</a></div></div></div></div><div class="column-right-outer"><aside><h2>博客归档</h2><ul>${links(others(s, 0, 6), '<li>', '</li>')}</ul></aside></div></div></div></div>`,
    ),
  }),
  'blog of a portal 2008': (s) => ({
    html: oldPage(
      `${s.title}_${s.author}_某浪博客`,
      `<div class="nav">${channels('', '', ' ')}</div><div id="blogname"><h1 class="blogtitle"><a>${s.author}的BLOG</a></h1></div><div id="column_1"><div class="SG_connHead"><span>个人资料</span></div><div>博客等级：12 博客积分：345 博客访问：67,890</div><div class="SG_connHead"><span>评论</span></div></div><div id="column_2"><div class="SG_connHead"><span>正文</span><span class="edit">字体大小：<a>大</a> <strong>中</strong> <a>小</a></span></div><div class="SG_connBody"><div id="articlebody" class="artical"><div class="articalTitle"><h2 id="t_1" class="titName SG_txta">${s.title}</h2><span class="time SG_txtc">(${s.date.iso} ${s.date.time}:12)</span></div><div class="articalTag" id="sina_keyword_ad_area"><table><tr><td class="blog_tag"><span class="SG_txtb">标签：</span><h3><a>城市</a></h3><h3><a>随笔</a></h3></td><td class="blog_class"><span class="SG_txtb">分类：</span><a>杂谈</a></td></tr></table></div><div id="sina_keyword_ad_area2" class="articalContent">${s.paragraphs.map((text) => `<P><FONT STYLE="FonT-siZe: 16px">　　${text.slice(0, 30)}<wbr>${text.slice(30)}</FONT></P>\n<P>&nbsp;</P>`).join('\n')}</div><div class="shareUp"><div class="share">分享：</div><div class="up"><span>喜欢</span><b>0</b><span>赠金笔</span></div></div><div class="articalInfo"><div>阅读<span>(1234)</span> <a>评论</a> <span>(7)</span> <a>收藏</a><span>(0)</span> <a>转载</a> <a>打印</a> <a>举报</a></div></div><div class="articalfrontback">前一篇：${link(s.others[0]!)} 后一篇：${link(s.others[1]!)}</div></div></div><div class="allComm"><div>评论 <span>重要提示：警惕虚假中奖信息</span></div><ul>${s.replies.map((text) => `<li class="SG_revert_Cont"><span>新浪网友</span><em>2008-5-13 10:11:12</em><div>${text}</div></li>`).join('')}</ul></div></div><div class="blogfooter">${FOOT}</div>`,
    ),
  }),
  'blog of a mail house 2009': (s) => ({
    html: page(
      `${s.title} - ${s.author}的日志 - 某易博客`,
      `<div class="ztag">${channels('', '', ' ')}</div><div class="nbw-blog-start"></div><div class="left"><h3 class="title pre fs1"><span class="tcnt">${s.title}</span></h3><p class="tmbox"><span class="sep fc07">默认分类</span> <span class="blogsep">${s.date.iso} ${s.date.time}:22</span> <span class="blogsep">阅读<span>123</span></span> <span>评论<span>4</span></span> 字号：大中小 订阅</p><div class="nbw-blog ztag"></div><div class="bct fc05 fc11 nbw-blog ztag">${each(s.paragraphs, '<DIV>&nbsp;&nbsp;&nbsp; ', '</DIV>')}</div><div class="nbw-blog-end"></div><div class="recommend">阅读(123) | 评论(4) 转载 | 推荐</div><div class="prevnext"><div>上一篇：${link(s.others[0]!)}</div><div>下一篇：${link(s.others[1]!)}</div></div></div><div class="right"><h4>最近读者</h4><h4>评论</h4>${each(s.replies.slice(0, 2), '<div class="cnt">', '</div>')}</div>`,
    ),
  }),
  'developers garden 2013': (s) => ({
    html: page(
      `${s.title} - ${s.author} - 博某园`,
      `<div id="home"><div id="header"><div id="blogTitle"><h1><a id="Header1_HeaderTitle" class="headermaintitle">${s.author}</a></h1><h2>慢慢写</h2></div><div id="navigator"><ul id="navList"><li><a>博客园</a></li><li><a>首页</a></li><li><a>新随笔</a></li><li><a>联系</a></li><li><a>管理</a></li></ul><div class="blogStats">随笔 - 12&nbsp; 文章 - 0&nbsp; 评论 - 34</div></div></div><div id="main"><div id="mainContent"><div class="forFlow"><div id="topics"><div class="post"><h1 class="postTitle"><a id="cb_post_title_url" class="postTitle2">${s.title}</a></h1><div class="clear"></div><div class="postBody"><div id="cnblogs_post_body">${each(s.paragraphs, '<p>', '</p>')}<div class="cnblogs_code"><pre><span style="color: #008000;">// 读出所有的行</span>
var lines = File.ReadAllLines(path);</pre></div></div><div id="MySignature">作者：${s.author}<br>出处：http://www.example.com/<br>本文版权归作者和博客园共有，欢迎转载，但未经作者同意必须保留此段声明，且在文章页面明显位置给出原文连接，否则保留追究法律责任的权利。</div><div id="blog_post_info_block"><div id="BlogPostCategory">分类: <a>C#</a></div><div id="EntryTag">标签: ${tags}</div><div id="blog_post_info"><div id="green_channel"><a>好文要顶</a> <a>关注我</a> <a>收藏该文</a></div></div></div></div><div class="postDesc">posted @ <span id="post-date">${s.date.iso} ${s.date.time}</span> <a>${s.author}</a> 阅读(<span>1234</span>) 评论(<span>5</span>) <a>编辑</a> <a>收藏</a></div></div></div></div></div><div id="sideBar"><div id="sideBarMain"><h3 class="catListTitle">公告</h3><p>昵称：${s.author} 园龄：5年 粉丝：12 关注：3</p><h3>阅读排行榜</h3>${links(others(s, 0, 5), '<li>', '</li>')}</div></div></div><div id="footer">Copyright &copy; 2013 ${s.author}</div></div>`,
    ),
    truth: [...s.paragraphs, '// 读出所有的行\nvar lines = File.ReadAllLines(path);'],
  }),
  'developers network 2018': (s) => ({
    html: page(
      `${s.title}_${s.author}的博客-某DN博客`,
      `<div id="csdn-toolbar">${channels('<li>', '</li>', '')}</div><div class="main_father"><div class="container"><main><div class="blog-content-box"><div class="article-header-box"><div class="article-header"><div class="article-title-box"><span class="article-type type-1">原创</span><h1 class="title-article">${s.title}</h1></div><div class="article-info-box"><div class="article-bar-top"><span class="time">${s.date.han} ${s.date.time}:11</span> <a class="follow-nickName">${s.author}</a> <span class="read-count">阅读数：1234</span><div class="tags-box"><span class="label">标签：</span><a>java</a></div></div></div></div></div><article class="baidu_pl"><div id="article_content" class="article_content clearfix"><div class="article-copyright"><svg></svg>版权声明：本文为博主原创文章，遵循<a> CC 4.0 BY-SA </a>版权协议，转载请附上原文出处链接和本声明。<div class="article-source-link2222">本文链接：<a>https://blog.example.net/1</a></div></div><div id="content_views" class="markdown_views"><svg></svg>${each(s.paragraphs, '<p>', '</p>')}<pre class="prettyprint"><code class="prism language-java has-numbering"><span class="token comment">// 最简单的写法</span>
<span class="token keyword">int</span> n = 1;</code><ul class="pre-numbering"><li>1</li><li>2</li></ul></pre></div></div><div class="hide-article-box text-center"><a class="btn-readmore">展开阅读全文</a></div></article></div><div class="comment-box"><div class="comment-list">${s.replies.map((text) => `<ul class="comment-list"><li class="comment-line-box"><div class="info-box"><a class="name">读者</a>: <span class="comment">${text}</span></div></li></ul>`).join('')}</div></div><div class="recommend-box">${links(others(s, 0, 6), '<div class="recommend-item-box"><h4>', '</h4><div class="info">阅读数 123</div></div>')}</div></main><aside><div class="aside-box"><h3>热门文章</h3>${links(others(s, 6, 4), '<li>', '</li>')}</div></aside></div></div>`,
    ),
    truth: [...s.paragraphs, '// 最简单的写法\nint n = 1;'],
  }),
  'writers house 2019, hashed names': (s) => ({
    html: page(
      `${s.title} - 简某`,
      `<div id="__next"><div class="_21bLU4 _3kbg6I"><header class="_3Pnjry"><nav class="_2n49">${channels('<a>', '</a>', '')}</nav></header><div class="_3VRLsv" role="main"><div class="_gp-ck"><section class="ouvJEz"><h1 class="_1RuRku">${s.title}</h1><div class="rEsl9f"><div class="_2mYfmT"><a class="_1OhGeD"><img class="_13D2Eh"></a><div class="_3U4Smb"><span class="FxYr8x"><a class="_1OhGeD">${s.author}</a></span><button class="_1x2">关注</button></div><div class="s-dsoj"><time datetime="${s.date.iso}T${s.date.time}:00.000Z">${s.date.iso.replaceAll('-', '.')} ${s.date.time}:33</time><span>字数 1,234</span><span>阅读 567</span></div></div></div><article class="_2rhmJa">${each(s.paragraphs, '<p>', '</p>')}</article><div class="_1kCBjS"><div class="_18vaTa">12人点赞</div></div><div class="_19DgIp"></div><div class="_13lIbp"><div class="_191KSt">"小礼物走一走，来简某关注我"</div><button>赞赏支持</button></div></section><section class="ouvJEz"><h3 class="QHRnq8">被以下专题收入，发现更多相似内容</h3></section><section class="ouvJEz"><h3>推荐阅读</h3>${links(others(s, 0, 5), '<div class="_3Z3nHf">', '</div>')}</section><div id="note-page-comment"><div>${each(s.replies, '<div class="_2bDGm4"><div class="_3uuww8">读者</div><div class="_2Bgx">', '</div></div>')}</div></div></div></div></div></div>`,
    ),
  }),
  'question site column 2021': (s) => ({
    html: page(
      `${s.title} - 知某`,
      `<div id="root"><div class="ColumnPageHeader"><a>首发于</a><a>江城专栏</a><button>写文章</button><button>登录</button></div><div class="Post-content"><article class="Post-Main Post-NormalMain"><header class="Post-Header"><h1 class="Post-Title">${s.title}</h1><div class="Post-Author"><div class="AuthorInfo"><meta itemprop="name" content="${s.author}"><span class="UserLink"><a class="UserLink-link">${s.author}</a></span><div class="AuthorInfo-detail"><div class="AuthorInfo-badge"><div class="ztext">慢慢写</div></div></div></div><button class="FollowButton">关注</button></div><div class="LabelContainer"><span class="Voters"><button>1,234 人赞同了该文章</button></span></div></header><div class="Post-RichTextContainer"><div class="css-1yuhvjn"><div class="RichText ztext Post-RichText css-4em6pe">${each(s.paragraphs, '<p data-pid="x1">', '</p>')}<figure><noscript><img src="a.jpg"/></noscript><img src="b.jpg"><figcaption>${s.caption}</figcaption></figure></div></div></div><div class="ContentItem-time">${s.number % 2 === 0 ? '发布于' : '编辑于'} ${s.date.iso} ${s.date.time}・IP 属地江城</div><div class="Post-topicsAndReviewer"><div class="TopicList Post-Topics">${links(['城市', '经济'], '<div class="Tag">', '</div>')}</div></div><div class="RichContent-actions"><button>赞同 1234</button><button>56 条评论</button><button>分享</button></div></article></div><div class="Comments-container"><div class="CommentListV2">${each(s.replies, '<div class="CommentItemV2"><div class="CommentRichText">', '</div></div>')}</div></div><div class="Recommendations-Main"><h3>推荐阅读</h3>${links(others(s, 0, 4), '<div class="PagingTable-row">', '</div>')}</div></div>`,
      `<meta property="og:title" content="${s.title}">`,
    ),
    optional: [s.caption],
  }),
  'diary of a cultural site 2012': (s) => ({
    html: page(
      `${s.title}`,
      `<div id="db-global-nav">${channels('', '', ' ')}</div><div id="wrapper"><div id="content"><div class="grid-16-8"><div class="article"><div class="note-container"><div class="note-header note-header-container"><h1>${s.title}</h1><div><a class="note-author">${s.author}</a> <span class="pub-date">${s.date.iso} ${s.date.time}:10</span></div></div><div id="link-report" class="note">${each(s.paragraphs, '', '<br/><br/>')}</div><div class="copyright">© 本文版权归作者 <a>${s.author}</a> 所有，任何形式转载请联系作者。</div></div><div class="sns-bar"><span>12人喜欢</span> <a>喜欢</a></div><div id="comments" class="comment-list">${each(s.replies, '<div class="comment-item"><div class="author"><span>2012-05-13</span> <a>读者</a></div><p class="comment-text">', '</p></div>')}</div></div><div class="aside"><h2>${s.author}的最新日记</h2>${links(others(s, 0, 5), '<li>', ' (12人喜欢)</li>')}</div></div></div></div>`,
    ),
  }),
  'messenger account 2018': (s) => ({
    html: page(
      '',
      `<div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content"><div id="img-content"><h2 class="rich_media_title" id="activity-name">
${s.title}
</h2><div id="meta_content" class="rich_media_meta_list"><span id="copyright_logo" class="wx_tap_link">原创</span><span class="rich_media_meta rich_media_meta_text">${s.author}</span><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a id="js_name">${s.source}</a><div id="js_profile_qrcode" style="display:none;"><strong class="profile_nickname">${s.source}</strong><p class="profile_meta"><label>微信号</label><span>jiangcheng</span></p><p class="profile_meta"><label>功能介绍</label><span>江城的事</span></p></div></span><em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div><div class="rich_media_content" id="js_content" style="visibility: hidden;"><section style="box-sizing: border-box;"><section><section style="text-align:center"><p><span style="color:#888;font-size:14px">点击上方蓝字关注我们</span></p></section></section>${s.paragraphs.map((text) => `<section style="margin: 10px 0;"><section style="display: inline-block;"><p style="text-indent: 2em;"><span style="font-size: 15px;">${text}</span></p></section></section><p><br></p>`).join('\n')}<p style="text-align: center;"><img data-src="a.jpg" data-w="640"></p><p style="text-align: center;"><span style="font-size: 12px;color: rgb(136, 136, 136);">▲ ${s.caption}</span></p></section><p><strong>END</strong></p><p>长按识别二维码关注我们</p></div></div><div class="rich_media_tool" id="js_toobar3"><a>阅读原文</a> <div class="media_tool_meta">阅读 <span>1234</span> <span>赞</span></div></div></div></div></div>`,
      `<meta property="og:title" content="${s.title}"><script>var ct = "${Date.parse(`${s.date.iso}T${s.date.time}:00+08:00`) / 1000}";var msg_title = '${s.title}';</script>`,
    ),
    optional: [s.caption],
  }),
  'long message 2014': (s) => ({
    html: page(
      `${s.title}`,
      `<div class="WB_global_nav">${channels('', '', ' ')}</div><div class="WBA_content" node-type="articleContent"><div class="main_editor"><div class="title" node-type="articleTitle">${s.title}</div><div class="authorinfo"><span class="writer"><a>${s.author}</a></span><span class="time">发布于 ${s.date.iso} ${s.date.time}:00</span></div><div class="WB_editor_iframe" node-type="contentBody">${each(s.paragraphs, '<p align="justify">', '</p>')}</div></div></div><div class="repeat_list">${each(s.replies, '<div class="WB_text">读者：', '</div>')}</div>`,
    ),
  }),
}
