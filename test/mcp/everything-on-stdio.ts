/** The fixture as a process that speaks on standard input and output. */
import { runProtocol } from '../../src/fronts/mcp/run-protocol.js'
import { createEverything } from './everything.js'

const tell = (reason: string): void => void process.stderr.write(`${reason}\n`)
await runProtocol(createEverything, tell, process.stdin, process.stdout)
