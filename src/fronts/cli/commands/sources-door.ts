/** What reads sources itself, with the readers of all formats. */
export { findLeftOut } from '../../../library/left-out.js'
export { benchCommand } from './bench-command.js'
export { inspectCommand } from './inspect-command.js'
export { pushCommand } from './push-command.js'
