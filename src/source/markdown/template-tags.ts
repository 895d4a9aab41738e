/**
 * Tags of the site generators inside Markdown: Liquid and Hexo `{% … %}`, `{{ … }}`, Hugo's shortcodes `{{< … >}}`.
 * A tag vanishes and what it wraps stays; tags that stand for words give them.
 */

const TAG =
  /\{%-?\s*([a-zA-Z_]+)\s*((?:[^%]|%(?!\})){0,2000}?)-?%\}|\{\{[<%]\s*(\/?[a-zA-Z_/-]+)\s*((?:[^>%}]|[>%](?!\}\})){0,2000}?)[>%]\}\}|\{\{(?:[^{}]){0,1000}\}\}/g
const CODE = new Set(['highlight', 'codeblock', 'code'])
const CODE_END = new Set(['endhighlight', 'endcodeblock', 'endcode', '/highlight', '/code'])

export function stripTemplateTags(markdown: string): string {
  if (!markdown.includes('{%') && !markdown.includes('{{')) return markdown
  return outsideFences(markdown, (text) =>
    text.replace(TAG, (_whole, liquid?: string, liquidRest?: string, hugo?: string, hugoRest?: string) => {
      const name = (liquid ?? hugo ?? '').toLowerCase()
      const rest = liquidRest ?? hugoRest ?? ''
      if (CODE.has(name)) return '\n```\n'
      if (CODE_END.has(name)) return '\n```\n'
      if (name === 'post_link') return wordsAfter(rest, 1)
      if (name === 'link' && hugo === undefined) return wordsBeforeAddress(rest)
      if (name === 'figure') return figure(rest)
      return ''
    }),
  )
}

/** Inside fences and `{% raw %}` the same signs are code. */
function outsideFences(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/(^ {0,3}```[^\n]*\n[\s\S]*?^ {0,3}```[ \t]*$|\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\})/m)
    .map((part, i) => (i % 2 === 0 ? change(part) : part.replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '')))
    .join('')
}

function wordsAfter(rest: string, skip: number): string {
  const words = rest.match(/"[^"]*"|'[^']*'|\S+/g) ?? []
  const text = words
    .slice(skip)
    .filter((word) => word !== 'true' && word !== 'false')
    .join(' ')
  return text.replace(/^["']|["']$/g, '')
}

function wordsBeforeAddress(rest: string): string {
  return (/^(.*?)\s*(?:https?:\/\/|\/)\S*/.exec(rest)?.[1] ?? rest).replace(/^["']|["']$/g, '')
}

function figure(rest: string): string {
  const caption = /(?:caption|title|alt)\s*=\s*"([^"]{0,500})"/.exec(rest)?.[1]
  return caption === undefined ? '' : `\n\n<figcaption>${caption}</figcaption>\n\n`
}
