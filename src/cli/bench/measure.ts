/** What `xunzhang bench` measures: one build from nothing, then a log of queries drawn from the collection itself. */
import { buildIndex } from '../../engine/build-index.js'
import { openIndex } from '../../engine/open-index.js'
import { openTokenizer } from '../../engine/tokenizing.js'
import type { BuildOptions, BuildProgress, BuildReport, Index, IndexStats } from '../../engine/types.js'
import { drawQueries } from './queries.js'

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
  /** Wall seconds by stage of the build, in the order in which they began. */
  readonly stages: Readonly<Record<string, number>>
  readonly stats: IndexStats
  /** Milliseconds until a fresh index is open. */
  readonly openMs: number
  readonly queries: number
  readonly latency: Latency
}

/** @param onProgress besides the measuring, called with the build's progress */
export async function measure(
  job: BuildOptions,
  queryCount: number,
  onProgress: (progress: BuildProgress) => void,
): Promise<BenchFigures> {
  const stages = createStageClock()
  const cpu = process.cpuUsage()
  const report = await buildIndex({
    ...job,
    onProgress(progress) {
      stages.enter(progress.stage)
      onProgress(progress)
    },
  })
  const { user, system } = process.cpuUsage(cpu)
  const seconds = stages.stop()
  const start = performance.now()
  const index = await openIndex(job.dir)
  const openMs = performance.now() - start
  try {
    const tokenizer = await openTokenizer({ ...(job.tokenizer !== undefined && { tokenizer: job.tokenizer }) })
    const queries = await drawQueries(index, (line) => tokenizer.words(line), queryCount)
    const latency = await measureLatency(index, queries, job.signal)
    const stats = await index.stats()
    return {
      report,
      cpuSeconds: (user + system) / 1e6,
      stages: seconds,
      stats,
      openMs,
      queries: queries.length,
      latency,
    }
  } finally {
    await index.close()
  }
}

function createStageClock(now: () => number = () => performance.now()) {
  const seconds: Record<string, number> = {}
  let stage: string | undefined
  let since = 0
  const enter = (next: string | undefined): void => {
    if (next === stage) return
    if (stage !== undefined) seconds[stage] = (seconds[stage] ?? 0) + (now() - since) / 1000
    stage = next
    since = now()
  }
  return {
    enter,
    stop: () => {
      enter(undefined)
      return seconds
    },
  }
}

/** The whole log once to warm up, once to measure: top 10 with passages. */
async function measureLatency(index: Index, queries: readonly string[], signal?: AbortSignal): Promise<Latency> {
  const milliseconds: number[] = []
  for (const isMeasured of [false, true]) {
    for (const query of queries) {
      signal?.throwIfAborted()
      const start = performance.now()
      await index.search(query, { lenient: true })
      if (isMeasured) milliseconds.push(performance.now() - start)
    }
  }
  milliseconds.sort((a, b) => a - b)
  const quantile = (share: number) =>
    milliseconds[Math.min(milliseconds.length - 1, Math.floor(share * milliseconds.length))] ?? 0
  return { median: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) }
}
