import type { StoredArticle } from '../../../library/types.js'
import type { Context } from '../context.js'
import { escapedName, oneLine, safeJson, severalLines } from '../../../base/safe-text.js'
import { createStyle } from './style.js'

type ShownArticle = Omit<StoredArticle, 'id' | 'root'>

export function articleText(article: ShownArticle, { messages, hasColors }: Context): string {
  const style = createStyle(hasColors)
  const label = messages.article
  const facts = (
    [
      [label.date, article.date],
      [label.author, article.author],
      [label.tags, article.tags.join(', ')],
      [label.categories, article.categories.join(', ')],
      [label.url, article.url],
      [label.path, escapedName(article.line > 1 ? `${article.path}:${article.line}` : article.path)],
      ...Object.entries(article.metadata).map(
        ([key, value]) => [key, typeof value === 'string' ? value : safeJson(value)] as const,
      ),
    ] as const
  )
    .filter(([, value]) => value !== '')
    .map(([name, value]) => style.faint(`${name}: ${value}`))
  const title = article.title === '' ? [] : [style.strong(article.title)]
  const paragraphs = article.body.split('\n').map(severalLines)
  const captions = article.captions.map((caption) => style.faint(`[${oneLine(caption)}]`))
  return `${[[...title, ...facts].join('\n'), ...paragraphs, ...captions].join('\n\n')}\n`
}
