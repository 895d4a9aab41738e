/** The fields that a page states in its markup: `meta`, JSON-LD (schema.org), microdata, usual class names. */
import { headlineKey } from '../clean/lines.js'
import { parseDate } from '../fields/dates.js'
import { httpAddress, labels, plainText, type Fields, isRecord, type JsonRecord } from '../fields/map.js'
import { LIMITS } from '../limits.js'
import { textOf, wholeText } from './tree.js'
import { dateBeside, dayOfAddress, onDay, standsAbove, wechatDate } from './page-date.js'
import type { PageTree } from './page-tree.js'
import type { AnyNode, Element } from './parse.js'

const DATES = (
  'article:published_time, og:published_time, og:release_date, publishdate, publish_date, pubdate, ' +
  'publish-date, datepublished, weibo: article:create_at, weibo:article:create_at, bytedance:published_time, ' +
  'date, dc.date, dcterms.created, _pubtime, apub:time, og:time, createdate, datecreated'
).split(', ')
const AUTHORS = (
  'author, article:author, og:article:author, og:author, bytedance:author, dc.creator, mediaid, ' + 'twitter:creator'
).split(', ')
const AUTHOR_ELEMENTS =
  '[itemprop=author] [itemprop=name], [itemprop=author], [rel=author], .authi a, .nickname, .author-name, .article-author, .post-author, .author .name, .author, .writer'
const PERSON_LINKS = 'a[href*="/u/"], a[href*="/users/"], a[href*="/people/"], a[href*="/author/"]'

interface Surroundings {
  /** The element that contains the article. */
  readonly main: AnyNode
  /** True for a thread: then the names of authors are those of many posts. */
  readonly isThread: boolean
  /** The lines around the beginning of the text. */
  readonly lines: readonly string[]
  /** The file's path, relative to its root. */
  readonly path: string
  /** The address that a browser noted when it saved the page. */
  readonly saved: string
}

/** Fills fields that are still empty. */
export function readMarkedFields(
  page: PageTree,
  fields: Fields,
  { main, isThread, lines, path, saved }: Surroundings,
): void {
  const meta = readMeta(page)
  const first = (keys: readonly string[]): string =>
    keys.map((key) => meta.get(key)?.[0] ?? '').find((value) => value !== '') ?? ''
  const data = readStructuredData(page)
  const social = plainText(first(['articletitle', 'og:title', 'twitter:title'])) || data.title
  fields.title ||= pageTitle(page, social, lines).replace(BOARD, '')
  const site = plainText(first(['og:site_name', 'application-name', 'source']))
  const isMaker = (name: string): boolean =>
    MAKERS.test(name) || PUBLISHERS.test(name) || (name !== '' && name === site)
  fields.author ||=
    [person(first(AUTHORS)), persons(data.author), isThread ? '' : authorElement(page, main)].find(
      (name) => name !== '' && !isMaker(name),
    ) ?? ''
  fields.url ||=
    httpAddress(first(['og:url'])) ||
    httpAddress(page.select('link[rel=canonical]')[0]?.attribs['href'] ?? '') ||
    data.url ||
    saved
  const stated = DATES.map((key) => parseDate(meta.get(key)?.[0])).find((date) => date !== '') || data.date
  fields.date ||= dateOfPage(page, stated, dayOfAddress(fields.url) || dayOfAddress(path), main)
  const keywords = ['article:tag', 'keywords', 'news_keywords', 'og:keywords'].flatMap((key) =>
    labels(meta.get(key)?.flatMap(labels) ?? []),
  )
  fields.tags = [fields.tags, [...new Set(keywords)], data.tags].find(({ length }) => length > 0) ?? tagsOfLinks(page)
  if (fields.categories.length === 0) fields.categories = labels(first(['article:section', 'og:section']))
  if (site !== '') fields.metadata['site'] ??= site
}

function tagsOfLinks(page: PageTree): string[] {
  const links = page.select('a[rel~=tag]:not([rel~=category])').slice(0, 20)
  return labels(links.map((a) => textIn(a).replace(/^#/, '')))
}

function dateOfPage(page: PageTree, stated: string, day: string, main: AnyNode): string {
  if (stated !== '') return onDay(stated, day)
  const shown = wechatDate(page) || dateBeside(page, main)
  return day === '' || onDay(shown, day).startsWith(day) ? onDay(shown, day) : day
}

/**
 * Reads only the beginning of the text: elements named like a field may nest and contain the whole page, and a field is
 * short.
 */
const textIn = (element: Element): string => textOf(element, 4 * LIMITS.fieldUnits)

/** The name of a forum's board before the headline of a thread. */
const BOARD = /^『[^』]{2,12}』\s*(?=\S)/

function readMeta(page: PageTree): Map<string, string[]> {
  const meta = new Map<string, string[]>()
  for (const { attribs } of page.select('meta').slice(0, 500)) {
    const key = (attribs['property'] ?? attribs['name'] ?? attribs['itemprop'] ?? '').toLowerCase()
    const content = attribs['content'] ?? ''
    if (key !== '' && content.trim() !== '') meta.set(key, [...(meta.get(key) ?? []), content])
  }
  return meta
}

/** A heading that occurs in the page's title, else the social title, else the likeliest piece of the page's title. */
function pageTitle(page: PageTree, social: string, lines: readonly string[]): string {
  const title = plainText(page.title)
  const heads = headsOf(page, 'h1, h2')
  const whole = heads.find((head) => title.includes(head) && head.split(SITE_SEPARATOR).length > 1)
  if (whole !== undefined) return whole
  const pieces = title.split(SITE_SEPARATOR).filter((piece) => piece.length >= 6)
  // A heading may contain a label beside the headline; the page's title shows which is which.
  const labelled = pieces.find((piece) => heads.some((head) => head !== piece && isLabelled(head, piece)))
  if (labelled !== undefined) return labelled
  const fitting = heads.filter((text) => title.includes(text) || social.includes(text))
  const best =
    fitting.find((text) => title.startsWith(text) || social.startsWith(text)) ??
    longest(fitting) ??
    headsOf(page, 'h3').find((text) => text.length >= 6 && title.endsWith(text))
  const behind = best === undefined ? '' : behindSite(title, best)
  if (behind !== '' && headsOf(page, 'h1, h2, h3').includes(behind)) return behind
  if (best !== undefined && best.length >= 4) return best
  const said = lineOf(title, lines)
  if (said !== '' && social === '') return said
  const [main, ...others] = page.select('h1')
  const only = main !== undefined && others.length === 0 ? plainText(wholeText(main)) : ''
  if (social !== '') return withoutSite(social)
  return UNTITLED.test(title) ? only : withoutSite(title) || only
}

function headsOf(page: PageTree, selector: string): string[] {
  const heads = page.select(selector).slice(0, 30)
  return heads.map((head) => plainText(textIn(head))).filter((text) => text.length >= 2)
}

/** The part of a page's title after the site's name: «某站: 标题». */
function behindSite(title: string, site: string): string {
  const rest = title.startsWith(site) ? title.slice(site.length).replace(/^\s*[:：»]\s*/, '') : ''
  return rest.length > site.length ? rest : ''
}

const LABEL = 10

/** True for a headline with a label before or after it. */
function isLabelled(head: string, headline: string): boolean {
  return (head.endsWith(headline) || head.startsWith(headline)) && head.length <= headline.length + LABEL
}

/**
 * The longest line that a page's title begins or ends with; of several equally long ones the last, because a site's
 * name stands further up.
 */
function lineOf(title: string, lines: readonly string[]): string {
  const key = headlineKey(title)
  const said = lines.filter((line) => {
    const own = headlineKey(line)
    return own.length >= 6 && (key.startsWith(own) || key.endsWith(own))
  })
  return said.reduce((best, line) => (line.length >= best.length ? line : best), '')
}

/** Titles that programs give to pages without one. */
const UNTITLED = /^(?:无标题(?:文档|页面?)?|Untitled.*|New Page.*|index|Document|网页|首页|正文|新闻|文章)?$/i
const SITE_SEPARATOR =
  /\s?[_|｜»«]\s?|\s[-–—·]+\s|(?<=[\p{Script=Han}！？”])[-–—](?=[\p{Script=Han}\w]{2,12}(?:[-–—_]|$))/u

/** Removes «_某频道_某网», « - 某网», «| 某网» from a page's title: the headline is the first piece, or a much longer one. */
function withoutSite(title: string): string {
  const pieces = title.split(SITE_SEPARATOR).filter((piece) => piece.length >= 2)
  const [first] = pieces
  const most = longest(pieces)
  if (first === undefined || most === undefined) return title
  return most.length >= 2 * first.length && most.length >= 8 ? most : first
}

/** The first of the longest texts. */
const longest = (texts: readonly string[]): string | undefined => texts.toSorted((a, b) => b.length - a.length)[0]

function authorElement(page: PageTree, main: AnyNode): string {
  for (const element of page.select(AUTHOR_ELEMENTS).slice(0, 20)) {
    // An attribute of any other element is for scripts or for tooltips.
    const name = person(element.name === 'meta' ? (element.attribs['content'] ?? '') : textIn(element))
    if (name !== '') return name
  }
  return linkedPerson(page, main)
}

/** A link to somebody's page, between the headline and the text. */
function linkedPerson(page: PageTree, main: AnyNode): string {
  const links = page.select(PERSON_LINKS).slice(0, 200)
  const isInSentence = ({ parent }: Element): boolean => parent !== null && /[，。；！？]/.test(textOf(parent, 400))
  const names = links
    .filter((link) => !isInSentence(link) && standsAbove(link, main))
    .map((link) => person(textIn(link)))
  return names.find((name) => name.length >= 2) ?? ''
}

/** A person's name without its label; '' for a text that is not a name, such as an address or a sentence. */
function person(text: string): string {
  const name = plainText(text).replace(
    /^(?:[□■◎●○]\s*)?(?:作\s*者|文|撰文|撰稿|本报记者|本刊记者|记者|记\s*者|编辑|责任编辑|By|Author)\s*(?:[:：/|丨]\s*|\s+)/i,
    '',
  )
  const alone = name.replace(BUTTON, '').replace(/^@/, '').trim()
  return alone.length > 40 || NO_PERSON.test(alone) ? '' : alone
}

const joinedNames = (names: readonly string[]): string => names.filter((name) => name !== '').join('、')
const persons = (names: string): string => joinedNames(names.split('、').map(person))

/** Programs that write themselves into the field of the author. */
const MAKERS =
  /^(?:WordPress|Hexo|Hugo|Jekyll|Typora|Typecho|Halo|Discuz!?|Z-Blog\w*|DedeCMS|EmpireCMS|PHPCMS|Drupal|Joomla!?|Ghost|VuePress|VitePress|Docusaurus|MkDocs|GitBook|Sphinx|Microsoft Word|Evernote|Pandoc|admin|administrator)(?:[\s/]+(?:v?\d[\w.]*|Team|Inc\.?))?!?$/i
/** What only the names of publishers end with. */
const PUBLISHERS = /(?:新闻网|日报|晚报|早报|时报|电视台|出版社|编辑部|公司|集团|网站|官网|\.(?:com|cn|net|org))$/i
/** The label of a button beside a name. */
const BUTTON = / ?\+? ?(?:已?关注|私信|订阅|关注TA)$/
/** Addresses, tags, sentences, dates, code of templates and scripts, placeholders and buttons. */
const NO_PERSON =
  /https?:|www\.|[。！？#{}<>=;"$\\]|\w\(|\d{4}|\S@\S|^(?:null|undefined|author|作者|匿名|佚名|未知|管理员|登录|注册|首页|收藏|分享|更多|评论|阅读全文|原创|转载)$/

type StructuredData = Pick<Fields, 'title' | 'date' | 'author' | 'url' | 'tags'>

const LARGEST = 256 * 1024
const MOST_NODES = 200

/** Reads the first node of the page's JSON-LD that is an article; the fields are empty if there is none. */
function readStructuredData(page: PageTree): StructuredData {
  for (const script of page.select('script[type="application/ld+json"]').slice(0, 20)) {
    const article = findArticle(parse(textOf(script, LARGEST)))
    if (article !== undefined) return fieldsOf(article)
  }
  return { title: '', date: '', author: '', url: '', tags: [] }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/[\r\n\t]+/g, ' '))
  } catch {
    return undefined
  }
}

function findArticle(value: unknown): JsonRecord | undefined {
  const pending = [value]
  for (let seen = 0; pending.length > 0 && seen < MOST_NODES; seen++) {
    const node = pending.shift()
    if (Array.isArray(node)) for (const inner of (node as unknown[]).slice(0, MOST_NODES)) pending.push(inner)
    else if (isRecord(node)) {
      if (typesOf(node).some((type) => /Article|BlogPosting|Report/.test(type))) return node
      if (node['datePublished'] !== undefined || node['pubDate'] !== undefined) return node
      for (const inner of [node['@graph'], node['mainEntity']]) if (inner !== undefined) pending.push(inner)
    }
  }
  return undefined
}

function fieldsOf(node: JsonRecord): StructuredData {
  return {
    title: plainText(node['headline']) || plainText(node['title']),
    date: parseDate(node['datePublished']) || parseDate(node['pubDate']) || parseDate(node['dateCreated']),
    author: joinedNames([node['author'] ?? node['creator']].flat().map(name)),
    url: typeof node['url'] === 'string' ? httpAddress(node['url']) : '',
    tags: labels(node['keywords']),
  }
}

function name(value: unknown): string {
  if (!isRecord(value)) return plainText(value)
  // A publisher is no author.
  return typesOf(value).some((type) => type.endsWith('Organization')) ? '' : plainText(value['name'])
}

const typesOf = (node: JsonRecord): string[] => [node['@type']].flat().filter((type) => typeof type === 'string')
