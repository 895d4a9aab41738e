/** The figures of `xunzhang bench` as people read them. */
import type { TokenizerSpeed } from '../../../optional/measure/build-stages.js'
import type { IndexPart } from '../../../library/types.js'
import type { Context } from '../context.js'
import { formatBytes, formatTime } from './figures.js'
import type { EngineFigures } from '../../../optional/measure/engines.js'
import type { BenchFigures, Latency } from '../../../optional/measure/measure-index.js'

export interface Comparison {
  readonly tokenizers: readonly TokenizerSpeed[]
  /** Number of articles given to the engines. */
  readonly articles: number
  readonly engines: readonly EngineFigures[]
}

type Row = readonly [name: string, value: string]

export function benchText(figures: BenchFigures, comparison: Comparison | undefined, context: Context): string {
  const { report, cpuSeconds, stats, openMs, queries, latency } = figures
  const { bench: say } = context.messages
  const perSecond = (amount: number) => amount / Math.max(report.seconds, 1e-3)
  const rows: Row[] = [
    [say.articles, `${report.articles}`],
    [say.speed, `${Math.round(perSecond(report.articles))} /s, ${formatBytes(perSecond(report.bytes))}/s`],
    [say.time, `${formatTime(report.seconds)} s, ${formatTime(cpuSeconds)} s CPU`],
    [say.stages, ''],
    ...stageRows(figures, context),
    [say.size, `${formatBytes(stats.bytes)} (${(stats.bytes / Math.max(1, stats.sourceBytes)).toFixed(2)} ×)`],
    ...Object.entries(stats.bytesByPart).map(
      ([part, bytes]) => [`  ${context.messages.parts[part as IndexPart]}`, formatBytes(bytes)] as const,
    ),
    [say.open, `${formatTime(openMs)} ms`],
    [say.queries, `${queries}`],
    ...latencyRows(latency),
    ...(comparison === undefined ? [] : comparisonRows(comparison, context)),
  ]
  return rows.map(([name, value]) => (value === '' ? `${name}:\n` : `${name}: ${value}\n`)).join('')
}

function stageRows({ stages }: BenchFigures, { messages: { bench: say } }: Context): Row[] {
  const names = { read: say.readBytes, clean: say.clean, analyse: say.analyse, invert: say.invert, write: say.write }
  return stages.map(({ stage, cpuSeconds, articlesPerSecond, megabytesPerSecond }) => {
    const speed = `${Math.round(articlesPerSecond)} /s, ${formatBytes(megabytesPerSecond * 1e6)}/s`
    return [`  ${names[stage]}`, `${formatTime(cpuSeconds)} s, ${speed}`]
  })
}

function latencyRows({ median, p95, p99 }: Latency): Row[] {
  return [
    ['  p50', `${formatTime(median)} ms`],
    ['  p95', `${formatTime(p95)} ms`],
    ['  p99', `${formatTime(p99)} ms`],
  ]
}

function comparisonRows({ tokenizers, articles, engines }: Comparison, { messages: { bench: say } }: Context): Row[] {
  return [
    [say.tokenizers, ''],
    ...tokenizers.map(({ tokenizer, megabytesPerSecond }): Row => {
      return [
        `  ${tokenizer}`,
        megabytesPerSecond === undefined ? say.notMeasured : `${formatBytes(megabytesPerSecond * 1e6)}/s`,
      ]
    }),
    [say.engines, `${articles}`],
    ...engines.map(({ name, measured }): Row => {
      if (measured === undefined) return [`  ${name}`, say.notMeasured]
      const { cpuSeconds, articlesPerSecond, latency } = measured
      const speed = `${formatTime(cpuSeconds)} s CPU, ${Math.round(articlesPerSecond)} /s`
      return [`  ${name}`, `${speed}; p50 ${formatTime(latency.median)} ms, p99 ${formatTime(latency.p99)} ms`]
    }),
  ]
}
