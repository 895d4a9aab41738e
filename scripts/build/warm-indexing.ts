/** Brings an index up to date in the built program, then keeps what V8 compiled: `warm-indexing.ts DIST INDEX PATH`. */
import { otherCommands } from '../../src/cli/commands/index.js'
import type * as indexing from '../../src/cli/commands/index-command.js'
import { compileAsUsual } from '../../src/indexing/threads/compile-less.js'
import { loadForCaching, loadProgram } from '../../src/cli/program.js'

const [dist, index, path] = process.argv.slice(2) as [string, string, string]
const { exports, keepCache } = loadForCaching(`${dist}indexing`)
const { indexCommand } = exports as typeof indexing

process.on('exit', (code) => {
  if (code !== 0) return
  // The cache fits the flags that it was made under, and it is loaded before the command changes them.
  compileAsUsual()
  keepCache()
})

await loadProgram(dist).run(['index', path, '--index', index], { ...otherCommands, index: async () => indexCommand })
