/**
 * Tags of the site generators inside Markdown: Liquid and Hexo `{% … %}`, `{{ … }}`, Hugo's shortcodes `{{< … >}}`.
 * A tag is removed, and the text that it encloses is kept. Tags that contain words are replaced by them.
 */
import { isSentence } from '../missing-sentences.js'

const TAG =
  /\{%-?\s*([a-zA-Z_]{1,40})(?![a-zA-Z_])((?:[^%]|%(?!\})){0,400}?)-?%\}|\{\{[<%]\s*(\/?[a-zA-Z_/-]{1,60})(?![a-zA-Z_/-])((?:[^>%}]|[>%](?!\}\})){0,400}?)[>%]\}\}|\{\{[^{}]{0,400}\}\}/g
const COMMENT = /\{%-?\s*comment\s*-?%\}/g
const COMMENT_END = /\{%-?\s*endcomment\s*-?%\}/g
/** Tags around code, the closing ones included. */
const CODE = new Set([
  ...['highlight', 'codeblock', 'code'],
  ...['endhighlight', 'endcodeblock', 'endcode', '/highlight', '/code'],
])

/** Tags of Hexo themes that style words within a sentence. */
const INLINE = new Set(['label', 'span', 'p', 'u', 'emp', 'wavy', 'del', 'kbd', 'psw'])

export function stripTemplateTags(markdown: string): string {
  if (!markdown.includes('{%') && !markdown.includes('{{')) return markdown
  return outsideFences(markdown, (text) =>
    withoutComments(text).replace(
      TAG,
      (whole: string, liquid?: string, liquidRest?: string, hugo?: string, hugoRest?: string) => {
        const name = (liquid ?? hugo ?? '').toLowerCase()
        const rest = (liquidRest ?? hugoRest ?? '').trimStart()
        if (CODE.has(name)) return '\n```\n'
        if (name === 'post_link' || name === 'asset_link') return wordsAfter(rest, 1)
        if (name === 'link' && hugo === undefined) return wordsBeforeAddress(rest)
        if (name === 'figure' || name === 'include') return figure(rest)
        if (liquid !== undefined && INLINE.has(name)) return inlineWords(rest)
        return proseIn(name === '' ? whole.slice(2, -2) : rest)
      },
    ),
  )
}

/** One pass: the end of an unclosed comment is searched for only once. */
function withoutComments(text: string): string {
  const kept: string[] = []
  let from = 0
  COMMENT.lastIndex = 0
  for (let open = COMMENT.exec(text); open !== null; open = COMMENT.exec(text)) {
    COMMENT_END.lastIndex = open.index
    if (COMMENT_END.exec(text) === null) break
    kept.push(text.slice(from, open.index))
    from = COMMENT.lastIndex = COMMENT_END.lastIndex
  }
  return from === 0 ? text : kept.join('') + text.slice(from)
}

const CODE_OPENING = /^ {0,3}```[^\n]*$|\{%-?\s*raw\s*-?%\}/gm
const FENCE_CLOSING = /^ {0,3}```[ \t]*$/gm
const RAW_CLOSING = /\{%-?\s*endraw\s*-?%\}/g

/**
 * Applies `change` outside fences and `{% raw %}`, where the same signs are code. One pass: if a kind of block has no
 * end, the end is searched for only once.
 */
function outsideFences(markdown: string, change: (text: string) => string): string {
  const out: string[] = []
  let from = 0
  let fencesEnd = false
  let rawEnds = false
  CODE_OPENING.lastIndex = 0
  for (let open = CODE_OPENING.exec(markdown); open !== null; open = CODE_OPENING.exec(markdown)) {
    const raw = open[0].startsWith('{')
    if (raw ? rawEnds : fencesEnd) continue
    const closing = raw ? RAW_CLOSING : FENCE_CLOSING
    closing.lastIndex = open.index + open[0].length
    const close = closing.exec(markdown)
    if (close === null) {
      if (raw) rawEnds = true
      else fencesEnd = true
      continue
    }
    const end = close.index + close[0].length
    out.push(change(markdown.slice(from, open.index)))
    out.push(raw ? markdown.slice(open.index + open[0].length, close.index) : markdown.slice(open.index, end))
    from = end
    CODE_OPENING.lastIndex = end
  }
  out.push(change(markdown.slice(from)))
  return out.join('')
}

function wordsAfter(rest: string, skip: number): string {
  const words = rest.match(/"[^"]*"|'[^']*'|\S+/g) ?? []
  const text = words
    .slice(skip)
    .filter((word) => word !== 'true' && word !== 'false')
    .join(' ')
  return text.replace(/^["']|["']$/g, '')
}

/** `primary@words`, `red, words`, or `words`; a colour after the words is removed. */
function inlineWords(rest: string): string {
  const words = rest.replace(/^[\w\s:-]*[@,]\s*/, '').trim()
  return words.replace(/(?<=[^\s\w])\s+[a-z]+$/, '')
}

/** The sentences among a tag's arguments; if any are in quotes, only those. */
function proseIn(rest: string): string {
  if (!isSentence(rest)) return ''
  const quoted = [...rest.matchAll(/"([^"]*)"/g)].map(([, text]) => text!).filter(isSentence)
  return quoted.length > 0 ? `\n\n${quoted.join('\n\n')}\n\n` : rest.trim()
}

function wordsBeforeAddress(rest: string): string {
  const address = rest.search(/https?:\/\/|\//)
  return (address < 0 ? rest : rest.slice(0, address).trimEnd()).replace(/^["']|["']$/g, '')
}

function figure(rest: string): string {
  const caption = /(?:caption|title)\s*=\s*"([^"]{0,500})"/.exec(rest)?.[1]
  if (caption !== undefined) return `\n\n<figcaption>${caption}</figcaption>\n\n`
  const alt = /alt\s*=\s*"([^"]{0,500})"/.exec(rest)?.[1]
  return alt === undefined ? '' : `\n\n<img alt="${alt}">\n\n`
}
