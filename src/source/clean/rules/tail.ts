/** Lines at which the article ends, unless prose follows. */
import type { LineRule } from './rule.js'

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
