/**
 * Compares our search of a static site with Pagefind's on the same pages, in Chromium: bytes of the first query with an
 * empty cache and of a later one with ten passages, files, time from key press to paint, exact strings found. What is
 * right is judged by the cleaned texts in the index for ours, and by the pages as they are for Pagefind.
 *
 * `npx tsx bench/export/run.ts --data FILE.jsonl [--articles 2000] [--query-file FILE.jsonl] [--queries 60]
 * [--strings 150] [--no-peers] [--paint-only]`: lines of {id, title, text} and of {q}; `npm run build` and, for Pagefind,
 * `npm run peers` first.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { openIndex } from '../../src/library/open-index.js'
import { normalize } from '../../src/text/normalize.js'
import { projectRoot } from '../support/places.js'
import { startHost } from './host.js'
import type { Host } from './host.js'

interface Article {
  readonly id: string
  readonly title: string
  readonly text: string
}

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    articles: { type: 'string', default: '2000' },
    queries: { type: 'string', default: '60' },
    strings: { type: 'string', default: '150' },
    'query-file': { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    'paint-only': { type: 'boolean', default: false },
  },
})
const articles = readArticles(values.data!, Number(values.articles))
const folder = mkdtempSync(join(tmpdir(), 'xunzhang-export-bench-'))
const site = join(folder, 'site')
interface Found {
  readonly total: number
  /** Addresses of the pages that are shown. */
  readonly urls: readonly string[]
}

interface Contender {
  readonly name: string
  readonly built: Readonly<Record<string, number>>
  readonly page: string
  /** A script for the page: a function of a query and a limit that resolves to {@link Found}. */
  readonly program: string
  readonly quote: (text: string) => string
  /** The texts, by article, in which it must find a string. */
  readonly texts: ReadonlyMap<string, string>
}

function readArticles(file: string, count: number): Article[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, count)
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Article)
}

function writePages(): void {
  mkdirSync(join(site, 'p'), { recursive: true })
  const safe = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  for (const { id, title, text } of articles) {
    const name = safe(title || text.slice(0, 30))
    const body = text.split('\n').map((line) => `<p>${safe(line)}</p>`)
    const main = `<main data-xunzhang-body data-pagefind-body><h1>${name}</h1>${body.join('')}</main>`
    writeFileSync(
      join(site, 'p', `${id}.html`),
      `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${name}</title></head><body>${main}</body></html>`,
    )
  }
  const page = (head: string, body: string): string =>
    `<!doctype html><html lang="zh"><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`
  const element = '<xunzhang-search></xunzhang-search>'
  mkdirSync(join(site, 'find'), { recursive: true })
  writeFileSync(
    join(site, 'find/ours.html'),
    page('<script type="module" src="/search/xunzhang.js"></script>', element),
  )
  writeFileSync(join(site, 'find/pagefind.html'), page('', ''))
}

/** CPU seconds, peak memory, files and bytes of what a program writes. */
function built(command: readonly string[], output: string): Readonly<Record<string, number>> {
  const report =
    'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();console.error(`\\nUSED ${(u.userCPUTime+u.systemCPUTime)/1e6} ${u.maxRSS/1024}`)})'
  const run = spawnSync(process.execPath, ['--import', report, ...command], { encoding: 'utf8', cwd: folder })
  if (run.status !== 0) throw new Error(run.stderr)
  const [, cpu = '0', memory = '0'] = /USED (\S+) (\S+)/.exec(run.stderr) ?? []
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(output, name)))
  const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
  const text = articles.reduce((sum, article) => sum + Buffer.byteLength(article.title + article.text), 0)
  return {
    cpuSeconds: Number(Number(cpu).toFixed(1)),
    megabytes: Math.round(Number(memory)),
    files: files.filter((file) => file.isFile()).length,
    timesText: Number((bytes / text).toFixed(3)),
  }
}

async function ours(): Promise<Contender> {
  const output = join(site, 'search')
  const index = join(folder, 'index')
  const cli = join(projectRoot, 'dist/cli.cjs')
  built([cli, 'index', join(site, 'p'), '--index', index], index)
  return {
    name: 'xunzhang',
    built: built([cli, 'export', '--index', index, '--to', output, '--base', '/p/'], output),
    page: '/find/ours.html',
    quote: (text) => `"${text}"`,
    texts: await cleanedTexts(index),
    program: askElement,
  }
}

function pagefind(): Contender | undefined {
  const program = join(projectRoot, '.peers/node_modules/pagefind/lib/runner/bin.cjs')
  if (values['no-peers'] || !existsSync(program)) return undefined
  const output = join(site, 'pagefind')
  return {
    name: 'pagefind',
    built: built([program, '--site', site, '--glob', 'p/*.html', '--output-path', output], output),
    page: '/find/pagefind.html',
    quote: (text) => `"${text}"`,
    texts: new Map(articles.map((article) => [article.id, normal(article)])),
    program: askPagefind,
  }
}

/**
 * The texts in the index: without what cleaning removes, in Simplified Chinese. They are read from the index itself.
 */
async function cleanedTexts(folderOfIndex: string): Promise<ReadonlyMap<string, string>> {
  const index = await openIndex(folderOfIndex)
  const texts = new Map<string, string>()
  for (const { id } of articles) {
    const { title, body, captions } = (await index.get(`${id}.html`))!
    texts.set(id, [title, body, ...captions].map((text) => normalize(text).text).join('\n'))
  }
  await index.close()
  return texts
}

/** Run in the page. */
const askElement = `(text, limit) => new Promise((resolve, reject) => {
  const element = document.querySelector('xunzhang-search')
  element.setAttribute('limit', limit)
  element.addEventListener('xunzhang-answer', ({ detail: { total, hits } }) =>
    resolve({ total, urls: hits.map(({ url }) => url) }), { once: true })
  element.addEventListener('xunzhang-error', ({ detail }) => reject(detail), { once: true })
  element.value = text
})`

const askPagefind = `async (text, limit) => {
  const engine = await import('/pagefind/pagefind.js')
  const { results } = await engine.search(text)
  const shown = await Promise.all(results.slice(0, limit).map((result) => result.data()))
  return { total: results.length, urls: shown.map(({ url }) => url) }
}`

const timed = `async (ask) => {
  const start = performance.now()
  await ask()
  return new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now() - start)))
}`

function readQueries(count: number): string[] {
  const file = values['query-file']
  if (file === undefined) return drawStrings(count).map((text) => text.slice(0, 4))
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(0, count)
    .map((line) => (JSON.parse(line) as { q: string }).q)
}

/** Strings of 2 to 8 Han characters, cut anywhere; the same ones in every run. */
function drawStrings(count: number): string[] {
  let seed = 20261121
  const below = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit
  const drawn: string[] = []
  while (drawn.length < count) {
    const { text } = articles[below(articles.length)]!
    const at = below(Math.max(1, text.length - 8))
    const piece = text.slice(at, at + 2 + below(7))
    if (/^\p{Script=Han}{2,}$/u.test(piece)) drawn.push(piece)
  }
  return drawn
}

const ask = (tab: Page, { program }: Contender, query: string, limit: number): Promise<Found> =>
  tab.evaluate<Found>(`(${program})(${JSON.stringify(query)}, ${limit})`)

async function open(contender: Contender, over: Browser): Promise<Page> {
  const tab = await (await over.newContext()).newPage()
  await tab.goto(host.origin + contender.page)
  return tab
}

async function measure(contender: Contender, queries: readonly string[], strings: readonly string[]): Promise<object> {
  const isAll = !values['paint-only']
  const fetched = isAll ? await measureFetches(contender, queries) : {}
  const tab = await open(contender, browser)
  const exact = isAll ? await judgeStrings(tab, contender, strings) : {}
  const paint = await timeToPaint(tab, contender, queries)
  await tab.context().close()
  return { ...fetched, ...exact, paintMs: figures(paint) }
}

async function measureFetches(contender: Contender, queries: readonly string[]): Promise<object> {
  const [first, later, requests]: [number[], number[], number[]] = [[], [], []]
  for (const [i, query] of queries.entries()) {
    host.reset()
    const tab = await open(contender, browser)
    await ask(tab, contender, query, 10)
    first.push(bytesOf(host, contender))
    host.reset()
    await ask(tab, contender, queries[(i + 1) % queries.length]!, 10)
    later.push(bytesOf(host, contender))
    requests.push(host.requests)
    await tab.context().close()
  }
  return { firstQuery: figures(first), laterQuery: figures(later), requestsOfLater: figures(requests) }
}

async function judgeStrings(tab: Page, contender: Contender, strings: readonly string[]): Promise<object> {
  let [exact, none] = [0, 0]
  for (const text of strings) {
    const { total, urls } = await ask(tab, contender, contender.quote(text), mostShown)
    const truth = articles.filter(({ id }) => contender.texts.get(id)!.includes(text)).map(({ id }) => `/p/${id}.html`)
    if (total === 0) none++
    if (total === truth.length && isWhole(urls, truth)) exact++
  }
  return { exact: `${exact} of ${strings.length}`, foundNothing: none }
}

/** Most hits that the element shows at once. */
const mostShown = 1000

/** Whether all true hits are shown; if there are more than fit, as many as fit. */
const isWhole = (urls: readonly string[], truth: readonly string[]): boolean =>
  new Set(urls.filter((url) => truth.includes(url))).size === Math.min(mostShown, truth.length)

const normal = ({ title, text }: Article): string =>
  `${title || text.slice(0, 30)}\n${text}`.normalize('NFKC').toLowerCase()

/** Without the page itself. */
const bytesOf = (counted: Host, { page }: Contender): number => counted.bytes - (counted.byPath.get(page) ?? 0)

/** The quickest try counts, so that other work of the machine matters less. */
const paintTries = 3

/**
 * Time from setting the query to the frame after the answer. The threads of page and worker are slowed down four times,
 * and all files are there.
 */
async function timeToPaint(tab: Page, contender: Contender, queries: readonly string[]): Promise<number[]> {
  for (const query of queries) await ask(tab, contender, query, 10)
  const session = await tab.context().newCDPSession(tab)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const times: number[] = []
  const time = `(${timed})(() => (${contender.program})`
  for (const query of queries) {
    const own: number[] = []
    for (let i = 0; i < paintTries; i++) {
      await ask(tab, contender, `${query} `, 10)
      own.push(await tab.evaluate<number>(`${time}(${JSON.stringify(query)}, 10))`))
    }
    times.push(Math.min(...own))
  }
  return times
}

function figures(all: readonly number[]): Readonly<Record<'p50' | 'p95', number>> {
  const sorted = [...all].sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p95: at(0.95) }
}

writePages()
const host = await startHost(site)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const queries = readQueries(Number(values.queries))
  const strings = drawStrings(Number(values.strings))
  for (const contender of [await ours(), pagefind()]) {
    if (contender === undefined) continue
    console.log(
      JSON.stringify({ name: contender.name, ...contender.built, ...(await measure(contender, queries, strings)) }),
    )
  }
} finally {
  await browser.close()
  host.close()
  rmSync(folder, { recursive: true, force: true })
}
