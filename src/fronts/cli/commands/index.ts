/**
 * The table of all commands but `help`, which describes them. What needs much more code than a search is loaded when it
 * runs: writing an index, reading sources, the screen, the server, the manual.
 */
import type { CommandName } from '../command-names.js'
import type { Command } from '../command.js'
import { evalCommand } from './eval-command.js'
import { mcpCommand } from './mcp-command.js'
import { collocatesCommand, duplicatesCommand, kwicCommand, termsCommand, timelineCommand } from './reading-commands.js'
import { showCommand } from './show-command.js'
import { searchCommand } from './search-command.js'
import { checkCommand, statsCommand, tokenizeCommand, versionCommand } from './short-commands.js'

const about = () => import('./about-door.js')
const writing = async () => (await import('./library-door.js')).ownParts.writing()
const readingSources = () => import('./sources-door.js')
const screens = () => import('./screens-door.js')

export const commands: Readonly<Record<Exclude<CommandName, 'help'>, () => Command | Promise<Command>>> = {
  index: async () => (await writing()).indexCommand,
  forget: async () => (await writing()).forgetCommand,
  push: async () => (await readingSources()).pushCommand,
  search: () => searchCommand,
  kwic: () => kwicCommand,
  timeline: () => timelineCommand,
  collocates: () => collocatesCommand,
  terms: () => termsCommand,
  tui: async () => (await screens()).tuiCommand,
  serve: async () => (await import('./services-door.js')).serveCommand,
  export: async () => (await writing()).exportCommand,
  mcp: () => mcpCommand,
  show: () => showCommand,
  duplicates: () => duplicatesCommand,
  lexicon: async () => (await writing()).lexiconCommand,
  stats: () => statsCommand,
  check: () => checkCommand,
  compact: async () => (await writing()).compactCommand,
  tokenize: () => tokenizeCommand,
  eval: () => evalCommand,
  inspect: async () => (await readingSources()).inspectCommand,
  bench: async () => (await readingSources()).benchCommand,
  demo: async () => (await screens()).demoCommand,
  completions: async () => (await about()).completionsCommand,
  man: async () => (await about()).manCommand,
  version: () => versionCommand,
}

export const topicCommand = async () => (await about()).topicCommand
