/** Notices and news of governments, universities and companies, in the layouts of their publishing systems. */
import { FOOT, channels, each, link, links, oldPage, others, page } from './kit.js'
import type { Layout } from './story.js'

const menu = `<div class="nav"><ul>${channels('<li>', '</li>', '')}</ul></div>`

export const official: Readonly<Record<string, Layout>> = {
  'government 2006, tables': (s) => ({
    html: oldPage(
      s.title,
      `<table width=778 align=center><tr><td>${channels('', '', '｜')}</td></tr></table><table width=778 align=center><tr><td>当前位置：<a href=#>首页</a>&gt;&gt; <a href=#>今日中国</a>&gt;&gt; <a href=#>中国要闻</a></td></tr></table><table width=778 align=center><tr><td align=center class=f22><b>${s.title}</b></td></tr><tr><td align=center class=f12>中央政府门户网站　www.example.gov.cn　　 ${s.date.han}　　 来源：${s.source}</td></tr><tr><td align=right>【E-mail推荐 <input type=text> <a href=#>发送</a>】</td></tr><tr><td class=p1>${each(s.paragraphs, '<P>　　', '</P>')}</td></tr></table><table width=778 align=center><tr><td>相关链接</td></tr>${links(others(s, 0, 5), '<tr><td>· ', '</td></tr>')}</table><center>版权所有：中国政府网 | 关于我们 | 网站声明 | 网站地图<br>${FOOT}</center>`,
    ),
  }),
  'government 2016, document with a card': (s) => ({
    html: page(
      `${s.title}_政策_某国政府网`,
      `${menu}<div class="BreadcrumbNav">首页 > 政策 > 国务院政策文件库</div><table class="bd1" width="900"><tr><td><b>索 引 号：</b></td><td>000014349/2016-00012</td><td><b>主题分类：</b></td><td>财政、金融、审计\\其他</td></tr><tr><td><b>发文机关：</b></td><td>国务院办公厅</td><td><b>成文日期：</b></td><td>${s.date.han}</td></tr><tr><td><b>标　　题：</b></td><td colspan=3>${s.title}</td></tr><tr><td><b>发文字号：</b></td><td>国办发〔2016〕12号</td><td><b>发布日期：</b></td><td>${s.date.han}</td></tr></table><table width="900"><tr><td class="b12c" id="UCAP-CONTENT"><p align="center" style="text-align:center"><span style="font-size:18pt">${s.title}</span></p><p align="center" style="text-align:center">国办发〔2016〕12号</p>${each(s.paragraphs, '<p style="text-indent: 2em;">', '</p>')}<p style="text-align:right">国务院办公厅　　　　</p><p style="text-align:right">${s.date.year}年${s.date.month}月${s.date.day}日　　　　</p><p>（此件公开发布）</p></td></tr></table><div class="editor">责任编辑：${s.author}</div><div class="related"><h3>相关稿件</h3>${links(others(s, 0, 4), '<li>', '</li>')}</div><div class="footer">${FOOT}</div>`,
    ),
    optional: [
      '国办发〔2016〕12号',
      '国务院办公厅',
      `${s.date.year}年${s.date.month}月${s.date.day}日`,
      '（此件公开发布）',
    ],
  }),
  'government 2018, meta and editor': (s) => ({
    html: page(
      `${s.title}_江城市人民政府`,
      `<div class="header">${menu}</div><div class="wzdh">您现在的位置：<a>首页</a> > <a>政务公开</a> > <a>通知公告</a></div><div class="zoom"><h1 class="bt">${s.title}</h1><div class="sj"><span>发布时间：${s.date.iso} ${s.date.time}</span><span>来源：${s.source}</span><span>浏览次数：<script>hits()</script>次</span><span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div><div class="TRS_Editor"><div class="Custom_UnionStyle">${each(s.paragraphs, '<p align="justify">　　', '</p>')}</div></div><div class="fj">附件：<a href="a.docx">1.报名表.docx</a></div><div class="dyy">【<a>打印本页</a>】【<a>关闭窗口</a>】</div><div class="ewm">扫一扫在手机打开当前页</div></div><div class="footer">主办：江城市人民政府办公室 承办：江城市大数据局 网站标识码：3700000001<br>${FOOT}</div>`,
      `<meta name="ArticleTitle" content="${s.title}"><meta name="PubDate" content="${s.date.iso} ${s.date.time}"><meta name="ContentSource" content="${s.source}"><meta name="SiteName" content="江城市人民政府">`,
    ),
    path: `art/t${s.date.iso.replaceAll('-', '')}_12.html`,
  }),
  'university 2015, notice': (s) => ({
    html: page(
      `${s.title}-江城大学教务处`,
      `<div class="top">${menu}</div><div class="content"><div class="left"><h3>通知公告</h3><ul>${links(['教学通知', '考试通知', '学籍通知'], '<li>', '</li>')}</ul></div><div class="right"><div class="position">当前位置: ${link('首页')} >> ${link('通知公告')} >> 正文</div><form name="_newscontent_fromname"><div><h2 align="center">${s.title}</h2><div align="center" class="xx">发布时间：${s.date.iso}&nbsp;&nbsp;作者：${s.author}&nbsp;&nbsp;点击次数：<span id="dynclicks">123</span></div><div id="vsb_content"><div class="v_news_content">${each(s.paragraphs, '<p style="TEXT-INDENT: 2em; LINE-HEIGHT: 150%"><span style="FONT-FAMILY: 宋体; FONT-SIZE: 14pt">', '</span></p>')}<table><tbody><tr><td><p>时间</p></td><td><p>地点</p></td></tr><tr><td><p>周一上午</p></td><td><p>二号楼</p></td></tr></tbody></table></div></div><div align="right">【<a>关闭窗口</a>】</div><p>上一条：${link(s.others[0]!)}</p><p>下一条：${link(s.others[1]!)}</p></div></form></div></div><div class="foot">${FOOT}</div>`,
    ),
    truth: [...s.paragraphs, '时间 地点', '周一上午 二号楼'],
  }),
  'university 2020, article column': (s) => ({
    html: page(
      `${s.title}`,
      `<div class="wrapper" id="header">${menu}</div><div class="wrapper" id="container"><div class="inner"><div class="col_menu"><h3>新闻中心</h3></div><div class="col_news"><div class="col_news_con"><div class="article"><h1 class="arti_title">${s.title}</h1><h2 class="arti_title"></h2><p class="arti_metas"><span class="arti_publisher">发布者：${s.author}</span><span class="arti_update">发布时间：${s.date.iso}</span><span class="arti_views">浏览次数：<span class="WP_VisitCount">12</span></span></p><div class="entry"><div class="read"><div class="wp_articlecontent">${each(s.paragraphs, '<p style="text-indent:32px;font-size:16px;">', '</p>')}</div></div></div></div></div></div></div></div><div class="wrapper" id="footer">${FOOT}</div>`,
    ),
  }),
  'firm 2010, news of a company': (s) => ({
    html: oldPage(
      `江城机械有限公司`,
      `<div id=top>${menu}</div><div id=banner></div><div id=left><h3>产品目录</h3><ul>${links(['车床', '铣床', '磨床'], '<li>', '</li>')}</ul><h3>联系我们</h3><p>电话：010-12345678<br>传真：010-12345679<br>地址：江城市东海路12号</p></div><div id=right><div class=weizhi>您所在的位置：${link('首页')} &gt; ${link('公司新闻')}</div><div class=newstitle>${s.title}</div><div class=newstime>发表时间：${s.date.short}　浏览：123次</div><div class=newsbody>${each(s.paragraphs, '<div>　　', '</div>')}</div><div class=fanye>上一篇：${link(s.others[0]!)}　下一篇：${link(s.others[1]!)}</div></div><div id=foot>${FOOT}<br>技术支持：江城网络</div>`,
    ),
  }),
  'library of texts 2001': (s) => ({
    html: oldPage(
      s.title,
      `<center><font color=blue size=5>${s.title}</font><br><br>${s.author}</center><hr width=80%><table width=80% align=center><tr><td><pre>${each(s.paragraphs, '　　')}</pre></td></tr></table><hr width=80%><center><a href=index.html>回目录</a> <a href=2.html>下一页</a><br>某某书屋 扫校</center>`,
    ),
    undated: true,
  }),
  'novels 2012': (s) => ({
    html: page(
      `${s.title}_渡口_江城小说网`,
      `<div class="ywtop"><a>登录</a> <a>注册</a></div><div class="nav">${channels('', '', ' ')}</div><div class="content_read"><div class="box_con"><div class="con_top"><a>江城小说网</a> &gt; <a>都市小说</a> &gt; <a>渡口</a> &gt; ${s.title}</div><div class="bookname"><h1>${s.title}</h1><div class="bottem1"><a>投推荐票</a> <a>上一章</a> &larr; <a>章节目录</a> &rarr; <a>下一章</a> <a>加入书签</a></div></div><div id="content">${each(s.paragraphs, '&nbsp;&nbsp;&nbsp;&nbsp;', '<br /><br />')}</div><div class="bottem2"><a>上一章</a> &larr; <a>章节目录</a> &rarr; <a>下一章</a></div></div></div><div class="footer">本站所有小说为转载作品，所有章节均由网友上传，转载至本站只是为了宣传本书让更多读者欣赏。</div>`,
    ),
    undated: true,
  }),
  'encyclopaedia 2016': (s) => ({
    html: page(
      `${s.title}_百某百科`,
      `<div class="header-wrapper">${channels('', '', ' ')}</div><div class="body-wrapper"><div class="content"><div class="main-content"><dl class="lemmaWgt-lemmaTitle"><dd><h1>${s.title}</h1> <a class="edit-lemma">编辑</a> <a>锁定</a> <a>讨论</a></dd></dl><div class="lemma-summary"><div class="para">${s.paragraphs[0]}</div></div><div class="para-title level-2"><h2 class="title-text">概述</h2><a class="edit-icon">编辑</a></div>${each(s.paragraphs.slice(1), '<div class="para">', '</div>')}<dl class="lemma-reference"><dt>参考资料</dt><dd>1. ${link(s.others[0]!)} ．某网．2016-05-12</dd></dl><div class="open-tag"><span>词条标签：</span>${links(['城市'], '', '')}</div></div><div class="side-content"><dl><dt>词条统计</dt><dd>浏览次数：1234次</dd><dd>编辑次数：56次历史版本</dd><dd>最近更新：${s.date.iso}</dd></dl></div></div></div><div class="footer">©2016 使用前必读 | 百科协议</div>`,
    ),
    truth: [...s.paragraphs, '概述'],
    optional: ['参考资料', `1. ${s.others[0]} ．某网．2016-05-12`],
  }),
  'wiki 2014': (s) => ({
    html: page(
      `${s.title} - 江城百科`,
      `<div id="mw-page-base"></div><div id="content" class="mw-body" role="main"><h1 id="firstHeading" class="firstHeading">${s.title}</h1><div id="bodyContent" class="mw-body-content"><div id="siteSub">江城百科，自由的百科全书</div><div id="jump-to-nav">跳转至： ${link('导航')}、 ${link('搜索')}</div><div id="mw-content-text" lang="zh-CN"><table class="infobox"><tr><th colspan=2>${s.title}</th></tr><tr><td>所在</td><td>江城</td></tr></table>${each(s.paragraphs.slice(0, 2), '<p>', '</p>')}<div id="toc" class="toc"><div id="toctitle"><h2>目录</h2></div><ul><li class="toclevel-1"><a><span class="tocnumber">1</span> <span class="toctext">历史</span></a></li></ul></div><h2><span class="mw-headline">历史</span><span class="mw-editsection">[<a>编辑</a>]</span></h2>${each(s.paragraphs.slice(2), '<p>', '<sup class="reference"><a>[1]</a></sup></p>')}</div><div class="printfooter">取自“https://wiki.example.org/1”</div><div id="catlinks">分类：${link('城市')}</div></div></div><div id="mw-navigation"><h2>导航菜单</h2><ul>${channels('<li>', '</li>', '')}</ul></div><div id="footer"><ul><li>本页面最后修订于${s.date.han}（星期三）10:11。</li><li>本站的全部文字在知识共享 署名-相同方式共享 3.0协议之条款下提供</li></ul></div>`,
    ),
    truth: [...s.paragraphs, '历史'],
    optional: [`${s.title} 所在 江城`, '[1]'.repeat(40)],
    undated: true,
  }),
}
