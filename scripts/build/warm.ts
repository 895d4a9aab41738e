/** Runs one search in the built program, then keeps what V8 compiled for it: `warm.ts FOLDER INDEX QUERY`. */
import { renameSync, writeFileSync } from 'node:fs'
import { otherCommands } from '../../src/cli/commands/index.js'
import { loadForCaching } from '../../src/cli/program.js'

const [folder, index, query] = process.argv.slice(2) as [string, string, string]
const { program, cache } = loadForCaching(folder)

process.on('exit', (code) => {
  if (code !== 0) return
  const temporary = `${folder}run.cache.${process.pid}.tmp`
  writeFileSync(temporary, cache())
  renameSync(temporary, `${folder}run.cache`)
})

await program.run(['search', query, '--index', index], otherCommands)
