/**
 * The service at 20,000 news, for agents and under load: `npx tsx bench/service/run.ts [agents] [load]`, after
 * `npm run build`.
 */
import { randomCalls, ripgrepAgent, scriptedAgent, timeStarts, wrongPhrases } from './agents.js'
import { loadService } from './load.js'
import { startMcp } from './mcp-client.js'
import type { News } from './news.js'
import { openNews } from './news.js'
import { quantile } from '../support/statistics.js'

const ms = (times: readonly number[], share: number): string => `${quantile(times, share).toFixed(1)} ms`

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`

async function tellAgents(news: News): Promise<void> {
  const starts = await timeStarts(news.dir, 11)
  console.log(`process to first answer: p50 ${ms(starts, 0.5)}, least ${ms(starts, 0)}`)
  const client = await startMcp(news.dir)
  const wrong = await wrongPhrases(client, news)
  console.log(`phrases: ${news.phrases.length - wrong.length} of ${news.phrases.length} ${wrong.slice(0, 5).join(' ')}`)
  const { times, overBudget } = await randomCalls(client, news, 10_000)
  const spread = `p50 ${ms(times, 0.5)}, p95 ${ms(times, 0.95)}, p99 ${ms(times, 0.99)}`
  console.log(`${times.length} random calls: ${overBudget} over budget; ${spread}`)
  const agent = await scriptedAgent(client, news)
  client.end()
  const told = ({ asked, inOne, inTwo }: typeof agent): string =>
    `${asked} clear questions, ${percent(inOne, asked)} in one call, ${percent(inTwo, asked)} in two`
  console.log(`scripted agent: ${told(agent)}`)
  const ripgrep = ripgrepAgent(news)
  console.log(`the same with ripgrep: ${ripgrep === undefined ? 'not installed' : told(ripgrep)}`)
}

async function tellLoad(news: News): Promise<void> {
  const { log } = news
  const questions = [...news.phrases.map(({ q }) => q), ...news.clear.map(({ text }) => text)]
  const kinds = {
    'the log again and again': { warmUp: log, queries: Array.from({ length: 8 }, () => log).flat(), cache: 32 },
    'the same without kept answers': { warmUp: log, queries: Array.from({ length: 8 }, () => log).flat(), cache: 0 },
    'the log, each once, after other queries': { warmUp: questions, queries: log, cache: 32 },
    'quoted strings and questions, each once': { warmUp: log, queries: questions, cache: 32 },
  }
  for (const [kind, plan] of Object.entries(kinds)) {
    for (const sockets of [1, 8]) {
      const { rate, cpu, times } = await loadService(news, { ...plan, sockets })
      const spread = `p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}`
      const answered = `${Math.round(rate)} queries/s, ${cpu.toFixed(2)} ms CPU each (${Math.round(1000 / cpu)} a core)`
      console.log(`${kind}, ${sockets} at a time: ${answered}; ${spread}`)
    }
  }
}

const asked = new Set(process.argv.slice(2))
const news = await openNews()
if (news === undefined) console.log('not there; put the shared data beside the checkout')
else {
  if (asked.size === 0 || asked.has('agents')) await tellAgents(news)
  if (asked.size === 0 || asked.has('load')) await tellLoad(news)
}
