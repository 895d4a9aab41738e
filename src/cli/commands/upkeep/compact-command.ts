import { XunzhangError } from '../../../errors.js'
import { compactIndex } from '../../../indexing/build-index.js'
import { defineCommand, indexFolder, indexOption } from '../../command.js'
import { status } from '../../context.js'
import { formatBytes, formatTime } from '../../terminal/figures.js'
import { safeJson } from '../../../text/safe-text.js'

export const compactCommand = defineCommand({
  usage: () => '',
  options: { ...indexOption, json: { type: 'flag' } },
  async run(values, operands, context) {
    const { messages } = context
    if (operands.length > 0)
      throw new XunzhangError('ARGUMENT_UNEXPECTED', { command: 'compact', takes: [], value: operands[0]! })
    const report = await compactIndex(indexFolder(values, context), { compileLess: true })
    if (context.isQuiet && values.json !== true) return status.found
    const text = messages.compacted(report.articles, formatBytes(report.indexBytes), formatTime(report.seconds))
    await context.out.write(values.json === true ? `${safeJson(report)}\n` : `${text}\n`)
    return status.found
  },
})
