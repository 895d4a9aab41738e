/** Types queries into the page of a service, in a browser. */
import { cpSync, appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { visit } from '../../test/support/asking-page.js'
import { projectRoot } from '../support/places.js'
import { program } from './mcp-client.js'
import { betweenKeysMs, clearedMs, typeByItself, watch } from './page-watch.js'
import type { KeyTimes } from './page-watch.js'

export interface Typist {
  readonly name: 'Chromium' | 'Firefox'
  /** The program that serves the page. */
  readonly program: string
  /** @param address of the service @returns times of each key whose own answer was painted */
  readonly type: (address: string) => Promise<readonly KeyTimes[]>
  readonly close: () => Promise<void> | void
}

export async function chromiumTypist(queries: readonly string[]): Promise<Typist> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  return {
    name: 'Chromium',
    program,
    type: async (address) => {
      const page = await browser.newPage()
      await page.goto(address)
      await page.locator('.hits li').first().waitFor()
      await page.evaluate(watch)
      const box = page.locator('input[type=search]')
      for (const query of queries) {
        await box.fill('')
        await page.waitForTimeout(clearedMs)
        for (const character of query) {
          await page.keyboard.insertText(character)
          await page.waitForTimeout(betweenKeysMs)
        }
      }
      return page.evaluate<readonly KeyTimes[]>('painted')
    },
    close: () => browser.close(),
  }
}

/**
 * Debian's Firefox lacks a command that its driver needs, so a copy of the page types by itself and sends its report.
 */
export async function firefoxTypist(queries: readonly string[]): Promise<Typist> {
  let finish: (times: readonly KeyTimes[]) => void
  const done = new Promise<readonly KeyTimes[]>((resolve) => (finish = resolve))
  const host = createServer(({ url = '' }, response) => {
    response.end()
    const [, times] = url.split('?')
    if (times !== undefined) finish(readTimes(decodeURIComponent(times)))
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-page-'))
  cpSync(dirname(program), join(folder, 'dist'), { recursive: true })
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))
  const script = typeByItself(queries, `http://127.0.0.1:${(host.address() as AddressInfo).port}/`)
  appendFileSync(join(folder, 'dist/page/page.js'), `;(async () => {${script}})()`)
  const keys = queries.join('').length + queries.length
  return {
    name: 'Firefox',
    program: join(folder, 'dist/cli.cjs'),
    type: (address) => visit('firefox', address, done, 30_000 + 2 * keys * betweenKeysMs, () => 'did not report'),
    close: () => {
      host.close()
      host.closeAllConnections()
      rmSync(folder, { recursive: true })
    },
  }
}

const readTimes = (text: string): readonly KeyTimes[] =>
  text.split(';').map((one) => {
    const [rendered = 0, painted = 0] = one.split(',').map(Number)
    return { rendered, painted }
  })
