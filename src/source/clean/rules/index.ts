/** The sets of rules, by the part of the page to which they apply. */
import { AROUND } from './around.js'
import { INSIDE } from './inside.js'
import { ruleSet, type LineRule } from './rule.js'

/* Furniture after the last paragraph of a page; a match also means that the text has ended. */

export const FOOT: readonly LineRule[] = [
  {
    name: 'the end',
    reason: 'page furniture',
    // Programs and diagrams have lines «end».
    pattern:
      /^(?!end$)[\s—–·*=~～（(【[▪■◆-]*(?:END|End|end|THE END|The End|完|全文完|本文完|正文完|正文结束)[\s—–·*=~～）)】\]▪■◆-]*$/,
    longest: 40,
  },
  {
    name: 'marks of readers',
    reason: 'comments',
    pattern: /^(?:评分\s+参与人数.{0,30}|亮了\s*[(（]\d+[)）])$/,
    longest: 50,
  },
  {
    name: 'floor of a forum',
    reason: 'comments',
    pattern:
      /(?:^|\s|端|版)\d{1,4}\s*(?:楼|#|F)\s*\d{4}-\d{1,2}-\d{1,2}|^(?:沙发|板凳|地板|\d{1,4}楼|#\d{1,4}|\d{1,4}#)(?:\s|$)|^送TA礼物$/,
    longest: 60,
  },
  {
    name: 'application',
    reason: 'promotion',
    pattern: /^[^。！？，]{0,20}(?:客户端|APP|App|小程序)(?:[^。！？，]{0,16})$/,
    weak: true,
    longest: 40,
  },
  {
    name: 'counter in a line',
    reason: 'statistics',
    pattern:
      /^[^。！？]{0,30}(?:浏览|阅读|点击|播放|收藏|评论|点赞|人气|热度)(?:数|量|次数)?\s*(?:[:：(（]\s*)?\d[\d.,]*\s*[万wWkK+]*\s*(?:次|人|条)?[)）]?$/,
    weak: true,
    longest: 60,
  },
]

/* Lines at which the article ends, unless prose follows. */

/** Any list of other articles on a site has one of these before a word for articles. */
const ADJECTIVES =
  '相关|相关主题|推荐|热门|热点|最新|最近|近期|往期|以往|更多|更多相关|浏览更多|浏览更多相关|精彩|精选|随机|今日|同类|本类|同城|同科室|本栏目|站内|延伸|拓展|扩展|猜你|热播|热销|为您|为你|Related|Recommended|Popular'
const ARTICLES =
  '推荐|阅读|新闻|文章|链接|报道|报导|专题|稿件|资讯|日志|文档|博文|话题|帖子|回顾|精彩|精选|热点|热搜|要闻|关注|搜索|排行榜?|评论|医生推荐|\\s*(?:Posts?|Articles?|Stories|News)'
/** With other words such headings are as often the author's: «其他问题», «本周图片». */
const SURE_ADJECTIVES = '相关|相关主题|推荐|热门|更多|更多相关|往期|以往|猜你|热播|热销|同类|为您|为你'
const THINGS = '内容|主题内容|信息|主题|问题|视频|影片|产品|商品|图片|图集|标签|作品|游记|课程|职位'

export const TAIL: readonly LineRule[] = [
  {
    name: 'recommendations',
    reason: 'recommendation',
    pattern: new RegExp(
      `^[\\s◆■●▶►▼★☆【\\[《#*|｜>]*(?:(?:${ADJECTIVES})(?:${ARTICLES})|(?:${SURE_ADJECTIVES})(?:${THINGS})|(?:图片|视频|专题|编辑|小编|头条)(?:推荐|新闻|精选|排行榜?)|Related|(?:大家|网友|他们|他|她)?(?:都|还|也)在(?:看|搜|问|读|买|聊)|大家爱看|猜[你您]喜欢|[你您]可能(?:也|还|会)?(?:喜欢|感兴趣|想看)的?(?:文章|内容)?|为[您你]推荐|24小时(?:热文|热榜|热点|热门|排行榜?)|(?:点击|阅读|浏览|新闻|热文|一周|本周|本月|热点|热门|总|周|月)排行榜?|热榜|热搜榜|实时热点|往期回顾|标签云|友情链接|接着读|下一篇精彩)[\\s】\\]》:：>＞»|｜▼.…]*(?:更多|全部|换一换|换一批|MORE)?[\\s>＞»+]*$`,
    ),
    longest: 30,
  },
  {
    name: 'comments',
    reason: 'comments',
    pattern:
      /^[\s◆■●▶►【[]*(?:发表.{0,6}(?:评论|妙论|看法|观点)|按(?:热度|时间)(?:排序)?|(?:更多|全部|其他)(?:回答|评论|回复|留言)|网友评论|最新评论|全部评论|热门评论|精彩评论|精选留言|用户评论|评论列表|我要评论|发表评论|参与评论|评论区|网友跟贴|跟贴|文明上网理性发言.{0,20}|请文明发言.{0,20}|(?:条)?评论\s*[(（]\d+[)）]|\d+\s*条(?:评论|留言|回复)(?:\s*[•·|].{0,30})?|发表回复|(?:这些|最亮的?|热门)回帖(?:亮了)?|\d*\s*条?评论\s*默认排序|Comments|Leave a (?:comment|reply))[\s】\]:：>]*$/i,
    longest: 40,
  },
  {
    name: 'neighbours',
    reason: 'navigation',
    pattern:
      /^[\s<«‹←]*(?:上一篇|下一篇|上一页|下一页|上一章|下一章|上一条|下一条|上一则|下一则|前一篇|后一篇|上篇|下篇|上一期|下一期)\s*(?:(?:文章)\s*)?(?:$|[:：>＞»›→\s].{0,60}$)|^[«‹←]\s*\S.{0,60}$|^[^。！？]{2,60}\s[»›→]$/,
    longest: 80,
  },
]

/* Furniture before the first real paragraph of a page. */

export const HEAD: readonly LineRule[] = [
  {
    name: 'where a post is filed',
    reason: 'byline',
    pattern: /^(?:分类专栏|所属专栏|收录于|文章标签|所属分类|文章分类)\s*[:：]/,
    longest: 100,
  },
  {
    name: 'card of a document',
    reason: 'byline',
    pattern:
      /^(?:(?:信息)?索\s*引\s*号|主题分类|组配分类|体裁分类|服务对象|公开(?:方式|范围|形式|机构|日期)|发布机构|发文(?:机关|机构|日期|字号)|责任部门|(?:成文|生成|生效|失效|废止)(?:日期|时间)|文\s*号|公文时效|有\s*效\s*性|时效性|名\s*称|主\s*题\s*词)\s*[:：]/,
    longest: 120,
  },
  {
    name: 'breadcrumbs',
    reason: 'navigation',
    pattern:
      /^(?:.{0,8}(?:位置|您在|所在)\s*[:：].*|[^>›»＞→。，]{1,12}(?:\s*(?:(?<!-)>{1,2}|›|»|＞|→)\s*(?=\S)[^>›»＞→。，]{1,12}){1,4}\s*(?:(?<!-)>{1,2}|›|»|＞|→)\s*[^>›»＞→]{4,60}|[^>›»＞→。，]{1,16}(?:\s*(?:(?<!-)>{1,2}|›|»|＞|→)\s*(?=\S)[^>›»＞→。，]{1,24}){1,6}|[^/。，]{1,10}(?:\s+\/\s+[^/。，]{1,16}){1,5})$/,
    longest: 120,
  },
  { name: 'bare number', reason: 'statistics', pattern: /^(?:\+?[\d,.]{1,9}[万wk+]*|\d{1,2}\s*分钟)$/i, longest: 12 },
]

/** Furniture at any position. The first match wins, so rules for the inside of texts precede those for their ends. */
export const LINE_RULES = ruleSet([...INSIDE, ...AROUND])
export const TAIL_RULES = ruleSet(TAIL)
export const HEAD_RULES = ruleSet(HEAD)
export const FOOT_RULES = ruleSet(FOOT)

/* Patterns of texts that belong to an image. */

/** An image's own text that says nothing about it. */
export const EMPTY_ALT =
  /^(?:图片?|图像|照片|插图|配图|封面|头像|image|img|photo|picture|logo|icon|点击(?:查看|放大).{0,6}|.*\.(?:jpe?g|png|gif|webp|bmp|svg))$/i

/** A line under an image that is its caption, whatever its style. */
export const CAPTION_LINE =
  /^(?:[▲△▼▽↑↓◤◥]\s*.+|[（(【]?(?:图|上图|下图|左图|右图|图片|配图|题图|资料图|图为|图说|图注|图片说明|图①|图②|视频截图|照片|插图|制图|图表)\d{0,2}[）)】]?\s*[:：丨|].+|[（(【]图[说注][）)】].+|图为.+|.+[（(](?:[^（）()]{0,16}(?:摄|供图|制图|图|资料图片?|视频截图|社|图源[^）)]*|来源[^）)]*))[）)][。]?|.+[。\s　][^\s。，]{2,16}\s*(?:[/／]\s*)?摄(?:影)?|.+\S{2,4} 摄影报道|.{2,40}(?:供图|摄)|(?:图片来源|图源|供图|摄影|图\/|图｜|图 \|)[:：]?\s*.{1,30})$/
