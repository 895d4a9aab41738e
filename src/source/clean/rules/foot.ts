/** Furniture after the last paragraph of a page; a match also means that the text has ended. */
import type { LineRule } from './rule.js'

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
  { name: 'signature in brackets', reason: 'byline', pattern: /^[（(][㐀-鿿]{2,5}[）)]$/, weak: true, longest: 8 },
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
  {
    name: 'questions of readers',
    reason: 'comments',
    pattern:
      /^(?:.{2,40}[？?]?\s*\d+\s*个回答|提个?问题?|我要提问|向(?:我|TA|他|她|作者)提问|立即咨询.{0,12}|在线咨询.{0,12}|这篇文章对[您你]有帮助吗？?|文章对[您你]有(?:帮助|用)吗？?|上传[你您].{1,20})$/,
    longest: 60,
  },
]
