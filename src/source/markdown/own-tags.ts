/**
 * Tells the author's HTML in Markdown from text in angle brackets: `<T>`, `List<String>`, `<name@example.com>`, `a <b
 * and c> d`, `<dependency>`. What is no HTML is text. Elements that HTML never shows, such as the label of a button,
 * become plain ones, because here they are the author's.
 */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'))
    : text
}

const HTML = new Set(
  (
    'a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote br button canvas caption ' +
    'center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption ' +
    'figure font footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label ' +
    'legend li link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option output p ' +
    'param picture pre progress q rb rp rt rtc ruby s samp script search section select slot small source span strike ' +
    'strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var ' +
    'video wbr'
  ).split(' '),
)
/** Elements whose text is not shown. Without an end tag, they would hide the rest of the post. */
const HIDING = /^(?:script|style|iframe|canvas|audio|video|svg|math)$/
const SHOWN = /^(?:button|textarea|select|datalist|dialog|map|noscript|object|template|title)$/
const TAG = /^<(\/?)([a-zA-Z][\w:.-]*)(?=[\s/>])([^]*)>$/
/** Attributes without a value; other bare words are prose. */
const BARE =
  /^(?:async|autoplay|allowfullscreen|checked|compact|controls|defer|disabled|download|hidden|inline|ismap|itemscope|loop|multiple|muted|nomodule|noshade|novalidate|nowrap|open|playsinline|readonly|required|reversed|scoped|selected|setup|v-[\w:.-]+|[#@:][\w:.-]+)$/
/** Attributes of components whose values are shown. */
const LABELS = /\s(?:title|label|text|caption|summary)\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})')/g

/** A tag, or an image whose text contains tags. */
export const ANY_TAG = String.raw`<[a-zA-Z/!?][^<>]{0,4000}>|<img(?:[^<>"]{1,200}"[^"]{0,1000}"){1,20}[^<>"]{0,200}>`
/** A comment, a tag, or a sign that begins neither. */
const MARKUP = new RegExp(`<!--[^]*?(?:-->|$)|${ANY_TAG}|<(?=[a-zA-Z/!?])`, 'g')

export class OwnTags {
  /** The names of all end tags of the document. */
  readonly #closed = new Set<string>()

  constructor(markdown: string) {
    if (markdown.includes('</'))
      for (const [, name] of markdown.matchAll(/<\/([a-zA-Z][\w:.-]*)/g)) this.#closed.add(name!)
  }

  /** @param tag from `<` to `>` @returns HTML that shows the same, or the tag as text */
  html(tag: string): string {
    const [, end, name, rest = ''] = TAG.exec(tag) ?? []
    if (name === undefined) return isComment(tag) ? tag : escapeHtml(tag)
    const plain = name.toLowerCase()
    if (!HTML.has(plain)) return this.#component(tag, name, rest)
    const needsEnd = end === '' && (HIDING.test(plain) || SHOWN.test(plain)) && !rest.endsWith('/')
    const isText = (needsEnd && !this.#closed.has(name)) || (end === '' && isProse(rest))
    if (!isText && SHOWN.test(plain)) return `<${end}span>`
    if (isText) return escapeHtml(tag)
    // HTML does not know the slash: the element would hide what follows.
    return HIDING.test(plain) && rest.endsWith('/') ? `${tag}</${name}>` : tag
  }

  /** Components of MDX and Vue have capitals or hyphens in their names, and an end or attributes. */
  #component(tag: string, name: string, rest: string): string {
    const isComponent = /[A-Z-]/.test(name) && (this.#closed.has(name) || /=|\/$/.test(rest))
    if (!isComponent) return escapeHtml(tag)
    const labels = Array.from(rest.matchAll(LABELS), ([, double, single]) => escapeHtml(double ?? single!))
    return labels.length === 0 ? tag : ` ${labels.join(' ')} ${tag}`
  }

  /** HTML of several lines; a sign that begins no tag is text. */
  all(html: string): string {
    return html.replace(MARKUP, (found) => (found.startsWith('<!--') ? found : this.html(found)))
  }
}

const isComment = (tag: string): boolean => tag.startsWith('<!--') && tag.endsWith('-->')

const isProse = (attributes: string): boolean =>
  /[^\s/]/.test(attributes) &&
  !attributes.includes('=') &&
  !attributes.split(/[\s/]+/).every((word) => word === '' || BARE.test(word))
