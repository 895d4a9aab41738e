/**
 * From a key to painted hits in Chromium, at 20,000 news: `npx tsx bench/service/page.ts [QUERIES]`, after `npm run build`.
 * Types queries of the log, a character at a time. What a character leaves as it was is not counted.
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
const patienceMs = 1000

/** A change of the hits is on the screen once a task runs after the next frame. */
const watch = `
  let typed = 0
  window.painted = []
  addEventListener('input', () => { typed = performance.now() }, true)
  new MutationObserver((changes) => {
    if (typed === 0 || !changes.some(({ target }) => target.parentElement?.closest('.hits') || target.querySelector?.('.hits'))) return
    const began = typed
    typed = 0
    requestAnimationFrame(() => setTimeout(() => window.painted.push(performance.now() - began)))
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
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
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage()
  await page.goto(line.toString().trim())
  await page.locator('.hits li').first().waitFor()
  await page.evaluate(watch)
  const box = page.locator('input[type=search]')
  const painted = () => page.evaluate<number>('painted.length')
  const before = cpuSecondsOf(server.pid!)
  let keys = 0
  for (const query of queries) {
    await box.fill('')
    await page.waitForTimeout(50)
    for (const character of query) {
      const known = await painted()
      await page.keyboard.insertText(character)
      keys++
      await page.waitForFunction(`painted.length > ${known}`, undefined, { timeout: patienceMs }).catch(() => undefined)
    }
  }
  const times = await page.evaluate<number[]>('painted')
  const ms = (share: number): string => `${quantile(times, share).toFixed(0)} ms`
  const cpu = (1000 * (cpuSecondsOf(server.pid!) - before)) / keys
  console.log(`${keys} keys, ${times.length} changes painted: p50 ${ms(0.5)}, p95 ${ms(0.95)}, p99 ${ms(0.99)}`)
  console.log(`server: ${cpu.toFixed(1)} ms of CPU a key`)
} finally {
  await browser.close()
  server.kill()
}
