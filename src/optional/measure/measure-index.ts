/** What `xunzhang bench` measures: one build from scratch, then a log of queries drawn from the collection. */
import { buildIndex } from '../../indexing/build-index.js'
import { openIndex } from '../../library/open-index.js'
import { openTokenizer } from '../../text/analyzers/tokenizing.js'
import type { BuildOptions, BuildProgress, BuildReport, Index, IndexStats, StoredArticle } from '../../library/types.js'

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

/** Words that occur in nearly every Chinese article, used to draw articles from any collection. */
const everywhere = '"的" | "是" | "一" | "在"'
const sampleSize = 1000
/** Queries are drawn from few articles, because each of these is read whole. */
const articlesDrawn = 50

/**
 * Queries of one to three words, each drawn from one line of an article; always the same for the same index.
 * @param words segments a line of text
 */
export async function drawQueries(
  index: Index,
  words: (line: string) => readonly string[],
  count: number,
): Promise<readonly string[]> {
  const random = createRandom(0)
  const one = <T>(items: readonly T[]): T => pick(items, random)
  const articles = await drawArticles(index, one)
  const queries: string[] = []
  for (let tries = 0; queries.length < count && tries < 4 * count && articles.length > 0; tries++) {
    const line = one(one(articles).body.split('\n'))
    const candidates = words(line).filter((word) => /^[\p{Script=Han}a-zA-Z]{2,}$/u.test(word))
    if (candidates.length === 0) continue
    const length = 1 + Math.floor(random() * 3)
    queries.push(Array.from({ length }, () => one(candidates)).join(' '))
  }
  return queries
}

async function drawArticles(index: Index, one: <T>(items: readonly T[]) => T): Promise<StoredArticle[]> {
  const { hits } = await index.search(everywhere, { limit: sampleSize, match: 'any', snippets: false, lenient: true })
  const drawn = hits.length <= articlesDrawn ? hits : Array.from({ length: articlesDrawn }, () => one(hits))
  const articles = await Promise.all(drawn.map(({ id }) => index.get(id)))
  return articles.filter((article) => article !== undefined)
}

/** Numbers in [0, 1), the same for the same seed (Park & Miller 1988, the minimal standard generator). */
export function createRandom(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2147483646) + 1
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

export function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)]!
}
