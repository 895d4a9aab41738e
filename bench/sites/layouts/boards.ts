/** Forums, question pages and post bars: the first post, and the replies that are prose with their authors' names. */
import { FOOT, channels, each, isShort, link, links, oldPage, others, page } from './kit.js'
import type { Layout, LayoutPage, Story } from './story.js'

const USERS = ['清风徐来', '北方的狼', '老张', 'xiaoyu2004', '一叶知秋', '渡口', '石头', 'lucky_star']

/** Posts of a thread with their authors, the first the story itself. */
const posts = (s: Story, body: string): readonly { user: string; text: string; floor: number; time: string }[] =>
  [body, ...s.replies].map((text, i) => ({
    user: USERS[(s.number + i) % USERS.length]!,
    text,
    floor: i + 1,
    time: `${s.date.short} ${10 + i}:${15 + i}`,
  }))

/** A thread is its first post, and the replies that say something, each below the name of its author. */
const thread = (s: Story, html: string): LayoutPage => ({
  html,
  truth: [
    ...s.paragraphs,
    ...posts(s, '')
      .slice(1)
      .flatMap(({ user, text }) => (isShort(text) ? [] : [user, text])),
  ],
  optional: s.replies.filter(isShort),
})

export const boards: Readonly<Record<string, Layout>> = {
  'forum 2006, tables': (s) =>
    thread(
      s,
      oldPage(
        `${s.title} - 江城论坛 - Powered by Discuz!`,
        `<div class="wrap"><div id="header"><h2><a href=#>江城论坛</a></h2></div><div id="menu"><ul><li>游客: <a href=#>注册</a></li><li><a href=#>登录</a></li><li><a href=#>会员</a></li><li><a href=#>帮助</a></li></ul></div><div id="nav"><a href=#>江城论坛</a> &raquo; <a href=#>城市生活</a> &raquo; ${s.title}</div>
${posts(s, s.paragraphs.join('<br />\n<br />\n'))
  .map(
    ({ user, text, floor, time }) =>
      `<div class="mainbox viewthread"><span class="headactions"><a href=#>打印</a></span>${floor === 1 ? `<h1>${s.title}</h1>` : ''}<table id="pid${floor}"><tr><td class="postauthor"><cite><a href=#>${user}</a></cite><div class="avatar"></div><p><em>江城居民</em></p><ul><li>UID ${floor}23</li><li>帖子 56</li><li>精华 0</li><li>积分 78</li><li>注册时间 2005-1-2</li></ul></td>
<td class="postcontent"><div class="postinfo"><strong title="复制链接"># ${floor}</strong> <em>大</em> <em>中</em> <em>小</em> 发表于 ${time} <a href=#>只看该作者</a></div><div class="postmessage defaultpost">${floor === 1 ? `<h2>${s.title}</h2>` : ''}<div id="postmessage_${floor}" class="t_msgfont">${text}</div></div><div class="signatures">走自己的路，让别人说去吧</div></td></tr><tr><td class="postauthor"><a href=#>UID</a></td><td class="postcontent"><div class="postactions"><a href=#>引用</a> <a href=#>报告</a> <a href=#>回复</a> <a href=#>TOP</a></div></td></tr></table></div>`,
  )
  .join('\n')}
<div class="legend">快速回复主题</div><form><textarea></textarea></form><div id="footer">当前时区 GMT+8, 现在时间是 2010-1-1 10:11<br>Powered by Discuz! 5.5.0 &copy; 2001-2007</div></div>`,
      ),
    ),
  'forum 2012, named posts': (s) =>
    thread(
      s,
      page(
        `${s.title} - 城市生活 - 江城论坛 - Powered by Discuz!`,
        `<div id="toptb"><a>设为首页</a><a>收藏本站</a></div><div id="nv"><ul>${channels('<li>', '</li>', '')}</ul></div><div id="pt" class="bm cl"><div class="z"><a>江城论坛</a> <em>›</em> <a>城市生活</a> <em>›</em> ${link(s.title)}</div></div><div id="ct" class="wp cl"><div id="postlist" class="pl bm"><table><tr><td class="pls ptn pbn"><div class="hm ptn"><span class="xg1">查看:</span> <span class="xi1">1234</span><span class="pipe">|</span><span class="xg1">回复:</span> <span class="xi1">5</span></div></td><td class="plc ptm pbn vwthd"><h1 class="ts"><a>[杂谈]</a> <span id="thread_subject">${s.title}</span></h1><span class="xg1"><a>[复制链接]</a></span></td></tr></table>
${posts(s, s.paragraphs.join('<br />\n<br />\n'))
  .map(
    ({ user, text, floor, time }) =>
      `<div id="post_${floor}"><table id="pid${floor}" class="plhin"><tr><td class="pls" rowspan="2"><div class="pls favatar"><div class="pi"><div class="authi"><a class="xw1">${user}</a></div></div><div class="tns xg2"><table><tr><th><p><a>12</a></p>主题</th><th><p><a>34</a></p>帖子</th><td><p><a>56</a></p>积分</td></tr></table></div><p><em>中级会员</em></p></div></td>
<td class="plc"><div class="pi"><strong><a><em>${floor}</em><sup>#</sup></a></strong><div class="pti"><div class="authi"><a class="xw1">${user}</a> <em id="authorposton${floor}">发表于 ${time}:22</em> <span class="pipe">|</span><a>只看该作者</a></div></div></div><div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_${floor}">${floor === 1 ? `<i class="pstatus"> 本帖最后由 ${user} 于 ${time} 编辑 </i><br /><br />` : ''}${text}</td></tr></table></div><div id="comment_${floor}" class="cm"></div></div></div></td></tr><tr><td class="plc plm"><div class="sign">走自己的路，让别人说去吧</div></td></tr><tr><td class="pls"></td><td class="plc"><div class="po hin"><a class="fastre">回复</a> <a>使用道具</a> <a>举报</a></div></td></tr></table></div>`,
  )
  .join('\n')}
</div><div id="f_pst"><form><textarea></textarea><button>发表回复</button></form></div></div><div id="ft">Powered by <strong>Discuz!</strong> X2.5 © 2001-2012 Comsenz Inc.</div>`,
      ),
    ),
  'forum 2004, rows and postbody': (s) =>
    thread(
      s,
      oldPage(
        `江城论坛 :: 阅读主题 - ${s.title}`,
        `<table width=100%><tr><td><span class=maintitle>江城论坛</span></td><td><a href=#>常见问题</a> <a href=#>搜索</a> <a href=#>会员列表</a> <a href=#>注册</a> <a href=#>登录</a></td></tr></table><a class=maintitle href=#>${s.title}</a><table width=100%><tr><td class=nav>${link('江城论坛')} -> ${link('城市生活')}</td></tr></table>
<table class=forumline width=100%><tr><th>作者</th><th>留言</th></tr>${posts(s, s.paragraphs.join('<br /><br />\n'))
          .map(
            ({ user, text, floor, time }) =>
              `<tr><td width=150 class=row${1 + (floor % 2)} valign=top><span class=name><b>${user}</b></span><br><span class=postdetails>注册时间: 2003-05-12<br>帖子: 123<br>来自: 江城</span></td><td class=row${1 + (floor % 2)} valign=top><table width=100%><tr><td><span class=postdetails>发表于: ${time} &nbsp; 文章主题: ${floor === 1 ? s.title : ''}</span></td><td><a href=#>引用并回复</a></td></tr><tr><td colspan=2><hr></td></tr><tr><td colspan=2><span class=postbody>${text}</span><span class=postbody><br>_________________<br>走自己的路</span><span class=gensmall></span></td></tr></table></td></tr><tr><td class=row1><a href=#>返回页首</a></td><td class=row1><a href=#>个人资料</a> <a href=#>站内短信</a></td></tr><tr><td class=spaceRow colspan=2 height=1></td></tr>`,
          )
          .join(
            '\n',
          )}</table><table><tr><td>显示文章: <select><option>所有文章</option></select></td></tr></table><center>Powered by phpBB 2.0.6 &copy; 2001, 2002 phpBB Group</center>`,
      ),
    ),
  'forum 2005, one long cell': (s) =>
    thread(
      s,
      oldPage(
        `『江城杂谈』 ${s.title}_某涯社区`,
        `<table width=100%><tr><td>${channels('', '', ' ')}</td></tr></table><div id=pTitleDiv><TABLE width=100%><TR><TD><FONT size=+1><B>『江城杂谈』 ${s.title}</B></FONT></TD></TR></TABLE></div><div id=firstAuthor><TABLE><TR><TD><font size=-1 color=green><br><center>作者：<a href=#>${USERS[s.number % 8]}</a>　提交日期：${s.date.short} ${s.date.time}:00　　访问：12345　回复：78</center></font></TD></TR></TABLE></div>
<div id=pContentDiv><div class=post>${each(s.paragraphs, '　　', '<BR>')}</div>${posts(s, '')
          .slice(1)
          .map(
            ({ user, text, time }) =>
              `<TABLE cellspacing=0 border=0 bgcolor=f5f9fa width=100%><TR><TD WIDTH=100 ALIGN=RIGHT VALIGN=bottom></TD><TD><font size=-1 color=green><br><center>作者：<a href=#>${user}</a>　回复日期：${time}:00　</center></font></TD></TR></TABLE><div class=post>　　${text}</div>`,
          )
          .join(
            '\n',
          )}</div><div id=pFoot>${links(['发表', '回复', '返回论坛'], '', '', ' ')}</div><div id=footer>${FOOT}</div>`,
      ),
    ),
  'forum 2015, divs': (s) =>
    thread(
      s,
      page(
        `${s.title} • 江城论坛`,
        `<div id="wrap"><div id="page-header"><ul>${channels('<li>', '</li>', '')}</ul></div><div id="page-body"><h2 class="topic-title"><a href="#">${s.title}</a></h2><div class="action-bar"><a>发表回复</a> 6 篇帖子 • 分页: 1 / 1</div>${posts(
          s,
          s.paragraphs.join('<br>\n<br>\n'),
        )
          .map(
            ({ user, text, floor, time }) =>
              `<div id="p${floor}" class="post has-profile bg${floor % 2}"><div class="inner"><dl class="postprofile"><dt><a class="username">${user}</a></dt><dd class="profile-posts"><strong>帖子:</strong> 12</dd><dd><strong>注册:</strong> 2012-05-12 10:11</dd></dl><div class="postbody"><div id="post_content${floor}"><h3 ${floor === 1 ? 'class="first"' : ''}><a href="#p${floor}">${floor === 1 ? '' : 'Re: '}${s.title}</a></h3><ul class="post-buttons"><li><a>引用</a></li></ul><p class="author">由 <strong>${user}</strong> » ${time}</p><div class="content">${text}</div><div class="signature">走自己的路，让别人说去吧</div></div></div><div class="back2top"><a>页首</a></div></div></div>`,
          )
          .join('\n')}</div><div id="page-footer">Powered by phpBB® Forum Software © phpBB Limited</div></div>`,
      ),
    ),
  'post bar 2013': (s) =>
    thread(
      s,
      page(
        `${s.title}_江城吧_百度贴吧`,
        `<div class="userbar"><ul><li>登录</li><li>注册</li></ul></div><div class="card_title"><a class="card_title_fname">江城吧</a><span>关注：<span>12345</span></span><span>贴子：<span>67890</span></span></div><ul class="nav_list"><li>看贴</li><li>图片</li><li>精品</li><li>视频</li></ul><div class="core_title core_title_theme_bright"><h1 class="core_title_txt" title="${s.title}">${s.title}</h1><ul class="core_title_btns"><li>只看楼主</li><li>收藏</li><li>回复</li></ul></div><div id="j_p_postlist" class="p_postlist">${posts(
          s,
          s.paragraphs.join('<br><br>'),
        )
          .map(
            ({ user, text, floor, time }) =>
              `<div class="l_post j_l_post l_post_bright clearfix" data-field='{"author":{"user_name":"x"}}'><div class="d_author"><ul class="p_author"><li class="d_name"><a class="p_author_name">${user}</a></li><li class="l_badge"><div class="d_badge_title">初级粉丝</div><div class="d_badge_lv">${floor}</div></li></ul></div><div class="d_post_content_main"><div class="p_content"><cc><div id="post_content_${floor}77" class="d_post_content j_d_post_content clearfix">            ${text}</div></cc><br></div><div class="core_reply j_lzl_wrapper"><div class="core_reply_tail"><div class="post-tail-wrap"><span class="tail-info">来自Android客户端</span><span class="tail-info">${floor}楼</span><span class="tail-info">${time.replace(/-(\d)\b/g, '-0$1')}</span></div><ul class="p_mtail"><li><a>回复</a></li></ul></div></div></div></div>`,
          )
          .join(
            '\n',
          )}</div><div class="p_thread thread_theme_7"><ul class="l_posts_num"><li><span class="red">7</span>回复贴，共<span class="red">1</span>页</li></ul></div><div class="footer">©2013 Baidu 使用百度前必读 贴吧协议 投诉反馈</div>`,
      ),
    ),
  'forum 2002, dots and bars': (s) =>
    thread(
      s,
      oldPage(
        `江城论坛--${s.title}`,
        `<table width=97% align=center><tr><td>>> 欢迎您光临江城论坛</td></tr></table><table width=97% align=center><tr><td>${link('江城论坛')} → ${link('贴图专区')} → 浏览：${s.title}</td></tr></table>${posts(
          s,
          each(s.paragraphs, '　　', '<br>'),
        )
          .map(
            ({ user, text, floor, time }) =>
              `<TABLE cellPadding=5 cellSpacing=1 align=center class=tableborder1><TR><TD class=tablebody${1 + (floor % 2)} valign=top width=175><table width=100%><tr><td><b>${user}</b></td></tr></table>等级：新手上路<BR>文章：12<BR>积分：34<BR>注册：2002-5-12</TD><TD class=tablebody${1 + (floor % 2)} valign=top><table width=100%><tr><td><a href=#>信息</a> <a href=#>搜索</a> <a href=#>好友</a> <a href=#>引用</a> <a href=#>回复</a></td><td><b>${floor === 1 ? '楼主' : `第 <font color=red>${floor}</font> 楼`}</b></td></tr></table><hr size=1><blockquote><table width=90%><tr><td>${floor === 1 ? `<b>${s.title}</b><br>` : ''}${text}</td></tr></table></blockquote></TD></TR><TR><TD class=tablebody1 align=center><a href=#><img src=ip.gif></a> ${time}:00</TD><TD class=tablebody1 align=right><a href=#>管理</a></TD></TR></TABLE>`,
          )
          .join(
            '\n',
          )}<table align=center><tr><td>本主题贴数 <b>6</b>，分页： [1]</td></tr></table><center>Copyright &copy; 2002 <a href=#>江城</a><br>页面执行时间：93.75毫秒</center>`,
      ),
    ),
  'developers forum 2018': (s) => ({
    html: page(
      `${s.title} - V站`,
      `<div id="Top"><div class="content"><a>首页</a> <a>注册</a> <a>登录</a></div></div><div id="Wrapper"><div class="content"><div id="Rightbar"><div class="box"><strong>V站 = way to explore</strong><div class="sep5"></div><span class="fade">V站 是一个关于分享和探索的地方</span></div></div><div id="Main"><div class="box"><div class="header"><div class="fr"><a><img></a></div><a>V站</a> <span class="chevron">›</span> <a>程序员</a><div class="sep10"></div><h1>${s.title}</h1><small class="gray"><a>${USERS[1]}</a> · <span title="${s.date.iso} ${s.date.time}:10 +08:00">${s.date.iso} ${s.date.time}:10 +08:00</span> · 1234 次点击</small></div><div class="cell"><div class="topic_content"><div class="markdown_body">${each(s.paragraphs, '<p>', '</p>')}</div></div></div></div><div class="box"><div class="cell"><span class="gray">7 条回复 &nbsp;<strong class="snow">•</strong> &nbsp;2018-05-13 10:11:12 +08:00</span></div>${s.replies.map((text, i) => `<div id="r_${i}1" class="cell"><table><tr><td width="48"></td><td><div class="fr"><span class="no">${i + 1}</span></div><strong><a class="dark">${USERS[i % 8]}</a></strong> <span class="ago">2018-05-12</span><div class="reply_content">${text}</div></td></tr></table></div>`).join('\n')}</div></div></div></div><div id="Bottom">关于 · 帮助文档 · 博客 · API · FAQ</div>`,
    ),
    optional: s.replies,
  }),
  'question and answers 2014': (s) => ({
    html: page(
      `${s.title} - 问答`,
      `<div class="nav">${channels('', '', ' ')}</div><div class="question"><h1 class="ask-title">${s.title}</h1><div class="ask-info">浏览 1234 次 10个回答</div></div><div class="answers"><div class="best-answer"><div class="hd"><span>最佳答案</span> <span>${s.date.iso} ${s.date.time}</span></div><div class="best-text">${each(s.paragraphs, '', '<br>')}</div><div class="ft">本回答由提问者推荐 <a>赞同 12</a> <a>评论</a></div></div></div><div class="sidebar"><h3>其他类似问题</h3><ul>${links(others(s, 0, 6), '<li>', '</li>')}</ul></div>`,
    ),
    optional: s.replies,
  }),
  'interest group 2016': (s) => ({
    html: page(
      `${s.title}`,
      `<div class="global-nav">${channels('', '', ' ')}</div><div id="content"><h1>${s.title}</h1><div class="article"><div class="topic-content clearfix" id="topic-content"><div class="user-face"></div><div class="topic-doc"><h3><span class="from">来自: <a>${USERS[2]}</a>(江城)</span> <span class="color-green">${s.date.iso} ${s.date.time}:22</span></h3><div id="link-report"><div class="topic-content"><div class="topic-richtext">${each(s.paragraphs, '<p>', '</p>')}</div></div></div></div></div><div class="sns-bar"><a>赞</a><a>回应</a> <a>转发</a> <a>喜欢</a> <a>收藏</a></div><ul class="topic-reply" id="comments">${s.replies.map((text) => `<li class="clearfix comment-item reply-item"><div class="reply-doc"><div class="bg-img-green"><h4><a>${USERS[3]}</a> <span class="pubtime">2016-05-13 10:11:12</span></h4></div><p class="reply-content">${text}</p><div class="operation-div"><a>赞</a> <a>回应</a></div></div></li>`).join('\n')}</ul><form><h2>你的回应</h2></form></div><div class="aside"><h2>最新讨论</h2>${links(others(s, 0, 5), '<li>', '</li>')}</div></div>`,
    ),
    optional: s.replies,
  }),
}
