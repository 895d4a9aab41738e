/** Starts `xunzhang serve` on a free port. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { checkAnswer } from './api-contract.js'
import { cliPath } from './cli.js'

export interface Served {
  /** `http://127.0.0.1:PORT/` */
  readonly address: string
  readonly port: number
  readonly pid: number
  readonly errors: () => string
  /** @returns the exit status */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

export const startServer = (index: string, args: readonly string[] = []): Promise<Served> =>
  startServing(['--index', index, ...args])

/** @param args of `xunzhang serve`, but for its port */
export async function startServing(args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [cliPath, 'serve', '--port', '0', ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')))
  const ended = once(child, 'close') as Promise<[number | null]>
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8')
      if (out.includes('\n')) resolve(out.slice(0, out.indexOf('\n')))
    })
    void ended.then(() => reject(new Error(`the server ended: ${errors}`)))
  })
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal)
    return (await ended)[0]
  }
  return { address, port: Number(new URL(address).port), pid: child.pid!, errors: () => errors, stop }
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/**
 * A request whose path and headers are sent as they are given, which `fetch` would not do.
 * @throws Error where the API description has no such answer
 */
export async function rawRequest(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  sent?: string,
): Promise<RawAnswer> {
  // A connection of its own: one that was kept may be closed by the server just as it is used again.
  const how = { host: '127.0.0.1', port, path, method, headers, setHost: !('host' in headers), agent: false }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(how, resolve).on('error', reject).end(sent)
  })
  const body = await buffer(answer)
  const { statusCode: status = 0, headers: given } = answer
  checkAnswer(method, path, { status, header: (name) => given[name]?.toString(), body })
  return { status, headers: given, body: body.toString('utf8') }
}
