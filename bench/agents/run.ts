/**
 * Agents on Chinese collections: `npx tsx bench/agents/run.ts [questions] [calls] [transcripts]`, after `npm run build`.
 * Scripted agents without a model ask 300 questions on news, 150 on statutes and 150 on an encyclopaedia, with our tools
 * and with those of peers. The shared data must lie beside the checkout. `transcripts` writes what each agent saw for the
 * first question of each set, to docs/benchmarks/agents.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../support/places.js'
import { randomCalls, timeStarts, wrongPhrases } from './calls.js'
import { ask, type Session } from './agent.js'
import { openCollection, type Collection, type Question } from './questions.js'
import { absent, ours, ripgrep, sqlite, type AgentTools } from './tools.js'
import { startMcp } from '../service/mcp-client.js'
import { openNews } from '../service/news.js'
import { mean, quantile } from '../support/statistics.js'

const asked = new Set(process.argv.slice(2))
const does = (what: string): boolean => asked.size === 0 || asked.has(what)

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`
const ms = (times: readonly number[], share: number): string => `${quantile(times, share).toFixed(1)} ms`

async function tellQuestions(collection: Collection): Promise<void> {
  for (const tools of [await ours(collection), ripgrep(collection), sqlite(collection)]) {
    if (typeof tools === 'string') console.log(`${collection.name}: skipped: ${tools}`)
    else await tellAgent(tools, collection)
  }
  for (const [name, reason] of Object.entries(absent)) console.log(`${collection.name}, ${name}: skipped: ${reason}`)
}

const transcripts = join(projectRoot, 'docs/benchmarks/agents')

async function writeTranscripts(collection: Collection): Promise<void> {
  mkdirSync(transcripts, { recursive: true })
  for (const tools of [await ours(collection), ripgrep(collection), sqlite(collection)]) {
    if (typeof tools === 'string') continue
    const { transcript } = await ask(tools, collection, collection.questions[0]!)
    tools.end()
    writeFileSync(join(transcripts, `${collection.name}-${tools.name.replaceAll(' ', '-')}.txt`), `${transcript}\n`)
  }
}

async function tellAgent(tools: AgentTools, collection: Collection): Promise<void> {
  const sessions: { question: Question; session: Session }[] = []
  for (const question of collection.questions)
    sessions.push({ question, session: await ask(tools, collection, question) })
  tools.end()
  const all = sessions.map(({ session }) => session)
  const clear = sessions.filter(({ question }) => question.clear).map(({ session }) => session)
  const count = (of: readonly Session[], has: (session: Session) => boolean): string =>
    `${of.filter(has).length} of ${of.length} (${percent(of.filter(has).length, of.length)})`
  const hits = all.reduce((sum, session) => sum + session.hits, 0)
  console.log(`${collection.name}, ${tools.name}:`)
  console.log(`  right article on the first page of 4 KB: ${count(all, ({ onPage }) => onPage)}`)
  if (clear.length < all.length) console.log(`    of the clear questions: ${count(clear, ({ onPage }) => onPage)}`)
  console.log(`  answer in what was read: ${count(all, ({ isAnswered }) => isAnswered)}`)
  if (clear.length < all.length)
    console.log(`    of the clear questions: ${count(clear, ({ isAnswered }) => isAnswered)}`)
  const right = all.reduce((sum, { rightLines }) => sum + rightLines, 0)
  console.log(
    `  ${(hits / all.length).toFixed(1)} hits a page, least ${Math.min(...all.map((one) => one.hits))}; right line cited: ${right} of ${hits}`,
  )
  console.log(
    `  calls ${mean(all.map(({ calls }) => calls)).toFixed(2)}, most ${Math.max(...all.map(({ calls }) => calls))}; KB ${mean(all.map(({ bytes }) => bytes / 1024)).toFixed(1)}, most ${(Math.max(...all.map(({ bytes }) => bytes)) / 1024).toFixed(1)}`,
  )
}

async function tellCalls(): Promise<void> {
  const news = await openNews()
  if (news === undefined) return
  const starts = await timeStarts(news.dir, 11)
  console.log(`process to first answer: p50 ${ms(starts, 0.5)}, least ${ms(starts, 0)}`)
  const client = await startMcp(news.dir)
  const wrong = await wrongPhrases(client, news)
  console.log(`phrases: ${news.phrases.length - wrong.length} of ${news.phrases.length} ${wrong.slice(0, 5).join(' ')}`)
  const { times, overBudget, errors, wrongLines, cited } = await randomCalls(client, news, 10_000)
  client.end()
  const spread = `p50 ${ms(times, 0.5)}, p95 ${ms(times, 0.95)}, p99 ${ms(times, 0.99)}`
  console.log(`${times.length} random calls: ${overBudget} over budget, ${errors.length} errors; ${spread}`)
  for (const error of errors.slice(0, 5)) console.log(`  ${error}`)
  console.log(`cited lines that hold their passage: ${cited - wrongLines.length} of ${cited}`)
  for (const one of wrongLines.slice(0, 5)) console.log(`  ${one}`)
}

const collections = [
  ['news', 'crud', 300],
  ['statutes', 'stard', 150],
  ['encyclopaedia', 'cmrc', 150],
] as const
if (does('questions') || asked.has('transcripts')) {
  for (const [name, folder, count] of collections) {
    const collection = await openCollection(name, folder, count)
    if (collection === undefined) console.log(`${name}: not there; put the shared data beside the checkout`)
    else if (asked.has('transcripts')) await writeTranscripts(collection)
    else await tellQuestions(collection)
  }
}
if (does('calls')) await tellCalls()
