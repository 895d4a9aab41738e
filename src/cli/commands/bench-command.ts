import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchFigures, measure } from '../bench/measure.js'
import { buildOptions, readBuildOptions } from '../build-options.js'
import { defineCommand } from '../command.js'
import { type Context, status } from '../context.js'
import { formatBytes, formatTime } from '../figures.js'
import { listenForInterrupt } from '../interrupt.js'
import { createProgressLine } from '../progress.js'
import { safeJson } from '../sanitize.js'

const defaultQueries = 500

export const benchCommand = defineCommand({
  usage: '[PATH…]',
  options: { ...buildOptions, queries: { type: 'number', min: 1, max: 100_000 }, json: { type: 'flag' } },
  async run(values, operands, context) {
    const interrupt = listenForInterrupt()
    const dir = mkdtempSync(join(tmpdir(), 'xunzhang-bench-'))
    const line = createProgressLine(context)
    // A second signal or the end of the grace ends the process without unwinding.
    process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
    const paths = operands.length > 0 ? operands : ['corpus']
    try {
      const job = { ...readBuildOptions(values), paths, dir, signal: interrupt.signal }
      const figures = await measure(job, values.queries ?? defaultQueries, line.show)
      line.clear()
      await context.out.write(values.json === true ? `${safeJson(figures)}\n` : benchText(figures, context))
      return status.found
    } catch (error) {
      const asked = interrupt.status()
      if (asked === undefined) throw error
      return asked
    } finally {
      line.clear()
    }
  },
})

function benchText(
  { report, cpuSeconds, stages, stats, openMs, queries, latency }: BenchFigures,
  context: Context,
): string {
  const { bench: say, stages: stageNames } = context.messages
  const perSecond = (amount: number) => amount / Math.max(report.seconds, 1e-3)
  const rows: (readonly [string, string])[] = [
    [say.articles, `${report.articles}`],
    [say.speed, `${Math.round(perSecond(report.articles))} /s, ${formatBytes(perSecond(report.bytes))}/s`],
    [say.time, `${formatTime(report.seconds)} s, ${formatTime(cpuSeconds)} s CPU`],
    ...Object.entries(stages).map(
      ([name, seconds]) => [`  ${stageNames[name as keyof typeof stageNames]}`, `${formatTime(seconds)} s`] as const,
    ),
    [say.size, `${formatBytes(stats.bytes)} (${(stats.bytes / Math.max(1, stats.sourceBytes)).toFixed(2)} ×)`],
    ...Object.entries(stats.bytesByPart).map(([part, bytes]) => [`  ${part}`, formatBytes(bytes)] as const),
    [say.open, `${formatTime(openMs)} ms`],
    [say.queries, `${queries}`],
    ['  p50', `${formatTime(latency.median)} ms`],
    ['  p95', `${formatTime(latency.p95)} ms`],
    ['  p99', `${formatTime(latency.p99)} ms`],
  ]
  return rows.map(([name, value]) => `${name}: ${value}\n`).join('')
}
