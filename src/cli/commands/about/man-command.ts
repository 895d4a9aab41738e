import packageFile from '../../../../package.json' with { type: 'json' }
import { XunzhangError } from '../../../errors.js'
import { manualIn } from '../../../messages/manual.js'
import { defineCommand } from '../../command.js'
import { status } from '../../context.js'
import { manPage } from '../../manual/man-page.js'

export const manCommand = defineCommand({
  usage: () => '',
  options: {},
  async run(_values, operands, context) {
    if (operands.length > 0)
      throw new XunzhangError('ARGUMENT_UNEXPECTED', { command: 'man', takes: [], value: operands[0]! })
    const { language, messages, out } = context
    await out.write(manPage(packageFile.version, await context.commands(), messages, manualIn(language)))
    return status.found
  },
})
