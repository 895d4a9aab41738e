/** The names that a settings file may have. Each front end reads its own and ignores the others. */
export const screenSettings = [
  'theme',
  'preview',
  'facets',
  'editor',
  'match',
  'sort',
  'mouse',
  'ascii',
  'screenReader',
  'ambiguousWidth',
  'colours',
  'keys',
  'programs',
] as const

export type ScreenSetting = (typeof screenSettings)[number]

export const commandSettings = 'commands'
