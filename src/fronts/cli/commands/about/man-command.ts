import packageFile from '../../../../../package.json' with { type: 'json' }
import { manualIn } from '../../../messages/manual.js'
import { defineCommand, refuseOperands } from '../../command.js'
import { status } from '../../context.js'
import { manPage } from '../../manual/man-page.js'

export const manCommand = defineCommand('none', {
  usage: () => '',
  async run(_values, operands, context) {
    refuseOperands(operands, 'man')
    const { language, messages, out } = context
    await out.write(manPage(packageFile.version, await context.commands(), messages, manualIn(language)))
    return status.found
  },
})
