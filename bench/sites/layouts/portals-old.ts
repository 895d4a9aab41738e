/** News portals from 1998 to 2012: tables, fonts, unclosed paragraphs. */
import { FOOT, channels, each, link, links, oldPage, others } from './kit.js'
import type { Layout } from './story.js'

const buttons =
  '【<a href=#>评论</a>】【<a href=#>论坛</a>】【<a href=#>收藏此页</a>】【<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】【<a href=#>打印</a>】【<a href=#>关闭</a>】'

export const oldPortals: Readonly<Record<string, Layout>> = {
  'portal 2004, table in table': (s) => ({
    html: oldPage(
      `${s.title}_新闻中心_某浪网`,
      `<center><table width=750><tr><td><a href=/><img src=logo.gif width=120 height=40></a></td><td>${channels('', '', ' - ')}</td></tr></table>
<table width=750 border=0 cellspacing=0 cellpadding=0><tr><td width=560 valign=top>
<table width=100%><tr><td>&nbsp;&nbsp;<a href=#>新闻中心</a> &gt; <a href=#>国内新闻</a> &gt; 正文</td></tr></table>
<table width=560><tr><th class=f24><font color=#05006C>${s.title}</font></th></tr><tr><td><hr size=1></td></tr>
<tr><td height=20 align=center>http://www.example.com.cn <font color=#A20010>${s.date.han}${s.date.time}</font> <a href=#>${s.source}</a></td></tr>
<tr><td class=l17><font class=f14 id=zoom><table align=left width=250><tr><td><iframe src=ad.html></iframe></td></tr></table>
${each(s.paragraphs, '<p>　　')}
</font><br clear=all></td></tr></table>
<table width=100%><tr><td align=right>${buttons}</td></tr></table>
<table width=100%><tr><td><b>相关链接</b></td></tr>${links(others(s, 0, 5), '<tr><td>·', ' (03/14 08:11)</td></tr>')}</table>
</td><td width=190 valign=top><table><tr><td bgcolor=#eeeeee>热点新闻</td></tr>${links(others(s, 5, 6), '<tr><td>', '</td></tr>')}</table></td></tr></table>
<hr width=750>${FOOT}</center>`,
    ),
  }),
  'portal 1999, breaks and a stray body': (s) => ({
    html: `<html><head><title>${s.title}</title></head><body bgcolor=white></body>
<p align=center><font size=5 color=red><b>${s.title}</b></font></p>
<p align=center><font size=2>${s.date.han} ${s.source}</font></p><hr>
<font size=3>${each(s.paragraphs, '　　', '<br>')}</font>
<hr><p align=center><a href=index.htm>返回首页</a> | <a href=list.htm>新闻列表</a></p></html>
<p align=center><font size=2>本页由某网制作</font></p>`,
  }),
  'portal 2006, cells of a table': (s) => ({
    html: oldPage(
      `${s.title}_某易新闻中心`,
      `<table width=960 align=center><tr>${channels('<td>', '</td>')}</tr></table>
<table width=960 align=center><tr><td width=640 valign=top><div class=location><a href=#>某易首页</a>-<a href=#>新闻中心</a>-<a href=#>国内新闻</a>-正文</div>
<h1>${s.title}</h1><div class=text>${s.date.iso} ${s.date.time}:30　来源: <a href=#>${s.source}</a>　网友评论 <a href=#>123</a> 条 <a href=#>进入论坛</a></div>
<div id=text><P style="TEXT-INDENT: 2em">${s.paragraphs.join('</P>\n<P style="TEXT-INDENT: 2em">')}</P>
<table width=400 align=center border=1><tr><td>日期</td><td>地点</td><td>人数</td></tr><tr><td>周一</td><td>码头</td><td>120</td></tr></table>
<div align=right>(本文来源：${s.source} )</div></div>
<div class=links>相关新闻</div><ul>${links(others(s, 0, 6), '<li>', '<span>05-12</span></li>')}</ul></td>
<td width=300 valign=top><h3>新闻排行</h3><ol>${links(others(s, 6, 6), '<li>', '</li>')}</ol></td></tr></table><center>${FOOT}</center>`,
    ),
    optional: ['日期 地点 人数 周一 码头 120'],
  }),
  'portal 2008, divs': (s) => ({
    html: oldPage(
      `${s.title}-搜某新闻`,
      `<div class=top>${channels('', '', ' | ')}</div><div class=lc id=contentA><div class=path><a href=#>新闻中心</a> &gt; <a href=#>国内</a></div>
<h1>${s.title}</h1><div class=r1><span>${s.date.han}${s.date.time}</span> [<a href=#>我来说两句</a> (12)] [字号：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>]</div><div class=r2>来源：${link(s.source)} 作者：${s.author}</div>
<div class=line></div><div id=sohu_content><p>　　${s.paragraphs.join('</p>\n<p>　　')}</p></div>
<div class=r3>(责任编辑：${s.author})</div><div class=tags>${links(['经济', '城市'], '', '', ' ')}</div>
<div class=box><h2>相关报道</h2><ul>${links(others(s, 0, 6), '<li>', '</li>')}</ul></div>
<div class=box><h2>我要发布</h2><form><textarea></textarea><input type=submit value=发表></form></div></div>
<div class=rc><h2>热点</h2>${links(others(s, 6, 5), '<p>', '</p>')}</div><div class=foot>${FOOT}</div>`,
    ),
  }),
  'party paper 2003, unclosed paragraphs': (s) => ({
    html: oldPage(
      `${s.title}--时政--人某网`,
      `<table width=780><tr><td>${channels('', '', '┊')}</td></tr></table><table width=780><tr><td width=160 bgcolor=#ececec valign=top>${links(others(s, 0, 8), '', '<br>')}</td><td valign=top>
<table width=95% align=center><tr><td class=b12c><a href=#>人某网</a> &gt;&gt; <a href=#>时政</a> &gt;&gt; 时政专题</td></tr><tr><td align=center><b><font size=4>${s.title}</font></b><br><br></td></tr>
<tr><td align=center bgcolor=#f3f3f3>${s.date.han}${s.date.time}　　【<a href=#>字号 大</a> <a href=#>中</a> <a href=#>小</a>】【<a href=#>留言</a>】【<a href=#>论坛</a>】【<a href=#>打印</a>】【<a href=#>关闭</a>】</td></tr>
<tr><td class=cont>${each(s.paragraphs, '<P>　　')}<p>　　<!--来源-->来源：<a href=#>${s.source}</a> (责任编辑：${s.author})</td></tr>
<tr><td align=right><a href=#>更多精彩内容>>></a></td></tr><tr><td>【相关专题】${links(others(s, 8, 3), '<br>· ')}</td></tr></table></td></tr></table><center>人民日报社概况 | 关于人某网 | 招聘英才 | 广告服务<br>${FOOT}</center>`,
    ),
  }),
  'agency 2007, date line outside': (s) => ({
    html: oldPage(
      `${s.title}_新某网`,
      `<table width=760 align=center><tr><td>${channels('', '', '　')}</td></tr></table>
<table width=760 align=center><tr><td width=530 valign=top><table width=100%><tr><td class=hei18 align=center id=Title><b>${s.title}</b></td></tr></table>
<table width=100%><tr><td align=center><span class=hui12>www.example.com</span>　${s.date.han} ${s.date.time}:22　<span>来源：${s.source}</span></td></tr></table>
<table width=100%><tr><td>【字号 <a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】【<a href=#>我要打印</a>】【<a href=#>我要纠错</a>】</td></tr></table>
<table width=100%><tr><td id=Content class=lt14><font id=Zoom><table width=300 align=center><tr><td><img src=p.jpg width=300 height=200></td></tr><tr><td><font size=2 color=#0000cc>${s.caption}（资料照片）。</font></td></tr></table>
<p>　　${s.paragraphs.join('</p>\n<p>　　')}</p></font></td></tr></table>
<table width=100%><tr><td>（责任编辑：${s.author}）</td></tr></table>
<table width=100%><tr><td><b>相关新闻</b></td></tr>${links(others(s, 0, 5), '<tr><td>• ', '</td></tr>')}</table></td><td valign=top><div>${links(others(s, 5, 7), '<div>·', '</div>')}</div></td></tr></table><center>${FOOT}</center>`,
    ),
    optional: [`${s.caption}（资料照片）。`],
  }),
  'portal 2010, named boxes': (s) => ({
    html: oldPage(
      `${s.title}_新闻中心_某浪网`,
      `<div class=wrap><div class=topbar>${channels('', '', ' ')}</div><div class="bread">${link('新闻中心')} &gt; ${link('社会新闻')} &gt; 正文</div>
<div class="blkContainer"><div class="blkContainerPblk"><div class="blkContainerSblk"><h1 id="artibodyTitle">${s.title}</h1>
<div class="artInfo"><span id="art_source"><a href=#>http://www.example.com.cn</a></span>&nbsp;&nbsp;<span id="pub_date">${s.date.han}${s.date.time}</span>&nbsp;&nbsp;<span id="media_name"><a href=#>${s.source}</a></span> <a href=#>微博</a></div>
<div class="blkContainerSblkCon" id="artibody"><div class="img_wrapper"><img src=a.jpg width=500 height=300><span class="img_descr">${s.caption}</span></div><p>　　${s.paragraphs.slice(0, 2).join('</p><p>　　')}</p>
<div class="otherContent_01"><p>相关报道：</p><p>　　${links(others(s, 0, 3), '', '', '</p><p>　　')}</p></div>
<p>　　${s.paragraphs.slice(2).join('</p>\n<p>　　')}</p></div><p>　　(编辑：${s.author})</p><div class="blkComment otherContent"><p>${links(['欢迎发表评论', '我要评论'], '', '', '　')}</p></div></div></div>
<div class="blk_10"><h2>更多关于的新闻</h2><ul>${links(others(s, 3, 5), '<li>', ' 2010-05-12 10:11</li>')}</ul></div></div><div class="blkSide"><h2>热门排行</h2>${links(others(s, 8, 4), '<p>', '</p>')}</div><div class="footer">${FOOT}</div></div>`,
    ),
    truth: s.paragraphs,
    optional: [s.caption],
  }),
  'portal 2011, itemprops': (s) => ({
    html: oldPage(
      `${s.title}_资讯频道_凤某网`,
      `<div class=nav>${channels('', '', ' ')}</div><div id=artical><h1 id=artical_topic>${s.title}</h1><div id=artical_sth><p><span itemprop="datePublished">${s.date.han} ${s.date.time}</span><br>来源：<span itemprop="publisher"><a href=#>${s.source}</a></span> 作者：<span itemprop=author>${s.author}</span></p><p>字号：<a href=#>T</a>|<a href=#>T</a></p><span>0人参与</span> <span>0条评论</span> <a href=#>打印</a><a href=#>转发</a></div>
<div id=artical_real><div id=main_content><p class=detailPic><img src=a.jpg width=500 height=300></p><p class=picIntro>${s.caption}</p><p>${s.paragraphs.join('</p>\n<p>')}</p><span class=ifengLogo></span></div></div><p>[责任编辑：${s.author}] 标签：${links(['城市', '经济'], '', '', ' ')}</p><div><a href=#>打印</a> <a href=#>转发</a></div></div>
<div class=right><h3>频道推荐</h3>${links(others(s, 0, 8), '<li>', '</li>')}</div><div>${FOOT}</div>`,
    ),
    optional: [s.caption],
  }),
  'portal 2008, indented by style': (s) => ({
    html: oldPage(
      `${s.title}_新闻_某讯网`,
      `<div id=Head>${channels('<span>', '</span>')}</div><div id=ArticleTop><div id=ArtTit><h1>${s.title}</h1></div><div id=ArtFrom><span>${s.date.han}${s.date.time}</span>　　<span><a href=#>${s.source}</a></span>　　<span>${s.author}</span>　　<a href=#>我要评论</a>(<a href=#>0</a>)</div><div id=ArtFontSize>字号：<a>T</a><a>T</a></div></div>
<div id=ArtCnt>${each(s.paragraphs, '<p style="TEXT-INDENT: 2em">', '</p>')}<div id=ArtPLink>[责任编辑：rexzheng]</div></div>
<div id=Related><div class=bt>更多相关新闻</div><ul>${links(others(s, 0, 6), '<li>', '</li>')}</ul></div><div id=Comment>网友评论 <a href=#>已有0条评论</a></div><div id=Foot>${FOOT}</div>`,
    ),
  }),
  'agency 2012, zoned left': (s) => ({
    html: oldPage(
      `${s.title}-中某网`,
      `<div id=nav>${channels('', '', '|')}</div><div id=con><div class=con_left><div id=cont_1_1_2><h1 style="display:block; position:relative;">${s.title}</h1><div class=left-time><div class=left-t>${s.date.han} ${s.date.time}　来源：<a href=#>${s.source}</a>　<a href=#>参与互动</a>(<span>0</span>)　</div><div class=left-d><a>【字体：↑大 ↓小】</a></div></div>
<div class=left_ph></div><div class=left_zw style="position:relative"><div style="float:left"><script>ad()</script></div>${each(s.paragraphs, '<p>　　', '</p>')}<div id=function_code_page></div></div><div class=left_name><div>【编辑:${s.author}】</div></div>
<div class=div624><div>&gt;${link('国内新闻')}精选：</div><ul>${links(others(s, 0, 6), '<li>·', '(05-12 10:11)</li>')}</ul></div></div></div><div class=con_right>${links(others(s, 6, 5), '<div>', '</div>')}</div></div><div class=pagebottom>本网站所刊载信息，不代表中某社和中某网观点。 刊用本网站稿件，务经书面授权。<br>未经授权禁止转载、摘编、复制及建立镜像，违者将依法追究法律责任。<br>${FOOT}</div>`,
    ),
  }),
  'local paper 2005, framed page': (s) => ({
    html: oldPage(
      `江城新闻网`,
      `<table width=778 align=center><tr><td><img src=banner.jpg width=778 height=90></td></tr><tr><td>您现在的位置：<a href=#>首页</a>→<a href=#>江城要闻</a>→新闻内容</td></tr></table>
<table width=778 align=center><tr><td><table width=90% align=center><tr><td align=center><span style="font-size:18pt;font-weight:bold">${s.title}</span></td></tr><tr><td align=center><font color=#999999>作者：${s.author}　来源：${s.source}　点击数：1234　更新时间：${s.date.iso}</font></td></tr><tr><td><hr></td></tr>
<tr><td><p>&nbsp;&nbsp;&nbsp;&nbsp;${s.paragraphs.join('<br>\n&nbsp;&nbsp;&nbsp;&nbsp;')}</p></td></tr><tr><td align=right>【<a href=#>发表评论</a>】【<a href=#>告诉好友</a>】【<a href=#>打印此文</a>】【<a href=#>关闭窗口</a>】</td></tr>
<tr><td><li>上一篇文章： <a href=#>${s.others[0]}</a></li><li>下一篇文章： <a href=#>${s.others[1]}</a></li></td></tr></table></td></tr></table>
<table width=778 align=center><tr><td width=50%><b>最新热点</b><br>${links(others(s, 2, 4), '', '<br>')}</td><td><b>最新推荐</b><br>${links(others(s, 6, 4), '', '<br>')}</td></tr><tr><td colspan=2>网友评论：（只显示最新10条。评论内容只代表网友观点，与本站立场无关！）<br>　　没有任何评论</td></tr></table><center>${FOOT}</center>`,
    ),
  }),
  'electronic paper 2008': (s) => ({
    html: oldPage(
      `${s.source}-${s.title}`,
      `<table width=960><tr><td width=300 valign=top><table><tr><td>第A0${1 + (s.number % 8)}版：要闻</td></tr>${links(others(s, 0, 7), '<tr><td>', '</td></tr>')}</table></td><td valign=top>
<table><tr><td>${s.date.han} 星期${'一二三四五'[s.number % 5]}</td><td><a href=#>上一期</a> <a href=#>下一期</a> <a href=#>版面导航</a> <a href=#>标题导航</a></td></tr></table>
<table class=content><tr><td align=center><founder-title><P>${s.title}</P></founder-title></td></tr><tr><td align=center>本报讯 ${s.author}</td></tr></table>
<div id=ozoom style="ZOOM: 100%"><founder-content><!--enpcontent-->${each(s.paragraphs, '<P>　　', '</P>', '')}<!--/enpcontent--></founder-content></div>
<table><tr><td><a href=#>上一篇</a>　<a href=#>下一篇</a></td><td>放大 缩小 默认</td></tr></table></td></tr></table><center>${FOOT}</center>`,
    ),
  }),
}
