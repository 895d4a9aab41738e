/**
 * A vault of 2,000 notes in Chromium beside Node: `npx tsx bench/engine/vault.ts [--data FOLDER] [--browser firefox]`
 * (`npm run build` first, for the lexicon). The page puts the notes as files into a folder, reads them by its handle,
 * builds an index in OPFS, opens it again and searches as one types. Both answer the same questions, and every byte of
 * the answers is compared.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { createEngine } from '../../src/library/engine/index.js'
import { bundled } from '../../test/engine/bundle.js'
import { visit, type BrowserName } from '../../test/support/asking-page.js'
import { newsFolder, projectRoot } from '../support/places.js'
import { median } from '../support/statistics.js'
import { askKeys, type Note, type VaultReport } from './vault-work.js'

const { values } = parseArgs({
  options: { data: { type: 'string' }, browser: { type: 'string', default: 'chromium' } },
})
const file = join(newsFolder(values.data), 'corpus.jsonl.gz')
const titled = new Map<string, string>()
for (const line of gunzipSync(readFileSync(file)).toString().split('\n')) {
  if (titled.size === 2000 || line === '') break
  const { title, text } = JSON.parse(line) as { readonly title: string; readonly text: string }
  titled.set(title.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim(), text)
}
const notes: readonly Note[] = Array.from(titled, ([title, content]) => ({ name: `${title}.md`, content }))
const typed = notes.filter((_, i) => i % 40 === 0).map(({ name }) => name.replace(/\.md$/, '').slice(0, 6))
typed.push('yinhang', 'zg', '"经济"', '-中国')

const dataFile = (name: string): Uint8Array => readFileSync(join(projectRoot, 'dist/data', name))

async function inNode(): Promise<Omit<VaultReport, 'readMs' | 'openMs'>> {
  const engine = await createEngine({ lexicon: dataFile('lexicon.bin'), pinyin: dataFile('pinyin.txt') })
  const articles = notes.map(({ name, content }) => ({ id: name, title: name.replace(/\.md$/, ''), text: content }))
  const began = performance.now()
  await engine.add(articles)
  await engine.commit()
  const buildMs = performance.now() - began
  return { buildMs, ...(await askKeys(engine, typed)) }
}

async function inBrowser(browser: BrowserName): Promise<VaultReport> {
  const { code } = await bundled('bench/engine/vault-page.ts')
  const served: Readonly<Record<string, readonly [string, string | Uint8Array]>> = {
    '/': ['text/html', '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', code],
    '/vault.json': ['application/json', JSON.stringify({ notes, typed })],
    '/lexicon.bin': ['application/octet-stream', dataFile('lexicon.bin')],
    '/pinyin.txt': ['text/plain', dataFile('pinyin.txt')],
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
    return JSON.parse(await visit(browser, address, done, 180_000, () => 'no report')) as VaultReport
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const page = await inBrowser(values.browser as BrowserName)
const builds: number[] = []
let node = await inNode()
for (let run = 0; run < 2; run++) {
  builds.push(node.buildMs)
  node = await inNode()
}
builds.push(node.buildMs)
const keys = [...page.keyMs].sort((a, b) => a - b)
const p95 = keys[Math.floor(keys.length * 0.95)]!
const differing = page.answers.filter((answer, i) => answer !== node.answers[i]).length
console.log(`${notes.length} notes, read from the folder in ${page.readMs.toFixed(0)} ms`)
console.log(
  `build: ${page.buildMs.toFixed(0)} ms, first in Node ${builds[0]!.toFixed(0)} (${(page.buildMs / builds[0]!).toFixed(2)} ×), median ${median(builds).toFixed(0)}`,
)
console.log(`opened again in ${page.openMs.toFixed(0)} ms`)
console.log(
  `key to hits and completions: median ${median(keys).toFixed(1)} ms, p95 ${p95.toFixed(1)}, of ${keys.length}`,
)
console.log(`answers that differ from Node's: ${differing} of ${page.answers.length}`)
if (differing > 0) process.exitCode = 1
