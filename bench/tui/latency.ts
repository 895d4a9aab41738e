/**
 * Measures how long after a key press the screen shows the answer. Drives the real UI through a pseudo-terminal:
 * `npx tsx bench/tui/latency.ts --index DIR [--queries FILE] [--limit N] [--columns N --rows N] [--program cli.cjs]
 * [--json]`.
 *
 * Each query is typed character by character, one every 120 ms as a fast typist does; then the line is cleared.
 * `echo` is the time to the first frame after a key (the character is on the line), `answer` to the last one
 * (hits, preview, suggestions). The clock runs in this process, so both ways through the terminal count. `cpuMsPerKey`
 * is CPU time of the UI, on which a busy machine has less influence; clearing the line is part of it.
 */
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cpuSecondsOf } from '../support/process-times.js'
import { hasScript, openPseudoTerminal, processOf, type Frame, type PseudoTerminal } from './pseudo-terminal.js'

const { values } = parseArgs({
  options: {
    index: { type: 'string', default: 'index' },
    queries: { type: 'string' },
    limit: { type: 'string', default: '60' },
    columns: { type: 'string', default: '110' },
    rows: { type: 'string', default: '32' },
    program: { type: 'string', default: fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url)) },
    json: { type: 'boolean', default: false },
  },
})

const keyEveryMs = 120
const usual = [
  '经济',
  '中国 发展',
  '天气预报',
  '大学 研究',
  '城市交通',
  '人工智能',
  '"世界"',
  '河流 | 山',
  '2023',
  'AI',
]

interface Key {
  readonly sent: number
  readonly frames: readonly Frame[]
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function untilFrames(terminal: PseudoTerminal, holds: (frames: readonly Frame[]) => boolean): Promise<void> {
  const end = performance.now() + 20_000
  while (!holds(terminal.frames)) {
    if (performance.now() > end) throw new Error('the UI showed nothing; is there an index?')
    await wait(20)
  }
}

async function press(terminal: PseudoTerminal, key: string): Promise<Key> {
  const first = terminal.frames.length
  const sent = performance.now()
  terminal.write(key)
  await wait(keyEveryMs)
  return { sent, frames: terminal.frames.slice(first) }
}

async function typeAll(terminal: PseudoTerminal, queries: readonly string[]): Promise<Key[]> {
  const keys: Key[] = []
  for (const query of queries) {
    for (const character of query) keys.push(await press(terminal, character))
    await press(terminal, '\u0015')
  }
  return keys
}

function readQueriesFrom(file: string | undefined, limit: number): string[] {
  if (file === undefined) return usual
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const queries = lines.map((line) => {
    if (!line.startsWith('{')) return line
    const record = JSON.parse(line) as { q?: string; text?: string }
    return record.q ?? record.text ?? ''
  })
  const step = Math.max(1, Math.floor(queries.length / limit))
  return queries.filter((_, i) => i % step === 0).slice(0, limit)
}

function quantile(values_: readonly number[], share: number): number {
  const sorted = [...values_].sort((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1))
}

function spread(name: string, list: readonly number[]): object {
  return {
    what: name,
    p50: quantile(list, 0.5),
    p95: quantile(list, 0.95),
    p99: quantile(list, 0.99),
    max: quantile(list, 1),
  }
}

async function run(): Promise<void> {
  if (!hasScript()) throw new Error('this bench needs util-linux\'s "script" for a pseudo-terminal')
  const command = `node '${values.program}' tui --index '${values.index.replaceAll("'", "'\\''")}'`
  const env = { ...process.env, XDG_STATE_HOME: '/nonexistent', XDG_CONFIG_HOME: '/nonexistent', CI: '' }
  const started = performance.now()
  const terminal = openPseudoTerminal(command, Number(values.columns), Number(values.rows), env)
  await untilFrames(terminal, (frames) => frames.some(({ text }) => /\d (articles?|篇)|共 \d/.test(text)))
  const ready = performance.now() - started
  await wait(1500)
  await typeAll(terminal, usual.slice(0, 3))
  const before = terminal.frames.length
  const pid = processOf(values.index)
  const began = cpuSecondsOf(pid)
  const keys = await typeAll(terminal, readQueriesFrom(values.queries, Number(values.limit)))
  const frames = terminal.frames.slice(before)
  const cpuMsPerKey = Math.round((10_000 * (cpuSecondsOf(pid) - began)) / Math.max(1, keys.length)) / 10
  if (terminal.lastWords !== undefined) throw new Error(`the UI ended early: ${terminal.lastWords}`)
  await terminal.close()

  const answered = keys.filter((key) => key.frames.length > 0)
  const rows = [
    spread(
      'echo, ms',
      answered.map((key) => key.frames[0]!.at - key.sent),
    ),
    spread(
      'answer, ms',
      answered.map((key) => key.frames.at(-1)!.at - key.sent),
    ),
    spread(
      'bytes per frame',
      frames.map((frame) => frame.bytes),
    ),
    spread(
      'bytes per key',
      keys.map((key) => key.frames.reduce((sum, { bytes }) => sum + bytes, 0)),
    ),
    spread(
      'frames per key',
      answered.map((key) => key.frames.length),
    ),
  ]
  const clears = frames.filter((frame) => frame.text.includes('\u001b[2J')).length
  const bytesPerKey = Math.round(frames.reduce((sum, { bytes }) => sum + bytes, 0) / Math.max(1, keys.length))
  const summary = {
    keys: keys.length,
    bytesPerKey,
    cpuMsPerKey,
    silent: keys.length - answered.length,
    clears,
    readyMs: Math.round(ready),
  }
  if (values.json) {
    console.log(JSON.stringify({ ...summary, rows, machine: cpus()[0]?.model, node: process.version }))
  } else {
    console.table(rows)
    console.log(summary)
  }
}

await run()
