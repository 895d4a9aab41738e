/** Sends questions to an engine, checks every answer against the truth, and only then measures times. */
import type { Engine, Passage, Clock } from '../contenders/contender.js'
import type { Asked, AskedPhrase, AskedWords } from './asked.js'
import type { AnswerOutcome, Timed } from './jobs.js'
import { mean } from './statistics.js'
import { comparable } from './texts.js'

const top = 10

interface Limits {
  readonly rounds: number
  readonly seconds: number
}

export async function askAll(
  engine: Engine,
  asked: Asked,
  limits: Limits,
): Promise<Omit<AnswerOutcome, 'openMs' | 'peakBytes'>> {
  const phrases = await askPhrases(engine, asked.phrases, limits)
  const log = await askLog(engine, asked.log, limits)
  const queries = asked.log.map(({ query }) => query)
  const { bare } = engine
  return {
    phrases,
    log,
    ...(bare !== undefined && { bare: await timed(engine, queries, bare, limits) }),
    ...(engine.passages !== undefined && { passages: await askPassages(engine, asked.log, limits) }),
    questions: await askQuestions(engine, asked, limits),
  }
}

async function askPhrases(
  engine: Engine,
  phrases: readonly AskedPhrase[],
  limits: Limits,
): Promise<AnswerOutcome['phrases']> {
  const recalls: number[] = []
  const precisions: number[] = []
  const stop = deadline(limits.seconds)
  for (const { text, ids } of phrases) {
    if (stop()) break
    const found = new Set(await engine.phrase(text))
    const right = ids.filter((id) => found.has(id)).length
    recalls.push(right / ids.length)
    precisions.push(found.size === 0 ? 1 : right / found.size)
  }
  const done = phrases.slice(0, recalls.length).map(({ text }) => text)
  return {
    asked: recalls.length,
    exact: recalls.filter((recall, i) => recall === 1 && precisions[i] === 1).length,
    recall: mean(recalls),
    precision: mean(precisions),
    ...(await timed(engine, done, (text) => engine.phrase(text), limits)),
  }
}

/** Times are measured for the questions that were answered correctly. */
async function askLog(engine: Engine, log: readonly AskedWords[], limits: Limits): Promise<AnswerOutcome['log']> {
  const right: string[] = []
  let asked = 0
  const stop = deadline(limits.seconds)
  for (const { query, ids } of log) {
    if (stop()) break
    asked++
    const answers = await engine.allWords(query)
    const wanted = Math.min(top, ids.length)
    const known = new Set(ids)
    const isRight =
      answers.length >= wanted && answers.slice(0, wanted).every(({ id, text }) => known.has(id) && text !== '')
    if (isRight) right.push(query)
  }
  return { asked, right: right.length, ...(await timed(engine, right, (query) => engine.allWords(query), limits)) }
}

async function askPassages(
  engine: Engine,
  log: readonly AskedWords[],
  limits: Limits,
): Promise<NonNullable<AnswerOutcome['passages']>> {
  const passages = engine.passages!
  const marked: boolean[] = []
  const isTrue: boolean[] = []
  const stop = deadline(limits.seconds)
  for (const { query, ids } of log) {
    if (stop()) break
    const known = new Set(ids)
    const answers = (await passages(query)).filter(({ id }) => known.has(id))
    marked.push(...answers.map((answer) => answer.marked.length > 0))
    isTrue.push(...answers.flatMap((answer) => marksStandIn(answer, query)))
  }
  const share = (list: readonly boolean[]) => (list.length === 0 ? 1 : mean(list.map(Number)))
  const queries = log.map(({ query }) => query)
  return { marked: share(marked), true: share(isTrue), ...(await timed(engine, queries, passages, limits)) }
}

function marksStandIn({ marked }: Passage, query: string): boolean[] {
  const words = comparable(query).split(/\s+/)
  const whole = words.join('')
  return marked.map(comparable).map((mark) => whole.includes(mark) || words.some((word) => mark.includes(word)))
}

async function askQuestions(
  engine: Engine,
  { questions }: Asked,
  { seconds }: Limits,
): Promise<AnswerOutcome['questions']> {
  const answers: Record<string, readonly string[]> = {}
  const stop = deadline(2 * seconds)
  for (const { id, text } of questions) {
    if (stop()) break
    answers[id] = await engine.question(text)
  }
  return answers
}

/** Everything is warm from the checks above. Each round sends all questions in the same order. */
async function timed(
  engine: Engine,
  queries: readonly string[],
  ask: (query: string) => Promise<unknown>,
  limits: Limits,
): Promise<Timed> {
  const milliseconds: number[][] = []
  const processor: number[] = []
  const stop = deadline(2 * limits.seconds)
  const clock = clockOf(engine)
  for (let round = 0; round < limits.rounds && queries.length > 0 && !stop(); round++) {
    const times: number[] = []
    const start = clock.processor()
    for (const query of queries) {
      const before = clock.elapsed()
      await ask(query)
      times.push(clock.elapsed() - before)
    }
    milliseconds.push(times)
    processor.push((clock.processor() - start) / queries.length)
  }
  return { milliseconds, processor }
}

/** That of this process, or of an engine in another. */
export function clockOf(engine?: Engine): Clock {
  const processor = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  return engine?.apart?.clock ?? { elapsed: () => performance.now(), processor }
}

function deadline(seconds: number): () => boolean {
  const end = performance.now() + seconds * 1000
  return () => performance.now() > end
}
