/** The protocol of `mcp`, with the official library. */
export { createServer } from '../../mcp/create-server.js'
export { runProtocol } from '../../mcp/run-protocol.js'
