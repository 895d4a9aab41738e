/**
 * Any installed browser, asked without a driver: it opens a page that asks the search element one question after the other
 * and posts what it is answered.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '../../src/static/browser/types.js'
import { startStaticHost } from './static-host.js'
import type { HostKind } from './static-host.js'

export type BrowserName = 'chromium' | 'firefox'

const programs: Readonly<Record<BrowserName, string>> = {
  chromium: '/usr/bin/chromium',
  firefox: '/usr/bin/firefox-esr',
}

export const isInstalled = (name: BrowserName): boolean => existsSync(programs[name])

function optionsOf(name: BrowserName, profile: string): string[] {
  if (name === 'chromium') return ['--headless', '--no-sandbox', '--no-first-run', `--user-data-dir=${profile}`]
  writeFileSync(
    join(profile, 'user.js'),
    'user_pref("datareporting.policy.dataSubmissionEnabled", false);\nuser_pref("browser.shell.checkDefaultBrowser", false);\n',
  )
  return ['--headless', '--no-remote', '--profile', profile]
}

const page =
  '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>问</title><script type="module" src="/search/xunzhang.js"></script><script type="module" src="/ask.js"></script></head><body><xunzhang-search pinyin="off"></xunzhang-search></body></html>'

const script = `
const element = document.querySelector('xunzhang-search')
const post = (path, body) => fetch(path, { method: 'POST', body: JSON.stringify(body) })
const ask = (query) => new Promise((resolve) => {
  const stop = new AbortController()
  const settle = (answer) => { stop.abort(); resolve(answer) }
  element.addEventListener('xunzhang-answer', ({ detail }) => settle(detail), stop)
  element.addEventListener('xunzhang-error', ({ detail }) => settle({ error: String(detail) }), stop)
  element.value = query
})
let answers = []
for (const query of await (await fetch('/questions.json')).json()) {
  answers.push(await ask(query))
  if (answers.length === 50) await post('/answers', answers.splice(0))
}
await post('/answers', answers)
await post('/done', navigator.userAgent)
`

/** An answer of the element, or why there is none. */
export type PageAnswer = Answer & { readonly error?: string }

export interface Asked {
  readonly answers: readonly PageAnswer[]
  readonly userAgent: string
}

/**
 * Answers to queries, none of them blank, by the export in the folder `search` of a site.
 * @throws Error where they take longer than `limit` ms
 */
export async function askInBrowser(
  name: BrowserName,
  kind: HostKind,
  site: string,
  queries: readonly string[],
  limit: number,
): Promise<Asked> {
  writeFileSync(join(site, 'ask.html'), page)
  writeFileSync(join(site, 'ask.js'), script)
  writeFileSync(join(site, 'questions.json'), JSON.stringify(queries))
  const answers: PageAnswer[] = []
  let finish: (userAgent: string) => void
  const done = new Promise<string>((resolve) => (finish = resolve))
  const host = await startStaticHost(kind, site, (path, body) => {
    if (path === '/answers') answers.push(...(JSON.parse(body) as PageAnswer[]))
    if (path === '/done') finish(JSON.parse(body) as string)
  })
  try {
    const tell = (): string => `answered ${answers.length} of ${queries.length}`
    return { userAgent: await visit(name, `${host.origin}/ask.html`, done, limit, tell), answers }
  } finally {
    host.close()
  }
}

/**
 * Opens a page in a browser of its own until something is done.
 * @param tell what was done until then, for an error after `limit` ms
 */
export async function visit<T>(
  name: BrowserName,
  address: string,
  done: Promise<T>,
  limit: number,
  tell: () => string,
): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'xunzhang-browser-'))
  // A group of its own, because a browser is several processes.
  const args = [...optionsOf(name, profile), address]
  const browser = spawn(programs[name], args, { stdio: 'ignore', detached: true })
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()))
  const kill = (): void => {
    try {
      process.kill(-browser.pid!, 'SIGKILL')
    } catch {
      // It ended by itself.
    }
  }
  // Else it would outlive a run that is ended from outside.
  const killAndEnd = (): void => {
    kill()
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, killAndEnd)
  let timer: NodeJS.Timeout | undefined
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${name}: ${tell()}`)), limit)
    })
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, killAndEnd)
    kill()
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
