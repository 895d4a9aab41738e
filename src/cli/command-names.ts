/** Every command, in the order of the help. */
export const commandNames = [
  'index',
  'forget',
  'push',
  'search',
  'tui',
  'serve',
  'mcp',
  'show',
  'duplicates',
  'lexicon',
  'stats',
  'check',
  'compact',
  'tokenize',
  'eval',
  'inspect',
  'bench',
  'demo',
  'completions',
  'man',
  'help',
  'version',
] as const

export type CommandName = (typeof commandNames)[number]
