/** What `xunzhang bench` measures: one build from scratch, then a log of queries drawn from the collection. */
import { buildIndex } from '../../indexing/build-index.js'
import { openIndex } from '../../library/open-index.js'
import { openTokenizer } from '../../text/analyzers/tokenizing.js'
import type { BuildOptions, BuildProgress, BuildReport, IndexStats } from '../../library/types.js'
import { drawQueries } from './draw-queries.js'

export interface Latency {
  /** Milliseconds. */
  readonly median: number
  readonly p95: number
  readonly p99: number
}

export interface BenchFigures {
  readonly report: BuildReport
  /** Processor seconds of all threads of the build. */
  readonly cpuSeconds: number
  readonly stats: IndexStats
  /** Milliseconds until a fresh index is open. */
  readonly openMs: number
  readonly queries: number
  readonly latency: Latency
}

export async function measure(
  job: BuildOptions,
  queryCount: number,
  onProgress: (progress: BuildProgress) => void,
): Promise<BenchFigures> {
  const cpu = process.cpuUsage()
  const report = await buildIndex({ ...job, onProgress })
  const { user, system } = process.cpuUsage(cpu)
  const start = performance.now()
  const index = await openIndex(job.dir)
  const openMs = performance.now() - start
  try {
    const tokenizer = await openTokenizer({ ...(job.tokenizer !== undefined && { tokenizer: job.tokenizer }) })
    const queries = await drawQueries(index, (line) => tokenizer.words(line), queryCount)
    const latency = await measureLatency((query) => index.search(query, { lenient: true }), queries, job.signal)
    const stats = await index.stats()
    const cpuSeconds = (user + system) / 1e6
    return { report, cpuSeconds, stats, openMs, queries: queries.length, latency }
  } finally {
    await index.close()
  }
}

/** Runs the whole log twice: once to warm up, once to measure. */
export async function measureLatency(
  ask: (query: string) => Promise<unknown>,
  queries: readonly string[],
  signal?: AbortSignal,
): Promise<Latency> {
  const milliseconds: number[] = []
  for (const isMeasured of [false, true]) {
    for (const query of queries) {
      signal?.throwIfAborted()
      const start = performance.now()
      await ask(query)
      if (isMeasured) milliseconds.push(performance.now() - start)
    }
  }
  milliseconds.sort((a, b) => a - b)
  const quantile = (share: number) =>
    milliseconds[Math.min(milliseconds.length - 1, Math.floor(share * milliseconds.length))] ?? 0
  return { median: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) }
}
