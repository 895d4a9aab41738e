import { defineCommand, indexOption } from '../command.js'
import { status } from '../context.js'

export const serveCommand = defineCommand({
  usage: () => '',
  options: { ...indexOption },
  run: async () => status.found,
})
