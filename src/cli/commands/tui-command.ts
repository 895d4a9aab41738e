import { defineCommand, indexesOption, indexFolders } from '../command.js'
import { openScreen } from '../tui/screen.js'

export const tuiCommand = defineCommand({
  usage: ({ query }) => `[${query}…]`,
  options: indexesOption,
  run: (values, operands, context) => openScreen(indexFolders(values, context), operands.join(' '), context),
})
