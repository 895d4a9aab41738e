import { XunzhangError } from '../../errors.js'
import { openIndex } from '../../library/open-index.js'
import { articleText } from '../terminal/article-text.js'
import { defineCommand, indexFolder, indexOption } from '../command.js'
import { status } from '../context.js'
import { safeJson } from '../../text/safe-text.js'

export const showCommand = defineCommand({
  usage: ({ id }) => id,
  options: { ...indexOption, json: { type: 'flag' } },
  async run(values, operands, context) {
    const [id, surplus] = operands
    if (id === undefined) throw new XunzhangError('ARGUMENT_MISSING', { command: 'show', operand: 'id' })
    if (surplus !== undefined)
      throw new XunzhangError('ARGUMENT_UNEXPECTED', { command: 'show', takes: ['id'], value: surplus })
    const index = await openIndex(indexFolder(values, context))
    try {
      const article = await index.get(id)
      if (article === undefined) {
        context.tell(`xunzhang: ${context.messages.fault({ reason: 'ARTICLE_MISSING', parameters: { id } })}`)
        return status.nothing
      }
      await context.out.write(values.json === true ? `${safeJson(article)}\n` : articleText(article, context))
      return status.found
    } finally {
      await index.close()
    }
  },
})
