/** Furniture inside texts and under images: credits, promotions, counters of readers. */
import type { LineRule } from './rule.js'

export const INSIDE: readonly LineRule[] = [
  {
    name: 'credit of an image',
    reason: 'byline',
    pattern:
      /^[（(【[]?(?:图片|图示|题图|封面图?|配图|头图|插图|摄影|视频|制图|图)(?:来源|源自|由|来自|提供)?\s*[:：/／|｜丨]\s*[^。！？]{1,30}[）)】\]]?$/,
    longest: 44,
  },
  {
    name: 'where images are from',
    reason: 'byline',
    pattern:
      /^[（(【[*※]*\s*(?:图片|图文|内容|素材|部分图片|部分内容|题图|封面图?|配图)[^。！？，]{0,8}(?:来源于?|来自|源自|源于|由|系)(?:于)?[^。！？，]{0,8}(?:网络|互联网|受访者|视觉中国|图虫|提供|授权|资料图)[^。！？，\s]{0,8}[。]?[）)】\]]?$/,
    longest: 50,
  },
  {
    name: 'editor in charge',
    reason: 'editor',
    pattern:
      /^[（(【[]?\s*(?:责任编辑|责编|本文编辑|值班编辑|网络编辑|文字编辑|微信编辑|新媒体编辑|本期编辑|编辑|审核|校对|监制|值班主任|值班总编|责任校对|终审|二审|三审|一审|初审|复审|执行主编|主编|图片编辑|视频编辑|美编|排版|实习编辑|实习生|编审|翻译|译者|编译|制图|统筹|供稿|撰稿|摄影|图文|文图|文字|图片|摄像|剪辑|策划|来稿|供图|采写|作者|记者|通讯员|文案|设计|出品|总监制|运营|值班|视频|海报|校审|终校)\s*[:：/／丨|｜︱│┃]\s*[^。！？]{1,40}$|^[（(【[][^。！？，：:\s]{1,12}\s(?:责任编辑|责编|编辑)\s*[:：]\s*[㐀-鿿]{2,4}[）)】\]]$|^[（(【[]?[^。！？，：:\s]{0,8}\s?(?:责任编辑|责编|编辑|校对|审核|主编|值班编委|监制)(?:\s+|\s*[|｜/／]\s*)[㐀-鿿]{2,4}(?:[\s、]+[㐀-鿿]{2,4}){0,6}\s*[）)】\]]?$/,
    longest: 60,
  },
  {
    name: 'reporters',
    reason: 'byline',
    pattern: /^(?:[㐀-鿿]{0,10})(?:记者|通讯员)[\s:：/／|｜]+[㐀-鿿]{2,4}(?:[\s、/／|｜:：]+[㐀-鿿]{2,5}){0,6}$/,
    longest: 44,
  },
  {
    name: 'credits',
    reason: 'editor',
    pattern:
      /^(?:(?:撰文|文字|图片|编辑|排版|设计|校对|审核|摄影|监制|责编|美编|策划|制图|插画|插图|作者|文案|视觉|运营|采访|出品|统筹|制作|剪辑|主笔|终审|初审|复审|版式)\s*[:：/／丨|｜]\s*[^\s。！？，]{1,12}(?:[\s、]+|$)){2,8}$/,
    longest: 120,
  },
  {
    name: 'editor without a name',
    reason: 'editor',
    pattern: /^[（(【[]?\s*(?:责任编辑|责编|编辑|审核|校对)\s*[:：]\s*[）)】\]]?$/,
    longest: 12,
  },
  {
    name: 'about the author',
    reason: 'byline',
    pattern:
      /^[（(【[]?\s*(?:(?:作者(?:简介|介绍)|关于作者)\s*(?:[:：]\s*)?[^。！？]{2,12}[，,]|(?:本文)?作者\s*[:：]\s*[㐀-鿿]{2,4}[，,]|本文作者(?:系|是|为)[^。！？]{2,40}[，,])[^。！？]{2,80}[。]?[）)】\]]?$/,
    longest: 150,
  },
  {
    name: 'address for readers',
    reason: 'promotion',
    pattern:
      /^[（(【[*]?\s*(?:新闻线索|报料|爆料|投稿|线索|商务合作|合作|转载|联系我们|读者来信|如需转载|如有线索|欢迎投稿)[^。！？]{0,24}(?:@|邮箱|信箱|电话|微信|热线|\d{7,})[^。！？]{0,40}[。！]?[）)】]?$/,
    longest: 100,
  },
  {
    name: 'names changed',
    reason: 'disclaimer',
    pattern: /^[*＊※（(【注].{0,30}(?:为|系|用)化名[。]?[）)】]?$|^(?:文中|应).{0,24}(?:为|系|用)化名[。]?$/,
    longest: 50,
  },
  {
    name: 'edited lately',
    reason: 'byline',
    pattern:
      /^(?:编辑于|发布于|发表于|更新于|最后编辑于)\s*(?:昨天|今天|前天|刚刚|\d{1,2}\s*(?:小时|分钟|天)前).{0,40}$|^\S[^，。]{0,24}\s?在\s?(?:星期|周).[,，]?\s?[\d/.-]{6,10}[ -]{1,3}\d{1,2}:\d{2}\s?(?:提交|发表|发布)$/,
    longest: 60,
  },
  {
    name: 'account to follow',
    reason: 'promotion',
    pattern:
      /^[>＞]?\s*(?:关注|下载)[^。！？，]{1,16}(?:公众号|小红书|视频号|App|客户端)\s*[，,][^。！？]{2,30}$|欢迎(?:在|到)[^。！？]{1,12}(?:关注|订阅)[^。！？]{0,20}[:：]?\s*@?\w{0,30}[。！]?$|^推荐进入[^。！？]{2,12}数据库/,
    longest: 200,
    sentences: true,
  },
  { name: 'age of the thread', reason: 'statistics', pattern: /^这是一个创建于\s*\d+\s*天前的主题/, longest: 80 },
  {
    name: 'clock of the page',
    reason: 'navigation',
    pattern: /^(?:今天是|现在是|当前时间|最新推荐文章于)\s*(?:[:：]\s*)?\d{4}\s*[年/.-]/,
    longest: 40,
  },
  {
    name: 'time to read',
    reason: 'statistics',
    pattern:
      /^(?:阅读(?:时长|时间)?\s*(?:[:：]\s*)?(?:(?:约|大约|需要?)\s*)?\d+\s*分钟|(?:本文|全文)(?:共|约|大约)?\s*\d[\d,]*\s*字.{0,24}|约?\d+\s*分钟(?:阅读|读完))$/,
    longest: 44,
  },
  {
    name: 'visitors',
    reason: 'statistics',
    pattern: /您是第\s*\d+\s*位|访客数?\s*(?:[:：]\s*)?\d+$|最佳浏览分辨率/,
    longest: 90,
  },
  {
    name: 'where the page of a paper is',
    reason: 'byline',
    pattern:
      /^[（(]?《?[^《》。！？，]{2,16}》?\s*[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[^。！？]{0,16}版[^。！？]{0,8}[）)]\s*[）)]?$/,
    longest: 60,
  },
  {
    name: 'appeal for support',
    reason: 'promotion',
    pattern:
      /^用行动支持[^，。]{2,10}$|^[^“”]{0,24}(?:赞助我们|成为(?:赞助|订阅)者)[。！]?$|^[^“”]{0,24}需要[你您]的(?:赞助|支持|鼓励|捐款)(?:[，,][^“”]{0,24})?[。！]?$/,
    longest: 80,
  },
  {
    name: 'channels of the publisher',
    reason: 'promotion',
    pattern:
      /^[^。！？，]{2,16}(?:Instagram|Telegram|Facebook|YouTube|TikTok|Twitter|播客|频道)[！!。，,]?\s*(?:欢迎|请)(?:搜寻|搜索|关注|订阅|追踪|加入)[^。！？]{0,60}[。！]?$/,
    longest: 110,
  },
]
