/**
 * Looks up the words of `class` and `id` among the known names: one lookup per word, none for elements without either.
 */
import type { Reason } from '../block.js'

/** Names of page furniture, grouped by the reason for leaving it out. Matched as whole words of the attribute. */
const FURNITURE_NAMES: Partial<Record<Reason, string>> = {
  advert: `
  ad ads adv advert advertisement advertising adbox adsbygoogle adsense dfp gg sponsor sponsored promo promotion
  banner guanggao taboola outbrain imu innity paywall`,
  navigation: `
  nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs pagination pager sidebar topbar toolbar toc
  skip sitemap footer gutter headerlink anchorjs`,
  share: `
  share sharing sharebar sharebox bdsharebuttonbox bshare social sns jiathis addthis like likes digg reward
  donate dashang`,
  recommendation: `
  related relate relatedposts recommend recommended recommendation recommendations recommends tuijian hotnews
  hot ranking rank morenews readmore guess prevnext neighbors`,
  comments: 'comment comments disqus gitalk valine waline twikoo utterances giscus pinglun respond reply replies',
  promotion: 'qrcode qr appendqr erweima weixin subscribe newsletter download openapp app',
  disclaimer: 'copyright disclaimer statement shengming declare license post-copyright',
  editor: 'article-editor zebian mw-editsection',
  'page furniture': `
  pull-quote pullquote pull_quote audio-player feedback cookie cookies modal popup tooltip weather tools vip
  next-card read-next print`,
  hidden: 'hidden is-hidden sf-hidden hide sr-only visually-hidden screen-reader-text d-none display-none invisible',
}

/** Names of captions. */
const CAPTION_NAMES = words(`
  img_descr img-descr caption figcaption wp-caption-text image-caption img-caption pic-caption photo-caption
  pic_desc pic-desc imgdesc img_desc img-desc image-desc photo-desc picture-desc pictext imgtext pic-info tuzhu
  f_center_caption image_desc`)

/**
 * Names that site generators and news sites give to the element that contains the article and nothing else, the surest
 * first.
 */
const BODY_NAMES = words(`
  markdown-body keep-markdown-body md-text vp-doc theme-default-content theme-doc-markdown sl-markdown-content
  rspress-doc markdown-section theme-reco-content theme-hope-content article-entry e-content gt-post-content rich_media_content js_content
  article-content article_content articlecontent article-body article_body articlebody artibody article__content
  article__body post_body post-body post-content post_content entry-content blog-content post-entry articlecontentbody
  artibody endtext mp-editor sohu_content rwb_zw ucap-content p-detail detailcontent cnt-main-article-qq artcnt ozoom
  v_news_content vsb_content wp_articlecontent trs_editor cnblogs_post_body content_views htmledit_views
  articalcontent sina_keyword_ad_area2 nbw-blog post-richtext post-richtextcontainer topic-richtext review-content
  mw-parser-output mw-content-text wp-block-post-content show-content article-viewer articledetailcontent
  content_html lemma-content`)

/** Names of article elements that other elements have as well. */
const ARTICLE_NAMES = words(`
  entry main-content main_content text-content rm_txt_con content-article left_zw zwcontent news-content
  news_content newscontent news_txt detail-content detail-body txt-content the_content
  story-body articletext article-text main_text content_area art_content mainwords con_txt
  pages_content view-content contentmain u-maintext richtext storycontent booktext htmlcontent chaptercontent la_con
  cnt_bd text_con zoomcon articleview article-detail page-content postbody article content`)

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}

const FURNITURE = new Map(
  Object.entries(FURNITURE_NAMES).flatMap(([reason, names]) => words(names).map((name) => [name, reason as Reason])),
)
const CAPTIONS = new Set(CAPTION_NAMES)
const ARTICLES = new Map([...BODY_NAMES, ...ARTICLE_NAMES].map((name, rank) => [name, rank]))
/** Ranks below this one belong to names that only an article's body has. */
export const SURE_RANKS = BODY_NAMES.length
/** «pic-note», «imgText», «photo_desc»: a word for a picture followed by a word for a text. */
const CAPTION_WORDS =
  /(?:img|pic|pics|photo|image|figure|picture)[-_]*(?:desc\w{0,20}|txt|text|note|notes|title|info|caption|cap|intro|explain|tips?|credit|memo|summary)$/
const known = new Map<string, Named>()
const MOST_KNOWN = 5000

/** What a class or id says about its element. */
interface Named {
  readonly furniture: Reason | undefined
  readonly caption: boolean
  /** Rank among the known names of article bodies, the surest first; -1 if the name is none of them. */
  readonly article: number
}

const NOTHING: Named = { furniture: undefined, caption: false, article: -1 }

/** Reads `class` and `id`. Results are cached, because the pages of a collection share a few hundred of them. */
export function readNames(className: string | undefined, id: string | undefined): Named {
  if (className === undefined && id === undefined) return NOTHING
  // Most elements have only one of the two, and joining both takes longer than the lookup.
  const key = id === undefined ? className! : `${className ?? ''}\n${id}`
  const before = known.get(key)
  if (before !== undefined) return before
  const named = key.length > 500 ? NOTHING : read(key)
  if (known.size >= MOST_KNOWN) known.clear()
  // A copy, because the value of an attribute keeps its whole page in memory.
  known.set(Buffer.from(key, 'utf16le').toString('utf16le'), named)
  return named
}

function read(key: string): Named {
  let furniture: Reason | undefined
  let caption = false
  let article = -1
  for (const value of key.split(/\s+/)) {
    const name = value.toLowerCase()
    if (CAPTIONS.has(name) || CAPTION_WORDS.test(name)) caption = true
    const rank = ARTICLES.get(name)
    if (rank !== undefined && (article < 0 || rank < article)) article = rank
    furniture ??= FURNITURE.get(name)
    if (furniture !== undefined || caption) continue
    // Not at digits: `82ad` is a number, not an advert.
    for (const word of value.split(/[-_]+|(?<=[a-z])(?=[A-Z])/)) furniture ??= ofWord(word.toLowerCase())
  }
  // The other class names of highlighted code come from its language: «print», «app».
  const isCode = /(?:^|\s)(?:highlight|language-\w+)(?:\s|$)/.test(key)
  return { furniture: caption || isCode ? undefined : furniture, caption, article }
}

/**
 * As part of a longer name, «hidden» says what is hidden or where, not that the element is: overflow, narrow screens.
 */
function ofWord(word: string): Reason | undefined {
  const reason = FURNITURE.get(word)
  return reason === 'hidden' ? undefined : reason
}
