import { buildIndex } from '../../../../indexing/build-index.js'
import { XunzhangError } from '../../../../base/errors.js'
import { defineCommand, indexFolder } from '../../command.js'
import { status } from '../../context.js'
import { listenForInterrupt } from '../../input/interrupt.js'
import { reportText, tellProblem } from '../../terminal/build-report.js'

export const forgetCommand = defineCommand('forget', {
  usage: ({ path }) => `${path}…`,
  completes: 'files',
  async run(values, operands, context) {
    if (operands.length === 0) throw new XunzhangError('ARGUMENT_MISSING', { command: 'forget', operand: 'path' })
    const dir = indexFolder(values, context)
    const { signal } = listenForInterrupt()
    const onProblem = tellProblem(context)
    const report = await buildIndex({ paths: [], forget: operands, dir, signal, onProblem })
    await context.out.write(reportText(report, dir, values.json === true, context))
    return status.found
  },
})
