import packageFile from '../../../../../package.json' with { type: 'json' }
import { defineCommand } from '../../command.js'
import { status } from '../../context.js'

export const versionCommand = defineCommand('none', {
  usage: () => '',
  async run(_values, _operands, { out }) {
    await out.write(`xunzhang ${packageFile.version}\n`)
    return status.found
  },
})
