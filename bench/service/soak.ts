/**
 * Runs the service for a long time while its collection changes:
 * `npx tsx bench/service/soak.ts [--minutes 30] [--articles 2000]`, after `npm run build`. Sends searches, readings and
 * calls of tools, half of them new, adds and removes articles every few seconds, and compares the memory at the end
 * with that at the beginning. Exits with 1 on an error or on growth.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createIndex } from '../../src/library/open-index.js'
import { createRandom } from '../../src/optional/measure/measure-index.js'
import { quantile } from '../support/statistics.js'
import { program } from './mcp-client.js'
import { openNews } from './news.js'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, articles: { type: 'string', default: '2000' } },
})
const lengthMs = Number(values.minutes) * 60_000
const updateEveryMs = 5000
const lookEveryMs = Math.min(5000, lengthMs / 60)
/** After this share of the time everything that is opened and compiled once is in memory. */
const settling = 1 / 6
const mostGrowth = 0.05

const news = await openNews()
if (news === undefined) {
  console.log('not there; put the shared data beside the checkout')
  process.exit(0)
}
const random = createRandom(11)
const below = (limit: number): number => Math.floor(random() * limit)
const records = readFileSync(news.corpus, 'utf8')
  .split('\n', Number(values.articles))
  .map((line) => JSON.parse(line) as { readonly _id: string; readonly title?: string; readonly text: string })
const folder = mkdtempSync(join(tmpdir(), 'xunzhang-soak-'))
const index = await createIndex(join(folder, 'index'))
const articleOf = (i: number) => ({ ...records[i % records.length]!, id: `${i}` })
await index.add(records.map((_, i) => articleOf(i)))
await index.commit()

const server = spawn(process.execPath, [program, 'serve', '--index', join(folder, 'index'), '--port', '0', '--quiet'])
server.stderr.resume()
const address = await new Promise<URL>((found) => {
  server.stdout.once('data', (line: Buffer) => found(new URL(line.toString().trim())))
})
const agent = new Agent({ keepAlive: true, maxSockets: 4 })
const failures: string[] = []
const samples: { readonly at: number; readonly bytes: number }[] = []
const times: number[] = []
let [asked, commits] = [0, 0]
const began = performance.now()
const isOver = (): boolean => performance.now() - began >= lengthMs

function ask(path: string, body?: string): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const start = performance.now()
  return new Promise((done) => {
    const fail = (reason: string): void => {
      failures.push(`${path}: ${reason}`)
      done()
    }
    request(new URL(path, address), { agent, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      answer.resume().on('end', () => {
        times.push(performance.now() - start)
        if (answer.statusCode === 200) done()
        else fail(`${answer.statusCode}`)
      })
    })
      .on('error', (error) => fail(error.message))
      .end(body)
  })
}

/** A query of the log, or a piece of an article, which hardly ever occurs twice. */
function someQuery(): string {
  if (below(2) === 0) return news!.log[below(news!.log.length)]!
  const { text } = records[below(records.length)]!
  const at = below(Math.max(1, text.length - 8))
  return text.slice(at, at + 2 + below(6)).replace(/[^\p{L}\p{N}]/gu, ' ') || '人'
}

function someRequest(): readonly [path: string, body?: string] {
  const query = someQuery()
  const q = encodeURIComponent(query)
  switch (below(6)) {
    case 0:
      return [`/api/suggest?q=${q}`]
    case 1:
      return [`/api/kwic?lenient=1&limit=20&q=${encodeURIComponent(`人 ${query}`)}`]
    case 2:
      return ['/mcp', JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'search', arguments: { query } } })] // prettier-ignore
    default:
      return [`/api/search?lenient=1&fold=1&facet=author,tag,year&q=${q}`]
  }
}

async function askOn(): Promise<void> {
  while (!isOver()) {
    await ask(...someRequest())
    asked++
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function updateOn(): Promise<void> {
  for (let next = records.length; !isOver(); next += 20) {
    await index.add(Array.from({ length: 20 }, (_, i) => articleOf(next + i)))
    await index.remove(Array.from({ length: 20 }, (_, i) => `${next - records.length + i}`))
    await index.commit()
    commits++
    await new Promise((resolve) => setTimeout(resolve, Math.min(updateEveryMs, lengthMs / 20)))
  }
}

async function lookOn(): Promise<void> {
  while (!isOver()) {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8')) ?? []
    samples.push({ at: performance.now() - began, bytes: Number(kilobytes) * 1024 })
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

await Promise.all([askOn(), askOn(), updateOn(), lookOn()])
agent.destroy()
server.kill()
await index.close()
rmSync(folder, { recursive: true })

/** Medians of the first and the last third of the samples after settling. */
const settled = samples.filter(({ at }) => at >= settling * lengthMs).map(({ bytes }) => bytes)
const third = Math.floor(settled.length / 3)
const [first, last] = [quantile(settled.slice(0, third), 0.5), quantile(settled.slice(-third), 0.5)]
const growth = last / first - 1
const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`
console.log(`${values.minutes} minutes: ${asked} requests, ${commits} commits, ${failures.length} errors`)
console.log(`answers: p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`)
console.log(`memory: ${mib(first)} after settling, ${mib(last)} at the end (${(100 * growth).toFixed(1)} %), most ${mib(Math.max(...settled))}`) // prettier-ignore
for (const failure of failures.slice(0, 10)) console.log(failure)
process.exitCode = failures.length > 0 || growth > mostGrowth ? 1 : 0
