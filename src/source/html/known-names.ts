/** Values of `class` and `id` that say what an element is. */
import type { Reason } from '../block.js'

/** Names of page furniture, grouped by the reason for leaving it out. Matched as whole words of the attribute. */
export const FURNITURE_NAMES: readonly (readonly [Reason, readonly string[]])[] = [
  [
    'advert',
    words(`
  ad ads adv advert advertisement advertising adbox adsbygoogle adsense dfp gg sponsor sponsored promo promotion
  banner guanggao taboola outbrain imu innity paywall`),
  ],
  [
    'navigation',
    words(`
  nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs pagination pager sidebar topbar toolbar toc
  skip sitemap footer gutter headerlink anchorjs`),
  ],
  [
    'share',
    words(`
  share sharing sharebar sharebox bdsharebuttonbox bshare social sns jiathis addthis like likes digg reward
  donate dashang`),
  ],
  [
    'recommendation',
    words(`
  related relate relatedposts recommend recommended recommendation recommendations recommends tuijian hotnews
  hot ranking rank morenews readmore guess prevnext neighbors`),
  ],
  [
    'comments',
    words(`
  comment comments disqus gitalk valine waline twikoo utterances giscus pinglun respond reply replies`),
  ],
  ['promotion', words('qrcode qr appendqr erweima weixin subscribe newsletter download openapp app')],
  ['disclaimer', words('copyright disclaimer statement shengming declare license post-copyright')],
  ['editor', words('article-editor zebian mw-editsection')],
  [
    'page furniture',
    words(`
  pull-quote pullquote pull_quote audio-player feedback cookie cookies modal popup tooltip weather tools vip
  next-card read-next print`),
  ],
  [
    'hidden',
    words('hidden is-hidden sf-hidden hide sr-only visually-hidden screen-reader-text d-none display-none invisible'),
  ],
]

/** Names of captions. */
export const CAPTION_NAMES = words(`
  img_descr img-descr caption figcaption wp-caption-text image-caption img-caption pic-caption photo-caption
  pic_desc pic-desc imgdesc img_desc img-desc image-desc photo-desc picture-desc pictext imgtext pic-info tuzhu
  f_center_caption image_desc`)

/**
 * Names that site generators and news sites give to the element that contains the article and nothing else, the surest
 * first.
 */
export const BODY_NAMES = words(`
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
export const ARTICLE_NAMES = words(`
  entry main-content main_content text-content rm_txt_con content-article left_zw zwcontent news-content
  news_content newscontent news_txt detail-content detail-body txt-content the_content
  story-body articletext article-text main_text content_area art_content mainwords con_txt
  pages_content view-content contentmain u-maintext richtext storycontent booktext htmlcontent chaptercontent la_con
  cnt_bd text_con zoomcon articleview article-detail page-content postbody article content`)

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}
