/** Queries with passages over HTTP, as many as the service answers: CPU of the server alone, and times of the answers. */
import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { cpuSecondsOf } from '../support/process-times.js'
import { program } from './mcp-client.js'
import type { News } from './news.js'

export interface Load {
  /** Queries a second. */
  readonly rate: number
  /** Milliseconds of the server's CPU for a query; Linux alone tells. */
  readonly cpu: number
  /** Milliseconds until each answer was read. */
  readonly times: readonly number[]
}

export interface LoadPlan {
  /** Asked before, without being counted. */
  readonly warmUp: readonly string[]
  readonly queries: readonly string[]
  /** That ask at the same time, each when it has its answer. */
  readonly sockets: number
  /** MiB of answers that the server may keep. */
  readonly cache: number
}

export async function loadService({ dir }: News, { warmUp, queries, sockets, cache }: LoadPlan): Promise<Load> {
  const options = ['--index', dir, '--port', '0', '--quiet', '--cache', `${cache}`]
  const server = spawn(process.execPath, [program, 'serve', ...options])
  server.stderr.resume()
  const address = await new Promise<URL>((found) => {
    server.stdout.once('data', (line: Buffer) => found(new URL(line.toString().trim())))
  })
  const agent = new Agent({ keepAlive: true, maxSockets: sockets })
  const ask = (query: string) => timeAnswer(new URL(`/api/search?q=${encodeURIComponent(query)}`, address), agent)
  const askAll = async (queries: readonly string[]): Promise<number[]> => {
    const times: number[] = []
    let next = 0
    const one = async (): Promise<void> => {
      while (next < queries.length) times.push(await ask(queries[next++]!))
    }
    await Promise.all(Array.from({ length: sockets }, one))
    return times
  }
  try {
    await askAll(warmUp)
    const [cpuBefore, began] = [cpuSecondsOf(server.pid!), performance.now()]
    const times = await askAll(queries)
    const seconds = (performance.now() - began) / 1000
    return {
      rate: queries.length / seconds,
      cpu: (1000 * (cpuSecondsOf(server.pid!) - cpuBefore)) / queries.length,
      times,
    }
  } finally {
    agent.destroy()
    server.kill()
  }
}

function timeAnswer(address: URL, agent: Agent): Promise<number> {
  const began = performance.now()
  return new Promise((answered, failed) => {
    request(address, { agent }, (answer) => {
      answer.resume().on('end', () => answered(performance.now() - began))
      if (answer.statusCode !== 200) failed(new Error(`${address.href}: ${answer.statusCode}`))
    })
      .on('error', failed)
      .end()
  })
}
