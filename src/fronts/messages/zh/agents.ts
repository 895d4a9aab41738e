import type { agents as english } from '../en/agents.js'

export const agents: typeof english = {
  found: (total, first, last, isAtLeast) => `找到${isAtLeast ? '至少 ' : ' '}${total} 篇；第 ${first}–${last} 篇：`,
  more: (cursor) => `还有更多：再次调用时给出 cursor "${cursor}"。`,
  nothing: '没有找到。',
  words: (words) => `各词的篇数：${words.map(({ word, articles }) => `${word} ${articles}`).join('，')}。`,
  withSome: (total, query) => `含其中部分词的有 ${total} 篇：查询 ${query}`,
  relaxed: (strings) =>
    `没有文章含有引号里的全部文字；不再要求逐字出现：${strings.map((text) => `“${text}”`).join('、')}`,
  didYouMean: (queries) => `是否想查：${queries.join(' · ')}`,
  noWords: '查询里没有可找的词。',
  budgetTooSmall: (budget) => `${budget} 字节放不下回答。请调大 budget。`,
  lines: (first, last, all) => `第 ${first}–${last} 行，共 ${all} 行`,
  goOn: (line) => `续读请用 from=${line}。`,
  notInText: (text) => `正文里没有“${text}”；以下是开头。`,
  beyond: (all) => `正文共 ${all} 行；from 数的是正文的行，不是文件的行。`,
  counted: (total) => `共计 ${total} 篇`,
  values: (shown, all) => `${all} 个值中的 ${shown} 个：`,
  holds: (articles, committed) => `${articles} 篇；最近更新于 ${committed}`,
  years: (first, last) => `日期从 ${first} 到 ${last}`,
  folders: (roots) => `来自 ${roots.join('、')}`,
}
