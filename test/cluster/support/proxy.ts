/**
 * A proxy that does harm: it stands between a client and a cluster and spoils exchanges by a plan or
 * by a seed. Everything it does is counted, so that a test can say what it has withstood.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { createRandom } from './random.js'

/** What may happen to an exchange. `twice`: a write is carried out twice. `late`: the answer comes after later ones. */
export const faults = [
  'stall before headers',
  'stall in body',
  'cut in body',
  'null result',
  'no result',
  'wrong form',
  'not JSON',
  'huge',
  'drip',
  'status 500',
  'status 503',
  'reset',
  'lost answer',
  'twice',
  'late',
] as const
export type Fault = (typeof faults)[number]

export interface Exchanged {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly fault: Fault | undefined
}

export interface Proxy {
  readonly port: number
  /** Every request that came, in order. */
  readonly log: readonly Exchanged[]
  address(collection: string): string
  stop(): Promise<void>
}

export type Upstream = (
  method: string,
  path: string,
  body: string,
  headers: IncomingMessage['headers'],
) => Promise<{ readonly status: number; readonly text: string }>

/** A real node. */
export const upstreamAt =
  (http: number): Upstream =>
  async (method, path, body, headers) => {
    const response = await fetch(`http://127.0.0.1:${http}/${path}`, {
      method,
      headers: { 'content-type': headers['content-type'] ?? 'application/json' },
      ...(body !== '' && { body }),
    })
    return { status: response.status, text: await response.text() }
  }

/** @param choose the fault of each request, by its number from 0; undefined lets it pass */
export async function startProxy(
  upstream: Upstream,
  choose: (number: number, request: { method: string; path: string }) => Fault | undefined,
): Promise<Proxy> {
  const log: Exchanged[] = []
  const server = createServer((request, response) => {
    response.on('error', () => undefined)
    void (async () => {
      const body = await bodyOf(request)
      const [method, path] = [request.method!, request.url!.slice(1)]
      const fault = choose(log.length, { method, path })
      log.push({ method, path, body, fault })
      await spoil(fault, response, () => upstream(method, path, body, request.headers), method !== 'GET')
    })().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    log,
    address: (collection) => `opensearch://127.0.0.1:${port}/${collection}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Faults by a seed: about one request in `1 / share`; the same seed spoils the same requests the same way. */
export function seededFaults(seed: number, share: number, kinds: readonly Fault[] = faults) {
  const random = createRandom(seed)
  return (): Fault | undefined => (random.next() < share ? kinds[random.below(kinds.length)] : undefined)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const bytes = Buffer.concat(parts)
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')
}

type Forward = () => ReturnType<Upstream>

async function spoil(
  fault: Fault | undefined,
  response: ServerResponse,
  forward: Forward,
  isPost: boolean,
): Promise<void> {
  if (fault === 'stall before headers') return
  if (fault === 'reset') return void response.socket?.resetAndDestroy()
  const forged = fault === undefined ? undefined : forgeries[fault]
  if (forged !== undefined) return reply(response, forged.status, forged.text)
  if (fault === 'huge') return pour(response)
  if (fault === 'twice' && isPost) await forward()
  const { status, text } = await forward()
  if (fault === 'lost answer') return void response.socket?.resetAndDestroy()
  if (fault === 'late') await pause(150)
  if (fault === 'stall in body' || fault === 'cut in body') return begin(response, text, fault === 'cut in body')
  if (fault === 'drip') return drip(response, status, text)
  reply(response, status, text)
}

const forgeries: Partial<Record<Fault, { readonly status: number; readonly text: string }>> = {
  'null result': { status: 200, text: 'null' },
  'no result': { status: 200, text: '{}' },
  'wrong form': { status: 200, text: '{"hits":"ok","status":"ok"}' },
  'not JSON': { status: 200, text: '<html>\n<body>It works!</body></html>' },
  'status 500': { status: 500, text: '{"error":{"reason":"Service internal error:\\n\\ttoo many open files"}}' },
  'status 503': { status: 503, text: 'upstream\r\nconnect error' },
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

/** The headers and half of the body. */
function begin(response: ServerResponse, text: string, isCut: boolean): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) + 10 })
  response.write(text.slice(0, text.length / 2), () => {
    if (isCut) response.socket?.destroy()
  })
}

/** Digits without end, as fast as they are taken. */
async function pour(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' })
  const block = Buffer.alloc(1 << 20, '1')
  for (let sent = 0; sent < 3 << 10 && !response.destroyed; sent++) {
    const isFull = !response.write(block)
    if (isFull) await drained(response)
  }
  response.end()
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.on('drain', go).on('close', go)
  })

/** A byte at a time, which no single wait of a client notices. */
async function drip(response: ServerResponse, status: number, text: string): Promise<void> {
  response.writeHead(status, { 'content-type': 'application/json' })
  for (const character of text) {
    if (response.destroyed) return
    response.write(character)
    await pause(20)
  }
  response.end()
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
