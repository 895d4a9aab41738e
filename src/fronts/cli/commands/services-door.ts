/** The command that starts the server. */
export { serveCommand } from './serve-command.js'
