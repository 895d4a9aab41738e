/** What pages of a kind share: heads, menus, lists of links, footers. */
import type { Story } from './story.js'

/** Each paragraph between two strings. */
export const each = (lines: readonly string[], before: string, after = '', between = '\n'): string =>
  lines.map((line) => `${before}${line}${after}`).join(between)

export const link = (text: string, href = '#'): string => `<a href="${href}">${text}</a>`

export const links = (lines: readonly string[], before: string, after = '', between = '\n'): string =>
  each(
    lines.map((line, i) => link(line, `/x/${i}.html`)),
    before,
    after,
    between,
  )

/** Headlines of other articles, from the `from`-th on. */
export const others = ({ others: all }: Story, from: number, count: number): readonly string[] =>
  all.slice(from, from + count)

const CHANNELS = ['首页', '新闻', '体育', '财经', '娱乐', '科技', '汽车', '房产', '读书', '博客', '视频', '论坛']

export const channels = (before: string, after = '', between = '\n'): string => links(CHANNELS, before, after, between)

export const page = (title: string, body: string, head = '', attributes = ''): string =>
  `<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>${head}</head>\n<body${attributes}>\n${body}\n</body></html>\n`

/** A page from the years of table layouts: no doctype, upper case, unquoted attributes. */
export const oldPage = (title: string, body: string, head = ''): string =>
  `<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><TITLE>${title}</TITLE>${head}<STYLE>.f14{font-size:14px}</STYLE></HEAD>\n<BODY BGCOLOR=#ffffff TOPMARGIN=5>\n${body}\n</BODY></HTML>\n`

export const FOOT =
  '关于我们 | 广告服务 | 联系我们 | 招聘信息 | 网站律师 | 产品答疑<br>Copyright &copy; 1996 - 2010 All Rights Reserved 版权所有 京ICP证000007号'

/** Too short to be required as prose, even if it belongs to the article. */
export const isShort = (text: string): boolean => text.length < 36
