/** The commands that open the terminal UI. */
export { demoCommand } from './about/demo-command.js'
export { tuiCommand } from './tui-command.js'
