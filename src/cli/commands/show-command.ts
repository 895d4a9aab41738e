import { openIndex } from '../../library/open-index.js'
import { articleText } from '../terminal/article-text.js'
import { defineCommand, indexFolder, indexOption } from '../command.js'
import { status } from '../context.js'
import { usage } from '../options.js'
import { safeJson } from '../terminal/sanitize.js'

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
