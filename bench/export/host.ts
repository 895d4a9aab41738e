/** A static host that compresses text, as most do, and counts what it sends. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface Host {
  readonly origin: string
  /** Bytes of bodies, as sent, since the last reset. */
  readonly bytes: number
  readonly requests: number
  readonly byPath: ReadonlyMap<string, number>
  readonly reset: () => void
  readonly close: () => void
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

export async function startHost(root: string): Promise<Host> {
  const byPath = new Map<string, number>()
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url!, 'http://site').pathname))
    const file = join(root, path)
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end()
    const type = types[extname(file)]
    const content = readFileSync(file)
    const body = type === undefined ? content : gzipSync(content)
    response.writeHead(200, {
      'Content-Type': type ?? 'application/octet-stream',
      'Cache-Control': path.endsWith('xunzhang.json') ? 'no-cache' : 'max-age=31536000',
      ...(type !== undefined && { 'Content-Encoding': 'gzip' }),
    })
    byPath.set(path, (byPath.get(path) ?? 0) + body.length)
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get bytes() {
      return [...byPath.values()].reduce((sum, bytes) => sum + bytes, 0)
    },
    get requests() {
      return byPath.size
    },
    byPath,
    reset: () => byPath.clear(),
    close: () => server.close(),
  }
}
