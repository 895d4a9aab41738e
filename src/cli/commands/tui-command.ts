import { defineCommand, indexesOption, indexFolders } from '../command.js'
import { openScreen } from '../tui/screen.js'

export const tuiCommand = defineCommand({
  usage: ({ query }) => `[${query}…]`,
  options: { ...indexesOption, print: { type: 'choice', choices: ['path', 'line', 'id', 'json', 'citation'] } },
  run: (values, operands, context) =>
    openScreen(indexFolders(values, context), operands.join(' '), context, values.print),
})
