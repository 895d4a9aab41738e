import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isInstalled, visit } from '../support/asking-page.js'
import { projectRoot } from '../support/cli.js'
import { bundled } from './bundle.js'
import { contract } from './contract.js'

const page = '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>'

async function reportOf(browser: 'chromium' | 'firefox') {
  const { code } = await bundled('test/engine/page.ts')
  const served: Readonly<Record<string, readonly [string, string | Uint8Array]>> = {
    '/': ['text/html', page],
    '/page.js': ['text/javascript', code],
    '/lexicon.bin': ['application/octet-stream', readFileSync(join(projectRoot, 'dist/data/lexicon.bin'))],
    '/pinyin.txt': ['text/plain', readFileSync(join(projectRoot, 'dist/data/pinyin.txt'))],
  }
  let finish: (report: string) => void
  const done = new Promise<string>((resolve) => (finish = resolve))
  const server = createServer((request, response) => {
    if (request.method === 'POST') void text(request).then((body) => finish(body))
    const [type, body] = served[request.url!] ?? ['text/plain', '']
    response.writeHead(200, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const report = await visit(browser, address, done, 90_000, () => 'no report')
    return JSON.parse(report) as { readonly agent: string; readonly report: Readonly<Record<string, string>> }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('the engine', () => {
  it('imports nothing, and takes at most 150 KB compressed', async () => {
    const { code, imports } = await bundled('src/library/engine/index.ts')
    expect(imports).toEqual([])
    expect(code).not.toMatch(/["']node:|\brequire\(/)
    expect(gzipSync(code).length).toBeLessThan(150_000)
  })

  for (const browser of ['chromium', 'firefox'] as const) {
    it.skipIf(!isInstalled(browser))(`keeps its contract over OPFS and IndexedDB in ${browser}`, async () => {
      const { report } = await reportOf(browser)
      expect(Object.keys(report)).toHaveLength(2 * Object.keys(contract).length)
      expect(Object.entries(report).filter(([, problem]) => problem !== '')).toEqual([])
    })
  }
})
