import { createRequire } from 'node:module'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page, Response } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { compose, sequences, stepsOf } from './compositions.js'
import { checkAnswer } from '../support/api-contract.js'
import { installedBrowsers } from '../support/browsers.js'
import { projectRoot, runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'
import { rawRequest, startServer } from '../support/serve.js'
import type { Served } from '../support/serve.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const folder = temporaryFolder()
const index = join(folder.path, 'index')
let server: Served
beforeAll(async () => {
  const copied = `抄本\n\n${'一份抄本说的是山里的桥和桥下的水，抄的人换了两处字。'.repeat(6)}\n`
  const wide = '长'.repeat(3000)
  writeFiles(join(folder.path, 'corpus'), {
    ...sampleFiles,
    'notes/copy-1.md': copied,
    'notes/copy-2.md': copied,
    'notes/copyist.md': '抄本\n\n抄本是抄本，抄本也是抄本。\n',
    'notes/hostile.md': `---\ntitle: "<img src=x onerror=document.title='hacked'>"\nurl: "javascript:alert(1)"\nauthor: "<b>${wide}"\ntags: ["<script>document.title='hacked'</script>"]\n---\n恶意 <svg/onload=document.title='hacked'> ${'a'.repeat(5000)}\u202e\u0007 渡口\n`,
  })
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
  server = await startServer(index)
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})

/** What the page is answered must be as the API description says; a body that the page left for another is gone. */
async function checkResponse(response: Response): Promise<void> {
  const headers = response.headers()
  const { pathname, search } = new URL(response.url())
  const isStream = headers['content-type']?.startsWith('text/event-stream') === true
  checkAnswer(response.request().method(), pathname + search, {
    status: response.status(),
    // The browser has unpacked it.
    header: (name) => (name === 'content-encoding' ? undefined : headers[name]),
    body: isStream ? undefined : await response.body().catch(() => undefined),
  })
}

describe('the page', () => {
  it('is at most 60 KB compressed', () => {
    const built = join(projectRoot, 'dist/page')
    const sources = readdirSync(built).filter((name) => !/\.(br|gz)$/.test(name))
    const bytes = sources.map((name) => gzipSync(readFileSync(join(built, name))).length)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60 * 1024)
  })
})

for (const { name, obstacle, launch } of await installedBrowsers()) {
  describe.skipIf(obstacle !== '')(`the page in ${name}${obstacle && ` (skipped: ${obstacle})`}`, () => {
    let browser: Browser
    let page: Page
    const asked: string[] = []
    const requests: string[] = []
    const checks: Promise<void>[] = []
    beforeAll(async () => {
      browser = await launch()
      page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
      page.on('response', (response) => checks.push(checkResponse(response)))
      page.on('request', (request) => {
        const url = new URL(request.url())
        requests.push(request.url())
        if (url.pathname === '/api/search' && !url.searchParams.has('count'))
          asked.push(url.searchParams.get('q') ?? '')
      })
    }, 60_000)
    afterEach(() => Promise.all(checks.splice(0)))
    afterAll(() => browser?.close())

    const open = async (address = ''): Promise<void> => {
      await page.goto(`${server.address}${address}`)
      await page.waitForSelector('.hits li')
    }
    const type = async (text: string): Promise<void> => {
      await page.fill('input[type=search]', text)
      await page.waitForFunction((wanted) => new URLSearchParams(location.search).get('q') === wanted, text)
    }

    it('shows hits while one types, with marks, and keeps the question in the address', async () => {
      await open('?lang=en')
      await type('渡口')
      await page.waitForFunction(() => document.querySelector('.hits mark')?.textContent === '渡口')
      await page.reload()
      await page.waitForSelector('.hits mark')
      expect(await page.inputValue('input[type=search]')).toBe('渡口')
    })

    it('paints first what the window shows of another answer, and all of it in the end', async () => {
      await page.setViewportSize({ width: 1000, height: 150 })
      await open('?lang=en')
      await page.evaluate(() => {
        const counts: number[] = []
        Object.assign(window, { counts })
        new MutationObserver(() => counts.push(document.querySelectorAll('.hits > li').length)).observe(
          document.querySelector('.hits')!,
          { subtree: true, childList: true, attributes: true },
        )
      })
      await type('的')
      const { body } = await rawRequest(
        server.port,
        `/api/search?lenient=1&fold=1&limit=20&q=${encodeURIComponent('的')}`,
      )
      const all = (JSON.parse(body) as { hits: unknown[] }).hits.length
      await page.waitForFunction((wanted) => document.querySelectorAll('.hits > li').length === wanted, all)
      const [first = 0] = await page.evaluate<number[]>('counts')
      const height = await page.$$eval('.hits > li', (rows) => Math.min(...rows.map((row) => row.clientHeight)))
      expect(all).toBeGreaterThan(first)
      expect(first * height).toBeGreaterThanOrEqual(150)
      await page.setViewportSize({ width: 1000, height: 800 })
    })

    it('moves no hit for near-duplicates that it learns of after the first paint', async () => {
      await page.setViewportSize({ width: 1000, height: 70 })
      await open('?lang=en')
      await page.evaluate(() => {
        const rows: { height: number; copies: boolean }[] = []
        Object.assign(window, { rows })
        new MutationObserver(() => {
          const row = document.querySelector('.hits[data-query="抄本"] > li:nth-child(2)')
          if (row !== null)
            rows.push({ height: row.getBoundingClientRect().height, copies: row.querySelector('.copies') !== null })
        }).observe(document.body, { subtree: true, childList: true, attributes: true })
      })
      await type('抄本')
      await page.waitForSelector('.copies summary')
      const rows = await page.evaluate<{ height: number; copies: boolean }[]>('rows')
      expect([rows[0]?.copies, rows.at(-1)?.copies]).toEqual([false, true])
      expect(new Set(rows.map(({ height }) => height)).size).toBe(1)
      await page.setViewportSize({ width: 1000, height: 800 })
    })

    it('asks first for as many hits as the window shows, in a narrow one for all', async () => {
      await page.setViewportSize({ width: 1000, height: 300 })
      await open('?lang=en')
      const limits = async (query: string): Promise<readonly (string | null)[]> => {
        requests.length = 0
        await type(query)
        await page.waitForSelector(`.hits[data-query="${query}"]`)
        await page.waitForTimeout(100)
        return requests
          .map((path) => new URL(path, server.address))
          .filter(({ pathname }) => pathname === '/api/search')
          .map(({ searchParams }) => searchParams)
          .filter((given) => given.get('q') === query && !given.has('count'))
          .map((given) => given.get('limit'))
      }
      expect(await limits('渡口')).toEqual(['4', '20'])
      await page.setViewportSize({ width: 360, height: 300 })
      expect(await limits('桥')).toEqual(['20'])
      await page.setViewportSize({ width: 1000, height: 800 })
    })

    it('shows hits of an earlier question before the service answers, and moves nothing for a new one', async () => {
      await open('?lang=en')
      await type('渡口')
      await page.waitForSelector('.more, .hits[data-query="渡口"]')
      await page.waitForSelector('.timeline')
      await page.waitForTimeout(100)
      await page.evaluate(() => void (window.fetch = () => new Promise(() => undefined)))
      await type('桥')
      expect(await page.getAttribute('.hits', 'data-query')).toBe('渡口')
      expect(await page.$('.home')).toBeNull()
      await page.fill('input[type=search]', '')
      await page.waitForSelector('.hits[data-query=""]')
      expect(await page.$('.home')).not.toBeNull()
      await type('渡口')
      await page.waitForSelector('.hits[data-query="渡口"] mark')
      expect(await page.$('.home')).toBeNull()
    })

    it('keeps in the history what was typed a moment before an article opens', async () => {
      await open('?lang=en')
      await page.evaluate(() => {
        const box = document.querySelector<HTMLInputElement>('input[type=search]')!
        box.value = '渡口'
        box.dispatchEvent(new InputEvent('input', { bubbles: true }))
        document.querySelector<HTMLAnchorElement>('.hits a')!.click()
      })
      await page.waitForSelector('article')
      await page.goBack()
      await page.waitForSelector('.hits mark')
      expect(await page.inputValue('input[type=search]')).toBe('渡口')
      expect(new URL(page.url()).searchParams.get('q')).toBe('渡口')
    })

    it('opens an article by the keyboard, goes through its marks, and comes back', async () => {
      await open(`?lang=en&q=${encodeURIComponent('渡口')}`)
      await page.focus('input[type=search]')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForSelector('article mark.current')
      const first = await page.textContent('article [role=status]')
      expect(first).toMatch(/match 1 of \d/)
      await page.keyboard.press('n')
      await page.waitForFunction(() =>
        /match [12] of/.test(document.querySelector('article [role=status]')!.textContent),
      )
      await page.keyboard.press('Escape')
      await page.waitForSelector('.hits li')
      await page.goBack()
      await page.waitForSelector('article')
    })

    it('lists every occurrence, aligned at the match, and opens the article of one', async () => {
      await open(`?lang=en&q=${encodeURIComponent('渡口')}`)
      await page.click('.views button:nth-child(2)')
      await page.waitForSelector('.kwic li')
      expect(new URL(page.url()).searchParams.get('view')).toBe('kwic')
      expect(await page.$$('.hits li')).toHaveLength(0)
      const edges = await page.$$eval('.kwic mark', (marks) => marks.map((mark) => mark.getBoundingClientRect().left))
      expect(edges.length).toBeGreaterThan(3)
      expect(Math.max(...edges) - Math.min(...edges)).toBeLessThan(1)
      await page.selectOption('section select', 'right')
      await page.click('.kwic li a')
      await page.waitForSelector('article mark')
      await page.goBack()
      await page.waitForSelector('.kwic li')
    })

    it('shows which near-duplicates a hit stands for, and opens one', async () => {
      await open(`?lang=en&q=${encodeURIComponent('抄本')}`)
      await page.click('.copies summary')
      await page.click('.copies li a')
      await page.waitForSelector('article h1')
      expect(new URL(page.url()).searchParams.get('id')).toMatch(/^notes\/copy-/)
    })

    it('narrows by a filter and by years', async () => {
      await open('?lang=en')
      await page.click('.home .chip:has-text("林舟")')
      await page.waitForFunction(() => new URLSearchParams(location.search).get('author') === '林舟')
      await page.waitForFunction(() => document.querySelectorAll('.hits li').length === 2)
      await page.click('.chips .chip')
      await page.waitForSelector('.home')
      await page.click('.timeline button[title^="2023"]')
      await page.waitForFunction(() => new URLSearchParams(location.search).getAll('year').join() === '2023')
      await page.waitForFunction(() => document.querySelectorAll('.hits li').length === 1)
    })

    it(`searches, moves and submits nothing while an input method composes, in ${sequences.length} sequences`, async () => {
      expect(sequences).toHaveLength(30)
      for (const sequence of sequences) {
        await open('?lang=en')
        asked.length = 0
        await page.evaluate(compose, stepsOf(sequence))
        const wanted = sequence.text.replace('\r', '')
        await page.waitForFunction((text) => new URLSearchParams(location.search).get('q') === text, wanted)
        await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent !== '')
        expect([sequence, await page.$('article')]).toEqual([sequence, null])
        expect([sequence, asked.filter((query) => query !== wanted)]).toEqual([sequence, []])
      }
    }, 120_000)

    it('runs nothing of a hostile collection and keeps its layout', async () => {
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 740 })
        await open(`?lang=en&q=${encodeURIComponent('恶意')}`)
        const isWithin = () => document.documentElement.scrollWidth <= innerWidth
        expect(await page.evaluate(isWithin)).toBe(true)
        await page.click('.hits li a')
        await page.waitForSelector('article h1')
        expect(await page.evaluate(isWithin)).toBe(true)
        expect(await page.title()).not.toContain('hacked')
        expect(await page.$$('article img, article script, article svg, a[href^="javascript"]')).toHaveLength(0)
      }
      await page.setViewportSize({ width: 1000, height: 800 })
    })

    it('has no errors of accessibility, empty, with hits, and with an article', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme }).catch(() => undefined)
        for (const address of [
          '?lang=en',
          `?lang=zh&q=${encodeURIComponent('渡口')}`,
          `?lang=en&view=kwic&q=${encodeURIComponent('渡口')}`,
          '?id=notes%2Fbridge.md&q=a',
        ]) {
          await page.goto(`${server.address}${address}`)
          await page.waitForSelector(address.includes('id=') ? 'article h1' : '.hits li, .kwic li')
          await page.evaluate(axe)
          const violations = await page.evaluate(async () => {
            const { violations } = await (
              window as unknown as {
                axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
              }
            ).axe.run()
            return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)
          })
          expect([colorScheme, address, violations]).toEqual([colorScheme, address, []])
        }
      }
    })
  })
}
