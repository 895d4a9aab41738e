import { examineIndex, reportOf } from '../../../../library/check.js'
import { defineCommand, indexFolder, refuseOperands } from '../../command.js'
import { status } from '../../context.js'
import { formatBytes } from '../../terminal/figures.js'
import { safeJson } from '../../../../base/safe-text.js'

export const checkCommand = defineCommand('check', {
  usage: () => '',
  async run(values, operands, context) {
    const { messages } = context
    refuseOperands(operands, 'check')
    const examination = await examineIndex(indexFolder(values, context))
    const { ok, files, articles, bytes, findings } = examination
    for (const finding of findings) context.tell(`xunzhang: ${messages.fault(finding)}`)
    const verdict = ok
      ? messages.checkPassed(files, articles, formatBytes(bytes))
      : messages.checkFailed(findings.length)
    await context.out.write(values.json === true ? `${safeJson(reportOf(examination))}\n` : `${verdict}\n`)
    return ok ? status.found : status.error
  },
})
