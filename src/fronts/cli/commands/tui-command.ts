import { defineCommand, indexFolders } from '../command.js'
import { openScreen, showThemes } from '../tui/screen.js'

export const tuiCommand = defineCommand('tui', {
  usage: ({ query }) => `[${query}…]`,
  run: (values, operands, context) =>
    values.themes === true
      ? showThemes(context)
      : openScreen(indexFolders(values, context), operands.join(' '), context, values.print),
})
