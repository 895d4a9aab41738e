import { defineCommand, indexFolder, indexOption } from '../command.js'
import { status } from '../context.js'
import { usage } from '../options.js'

export const tuiCommand = defineCommand({
  usage: '[QUERY…]',
  options: indexOption,
  async run(values, operands, context) {
    process.env['NODE_ENV'] ??= 'production' // React's development build renders several times slower.
    const { runTui } = await import('../../tui/index.js')
    return runTui({
      dir: indexFolder(values, context),
      query: operands.join(' '),
      language: context.language,
      environment: context.environment,
    })
  },
})
void usage
void status
