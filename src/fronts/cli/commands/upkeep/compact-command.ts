import { compactIndex } from '../../../../indexing/compact-index.js'
import { defineCommand, indexFolder, refuseOperands } from '../../command.js'
import { status } from '../../context.js'
import { formatBytes, formatTime } from '../../terminal/figures.js'
import { safeJson } from '../../../../base/safe-text.js'

export const compactCommand = defineCommand('compact', {
  usage: () => '',
  async run(values, operands, context) {
    const { messages } = context
    refuseOperands(operands, 'compact')
    const report = await compactIndex(indexFolder(values, context), { compileLess: true })
    if (context.isQuiet && values.json !== true) return status.found
    const text = messages.compacted(report.articles, formatBytes(report.indexBytes), formatTime(report.seconds))
    await context.out.write(values.json === true ? `${safeJson(report)}\n` : `${text}\n`)
    return status.found
  },
})
