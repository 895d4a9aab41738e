/** The official library, loaded only where a conversation needs it. */
export { createServer } from './create-server.js'
export { runProtocol } from './run-protocol.js'
