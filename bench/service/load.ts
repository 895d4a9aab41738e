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

/** @param rounds how often the log is asked, after once for warming up; @param sockets that ask at the same time */
export async function loadService({ dir, log }: News, rounds: number, sockets: number): Promise<Load> {
  const server = spawn(process.execPath, [program, 'serve', '--index', dir, '--port', '0', '--quiet'])
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
    await askAll(log)
    const queries = Array.from({ length: rounds }, () => log).flat()
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
