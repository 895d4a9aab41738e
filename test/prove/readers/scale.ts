/**
 * How time and memory grow with a file: each reader of formats at 10, 100 and 1000 times as many rows, items, chapters,
 * columns or levels. `npx tsx --expose-gc test/prove/readers/scale.ts` prints the table of docs/RELIABILITY.md,
 * with status 1 where a reader takes longer than `mostTime`.
 */
import { fileURLToPath } from 'node:url'
import { isProblem } from '../../../src/source/article.js'
import { formatOf } from '../../../src/source/formats/index.js'
import { axes } from './growing.js'
import type { Axis } from './growing.js'

interface Step {
  readonly bytes: number
  /** Of the processor, the least of several tries. */
  readonly milliseconds: number
  /** Most memory while it was read, above that before; nothing of the articles is kept. */
  readonly memoryMiB: number
  readonly articles: number
}

const factors = [10, 100, 1000] as const

function measureAxis({ make, base, path }: Axis): Step[] {
  return factors.map((factor) => {
    const made = make(base * factor)
    const bytes = typeof made === 'string' ? Buffer.from(made) : made
    const tries = factor < 1000 ? [1, 2, 3] : [1, 2]
    const steps = tries.map(() => readOnce(path, bytes))
    const least = steps.reduce((best, step) => (step.milliseconds < best.milliseconds ? step : best))
    return { bytes: bytes.length, ...least }
  })
}

export function readOnce(path: string, bytes: Uint8Array): Omit<Step, 'bytes'> {
  globalThis.gc?.()
  const before = memory()
  const began = process.cpuUsage()
  let [articles, most] = [0, before]
  for (const found of formatOf(path).read({ path, bytes, startLine: 1, startByte: 0 }, { clean: false })) {
    if (!isProblem(found)) articles++
    if (articles % 64 === 1) most = Math.max(most, memory())
  }
  const { user, system } = process.cpuUsage(began)
  most = Math.max(most, memory())
  return { milliseconds: (user + system) / 1000, memoryMiB: (most - before) / 2 ** 20, articles }
}

function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/**
 * Milliseconds that a step may take on the machine of docs/RELIABILITY.md: a second for a megabyte, what an article takes at
 * least, and what starting takes.
 */
const mostTime = (bytes: number, articles: number): number => 40 + bytes / 1000 + articles / 2

/** What `plainWork` takes there, in milliseconds of the processor, the least of several tries. */
const REFERENCE = 40

/** How many times slower this machine is than that of docs/RELIABILITY.md; 1 where it is faster. */
export function slowness(): number {
  const tries = Array.from({ length: 8 }, () => {
    const began = process.cpuUsage()
    plainWork()
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1000
  })
  return Math.max(1, Math.min(...tries) / REFERENCE)
}

/** Strings, objects and patterns, as readers use them, and nothing of ours. */
function plainWork(): number {
  const rows = Array.from({ length: 20_000 }, (_, at) => ({
    id: at,
    text: `第${at}行的字与词`,
    list: [at, `${at}`, { at }],
  }))
  const text = JSON.stringify(rows)
  const again = JSON.parse(text) as typeof rows
  const byText = new Map(again.map((row) => [row.text, row]))
  return byText.size + text.replace(/[字与]/g, '').length
}

/** @returns the row of the table, and whether the time is within {@link mostTime} */
function row(axis: Axis, slow: number): { text: string; isQuick: boolean } {
  const steps = measureAxis(axis)
  const cells = steps.map(({ milliseconds }) => milliseconds.toFixed(milliseconds < 10 ? 1 : 0))
  const { bytes, memoryMiB, articles } = steps[2]!
  const size = `${(bytes / 1e6).toFixed(1)} MB`
  const { milliseconds } = steps[2]!
  const text = `| ${axis.format}: ${axis.axis} | ${size} | ${articles} | ${cells.join(' | ')} | ${(milliseconds / (bytes / 1e6)).toFixed(0)} | ${memoryMiB.toFixed(0)} |`
  const unpacked = axis.unpacked?.(axis.base * 1000) ?? bytes
  return { text, isQuick: milliseconds < slow * mostTime(unpacked, articles) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log('| reader: what grows | 1000 × | articles | ms at 10 × | 100 × | 1000 × | ms/MB | MiB |')
  console.log('|---|---|---|---|---|---|---|---|')
  const slow = slowness()
  for (const axis of axes) {
    const { text, isQuick } = row(axis, slow)
    console.log(text)
    if (!isQuick) process.exitCode = 1
  }
}
