import { examineIndex, reportOf } from '../../library/check.js'
import { defineCommand, indexFolder, indexOption } from '../command.js'
import { status } from '../context.js'
import { errorLines } from '../terminal/error-lines.js'
import { formatBytes } from '../terminal/figures.js'
import { usage } from '../options.js'
import { safeJson } from '../terminal/sanitize.js'

export const checkCommand = defineCommand({
  usage: '',
  options: { ...indexOption, json: { type: 'flag' } },
  async run(values, operands, context) {
    const { messages } = context
    if (operands.length > 0) throw usage(messages.errors.tooManyOperands('check', operands[0]!))
    const examination = await examineIndex(indexFolder(values, context))
    const { ok, files, articles, bytes, findings } = examination
    const lineOf = await errorLines(context)
    for (const finding of findings) context.tell(`xunzhang: ${lineOf(finding)}`)
    const verdict = ok
      ? messages.checkPassed(files, articles, formatBytes(bytes))
      : messages.checkFailed(findings.length)
    await context.out.write(values.json === true ? `${safeJson(reportOf(examination))}\n` : `${verdict}\n`)
    return ok ? status.found : status.error
  },
})
