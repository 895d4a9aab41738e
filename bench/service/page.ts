/**
 * From a key to painted hits in Chromium, at 20,000 news: `npx tsx bench/service/page.ts [QUERIES]`, after `npm run build`.
 * Types queries of the log, a character at a time.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { cpuSecondsOf } from '../support/process-times.js'
import { quantile } from '../support/statistics.js'
import { program } from './mcp-client.js'
import { openNews } from './news.js'

const executablePath = '/usr/bin/chromium'
/** Asking the page whether it has painted would take its time. */
const betweenKeysMs = 150

/**
 * The page renders an answer once its JSON is read; it is on the screen once a task runs after the next frame. Changes of
 * the document alone tell nothing: hints and corrections change it, too.
 */
const watch = `
  let typed = 0
  let text = ''
  window.painted = []
  addEventListener('input', ({ target }) => {
    typed = performance.now()
    text = target.value.trim()
  }, true)
  const read = Response.prototype.json
  Response.prototype.json = async function () {
    const answered = performance.now()
    const body = await read.call(this)
    const asked = new URL(this.url).searchParams
    if (typed > 0 && asked.has('fold') && asked.get('q').trim() === text) {
      const began = typed
      typed = 0
      requestAnimationFrame(() => setTimeout(() => {
        window.painted.push({ answered: answered - began, painted: performance.now() - began })
      }))
    }
    return body
  }
`

const news = existsSync(executablePath) ? await openNews() : undefined
if (news === undefined) {
  console.log('not there; install Chromium and put the shared data beside the checkout')
  process.exit(0)
}
const queries = news.log.slice(0, Number(process.argv[2] ?? 60))
const options = ['--index', news.dir, '--port', '0', '--quiet']
const server = spawn(process.execPath, [program, 'serve', ...options], { stdio: ['ignore', 'pipe', 'ignore'] })
const [line] = (await once(server.stdout, 'data')) as [Buffer]
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  const page = await browser.newPage()
  await page.goto(line.toString().trim())
  await page.locator('.hits li').first().waitFor()
  await page.evaluate(watch)
  const box = page.locator('input[type=search]')
  const before = cpuSecondsOf(server.pid!)
  let keys = 0
  for (const query of queries) {
    await box.fill('')
    await page.waitForTimeout(50)
    for (const character of query) {
      await page.keyboard.insertText(character)
      keys++
      await page.waitForTimeout(betweenKeysMs)
    }
  }
  const times = await page.evaluate<{ readonly answered: number; readonly painted: number }[]>('painted')
  const ms = (of: 'answered' | 'painted', share: number): string =>
    `${quantile(
      times.map((one) => one[of]),
      share,
    ).toFixed(0)} ms`
  const spread = (of: 'answered' | 'painted'): string =>
    `${of} p50 ${ms(of, 0.5)}, p95 ${ms(of, 0.95)}, p99 ${ms(of, 0.99)}`
  const cpu = (1000 * (cpuSecondsOf(server.pid!) - before)) / keys
  console.log(`${keys} keys, ${times.length} painted: ${spread('answered')}; ${spread('painted')}`)
  console.log(`server: ${cpu.toFixed(1)} ms of CPU a key`)
} finally {
  await browser.close()
  server.kill()
}
