/** Runs the built terminal UI on no terminal, then keeps what V8 compiled for it: `warm-screen.ts FOLDER INDEX QUERY`. */
import { openSync } from 'node:fs'
import { devNull } from 'node:os'
import { PassThrough } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { loadForCaching } from '../../src/cli/program.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Screen } from './screen-loader.js'

const [folder, index, query] = process.argv.slice(2) as [string, string, string]
const terminal = { isTTY: true, fd: openSync(devNull, 'w'), getWindowSize: () => [110, 32], columns: 110, rows: 32 }
const keys = Object.assign(new PassThrough(), { isTTY: true, fd: 0, setRawMode: () => keys })

const { exports, keepCache } = loadForCaching(`${folder}screen`)
const { runTui } = await (exports as Screen).load()
const session = runTui({
  dir: index,
  language: 'en',
  env: { XDG_STATE_HOME: index, XDG_CONFIG_HOME: index },
  open: openIndex,
  stdin: keys as unknown as NodeJS.ReadStream,
  stdout: Object.assign(new PassThrough(), terminal) as unknown as NodeJS.WriteStream,
})
for (const text of ['', ...query, '\u001b[B', '\u0003']) {
  keys.write(text)
  await pause(100)
}
await session
keepCache()
process.exit()
