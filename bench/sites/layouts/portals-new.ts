/** News sites from 2013 on: named boxes, hashed class names, pages that scripts fill. */
import { FOOT, channels, each, link, links, others, page } from './kit.js'
import type { Layout } from './story.js'

const menu = `<div class="site-nav"><ul>${channels('<li>', '</li>', '')}</ul></div>`

export const newPortals: Readonly<Record<string, Layout>> = {
  'portal 2014, end text': (s) => ({
    html: page(
      `${s.title}_某易新闻中心`,
      `${menu}<div class="ep-content" id="epContent"><div class="clearfix"><div class="ep-content-main" id="epContentLeft"><h1 id="h1title" class="ep-h1">${s.title}</h1>
<div class="ep-info cDGray"><div class="left ep-time-soure cDGray">${s.date.iso} ${s.date.time}:22　来源: <a id="ne_article_source" href="#">${s.source}</a></div><div class="ep-info-share"><a>分享到：</a><ul><li>易信</li><li>微信</li><li>QQ空间</li><li>微博</li><li>更多</li></ul></div><a class="js-tielink">0</a></div>
<div id="endText" class="end-text">${each(s.paragraphs, '<p>　　', '</p>')}<div class="gg200x300"><iframe></iframe></div><p></p><div class="ep-source cDGray"><span class="left"><a href="#"><img src="end.png" alt="${s.author}" width="13" height="12" class="icon"></a> 本文来源：${s.source}</span> <span class="ep-editor">责任编辑：${s.author}_NE0011</span></div></div>
<div class="extra-tag">关键词阅读：${links(['城市', '经济'], '', '', ' ')}</div></div><div class="ep-content-side"><div class="ep-header"><h2>热点新闻</h2></div><ul>${links(others(s, 0, 6), '<li>', '</li>')}</ul></div></div></div><div class="N-nav-bottom">${FOOT}</div>`,
    ),
  }),
  'portal 2018, self media': (s) => ({
    html: page(
      `${s.title}_${s.source}`,
      `<header>${menu}</header><div class="wrapper-box"><div class="left sidebar"><div class="user-info"><h4>${link(s.source)}</h4><dl><dd>1234 文章</dd><dd>5.6亿 总阅读</dd></dl><a>查看TA的文章&gt;</a></div></div><div class="left main"><div class="text"><div class="text-title"><h1>${s.title} <span class="article-tag"><a>城市</a></span></h1><div class="article-info"><span class="time" id="news-time" data-val="1526090000000">${s.date.iso} ${s.date.time}</span></div></div>
<article class="article" id="mp-editor"><p>原标题：${s.title}</p>${each(s.paragraphs, '<p>', '</p>')}<p class="ql-align-center"><img src="a.jpg"></p><p>返回搜狐，查看更多</p><p data-role="editor-name">责任编辑：<span></span></p></article><div class="statement">声明：该文观点仅代表作者本人，本平台系信息发布平台，仅提供信息存储空间服务。</div><div class="bottom-relate-wrap"><div class="read-wrap"><span>阅读 (<em>123</em>)</span></div></div></div><div class="groom-read"><h3>推荐阅读</h3>${links(others(s, 0, 6), '<div><h4>', '</h4></div>')}</div></div></div><footer>${FOOT}</footer>`,
    ),
  }),
  'portal 2020, post body': (s) => ({
    html: page(
      `${s.title}|${s.author}_某易订阅`,
      `<div class="post_area post_columnnewest">${menu}</div><div class="container clearfix" id="container"><div class="post_main"><h1 class="post_title">${s.title}</h1><div class="post_info">${s.date.iso} ${s.date.time}:31　来源: ${link(s.source)} <a href="#" class="post_jubao">举报</a></div><div class="post_content" id="content"><div class="post_top"><div class="post_top_tie"><a>0</a></div><div class="post_top_share"><span>分享至</span><ul class="share_list"><li>好友和朋友圈</li></ul></div></div>
<div class="post_body"><p class="f_center"><img src="a.jpg" alt=""/><br/></p><p class="f_center">${s.caption}</p>${each(s.paragraphs, '<p>', '</p>')}<p><!-- AD200x300_2 --></p></div><div class="post_statement">特别声明：以上内容(如有图片或视频亦包括在内)为自媒体平台用户上传并发布，本平台仅提供信息存储服务。<p>Notice: The content above is uploaded and posted by a user.</p></div><div class="post_next"><div class="post_next_name">/ 阅读下一篇 /</div><a class="post_next_post">${s.others[0]}</a></div></div>
<div class="post_recommends"><div class="post_recommends_title">相关推荐</div><ul>${links(others(s, 1, 6), '<li><h3>', '</h3><p>某号 跟贴 12</p></li>')}</ul></div></div><div class="post_side"><div>${links(others(s, 7, 5), '<div>', '</div>')}</div></div></div>`,
      `<meta property="og:title" content="${s.title}"><meta property="article:published_time" content="${s.date.iso}T${s.date.time}:31+08:00">`,
    ),
    optional: [s.caption],
  }),
  'party paper 2015, page numbers': (s) => ({
    html: page(
      `${s.title}--社会--人某网`,
      `<div class="pos_re top_nav">${channels('', '', '&nbsp;')}</div><div class="clearfix w1000_320 path"><div class="fl"><a>人某网</a>&gt;&gt;<a>社会</a></div></div><div class="clearfix w1000_320 text_title"><h3 class="pre"></h3><h1>${s.title}</h1><h4 class="sub"></h4><p class="author">${s.author}</p><div class="box01"><div class="fl">${s.date.han}${s.date.time} &nbsp; 来源：<a href="#">${s.source}</a></div><div class="fr"><a>分享到：</a></div></div></div>
<div class="clearfix w1000_320 text_con"><div class="fl text_con_left"><div class="box_con" id="rwb_zw"><table width="500" align="center"><tr><td align="center"><img src="a.jpg" width="500"></td></tr><tr><td class="desc" align="center">${s.caption}</td></tr></table>
${each(s.paragraphs, '<p style="text-indent: 2em;">\n\t', '</p>')}<div class="otitle">（原标题：${s.title}）</div></div><div class="zdfy clearfix"><a href="#">【1】</a><a href="#">【2】</a></div><div class="box_pic"></div><div class="edit clearfix">(责编：${s.author}、${s.author})</div><div class="fenxiang">分享让更多人看到</div></div>
<div class="fr"><h2>热门排行</h2><ul>${links(others(s, 0, 6), '<li><em>1</em>', '</li>')}</ul></div></div><div class="copyright">${FOOT}</div>`,
      `<meta name="publishdate" content="${s.date.iso}">`,
    ),
    optional: [s.caption],
  }),
  'agency 2019, ornamental date': (s) => ({
    html: page(
      `${s.title}-新某网`,
      `<div class="header domPC"><div class="header-top">${channels('', '', '')}</div><div class="header-cont clearfix"><div class="header-time left"><span class="year"><em> ${s.date.year}</em></span><span class="day"><em>${s.date.iso.slice(5, 7)}</em>/<em>${s.date.iso.slice(8)}</em></span><span class="time"> ${s.date.time}:28</span></div><div class="source">来源：${s.source}</div><div class="head-line clearfix"><h1><span class="title">${s.title}</span></h1></div><div class="font-set"><span>字体：</span><span>小</span><span>中</span><span>大</span></div><div class="share">分享到：</div></div></div>
<div class="main clearfix"><div class="main-left left"><div id="detail"><span id="detailContent">${each(s.paragraphs, '<p>　　', '</p>')}</span><div class="zan-wap"><div class="zan">点赞</div></div><div class="tjewm"></div><div id="articleEdit"><span class="tiyi1 domPC"><a>【纠错】</a></span><span class="editor"> 【责任编辑:${s.author}】 </span></div></div></div><div class="main-right right"><div class="columBox hotList"><h3>深度观察</h3><ul>${links(others(s, 0, 6), '<li>', '</li>')}</ul></div></div></div><div class="foot">${FOOT}</div>`,
    ),
  }),
  'portal 2020, hashed names': (s) => ({
    html: page(
      `${s.title}_凤某网`,
      `<div id="root"><div class="header-3bY8Hw-1">${channels('<a>', '</a>', '')}</div><div class="artical-25I5PtGk"><div class="leftContent-yVsZ9WLs"><div class="titleBox-1Mgp9W"><h1 class="topic-3bY8Hw-9">${s.title}</h1><div class="info-LkLlzBkr"><div class="timeBref-2jsvBW"><a class="time-M6w87NaQ">${s.date.han} ${s.date.time}:15</a><span>来自${s.author}</span></div></div></div>
<div class="main_content-r5RGqegj"><div class="text-3w2e3DBc">${each(s.paragraphs, '<p>', '</p>')}</div><div class="end-2Kx9aYLm"><div class="editor-2uWGDFeB">责任编辑：${s.author} PN123</div></div></div><div class="tip-1xbMBhxW">“特别声明：以上作品内容(包括在内的视频、图片或音频)为凤凰网旗下自媒体平台用户上传并发布。”</div><div class="recommend-2oP5"><h3>为您推荐</h3>${links(others(s, 0, 6), '<p>', '<span>今天 10:11</span></p>')}</div></div></div></div><script>var allData = {"a":"b"};</script>`,
    ),
  }),
  'magazine 2016, breaks for paragraphs': (s) => ({
    html: page(
      `${s.title}_某湃新闻`,
      `<div class="header">${channels('', '', '')}</div><div class="main_lt"><div class="newscontent"><h1 class="news_title">${s.title}</h1><div class="news_about"><p>某湃新闻记者 ${s.author}</p><p>${s.date.iso} ${s.date.time} &nbsp;<span>来源：${s.source}</span></p></div><div class="news_path"><a>澎湃号</a> &gt; <a>城市</a></div><div class="news_share">字号 <a>超大</a><a>大</a><a>标准</a><a>小</a></div>
<div class="news_txt" data-size="standard"><div class="contheight"></div><div style="text-align:center;"><img src="a.jpg" alt="${s.caption}"></div><span style="color:#808080;font-size:15px;">${s.caption}</span><div class="contheight"></div>${s.paragraphs.join('<br>\n<br>')}</div><div class="news_editor">责任编辑：${s.author}</div><div class="news_part">某湃新闻报料：021-962866　某湃新闻，未经授权不得转载。新闻报料：021-962866</div><div class="news_keyword">关键词 &gt;&gt; ${links(['城市', '经济'], '', '', ' ')}</div><div class="news_tit2">评论(12)</div><div class="comment_que"><div class="aqwright"><h3>某网友</h3><div>${s.replies[0]}</div><div>赞</div></div></div></div></div><div class="main_rt"><h2>热新闻</h2>${links(others(s, 0, 6), '<li>', '</li>')}</div><div class="footer">${FOOT}</div>`,
    ),
    optional: [s.caption],
  }),
  'science and IT news 2015': (s) => ({
    html: page(
      `${s.title} - IT某家`,
      `<div id="nav"><div class="menu">${channels('', '', '')}</div></div><div id="dt"><div class="fl content"><div class="cv">${link('IT某家')} &gt; ${link('业界')}</div><h1>${s.title}</h1><div class="info"><span id="pubtime_baidu">${s.date.short} ${s.date.time}:10</span><span id="source_baidu">来源：${link(s.source)}</span><span id="author_baidu">作者：<strong>${s.author}</strong></span><span id="editor_baidu">责编：<strong>${s.author}</strong></span><span id="commentcount">评论：12</span></div><div class="post_content" id="paragraph">${each(s.paragraphs, '<p>', '</p>')}<p class="ad-tips">广告声明：文内含有的对外跳转链接（包括不限于超链接、二维码、口令等形式），用于传递更多信息，节省甄选时间，结果仅供参考。</p></div><div class="newserror">投诉水文 我要纠错</div><div class="related_post"><p>相关文章</p><ul>${links(others(s, 0, 6), '<li>', '</li>')}</ul></div><div id="post_comm"><h3>软媒用户评论</h3><ul><li>${s.replies[1]}</li></ul></div></div><div class="fr fx"><h2>日榜</h2>${links(others(s, 6, 5), '<li>', '</li>')}</div></div>`,
    ),
  }),
  'reader page 2021, text in a JSON-LD page': (s) => ({
    html: page(
      `${s.title}`,
      `<div id="app"><main class="css-1x2y3z"><section class="css-aa"><h1 class="css-bb">${s.title}</h1><div class="css-cc"><span>${s.author}</span><span>·</span><span>${s.source}</span></div>${each(s.paragraphs, '<div class="css-dd"><span>', '</span></div>')}</section><section class="css-ee"><h2>更多报道</h2>${links(others(s, 0, 5), '<div class="css-ff"><span>', '</span></div>')}</section></main></div>`,
      `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"${s.title}","datePublished":"${s.date.iso}T${s.date.time}:00+08:00","author":{"@type":"Person","name":"${s.author}"}}</script>`,
    ),
  }),
  'broadcaster 2013, many columns': (s) => ({
    html: page(
      `${s.title}_新闻_某视网(example.com)`,
      `<div class="nav">${channels('', '', '')}</div><div class="cnt_nav">央视网 > 新闻频道 > 国内新闻</div><div class="col_w660"><div class="cnt_bd"><!--repaste.title.begin--><h1>${s.title}</h1><!--repaste.title.end--><h2></h2><div class="function"><span class="info"><i><!--repaste.source.begin-->来源：${s.source}<!--repaste.source.end--> <!--repaste.date.begin-->${s.date.han} ${s.date.time}<!--repaste.date.end--></i></span><span class="font">A-A+</span></div><!--repaste.body.begin-->${each(s.paragraphs, '<p>　　', '</p>')}<!--repaste.body.end--><div class="editor"></div></div><div class="tags"><h3>关键词：</h3>${links(['城市'], '', '')}</div><div class="video"><h3>视频推荐</h3><ul>${links(others(s, 0, 6), '<li>', '</li>')}</ul></div></div><div class="col_w300"><h3>热词</h3>${links(others(s, 6, 5), '<li>', '</li>')}</div><div class="btmbar">${FOOT}</div>`,
    ),
  }),
}
