/** Static hosts as the web has them: a plain one, one that ignores ranges, one that compresses whatever it sends. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

export const hostKinds = ['plain', 'ignoring ranges', 'compressing everything'] as const
export type HostKind = (typeof hostKinds)[number]

export interface StaticHost {
  readonly origin: string
  /** Paths, in the order in which they were asked for. */
  readonly requests: string[]
  readonly close: () => void
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
}
/** As strict as a site can be. */
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"

/** @param onPost is given what pages post, by their path */
export async function startStaticHost(
  kind: HostKind,
  root: string,
  onPost: (path: string, body: string) => void = () => undefined,
): Promise<StaticHost> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url!, 'http://site').pathname))
    if (request.method === 'POST') return void readBody(request, (body) => (onPost(path, body), response.end()))
    requests.push(path)
    const file = join(root, path.endsWith('/') ? `${path}index.html` : path)
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end()
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
    response.setHeader('Content-Security-Policy', policy)
    send(kind, readFileSync(file), request.headers.range ?? '', response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { origin: `http://127.0.0.1:${port}`, requests, close }
}

function send(kind: HostKind, content: Uint8Array, asked: string, response: ServerResponse): void {
  const range = /^bytes=(\d+)-(\d+)$/.exec(asked)
  if (kind === 'plain' && range !== null) {
    const [from, to] = [Number(range[1]), Number(range[2])]
    response.writeHead(206, { 'Content-Range': `bytes ${from}-${to}/${content.length}` })
    response.end(content.subarray(from, to + 1))
  } else if (kind === 'compressing everything') {
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(content))
  } else response.writeHead(200).end(content)
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  let body = ''
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
  request.on('end', () => done(body))
}
