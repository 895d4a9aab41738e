/** Every command, in the order of the help. */
export const commandNames = [
  'index',
  'forget',
  'push',
  'search',
  'kwic',
  'timeline',
  'collocates',
  'terms',
  'tui',
  'serve',
  'export',
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

/** Topics that `help` explains in addition to the commands. */
export const topics = ['query', 'formats', 'settings'] as const

export type Topic = (typeof topics)[number]
