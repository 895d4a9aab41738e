import { XunzhangError } from '../../../../base/errors.js'
import { defineCommand, refuseOperands } from '../../command.js'
import { status } from '../../context.js'
import { completionsFor, shells } from '../../manual/completions.js'

export const completionsCommand = defineCommand('none', {
  usage: () => shells.join('|'),
  completes: shells,
  async run(_values, operands, context) {
    const [name, ...surplus] = operands
    const shell = shells.find((known) => known === name)
    if (name === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'action', command: 'completions', actions: shells })
    if (shell === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'noAction', command: 'completions', name, actions: shells })
    refuseOperands(surplus, 'completions')
    await context.out.write(completionsFor(shell, await context.commands(), context.messages))
    return status.found
  },
})
