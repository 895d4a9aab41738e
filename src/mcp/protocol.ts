/** The official library, loaded only if a session needs it. */
export { createServer } from './create-server.js'
export { runProtocol } from './run-protocol.js'
