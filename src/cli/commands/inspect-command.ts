import { inspectFile } from '../../engine/index.js'
import { defineCommand } from '../command.js'
import { status } from '../context.js'
import { usage } from '../options.js'
import { oneLine, safeJson } from '../sanitize.js'

export const inspectCommand = defineCommand({
  usage: 'FILE',
  options: { json: { type: 'flag' } },
  async run(values, operands, { messages, out }) {
    const [path, surplus] = operands
    if (path === undefined) throw usage(messages.errors.operandMissing('inspect', 'FILE'))
    if (surplus !== undefined) throw usage(messages.errors.tooManyOperands('inspect', surplus))
    const inspection = await inspectFile(path)
    await out.write(values.json === true ? `${safeJson(inspection)}\n` : oneLine(safeJson(inspection)))
    return status.found
  },
})
