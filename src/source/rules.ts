/**
 * What page furniture looks like: data, no code. Each rule carries lines it must catch and lines it must leave alone; a
 * test checks every one of them. Rules for lines see one line, trimmed, without zero-width characters.
 *
 * To add a rule: add an entry with a name, its reason, the pattern and both kinds of examples.
 */
import type { Reason } from './block.js'

export interface LineRule {
  readonly name: string
  readonly reason: Reason
  readonly pattern: RegExp
  /** Longer lines are never touched, UTF-16 units. */
  readonly longest: number
  readonly catches: readonly string[]
  readonly leaves: readonly string[]
}

/** Furniture wherever the line stands. */
export const LINE_RULES: readonly LineRule[] = [
  {
    name: 'editor in charge',
    reason: 'editor',
    pattern:
      /^[（(【[]?\s*(?:责任编辑|責任編輯|责编|責編|本文编辑|值班编辑|网络编辑|文字编辑|微信编辑|新媒体编辑|本期编辑|编辑|編輯|审核|校对|監製|监制|值班主任|值班总编|责任校对|终审|二审|三审|一审|初审|复审|执行主编|主编|图片编辑|视频编辑|美编|排版|实习编辑|实习生|编审|制图|统筹)\s*[:：/丨|]\s*[^。！？]{1,40}$/,
    longest: 60,
    catches: ['责任编辑：张三', '责编：李四 校对：王五', '（责任编辑：赵六）', '编辑/周小明', '编辑丨陈晨 审核丨林立'],
    leaves: [
      '编辑部的灯一直亮到清晨。',
      '主编：他说过的话我一直记得，那是在一个很冷的冬天，编辑部只有我们两个人，炉子也灭了。',
    ],
  },
  {
    name: 'original title',
    reason: 'original title',
    pattern: /^[（(【[]?\s*(?:原标题|原標題|原文标题|原题)\s*[:：]/,
    longest: 150,
    catches: ['原标题：春天来了', '（原题：《山里的邮局》）', '原标题:河水涨了'],
    leaves: ['他把原标题改成了一句更短的话。'],
  },
  {
    name: 'QR code',
    reason: 'promotion',
    pattern:
      /^[^。！？]{0,24}(?:扫一扫|扫码|扫描|长按|识别)[^。！？]{0,16}(?:二维码|关注|下载|识别|加入|订阅|查看|添加|进群|分享)[^。]{0,40}[。！]?$/,
    longest: 70,
    catches: [
      '扫描下方二维码关注我们',
      '长按识别二维码，加入读者群',
      '微信扫一扫关注公众号',
      '打开微信扫一扫分享到朋友圈',
    ],
    leaves: [
      '老人学会了用手机付钱。',
      '进站的人要扫码登记，排队的人一直站到门外，风很大，保安搬来几把椅子，让老人先坐下，再一个一个地教他们怎样打开二维码。',
    ],
  },
  {
    name: 'application of the publisher',
    reason: 'promotion',
    pattern:
      /^(?:海量资讯、精准解读|(?:更多|最新|海量)[^。！？]{0,24}(?:尽在|请关注|请下载|请点击|欢迎关注|敬请关注|请登录|请搜索)|(?:下载|打开|点击下载|点击打开|立即下载|立即打开)[^。！？，]{0,14}(?:APP|App|app|客户端)|欢迎(?:关注|订阅|下载|扫码)[^。！？]{0,30}(?:公众号|微信|微博|客户端|APP|App|频道|专栏)|(?:点击|关注)(?:上方|下方|左下方|右上角|蓝字|这里)|(?:本文|文章|来源)?[^。！？]{0,12}(?:微信公众号|公众号|微信号)\s*[:：（(ID]|新浪财经公众号|喜欢(?:本文|这篇文章)[^。！？]{0,10}(?:点赞|分享|在看|转发)|觉得(?:不错|有用|好看)[^。！？]{0,12}(?:点赞|分享|在看|转发)|(?:点个|点击)?[“"「]?在看[”"」]?$|24小时滚动播报)/,
    longest: 100,
    catches: [
      '海量资讯、精准解读，尽在某某财经APP',
      '更多精彩内容，请关注我们的公众号',
      '下载某某新闻客户端',
      '欢迎关注微信公众号：山野',
      '点击上方蓝字关注我们',
      '24小时滚动播报最新的财经资讯和视频',
    ],
    leaves: ['更多人开始关注这条河。', '他下载了全部的气象记录。', '点击率并不能说明问题。'],
  },
  {
    name: 'statement',
    reason: 'disclaimer',
    pattern:
      /^[（(【[*※]*\s*(?:(?:特别|免责|版权|郑重|重要|作者|转载|投稿|平台|风险|本站|法律|权利|新浪)(?:声明|提示|说明)|免责条款|声明\s*[:：](?=.*(?:本文|转载|版权|观点|立场|侵权|平台|网站|网络|本站|投资|建议)))/,
    longest: 600,
    catches: [
      '特别声明:以上内容为用户上传并发布，本平台仅提供信息存储服务。',
      '免责声明：本文仅代表作者个人观点',
      '声明：转载此文是出于传递更多信息之目的，若有侵权请联系删除。',
      '【版权声明】本网所有内容未经许可不得转载',
    ],
    leaves: ['声明：我没有去过那里。', '两国发表联合声明，决定修复铁路。', '特别声援这座城市的人们来自各地。'],
  },
  {
    name: 'not our opinion',
    reason: 'disclaimer',
    pattern:
      /^[（(【[*※]*\s*(?:(?:本文|以上|文章|文中|此文|该文|内容|图文)[^。！？]{0,40}(?:不代表[^。！？]{0,20}(?:观点|立场|看法)|仅供(?:参考|学习|交流)|不构成[^。！？]{0,10}(?:投资|建议)|版权归[^。！？]{0,12}所有|仅代表作者(?:个人|本人)?观点)|(?:转载|引用)[^。！？]{0,12}(?:请|须|需|务必)?注明(?:出处|来源)|未经[^。！？]{0,12}(?:授权|许可|允许|同意)[^。！？]{0,20}(?:转载|使用|复制|摘编)|如[有需]?[^。！？]{0,12}侵权[^。！？]{0,24}(?:联系|删除)|投资有风险[^。！？]{0,12}入市需谨慎|(?:图片|图文|内容|素材|部分图片)[^。！？]{0,6}(?:来源于?|来自|源自)(?:于)?(?:网络|互联网)|本平台仅提供|市场有风险[^。！？]{0,12}谨慎)/,
    longest: 260,
    catches: [
      '本文仅代表作者观点，不代表本站立场。',
      '以上内容不构成投资建议，投资有风险，入市需谨慎。',
      '转载请注明出处',
      '未经授权不得转载',
      '图片来源于网络，如有侵权请联系删除',
    ],
    leaves: ['本文讨论三条河的水位。', '未经许可，他把钥匙交给了守门的老人。', '图片里的房子已经拆了。'],
  },
  {
    name: 'statement in English',
    reason: 'disclaimer',
    pattern:
      /^(?:Notice:\s+The content above|Disclaimer\s*:|Copyright\s*(?:©|\(c\)|\d)|©\s*\d{4}|All rights reserved)/i,
    longest: 600,
    catches: [
      'Notice: The content above is uploaded and posted by a user',
      'Disclaimer: views are the author’s own',
      'Copyright © 2024 某某网',
      '© 2024 某某报社',
      'All Rights Reserved',
    ],
    leaves: ['Notice 一词在这里是告示的意思。'],
  },
  {
    name: 'licence of the site',
    reason: 'disclaimer',
    pattern:
      /(?:ICP备|ICP证|京公网安备|公网安备|网安备\s*\d|互联网新闻信息服务许可|信息网络传播视听节目许可证|违法和不良信息举报|版权所有|网站地图|广播电视节目制作经营许可|增值电信业务)/,
    longest: 200,
    catches: ['京ICP备12345678号-1', '违法和不良信息举报电话：010-12345678', '某某网 版权所有'],
    leaves: ['举报的人没有留下姓名。', '版权归他的女儿。'],
  },
  {
    name: 'share',
    reason: 'share',
    pattern:
      /^(?:分享(?:至|到|给|本文)?\s*[:：]?\s*(?:$|(?:微信|微博|QQ|朋友圈|好友|新浪|空间|豆瓣|Facebook|Twitter|复制链接|[\s/|、·+])+$)|(?:用微信扫码二维码|分享至好友和朋友圈|分享到朋友圈|分享给好友|复制链接|一键分享|转发到微博|分享\s*\d+)$)/,
    longest: 60,
    catches: ['分享至', '分享到：微信 微博 QQ空间', '复制链接', '分享至好友和朋友圈'],
    leaves: ['分享给大家一个故事。', '分享会在晚上八点开始'],
  },
  {
    name: 'counters and buttons',
    reason: 'statistics',
    pattern:
      /^(?:(?:阅读|浏览|点击|评论|播放|人气|访问|点赞|收藏|热度|跟贴|参与|围观|转发|赞|顶)(?:数|量|次数|人数)?\s*[:：(（]?\s*\d[\d,.]*\s*[万千wWkK+次人]*\s*[)）]?|\d[\d,.]*\s*[万千wWkK]?\+?\s*(?:次)?(?:阅读|浏览|点击|评论|播放|赞|点赞|收藏|人参与|跟贴|条评论|人评论|次阅读|次播放|人阅读|分享|转发)|\d+文章数\s*\d+关注度)(?:\s*(?:[|·/,，]|\s)\s*(?:(?:阅读|浏览|评论|赞|点赞|收藏|分享|转发)\s*[:：(（]?\s*\d[\d,.]*[万wWkK+]*[)）]?|\d[\d,.]*[万wWkK]?\s*(?:阅读|浏览|评论|赞|点赞|收藏|分享|转发|跟贴|人参与)))*$/,
    longest: 60,
    catches: ['阅读 1234', '阅读量：3.2万', '56评论', '1024人参与', '阅读(100) 评论(5)', '2308文章数 1281关注度'],
    leaves: ['阅读是一件安静的事', '100人参加了比赛', '评论家们沉默了。'],
  },
  {
    name: 'buttons',
    reason: 'navigation',
    pattern:
      /^(?:登录|注册|登录\s*[/|]?\s*注册|请?登录后(?:发表)?(?:评论)?|搜索|首页|返回首页|返回顶部|回到顶部|返回列表|返回目录|返回搜狐，?查看更多|查看更多|加载更多|点击加载更多|展开全文|展开阅读全文|点击展开全文|阅读全文|点击阅读全文|阅读原文|查看原文|收藏|点赞|举报|投诉|打印|打印本页|关闭窗口|字号\s*[:：]?.{0,10}|字体\s*[:：].{0,10}|大\s+中\s+小|[Aa]\s*[+-]|听新闻|听全文|语音播报|朗读|\+?\s*关注|已关注|私信|无障碍浏览.{0,12}|进入关怀版|长辈版|关怀版|繁體|简体|EN|English|手机版|电脑版|客户端|下载客户端|意见反馈|联系我们|关于我们|网站地图|点击查看大图|点击图片(?:查看|放大).{0,6}|申请入驻|打赏|赞赏|赞赏作者|写评论|我来说两句|广告|Advertisement|ADVERTISEMENT|推广|赞助内容|跳转至内容|跳到主要内容)$/,
    longest: 24,
    catches: [
      '登录/注册',
      '返回首页',
      '展开全文',
      '大 中 小',
      '无障碍浏览 进入关怀版',
      '广告',
      '申请入驻',
      '返回搜狐，查看更多',
    ],
    leaves: ['首页上的照片换了。', '收藏家', '登录火星'],
  },
]

/** From such a line on, what follows is no longer the article, unless prose comes again. */
export const TAIL_RULES: readonly LineRule[] = [
  {
    name: 'recommendations',
    reason: 'recommendation',
    pattern:
      /^[\s◆■●▶►▼【[《#*|｜]*(?:相关推荐|热点推荐|相关阅读|相关新闻|相关文章|相关链接|相关报道|相关内容|相关专题|相关稿件|延伸阅读|拓展阅读|推荐阅读|更多阅读|更多推荐|更多新闻|更多文章|更多内容|更多相关|猜你喜欢|大家都在看|大家还在看|大家爱看|为[您你]推荐|热门推荐|热门文章|热门新闻|热门资讯|热门阅读|热门话题|热门标签|热门搜索|最新文章|最新新闻|最新资讯|最新推荐|今日热点|今日推荐|今日热搜|今日要闻|头条推荐|精彩推荐|编辑推荐|小编推荐|精选推荐|往期推荐|往期回顾|往期精彩|往期精选|往期文章|你可能(?:也|还|会)?(?:喜欢|感兴趣)的?(?:文章|内容)?|您可能(?:也|还|会)?(?:喜欢|感兴趣)的?(?:文章|内容)?|猜您喜欢|24小时(?:热文|热榜|热点|热门|排行榜?)|(?:点击|阅读|浏览|新闻|热文|一周|本周|本月|热点)排行榜?|热榜|热搜榜|实时热点|同类文章|本类推荐|站内推荐|延伸閱讀|相關新聞|相關閱讀|推薦閱讀|熱門新聞|熱門文章|相關文章|近期文章|文章推荐|新闻推荐|图片推荐|视频推荐|特别推荐)[\s】\]》:：>＞»|｜▼.…]*(?:更多|全部|换一换|换一批)?[\s>＞»]*$/,
    longest: 30,
    catches: ['相关推荐', '热点推荐', '延伸阅读：', '【相关阅读】', '往期回顾 全部', '猜你喜欢 换一换', '相關新聞'],
    leaves: ['相关新闻发布会将在下午举行', '热门推荐的背后是算法', '往期的杂志都堆在阁楼'],
  },
  {
    name: 'comments',
    reason: 'comments',
    pattern:
      /^[\s◆■●▶►【[]*(?:网友评论|最新评论|全部评论|热门评论|精彩评论|精选留言|用户评论|评论列表|我要评论|发表评论|参与评论|评论区|网友跟贴|跟贴|文明上网理性发言.{0,20}|请文明发言.{0,20}|(?:条)?评论\s*[(（]\d+[)）]|\d+\s*条(?:评论|留言|回复)|发表回复|發表評論|網友評論|Comments|Leave a (?:comment|reply))[\s】\]:：>]*$/i,
    longest: 40,
    catches: ['网友评论', '全部评论', '评论(12)', '3 条评论', '文明上网理性发言，请遵守新闻评论服务协议', 'Comments'],
    leaves: ['评论', '网友评论说这部电影很好看'],
  },
  {
    name: 'neighbours',
    reason: 'navigation',
    pattern:
      /^[\s<«‹←]*(?:上一篇|下一篇|上一页|下一页|上一章|下一章|前一篇|后一篇|上篇|下篇)\s*(?:文章)?\s*[:：>＞»›→]?.{0,60}$/,
    longest: 80,
    catches: ['上一篇：河边的树', '下一篇 >', '« 上一页'],
    leaves: ['上一篇小说写的是海'],
  },
]

/** Furniture before the first real paragraph of a page. */
export const HEAD_RULES: readonly LineRule[] = [
  {
    name: 'breadcrumbs',
    reason: 'navigation',
    pattern:
      /^(?:.{0,8}(?:位置|您在|所在)\s*[:：].*|[^>›»＞。，]{1,16}(?:\s*(?:>{1,2}|›|»|＞|→)\s*[^>›»＞。，]{1,24}){1,6}|[^/。，]{1,10}(?:\s+\/\s+[^/。，]{1,16}){1,5})$/,
    longest: 120,
    catches: ['网站首页 > 新闻 > 正文', '当前位置：首页 » 科技', '首页 / 财经 / 正文', '某首页 > 某号 > 正文 申请入驻'],
    leaves: ['从山上看，河像一条线', '3 > 2 吗？这是个好问题，要看什么是数。'],
  },
  {
    name: 'bare number',
    reason: 'statistics',
    pattern: /^[\d,.]{1,9}[万wk+]*$/i,
    longest: 12,
    catches: ['0', '1,024', '3.2万'],
    leaves: ['1984年'],
  },
  {
    name: 'menu',
    reason: 'navigation',
    pattern:
      /^(?:(?:首页|网首页|主页|要闻|新闻|国内|国际|国際|社会|财经|財經|体育|體育|娱乐|娛樂|科技|军事|军情|汽车|房产|教育|健康|时尚|旅游|文化|历史|图片|视频|直播|专题|评论|博客|论坛|游戏|数码|手机|家居|女人|育儿|星座|彩票|股票|基金|理财|商业|产经|时政|政务|政治|公益|滚动|热点|本地|城市|地方|港澳|台湾|港澳台|两岸|法治|法制|读书|美食|生活|理论|党建|人事|反腐|观点|观察|专栏|关于|归档|分类|标签|友链|友情链接|留言|留言板|搜索|登录|注册|客户端|English|EN|导航|网站导航|更多|订阅|RSS|公开课|酒香|艺术|酒业|访谈|深度|头条|推荐|关注|原创|能源|环保|农业|食品|人物|问答|知识|设计|摄影|音乐|电影|电视|动漫|天气|NBA|CBA|中超|A股|港股|美股|区块链)(?:[\s|｜·•/、>]+|$)){2,}$/,
    longest: 300,
    catches: ['首页 新闻 财经 体育 娱乐', '首页 | 归档 | 标签 | 关于', '国内｜国际｜社会'],
    leaves: ['新闻', '体育 精神 的 传承', '财经新闻的写法'],
  },
]

/** Attribute values (class, id) that name a piece of furniture. Matched as whole words of the attribute. */
export const FURNITURE_NAMES: readonly { readonly reason: Reason; readonly words: readonly string[] }[] = [
  {
    reason: 'advert',
    words: [
      'ad',
      'ads',
      'adv',
      'advert',
      'advertisement',
      'advertising',
      'adbox',
      'adsbygoogle',
      'adsense',
      'dfp',
      'gg',
      'sponsor',
      'sponsored',
      'promo',
      'promotion',
      'banner',
      'guanggao',
      'taboola',
      'outbrain',
      'imu',
      'innity',
      'paywall',
    ],
  },
  {
    reason: 'navigation',
    words: [
      'nav',
      'navbar',
      'navigation',
      'menu',
      'breadcrumb',
      'breadcrumbs',
      'crumb',
      'crumbs',
      'pagination',
      'pager',
      'sidebar',
      'topbar',
      'toolbar',
      'toc',
      'skip',
      'sitemap',
      'footer',
      'gutter',
      'headerlink',
      'anchorjs',
    ],
  },
  {
    reason: 'share',
    words: [
      'share',
      'sharing',
      'sharebar',
      'sharebox',
      'bdsharebuttonbox',
      'bshare',
      'social',
      'sns',
      'jiathis',
      'addthis',
      'like',
      'likes',
      'digg',
      'reward',
      'donate',
      'dashang',
    ],
  },
  {
    reason: 'recommendation',
    words: [
      'related',
      'relate',
      'relatedposts',
      'recommend',
      'recommended',
      'recommendation',
      'recommendations',
      'recommends',
      'tuijian',
      'hotnews',
      'hot',
      'ranking',
      'rank',
      'morenews',
      'readmore',
      'guess',
      'prevnext',
      'neighbors',
    ],
  },
  {
    reason: 'comments',
    words: [
      'comment',
      'comments',
      'disqus',
      'gitalk',
      'valine',
      'waline',
      'twikoo',
      'utterances',
      'giscus',
      'pinglun',
      'respond',
      'reply',
      'replies',
    ],
  },
  {
    reason: 'promotion',
    words: ['qrcode', 'qr', 'appendqr', 'erweima', 'weixin', 'subscribe', 'newsletter', 'download', 'openapp', 'app'],
  },
  {
    reason: 'disclaimer',
    words: ['copyright', 'disclaimer', 'statement', 'shengming', 'declare', 'license', 'post-copyright'],
  },
  { reason: 'editor', words: ['article-editor', 'zebian'] },
  {
    reason: 'hidden',
    words: [
      'hidden',
      'hide',
      'sr-only',
      'visually-hidden',
      'screen-reader-text',
      'd-none',
      'display-none',
      'invisible',
    ],
  },
]

/** Class or id words that say: this is a caption. */
export const CAPTION_NAMES: readonly string[] = [
  'img_descr',
  'img-descr',
  'caption',
  'figcaption',
  'wp-caption-text',
  'image-caption',
  'img-caption',
  'pic-caption',
  'photo-caption',
  'pic_desc',
  'pic-desc',
  'imgdesc',
  'img_desc',
  'img-desc',
  'image-desc',
  'photo-desc',
  'picture-desc',
  'pictext',
  'imgtext',
  'pic-info',
  'tuzhu',
  'f_center_caption',
  'image_desc',
]

/** Class or id values of the element that holds an article on the sites most often mirrored. */
export const ARTICLE_NAMES: readonly string[] = [
  'article-content',
  'article_content',
  'articlecontent',
  'article-body',
  'article_body',
  'articlebody',
  'artibody',
  'article__content',
  'article__body',
  'post_body',
  'post-body',
  'post-content',
  'post_content',
  'entry-content',
  'entry',
  'main-content',
  'main_content',
  'text-content',
  'js_content',
  'rich_media_content',
  'rm_txt_con',
  'content-article',
  'left_zw',
  'endtext',
  'zwcontent',
  'news-content',
  'news_content',
  'newscontent',
  'news_txt',
  'detail-content',
  'detail-body',
  'txt-content',
  'trs_editor',
  'the_content',
  'markdown-body',
  'story-body',
  'articletext',
  'article-text',
  'main_text',
  'content_area',
  'art_content',
  'mainwords',
  'articlecontentbody',
  'con_txt',
  'pages_content',
  'view-content',
  'article',
  'content',
]

/** An image's own text that says nothing about it. */
export const EMPTY_ALT =
  /^(?:图片?|图像|照片|插图|配图|封面|头像|image|img|photo|picture|logo|icon|点击(?:查看|放大).{0,6}|.*\.(?:jpe?g|png|gif|webp|bmp|svg))$/i

/** A line under an image that is its caption, whatever its style. */
export const CAPTION_LINE =
  /^(?:[▲△▼▽↑↓◤◥]\s*.+|(?:图|上图|下图|图片|配图|题图|资料图|图为|图说|图注|图片说明|图①|图②|视频截图|照片)\s*[:：丨|].+|图为.+|.+[（(](?:[^（）()]{0,16}(?:摄|供图|制图|图|资料图片?|视频截图|社|图源[^）)]*|来源[^）)]*))[）)][。]?|.+(?:\s|　)\S{2,12}\s*摄|.+\S{2,4} 摄影报道|(?:图片来源|图源|供图|摄影|图\/|图｜|图 \|)[:：]?\s*.{1,30})$/
