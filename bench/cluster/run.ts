/**
 * Compares a cluster with the local index of the same news: what a push costs, what is stored, how long answers take,
 * and whether they are equal. Run: `npx tsx bench/cluster/run.ts [ARTICLES [NODES [COPIES]]]`, after `npm run peers`;
 * needs the news of shared/data/crud. Prints Markdown.
 */
import { subscribe } from 'node:diagnostics_channel'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import type { Index } from '../../src/library/types.js'
import { logQueries, newsLines, phrases, questions, writeNews } from '../../test/cluster/support/news.js'
import { noNodes, startNodes } from '../../test/cluster/support/nodes.js'
import type { Nodes } from '../../test/cluster/support/nodes.js'
import { difference } from '../../test/cluster/support/equal.js'
import { quantile } from '../support/statistics.js'
import { sharedData } from '../../test/support/shared-data.js'

const data = sharedData('crud')
if (noNodes !== '' || data === undefined) {
  console.log(`left out: ${noNodes || 'shared/data/crud is absent'}`)
  process.exit(0)
}
const [articles = 20_000, count = 3, copies = 2] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'xunzhang-bench-'))
const kinds = { log: logQueries(data, 300), phrases: phrases(data, 300), questions: questions(data, 200) }

/** Requests of this thread. Those of a push are sent by worker threads and aren't seen. */
const traffic = { requests: 0 }
subscribe('http.client.request.start', () => void traffic.requests++)

/** Processor time of processes so far, in ms. */
function processorTime(pids: readonly number[]): number {
  const ticks = pids.map((pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13))
  return ticks.flat().reduce((sum, value) => sum + Number(value), 0) * 10
}

interface Cost {
  readonly own: number
  readonly server: number
  readonly requests: number
}

/** What some work costs: processor time of this process and of the nodes in ms, requests. */
async function costOf(nodes: Nodes, work: () => Promise<unknown>): Promise<Cost> {
  const pids = nodes.nodes.map(({ pid }) => pid)
  const now = (): Cost => ({
    own: processorTime([process.pid]),
    server: processorTime(pids),
    requests: traffic.requests,
  })
  const before = now()
  await work()
  const after = now()
  return {
    own: after.own - before.own,
    server: after.server - before.server,
    requests: after.requests - before.requests,
  }
}

interface Store {
  readonly primaries: { readonly store: { readonly size_in_bytes: number } }
}

/** Bytes of the collection's indexes, one copy of each shard. */
async function bytesOfCopy({ nodes: [node] }: Nodes): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${node!.http}/news.*/_stats/store`)
  return ((await response.json()) as { _all: Store })._all.primaries.store.size_in_bytes
}

/** Merges each shard; then waits until old files are gone and the figures, which a node keeps for ten seconds, are new. */
async function merged({ nodes: [node] }: Nodes): Promise<void> {
  for (const step of ['_forcemerge?max_num_segments=1', '_refresh', '_flush?force=true'])
    await fetch(`http://127.0.0.1:${node!.http}/news.*/${step}`, { method: 'POST' })
  await setTimeout(45_000)
}

/** Answers to the same queries, and how long each backend took for them. */
async function compare(local: Index, remote: Index, nodes: Nodes): Promise<void> {
  console.log(`\n| | equal | local p50 / p99, ms | cluster p50 / p99, ms | requests | own CPU, ms | server CPU, ms |`)
  console.log('|---|---|---|---|---|---|---|')
  for (const [kind, queries] of Object.entries(kinds)) {
    const [here, there]: [number[], number[]] = [[], []]
    let [equal, own] = [0, 0]
    const cost = await costOf(nodes, async () => {
      for (const query of queries) {
        const a = await timed(here, () => local.search(query))
        const before = processorTime([process.pid])
        const b = await timed(there, () => remote.search(query))
        own += processorTime([process.pid]) - before
        const what = difference(a, b)
        if (what === '') equal++
        else console.error(`${query}: ${what}`)
      }
    })
    const each = (sum: number): string => (sum / queries.length).toFixed(1)
    const cells = [kind, `${equal} of ${queries.length}`, spread(here), spread(there), each(cost.requests)]
    console.log(`| ${[...cells, each(own), each(cost.server)].join(' | ')} |`)
  }
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  times.push(performance.now() - began)
  return result
}

function spread(times: readonly number[]): string {
  return [0.5, 0.99].map((share) => quantile(times, share).toFixed(1)).join(' / ')
}

const kilobytes = (bytes: number): string => `${(bytes / 1000 / articles).toFixed(2)} KB`
const milliseconds = (sum: number): string => `${(sum / articles).toFixed(2)} ms`

const source = join(folder, 'news')
writeNews(source, newsLines(data, articles), 1000)
const nodes = await startNodes(count)
try {
  console.log(
    `${articles} news, ${count} nodes, ${copies} copies; ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}\n`,
  )
  const to = nodes.address('news')
  const options = { paths: [source], to, shards: count, replicas: copies, jobs: 1 }
  const cost = await costOf(nodes, () => pushCollection(options))
  const pushed = await bytesOfCopy(nodes)
  await merged(nodes)
  const whole = await bytesOfCopy(nodes)
  console.log('An article:')
  console.log(`- own CPU ${milliseconds(cost.own)}, server CPU of all copies ${milliseconds(cost.server)}`)
  console.log(
    `- disk of a copy ${kilobytes(pushed)} after the push, ${kilobytes(whole)} merged (a shard of one segment stays as it is)`,
  )
  const dir = join(folder, 'index')
  await buildIndex({ paths: [source], dir })
  const [local, remote] = [await openIndex(dir), await openIndex(to)]
  for (const query of kinds.log.slice(0, 20)) await Promise.all([local.search(query), remote.search(query)])
  await compare(local, remote, nodes)
  await local.close()
  await remote.close()
} finally {
  await nodes.stop()
  rmSync(folder, { recursive: true, force: true })
}
