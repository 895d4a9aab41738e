import { checkIndex } from '../../engine/check.js'
import { defineCommand, indexFolder, indexOption } from '../command.js'
import { status } from '../context.js'
import { formatBytes } from '../figures.js'
import { usage } from '../options.js'
import { safeJson } from '../sanitize.js'

export const checkCommand = defineCommand({
  usage: '',
  options: { ...indexOption, json: { type: 'flag' } },
  async run(values, operands, context) {
    const { messages } = context
    if (operands.length > 0) throw usage(messages.errors.tooManyOperands('check', operands[0]!))
    const report = await checkIndex(indexFolder(values, context))
    for (const problem of report.problems) context.tell(`xunzhang: ${problem}`)
    const verdict = report.ok
      ? messages.checkPassed(report.files, report.articles, formatBytes(report.bytes))
      : messages.checkFailed(report.problems.length)
    await context.out.write(values.json === true ? `${safeJson(report)}\n` : `${verdict}\n`)
    return report.ok ? status.found : status.error
  },
})
