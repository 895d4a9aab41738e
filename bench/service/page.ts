/**
 * Time from a key press to painted hits in the page, for 20,000 news:
 * `npx tsx bench/service/page.ts [QUERIES] [chromium|firefox]`, after `npm run build`. Types queries of the log, a
 * character at a time.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { isInstalled } from '../../test/support/asking-page.js'
import { cpuSecondsOf } from '../support/process-times.js'
import { quantile } from '../support/statistics.js'
import { openNews } from './news.js'
import { chromiumTypist, firefoxTypist } from './page-browsers.js'
import type { Typist } from './page-browsers.js'
import type { KeyTimes } from './page-watch.js'

function spread(times: readonly KeyTimes[], of: keyof KeyTimes): string {
  const all = times.map((one) => one[of])
  const ms = (share: number): string => `${quantile(all, share).toFixed(0)} ms`
  return `${of} p50 ${ms(0.5)}, p95 ${ms(0.95)}, p99 ${ms(0.99)}`
}

/** If the next key came too soon, the hits of a key are never painted. Of such keys only the number is reported. */
async function tell(dir: string, typist: Typist, keys: number): Promise<void> {
  const options = ['--index', dir, '--port', '0', '--quiet']
  const server = spawn(process.execPath, [typist.program, 'serve', ...options], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer]
    const before = cpuSecondsOf(server.pid!)
    const times = await typist.type(line.toString().trim())
    const cpu = (1000 * (cpuSecondsOf(server.pid!) - before)) / times.length
    console.log(
      `${typist.name}: ${times.length} of ${keys} keys: ${spread(times, 'rendered')}; ${spread(times, 'painted')}`,
    )
    console.log(`server: ${cpu.toFixed(1)} ms of CPU a key, its warm-up included`)
  } finally {
    await typist.close()
    server.kill()
  }
}

const [count = '60', only] = process.argv.slice(2)
const news = await openNews()
if (news === undefined) console.log('not there; put the shared data beside the checkout')
else {
  const queries = news.log.slice(0, Number(count))
  // Clearing the box counts as a key, before each query but the first.
  const keys = queries.reduce((sum, query) => sum + 1 + Array.from(query).length, -1)
  for (const [name, typist] of [['chromium', chromiumTypist] as const, ['firefox', firefoxTypist] as const]) {
    if (only !== undefined && only !== name) continue
    if (!isInstalled(name)) console.log(`${name} is not installed`)
    else await tell(news.dir, await typist(queries), keys)
  }
}
