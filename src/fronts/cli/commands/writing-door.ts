/** The commands that write an index or an export. They load the readers of formats when there is something to read. */
export { exportCommand } from './export-command.js'
export { indexCommand } from './index-command.js'
export { compactCommand } from './upkeep/compact-command.js'
export { forgetCommand } from './upkeep/forget-command.js'
export { lexiconCommand } from './upkeep/lexicon-command.js'
