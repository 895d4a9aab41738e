/** The fixture as a process that speaks on standard input and output. */
import { runOnStdio } from '../../src/mcp/serve-stdio.js'
import { createEverything } from './everything.js'

await runOnStdio(createEverything, (reason) => process.stderr.write(`${reason}\n`))
