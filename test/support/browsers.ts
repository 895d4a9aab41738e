/** Debian's browsers, driven by playwright-core; tests skip where they are absent or cannot be driven. */
import { existsSync } from 'node:fs'
import { chromium, firefox } from 'playwright-core'
import type { Browser } from 'playwright-core'

export interface InstalledBrowser {
  readonly name: 'chromium' | 'firefox'
  /** Why it cannot be used here; '' if it can. */
  readonly obstacle: string
  readonly launch: () => Promise<Browser>
}

const paths = { chromium: '/usr/bin/chromium', firefox: '/usr/bin/firefox-esr' }

/** An unpatched Firefox speaks WebDriver BiDi, which the channel stands for. Old ones lack commands that are needed. */
const launchFirefox = (): Promise<Browser> => firefox.launch({ executablePath: paths.firefox, channel: 'moz-firefox' })
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: paths.chromium, args: ['--no-sandbox'] })

export async function installedBrowsers(): Promise<readonly InstalledBrowser[]> {
  return [
    { name: 'chromium', obstacle: await obstacleOf(paths.chromium, launchChromium), launch: launchChromium },
    { name: 'firefox', obstacle: await obstacleOf(paths.firefox, launchFirefox), launch: launchFirefox },
  ]
}

async function obstacleOf(path: string, launch: () => Promise<Browser>): Promise<string> {
  if (!existsSync(path)) return 'not installed here'
  const browser = await launch().catch(() => undefined)
  const page = await browser?.newPage().catch(() => undefined)
  await browser?.close()
  return page === undefined ? 'cannot be driven by this version of playwright-core' : ''
}
