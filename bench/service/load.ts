/**
 * Queries with passages over HTTP, as many as the service answers. autocannon sends them, on a processor of its own if
 * Linux has two, and only the CPU time of the server is counted.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { loadPeer } from '../support/places.js'
import { cpuSecondsOf } from '../support/process-times.js'
import { program } from './mcp-client.js'
import type { News } from './news.js'

export interface Load {
  /** Queries a second. */
  readonly rate: number
  /** Milliseconds of the server's CPU for a query; known on Linux alone. */
  readonly cpu: number
  /** Milliseconds from a request to its answer: median and 99th percentile. */
  readonly p50: number
  readonly p99: number
}

export interface LoadPlan {
  /** Sent before, without being counted. */
  readonly warmUp: readonly string[]
  readonly queries: readonly string[]
  /** Connections that send at the same time, each when it has its answer. */
  readonly sockets: number
  /** MiB of answers that the server may keep. */
  readonly cache: number
}

/** The part of the library that is used. */
export type Autocannon = (options: object) => Promise<{
  readonly duration: number
  readonly errors: number
  readonly non2xx: number
  readonly latency: { readonly p50: number; readonly p99: number }
}>

interface Client {
  setRequests(requests: readonly object[]): void
}

export const loadAutocannon = (): Autocannon | undefined => loadPeer<Autocannon>('autocannon')

const processors = availableParallelism()
const isPinned = processors > 1 && spawnSync('taskset', ['--version']).error === undefined

/** From here on, this process leaves the first processor to the server. */
export function makeRoom(): void {
  if (isPinned) spawnSync('taskset', ['-a', '-p', '-c', `1-${processors - 1}`, `${process.pid}`])
}

export async function loadService(autocannon: Autocannon, { dir }: News, plan: LoadPlan): Promise<Load> {
  const { warmUp, queries, sockets, cache } = plan
  const serve = [program, 'serve', '--index', dir, '--port', '0', '--quiet', '--cache', `${cache}`]
  const [command, ...args] = [...(isPinned ? ['taskset', '-c', '0'] : []), process.execPath, ...serve]
  const server = spawn(command!, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer]
    const ask = (queries: readonly string[]) => askEach(autocannon, line.toString().trim(), queries, sockets)
    await ask(warmUp)
    const before = cpuSecondsOf(server.pid!)
    const { duration, latency } = await ask(queries)
    const cpu = (1000 * (cpuSecondsOf(server.pid!) - before)) / queries.length
    return { rate: queries.length / duration, cpu, p50: latency.p50, p99: latency.p99 }
  } finally {
    server.kill()
  }
}

/** Sends each query once: every connection has a share of its own. */
async function askEach(autocannon: Autocannon, url: string, queries: readonly string[], sockets: number) {
  const requests = queries.map((query) => ({ method: 'GET', path: `/api/search?q=${encodeURIComponent(query)}` }))
  const shares = Array.from({ length: sockets }, (_, socket) => requests.filter((_, i) => i % sockets === socket))
  const setupClient = (client: Client): void => client.setRequests(shares.shift()!)
  const plan = { url, connections: sockets, amount: queries.length, setupClient, sampleInt: 20 }
  const answered = await autocannon(plan)
  const failed = answered.errors + answered.non2xx
  if (failed > 0) throw new Error(`${url}: ${failed} of ${queries.length} queries failed`)
  return answered
}
