/** Runs one search in the built program, then keeps what V8 compiled for it: `warm.ts FOLDER INDEX QUERY`. */
import { otherCommands } from '../../src/cli/commands/index.js'
import { compileAsUsual } from '../../src/indexing/threads/compile-less.js'
import { loadForCaching, type Program } from '../../src/cli/program.js'

const [folder, index, query] = process.argv.slice(2) as [string, string, string]
const { exports, keepCache } = loadForCaching(`${folder}run`)

process.on('exit', (code) => {
  if (code !== 0) return
  // The cache fits the flags that it was made under, and it is loaded before a search changes them.
  compileAsUsual()
  keepCache()
})

await (exports as Program).run(['search', query, '--index', index], otherCommands)
