/**
 * The service with 20,000 news under load: `npx tsx bench/service/run.ts [load] [beside]`, after `npm run build`.
 */
import { searchBeside } from './beside.js'
import { tmpdir } from 'node:os'
import { loadAutocannon, loadService, makeRoom } from './load.js'
import type { News } from './news.js'
import { openNews } from './news.js'
import { runNode } from '../support/processes.js'
import { quantile } from '../support/statistics.js'

/** Milliseconds that starting Node takes, which show how fast this machine is now. */
async function cpuOfNode(): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 9; i++) times.push(1000 * (await runNode(tmpdir(), ['-e', '0'])).cpuSeconds)
  return quantile(times, 0.5)
}

async function tellLoad(news: News): Promise<void> {
  const autocannon = loadAutocannon()
  if (autocannon === undefined) return console.log('load: autocannon is not installed; run "npm run peers"')
  makeRoom()
  const { log } = news
  const distinct = [...new Set([...news.phrases.map(({ q }) => q), ...news.questions])]
  const again = Array.from({ length: 8 }, () => log).flat()
  const kinds = {
    'the log again and again': { warmUp: log, queries: again, cache: 32 },
    'the same without kept answers': { warmUp: again, queries: again, cache: 0 },
    'distinct queries, each once': { warmUp: log, queries: distinct, cache: 32 },
  }
  console.log(`"node -e 0" beside them: ${(await cpuOfNode()).toFixed(0)} ms CPU`)
  for (const [kind, plan] of Object.entries(kinds)) {
    for (const sockets of [1, 2, 4, 8]) {
      const { rate, cpu, p50, p99 } = await loadService(autocannon, news, { ...plan, sockets })
      const answered = `${Math.round(rate)} queries/s, ${cpu.toFixed(2)} ms CPU each (${Math.round(1000 / cpu)} a core)`
      console.log(`${kind}, ${sockets} at a time: ${answered}; p50 ${p50} ms, p99 ${p99} ms`)
    }
  }
}

async function tellBeside(news: News): Promise<void> {
  const { alone, beside, heavy } = await searchBeside(news)
  const spread = (times: readonly number[]) =>
    [0.5, 0.95, 0.99].map((share) => quantile(times, share).toFixed(1)).join(', ')
  console.log(`short queries alone (${alone.length}): p50, p95, p99 ${spread(alone)} ms`)
  console.log(
    `beside heavy ones (${beside.length}): ${spread(beside)} ms; the heavy ones (${heavy.length}): ${spread(heavy)} ms`,
  )
}

const news = await openNews()
if (news === undefined) console.log('not there; put the shared data beside the checkout')
else {
  const asked = process.argv.slice(2)
  if (asked.length === 0 || asked.includes('load')) await tellLoad(news)
  if (asked.length === 0 || asked.includes('beside')) await tellBeside(news)
}
