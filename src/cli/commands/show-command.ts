import { openIndex } from '../../engine/index.js'
import type { StoredArticle } from '../../engine/types.js'
import { defineCommand, indexFolder, indexOption } from '../command.js'
import { type Context, status } from '../context.js'
import { usage } from '../options.js'
import { oneLine, safeJson, severalLines } from '../sanitize.js'
import { createStyle } from '../style.js'

export const showCommand = defineCommand({
  usage: 'ID',
  options: { ...indexOption, json: { type: 'flag' } },
  async run(values, operands, context) {
    const { errors } = context.messages
    const [id, surplus] = operands
    if (id === undefined) throw usage(errors.operandMissing('show', 'ID'))
    if (surplus !== undefined) throw usage(errors.tooManyOperands('show', surplus))
    const index = await openIndex(indexFolder(values, context))
    try {
      const article = await index.get(id)
      if (article === undefined) {
        context.tell(`xunzhang: ${context.messages.noArticle(id)}`)
        return status.nothing
      }
      await context.out.write(values.json === true ? `${safeJson(article)}\n` : articleText(article, context))
      return status.found
    } finally {
      await index.close()
    }
  },
})

/** Title, what is known of it, the paragraphs with a blank line between, the captions. */
function articleText(article: StoredArticle, { messages, hasColors }: Context): string {
  const style = createStyle(hasColors)
  const label = messages.article
  const facts = (
    [
      [label.date, article.date],
      [label.author, article.author],
      [label.tags, article.tags.join(', ')],
      [label.url, article.url],
      [label.path, article.line > 1 ? `${article.path}:${article.line}` : article.path],
    ] as const
  )
    .filter(([, value]) => value !== '')
    .map(([name, value]) => style.faint(`${name}: ${value}`))
  const title = article.title === '' ? [] : [style.strong(article.title)]
  const paragraphs = article.body.split('\n').map(severalLines)
  const captions = article.captions.map((caption) => style.faint(`[${oneLine(caption)}]`))
  return `${[[...title, ...facts].join('\n'), ...paragraphs, ...captions].join('\n\n')}\n`
}
