import { defineCommand, indexesOption, indexFolders } from '../command.js'
import { openScreen, showThemes } from '../tui/screen.js'

export const tuiCommand = defineCommand({
  usage: ({ query }) => `[${query}…]`,
  options: {
    ...indexesOption,
    print: { type: 'choice', choices: ['path', 'line', 'id', 'json', 'citation'] },
    themes: { type: 'flag' },
  },
  run: (values, operands, context) =>
    values.themes === true
      ? showThemes(context)
      : openScreen(indexFolders(values, context), operands.join(' '), context, values.print),
})
