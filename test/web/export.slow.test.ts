/** A published site, searched in real browsers, on hosts that do with its files what hosts do. */
import { createRequire } from 'node:module'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/static/browser/types.js'
import { askInBrowser, isInstalled } from '../support/asking-page.js'
import { installedBrowsers } from '../support/browsers.js'
import { projectRoot, runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'
import { hostKinds, startStaticHost } from '../support/static-host.js'
import type { StaticHost } from '../support/static-host.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const program = join(projectRoot, 'dist/export')

const folder = temporaryFolder()
const [site, index] = [join(folder.path, 'site'), join(folder.path, 'index')]
/** As the command line answers. */
interface Listed {
  readonly total: number
  readonly hits: readonly {
    readonly id: string
    readonly score: number
    readonly title: string
    readonly snippet: object
  }[]
}

const listed = new Map<string, Promise<Listed>>()
const searchLocally = (query: string): Promise<Listed> => {
  const known = listed.get(query) ?? runSearch(query)
  listed.set(query, known)
  return known
}

async function runSearch(query: string): Promise<Listed> {
  const { stdout } = await runCli(['search', '--json', '--no-pinyin', '--index', index, '--', query], {
    cwd: folder.path,
  })
  return JSON.parse(stdout) as Listed
}

/** Pages as generators write them. */
const page = (title: string, body: string): string =>
  `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>${title}</title></head><body><nav>首页 归档</nav><main data-xunzhang-body><h1>${title}</h1>${body}</main></body></html>`
const searchPage = `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>搜索</title><script type="module" src="/search/xunzhang.js"></script></head><body><h1>搜索</h1><xunzhang-search></xunzhang-search></body></html>`

beforeAll(async () => {
  writeFiles(join(folder.path, 'sources'), {
    ...sampleFiles,
    'turned.md': '---\ntitle: "渡口\u202e反写"\nauthor: "甲\u202e乙"\n---\n渡口反写。\n',
    'hostile.md': `---\ntitle: "<img src=x onerror=document.title='hacked'>"\nurl: "javascript:document.title='hacked'"\ntags: ["<script>document.title='hacked'</script>"]\n---\n恶意 <svg/onload=document.title='hacked'> 渡口\n`,
  })
  const made = await runCli(['index', 'sources', join(projectRoot, 'corpus'), '--index', index], { cwd: folder.path })
  expect(made.status).toBe(0)
  const exported = await runCli(['export', '--index', index, '--to', join(site, 'search')], { cwd: folder.path })
  expect(exported.status).toBe(0)
  writeFiles(site, {
    'index.html': searchPage,
    'modal.html': searchPage.replaceAll('xunzhang-search', 'xunzhang-modal'),
  })
})
afterAll(() => folder.remove())

/** What the element answers to a query. */
const ask = (tab: Page, query: string): Promise<Answer> =>
  tab.evaluate(
    (text) =>
      new Promise<Answer>((resolve, reject) => {
        const element = document.querySelector('xunzhang-search') as HTMLElement & { value: string }
        element.addEventListener('xunzhang-answer', (event) => resolve((event as CustomEvent<Answer>).detail), {
          once: true,
        })
        element.addEventListener('xunzhang-error', (event) => reject((event as CustomEvent<Error>).detail), {
          once: true,
        })
        element.value = text
      }),
    query,
  )

/** What axe finds wrong, apart from landmarks, which are the page's own. */
async function violations(tab: Page): Promise<string[]> {
  await tab.evaluate(axe)
  const found = await tab.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run(),
  )
  return found.violations.map(({ id }) => id).filter((id) => !['landmark-one-main', 'region'].includes(id))
}

const queries = [
  '渡口',
  '"阿尔曼别托夫"',
  '博物馆 手机壳',
  '银行 -茶',
  'title:博物馆',
  '的',
  'covid',
  '没有这样的东西吧',
]

describe.each(await installedBrowsers())('a published site in $name $obstacle', ({ obstacle, launch }) => {
  describe.skipIf(obstacle !== '')('on hosts', () => {
    let browser: Browser
    beforeAll(async () => void (browser = await launch()))
    afterAll(() => browser.close())

    async function open(host: StaticHost, path = '/'): Promise<{ tab: Page; problems: string[] }> {
      const tab = await (await browser.newContext()).newPage()
      const problems: string[] = []
      tab.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())))
      tab.on('pageerror', (error) => problems.push(String(error)))
      tab.on('request', (request) => void (request.url().startsWith(host.origin) || problems.push(request.url())))
      await tab.goto(host.origin + path)
      await tab.waitForSelector('xunzhang-search, xunzhang-modal')
      return { tab, problems }
    }

    it.each(hostKinds)('answers as the index does on a host that is %s', async (kind) => {
      const host = await startStaticHost(kind, site)
      const { tab, problems } = await open(host)
      for (const query of queries) {
        const { total, hits } = await ask(tab, query)
        const wanted = await searchLocally(query)
        const found = hits.map(({ id, score, snippet }) => ({ id, score, snippet }))
        expect([query, total, found]).toEqual([
          query,
          wanted.total,
          wanted.hits.map(({ id, score, snippet }) => ({ id, score, snippet })),
        ])
      }
      expect(problems.filter((problem) => !problem.includes('favicon'))).toEqual([])
      await tab.context().close()
      host.close()
    })

    it('shows hits with marks while one types, follows keys and completes titles', async () => {
      const host = await startStaticHost('plain', site)
      const { tab } = await open(host)
      const box = tab.locator('xunzhang-search input')
      await box.click()
      await tab.keyboard.type('渡口')
      await tab.waitForSelector('xunzhang-search li[part=hit]')
      expect(await tab.locator('xunzhang-search mark').first().textContent()).toContain('渡口')
      expect(await tab.locator('xunzhang-search [role=status]').textContent()).toMatch(/^\d+ 个页面/)
      await tab.keyboard.press('ArrowDown')
      expect(await tab.locator('xunzhang-search li.selected').count()).toBe(1)
      await tab.keyboard.press('Escape')
      await tab.waitForFunction(
        () => document.querySelector('xunzhang-search')!.shadowRoot!.querySelector('li') === null,
      )
      const { hits } = await searchLocally('博物馆')
      const title = hits.map((hit) => hit.title).find((text) => text !== '')!
      await box.fill(title.slice(0, 4))
      await tab.waitForSelector('xunzhang-search li[role=option]')
      expect(await tab.locator('xunzhang-search li[role=option]').allTextContents()).toContain(title)
      await tab.context().close()
      host.close()
    })

    it('reads letters as pinyin, and asks what was meant by a word that no page has', async () => {
      const host = await startStaticHost('plain', site)
      const { tab } = await open(host)
      const { expansions, hits } = await ask(tab, 'dukou')
      expect(expansions.map(({ text, alternatives }) => [text, alternatives[0]?.text])).toEqual([['dukou', '渡口']])
      expect(hits.map(({ id }) => id)).toEqual((await ask(tab, '渡口')).hits.map(({ id }) => id))
      await ask(tab, '博物倌')
      const meant = tab.locator('xunzhang-search [part=suggestion]').first()
      await meant.waitFor()
      expect(await meant.textContent()).toBe('博物馆')
      await meant.click()
      await tab.waitForFunction(
        () => document.querySelector('xunzhang-search')?.shadowRoot?.querySelector('mark')?.textContent === '博物馆',
      )
      await tab.context().close()
      host.close()
    })

    it('opens in a dialog by a button or a key, and isolates what turns the direction of writing', async () => {
      const host = await startStaticHost('plain', site)
      const { tab, problems } = await open(host, '/modal.html')
      const dialog = tab.locator('xunzhang-modal dialog')
      await tab.keyboard.press('Control+k')
      await tab.keyboard.type('渡口')
      await tab.locator('xunzhang-modal mark').first().waitFor()
      expect(await violations(tab)).toEqual([])
      const turned = tab.locator('xunzhang-modal bdi', { hasText: '\u202e' })
      expect(await turned.count()).toBeGreaterThan(0)
      // The titles, the text in the box, the dialog.
      for (let i = 0; i < 3; i++) await tab.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      await tab.locator('xunzhang-modal [part=button]').click()
      await dialog.waitFor()
      expect(problems.filter((problem) => !problem.includes('favicon'))).toEqual([])
      await tab.context().close()
      host.close()
    })

    it('searches nothing while an input method composes', async () => {
      const host = await startStaticHost('plain', site)
      const { tab } = await open(host)
      await ask(tab, '银行')
      host.requests.length = 0
      const shown = await tab.evaluate(async () => {
        const root = document.querySelector('xunzhang-search')!.shadowRoot!
        const input = root.querySelector('input')!
        const before = root.querySelector('ol')!.textContent
        input.dispatchEvent(new CompositionEvent('compositionstart'))
        input.value = 'duk'
        input.dispatchEvent(new InputEvent('input', { isComposing: true }))
        await new Promise((resolve) => setTimeout(resolve, 200))
        const during = root.querySelector('ol')!.textContent
        input.value = '渡口'
        input.dispatchEvent(new CompositionEvent('compositionend'))
        await new Promise((resolve) => setTimeout(resolve, 500))
        return { before, during, after: root.querySelector('ol')!.textContent }
      })
      expect(shown.during).toBe(shown.before)
      expect(shown.after).toContain('渡口')
      await tab.context().close()
      host.close()
    })

    it('filters, runs nothing of an article, and passes axe', async () => {
      const host = await startStaticHost('plain', site)
      const { tab } = await open(host, '/?q=%E6%B8%A1%E5%8F%A3')
      await tab.waitForSelector('xunzhang-search li[part=hit]')
      const count = await tab.locator('xunzhang-search li[part=hit]').count()
      await tab.locator('xunzhang-search button[part=filter]').first().click()
      await tab.waitForSelector('xunzhang-search button[aria-pressed=true]')
      expect(await tab.locator('xunzhang-search li[part=hit]').count()).toBeLessThanOrEqual(count)
      await ask(tab, '恶意')
      expect(await tab.title()).toBe('搜索')
      const links = await tab.locator('xunzhang-search a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))
      expect(links.filter((href) => href?.startsWith('javascript:'))).toEqual([])
      expect(await violations(tab)).toEqual([])
      await tab.context().close()
      host.close()
    })

    it('keeps the query and its filters in the address, so that Back returns to them', async () => {
      const host = await startStaticHost('plain', site)
      const { tab } = await open(host, '/?page=2&q=%E6%B8%A1%E5%8F%A3')
      const box = tab.locator('xunzhang-search input')
      await tab.waitForSelector('xunzhang-search li[part=hit]')
      const years = await tab.locator('xunzhang-search [aria-label=年份] button').allTextContents()
      expect(years).toEqual(years.toSorted().reverse())
      await box.fill('银行')
      await tab.waitForURL((url) => url.searchParams.get('q') === '银行')
      await box.fill('银行 的')
      await tab.waitForURL((url) => url.searchParams.get('q') === '银行 的')
      await tab.locator('xunzhang-search [part=filter]').first().click()
      await tab.waitForURL((url) => [...url.searchParams.keys()].some((name) => name.startsWith('q-')))
      expect(new URL(tab.url()).searchParams.get('page')).toBe('2')
      await tab.reload()
      await tab.waitForSelector('xunzhang-search [aria-pressed=true]')
      await tab.goBack()
      await tab.waitForFunction(
        () => !document.querySelector('xunzhang-search')!.shadowRoot!.querySelector('[aria-pressed=true]'),
      )
      expect(await box.inputValue()).toBe('银行 的')
      await tab.goBack()
      await tab.waitForURL((url) => url.searchParams.get('q') === '渡口')
      await tab.waitForFunction(
        () => document.querySelector('xunzhang-search')!.shadowRoot!.querySelector('input')!.value === '渡口',
      )
      await tab.context().close()
      host.close()
    })

    it('answers again without a network what a service worker has kept', async () => {
      const offline = join(folder.path, 'offline')
      cpSync(site, offline, { recursive: true })
      const register = "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)"
      writeFiles(offline, {
        'sw.js':
          "importScripts('/search/offline.js')\naddEventListener('activate', (event) => event.waitUntil(clients.claim()))\n",
        'register.js': `${register}.then(() => { document.documentElement.dataset.ready = 'yes' })\n`,
        'index.html': searchPage.replace('</head>', '<script src="/register.js"></script></head>'),
      })
      const host = await startStaticHost('plain', offline)
      const { tab } = await open(host)
      await tab.waitForSelector('[data-ready]')
      await tab.reload()
      const before = await ask(tab, '渡口')
      await tab.waitForFunction(() => navigator.serviceWorker.controller !== null)
      await tab.waitForTimeout(300)
      host.close()
      expect(await ask(tab, '渡口 ')).toMatchObject({ total: before.total })
      const kept = await tab.evaluate(async () => (await (await caches.open('xunzhang')).keys()).map(({ url }) => url))
      expect(kept.some((url) => url.endsWith('/start.bin'))).toBe(true)
      await tab.context().close()
    })

    it('finds the pages of a generated site and leads to the sentence', async () => {
      const generated = join(folder.path, 'generated')
      writeFiles(generated, {
        'index.html': searchPage,
        'posts/ferry/index.html': page(
          '渡口的茶馆',
          '<p>船夫说，对岸的茶馆今天开门。</p><p>阿尔曼别托夫坐了很久。</p>',
        ),
        'about.html': page('关于', '<p>这里写些旧事。</p>'),
      })
      const made = await runCli(['export', generated, '--to', join(generated, 'search')], { cwd: folder.path })
      expect(made).toMatchObject({ status: 0 })
      const host = await startStaticHost('plain', generated)
      const { tab } = await open(host)
      const { hits } = await ask(tab, '"尔曼别托"')
      expect(hits.map(({ url }) => url)).toEqual(['/posts/ferry/'])
      expect(await tab.locator('xunzhang-search a').getAttribute('href')).toBe(
        `/posts/ferry/#:~:text=${encodeURIComponent('阿尔曼别托夫坐了很久')}`,
      )
      expect((await ask(tab, '"首页"')).total).toBe(0)
      await tab.keyboard.press('Tab')
      await tab.context().close()
      host.close()
    })

    it('shows as many hits at a time as the page asks for', async () => {
      const long = join(folder.path, 'long')
      const pages = Array.from({ length: 130 }, (_, i) => [`${i}.html`, page(`第 ${i} 回`, `<p>渡口第 ${i} 天。</p>`)])
      const asking = searchPage.replace('<xunzhang-search>', '<xunzhang-search limit="200">')
      writeFiles(long, { 'index.html': asking, ...(Object.fromEntries(pages) as Record<string, string>) })
      expect((await runCli(['export', long, '--to', join(long, 'search')], { cwd: folder.path })).status).toBe(0)
      const host = await startStaticHost('plain', long)
      const { tab } = await open(host)
      const { total, hits } = await ask(tab, '"渡口第"')
      expect([total, new Set(hits.map(({ url }) => url)).size]).toEqual([130, 130])
      await tab.context().close()
      host.close()
    })

    it('goes on when the site is published anew while its page is open', async () => {
      const moving = join(folder.path, 'moving')
      const publish = async (text: string): Promise<void> => {
        writeFiles(moving, { 'index.html': searchPage, 'a.html': page('一', `<p>${text}</p>`) })
        expect((await runCli(['export', moving, '--to', join(moving, 'search')], { cwd: folder.path })).status).toBe(0)
      }
      await publish('先前的句子说的是渡口')
      const host = await startStaticHost('plain', moving)
      const { tab } = await open(host)
      expect((await ask(tab, '渡口')).total).toBe(1)
      await publish('后来的句子说的是茶馆')
      expect((await ask(tab, '茶馆')).total).toBe(1)
      await tab.context().close()
      host.close()
    })
  })
})

describe.skipIf(!isInstalled('firefox'))('a published site in Firefox, which no driver steers', () => {
  it.each(hostKinds)(
    'answers as the index does on a host that is %s',
    async (kind) => {
      const { answers } = await askInBrowser('firefox', kind, site, queries, 50_000)
      for (const [i, { total, hits }] of answers.entries()) {
        const wanted = await searchLocally(queries[i]!)
        const found = hits.map(({ id, score, snippet }) => ({ id, score, snippet }))
        const listedHits = wanted.hits.map(({ id, score, snippet }) => ({ id, score, snippet }))
        expect([queries[i], total, found]).toEqual([queries[i], wanted.total, listedHits])
      }
      expect(answers.length).toBe(queries.length)
    },
    60_000,
  )
})

describe('the program of an export', () => {
  it('takes at most 60 KB compressed and evaluates nothing', () => {
    const [worker, element] = ['worker.js', 'xunzhang.js'].map((name) => readFileSync(join(program, name)))
    expect(gzipSync(worker!, { level: 9 }).length).toBeLessThanOrEqual(60_000)
    expect(gzipSync(element!, { level: 9 }).length).toBeLessThanOrEqual(8000)
    expect(worker!.toString('utf8')).not.toMatch(/\beval\(|new Function\b/)
  })
})
