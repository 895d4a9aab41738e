/** Whole HTML pages: the fields that a page's head and structured data give, and the element that holds the article. */
import type { OnRemoved } from '../block.js'
import { parseDate } from '../fields/dates.js'
import { labels, plainText } from '../fields/map.js'
import type { Fields } from '../fields/map.js'
import { htmlBlocks } from './blocks.js'
import type { HtmlText } from './blocks.js'
import { findMain } from './main.js'
import { parseHtml } from './parse.js'
import type { Tree } from './parse.js'

/** Reads a page; fills fields that are still empty. */
export function readPage(html: string, fields: Fields, onRemoved: OnRemoved | undefined): HtmlText {
  const $ = parseHtml(html)
  readHead($, fields)
  const main = findMain($)
  return htmlBlocks(main, { onRemoved })
}

function readHead($: Tree, fields: Fields): void {
  const meta = new Map<string, string>()
  for (const element of $('meta').toArray().slice(0, 500)) {
    const { name, property, itemprop, content } = element.attribs
    const key = (name ?? property ?? itemprop ?? '').toLowerCase()
    if (key !== '' && content !== undefined && content !== '' && !meta.has(key)) meta.set(key, content)
  }
  const first = (...keys: readonly string[]): string =>
    keys.map((key) => meta.get(key) ?? '').find((value) => value !== '') ?? ''
  fields.title ||= pageTitle($, plainText(first('og:title', 'twitter:title')))
  fields.date ||=
    parseDate(
      first(
        'article:published_time',
        'og:release_date',
        'pubdate',
        'publishdate',
        'weibo: article:create_at',
        'datepublished',
        'date',
        'dc.date',
        '_pubtime',
        'apub:time',
        'og:time',
        'bytedance:published_time',
      ),
    ) || timeElement($)
  fields.author ||= plainText(first('author', 'article:author', 'og:article:author', 'dc.creator', 'mediaid'))
  fields.url ||= address(first('og:url')) || address($('link[rel=canonical]').attr('href') ?? '')
  if (fields.tags.length === 0) fields.tags = labels(first('article:tag', 'keywords', 'news_keywords', 'og:keywords'))
  if (fields.categories.length === 0) fields.categories = labels(first('article:section', 'og:type-section'))
  const site = plainText(first('og:site_name', 'application-name', 'source'))
  if (site !== '') fields.metadata['site'] ??= site
}

/** The page's one headline, else its meta title, else its title without the site's name. */
function pageTitle($: Tree, social: string): string {
  const heads = $('h1')
    .toArray()
    .map((h1) => $(h1).text().replace(/\s+/g, ' ').trim())
    .filter((text) => text.length >= 2)
  const title = $('title').first().text().replace(/\s+/g, ' ').trim()
  const fitting = heads.find((text) => title.includes(text) || social.includes(text))
  if (fitting !== undefined && fitting.length >= 4) return plainText(fitting)
  const whole = social || title
  const cut = whole.replace(/\s*(?:[_|｜–—»]|\s-\s|-(?=[^-]{2,12}$)).{1,30}$/, '')
  return plainText(cut.length >= 4 ? cut : (heads[0] ?? whole))
}

function timeElement($: Tree): string {
  for (const time of $('time').toArray().slice(0, 5)) {
    const date = parseDate(time.attribs['datetime'] ?? '') || parseDate($(time).text())
    if (date !== '') return date
  }
  return ''
}

function address(text: string): string {
  return /^https?:\/\/\S+$/i.test(text.trim()) ? text.trim() : ''
}
