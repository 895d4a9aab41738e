/**
 * Compares a cluster with the local index: articles pushed per second, latency of queries, bytes and memory, on one
 * node and on three. Run: `npx tsx bench/cluster/run.ts [ARTICLES [NODES…]]`, after `npm run build` and
 * `npm run peers`; needs the news of shared/data/crud. Prints a table in Markdown.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import type { Index } from '../../src/library/types.js'
import { logQueries, newsLines, phrases, questions, writeNews } from '../../test/cluster/support/news.js'
import { noNodes, startNodes } from '../../test/cluster/support/nodes.js'
import type { Nodes } from '../../test/cluster/support/nodes.js'
import { sharedData } from '../../test/support/shared-data.js'

const data = sharedData('crud')
if (noNodes !== '' || data === undefined) {
  console.log(`left out: ${noNodes || 'shared/data/crud is absent'}`)
  process.exit(0)
}
const articles = Number(process.argv[2] ?? 20_000)
const nodeCounts = process.argv.slice(3).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'xunzhang-bench-'))
const kinds = { log: logQueries(data, 100), phrases: phrases(data, 100), questions: questions(data, 50) }

interface Figures {
  readonly name: string
  readonly perSecond: number
  readonly latencies: Readonly<Record<keyof typeof kinds, readonly number[]>>
  readonly bytes: number
  readonly memory: number
}

async function latencies(index: Index): Promise<Figures['latencies']> {
  const measured: Partial<Record<keyof typeof kinds, number[]>> = {}
  for (const [kind, queries] of Object.entries(kinds)) {
    for (const query of queries.slice(0, 10)) await index.search(query)
    const times: number[] = []
    for (const query of queries) {
      const began = performance.now()
      await index.search(query)
      times.push(performance.now() - began)
    }
    measured[kind as keyof typeof kinds] = times.sort((a, b) => a - b)
  }
  return measured as Figures['latencies']
}

async function measureLocal(source: string): Promise<Figures> {
  const dir = join(folder, 'index')
  const { seconds, indexBytes } = await buildIndex({ paths: [source], dir })
  const index = await openIndex(dir)
  const found = await latencies(index)
  await index.close()
  return { name: 'local index', perSecond: articles / seconds, latencies: found, bytes: indexBytes, memory: 0 }
}

async function measureCluster(source: string, count: number): Promise<Figures> {
  const nodes = await startNodes(count)
  try {
    const to = nodes.address('news')
    const { seconds } = await pushCollection({ paths: [source], to, shards: 2 * count })
    const index = await openIndex(to)
    const found = await latencies(index)
    await settled(nodes)
    const { bytes, memory } = weigh(nodes)
    return {
      name: `${count} node${count === 1 ? '' : 's'}`,
      perSecond: articles / seconds,
      latencies: found,
      bytes,
      memory,
    }
  } finally {
    await nodes.stop()
  }
}

/** Waits until the nodes have merged their segments. Until then the disk contains both old and new ones. */
async function settled({ nodes: [node] }: Nodes): Promise<void> {
  const until = Date.now() + 120_000
  const isMerging = async (): Promise<boolean> => {
    const response = await fetch(`http://127.0.0.1:${node!.http}/news.*/_stats/merge`)
    const { _all } = (await response.json()) as { _all: { total: { merges: { current: number } } } }
    return _all.total.merges.current > 0
  }
  while ((await isMerging()) && Date.now() < until) await sleep(500)
}

/** Disk by `du`, without the logs of transactions; resident memory by /proc. */
function weigh({ nodes, folder: place }: Nodes): { bytes: number; memory: number } {
  const du = spawnSync('du', ['-sk', '--exclude=translog', place], { encoding: 'utf8' })
  const resident = nodes.map(({ pid }) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]),
  )
  return { bytes: Number.parseInt(du.stdout, 10) * 1024, memory: resident.reduce((a, b) => a + b, 0) * 1024 }
}

const at = (sorted: readonly number[], share: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1)

const megabytes = (bytes: number): string => (bytes === 0 ? '' : (bytes / 1048576).toFixed(0))

function row({ name, perSecond, latencies: { log, phrases: exact, questions: long }, bytes, memory }: Figures): string {
  const times = [log, exact, long].map((sorted) => `${at(sorted, 0.5)} / ${at(sorted, 0.99)}`)
  return `| ${[name, perSecond.toFixed(0), ...times, megabytes(bytes), megabytes(memory)].join(' | ')} |`
}

try {
  const source = join(folder, 'news')
  writeNews(source, newsLines(data, articles), 1000)
  console.log(`${articles} news, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}; p50 / p99 in ms\n`)
  console.log('| | articles/s | log | phrases | questions | MB on disk | MB resident |')
  console.log('|---|---|---|---|---|---|---|')
  console.log(row(await measureLocal(source)))
  for (const count of nodeCounts.length > 0 ? nodeCounts : [1, 3]) console.log(row(await measureCluster(source, count)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
