import { defineCommand, indexFolder, indexOption } from '../command.js'
import { openScreen } from '../tui/screen.js'

export const tuiCommand = defineCommand({
  usage: ({ query }) => `[${query}…]`,
  options: indexOption,
  run: (values, operands, context) => openScreen(indexFolder(values, context), operands.join(' '), context),
})
