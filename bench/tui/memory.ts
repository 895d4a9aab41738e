/**
 * Memory and idle load of the terminal UI: `npx tsx bench/tui/memory.ts --index DIR --queries FILE [--program cli.cjs]`.
 * Pastes 200 queries, then up to 2,000, one every 60 ms, reads the resident size after each, and the CPU time of ten
 * idle seconds.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cpuSecondsOf } from '../support/process-times.js'
import { openPseudoTerminal, processOf } from './pseudo-terminal.js'

const { values } = parseArgs({
  options: {
    index: { type: 'string', default: 'index' },
    queries: { type: 'string' },
    program: { type: 'string', default: fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url)) },
  },
})

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const counts = [200, 2000] as const
const everyMs = 60

function residentMb(pid: string): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
}

const lines =
  values.queries === undefined ? ['经济', '城市', '"世界"'] : readFileSync(values.queries, 'utf8').split('\n')
const queries = lines
  .filter((line) => line !== '')
  .map((line) => (line.startsWith('{') ? ((JSON.parse(line) as { q?: string; text?: string }).q ?? '') : line))
const env = { ...process.env, XDG_STATE_HOME: '/nonexistent', XDG_CONFIG_HOME: '/nonexistent', CI: '' }
const terminal = openPseudoTerminal(`node '${values.program}' tui --index ${values.index}`, 110, 32, env)
await wait(4000)
const pid = processOf(values.index)
let typed = 0
for (const count of counts) {
  const began = cpuSecondsOf(pid)
  const before = typed
  for (; typed < count; typed++) {
    terminal.write(`\u0015${queries[typed % queries.length]!} ${typed % 97}`)
    await wait(everyMs)
  }
  await wait(3000)
  const perQuery = Math.round((1000 * (cpuSecondsOf(pid) - began)) / (count - before))
  console.log(`after ${count} queries: ${residentMb(pid)} MB resident, ${perQuery} ms of CPU a query`)
  terminal.frames.length = 0
}
const idle = cpuSecondsOf(pid)
await wait(10_000)
console.log(`idle: ${Math.round(1000 * (cpuSecondsOf(pid) - idle))} ms of CPU in 10 s`)
await terminal.close()
