/**
 * The table of all commands except `search`, which is part of the program itself, and `help`, which describes them.
 * A command's module is loaded only when it runs.
 */
import type { Command } from '../command.js'
import type { readDefaults } from '../defaults.js'
import type { CommandName } from '../command-names.js'

export interface OtherCommands extends Readonly<
  Record<Exclude<CommandName, 'help' | 'search'> | 'topic', () => Promise<Command>>
> {
  /** Loads the function that reads options from the settings file. */
  readonly defaults: () => Promise<typeof readDefaults>
}

export const otherCommands: OtherCommands = {
  index: async () => (await import('./index-command.js')).indexCommand,
  forget: async () => (await import('./upkeep/forget-command.js')).forgetCommand,
  push: async () => (await import('./push-command.js')).pushCommand,
  kwic: async () => (await import('./reading/kwic-command.js')).kwicCommand,
  timeline: async () => (await import('./reading/timeline-command.js')).timelineCommand,
  collocates: async () => (await import('./reading/collocates-command.js')).collocatesCommand,
  terms: async () => (await import('./reading/terms-command.js')).termsCommand,
  tui: async () => (await import('./tui-command.js')).tuiCommand,
  serve: async () => (await import('./serve-command.js')).serveCommand,
  export: async () => (await import('./export-command.js')).exportCommand,
  mcp: async () => (await import('./mcp-command.js')).mcpCommand,
  show: async () => (await import('./reading/show-command.js')).showCommand,
  duplicates: async () => (await import('./reading/duplicates-command.js')).duplicatesCommand,
  lexicon: async () => (await import('./upkeep/lexicon-command.js')).lexiconCommand,
  stats: async () => (await import('./upkeep/stats-command.js')).statsCommand,
  check: async () => (await import('./upkeep/check-command.js')).checkCommand,
  compact: async () => (await import('./upkeep/compact-command.js')).compactCommand,
  tokenize: async () => (await import('./tokenize-command.js')).tokenizeCommand,
  eval: async () => (await import('./eval-command.js')).evalCommand,
  inspect: async () => (await import('./inspect-command.js')).inspectCommand,
  bench: async () => (await import('./bench-command.js')).benchCommand,
  demo: async () => (await import('./about/demo-command.js')).demoCommand,
  completions: async () => (await import('./about/completions-command.js')).completionsCommand,
  man: async () => (await import('./about/man-command.js')).manCommand,
  topic: async () => (await import('./about/topic-command.js')).topicCommand,
  defaults: async () => (await import('../defaults.js')).readDefaults,
  version: async () => (await import('./about/version-command.js')).versionCommand,
}
