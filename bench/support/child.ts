/** The child process of a benchmark: does one job in a fresh process and prints what it measured. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { contenderNamed } from '../contenders/index.js'
import { askAll } from './answering.js'
import type { Asked } from './asked.js'
import type { AnswerJob, AnswerOutcome, BuildJob, BuildOutcome, FirstJob, FirstOutcome } from './jobs.js'
import type { FreshJob, FreshOutcome, Job, OutcomeOf } from './jobs.js'
import { ownBytesOf } from './process-times.js'

export async function runJob(job: Job): Promise<OutcomeOf<Job>> {
  if (job.kind === 'build') return build(job)
  if (job.kind === 'fresh') return fresh(job)
  return job.kind === 'answer' ? answer(job) : first(job)
}

async function build({ contender, file, dir, most, save }: BuildJob): Promise<BuildOutcome> {
  const before = held()
  const cpu = process.cpuUsage()
  const start = performance.now()
  const engine = await contenderNamed(contender).build(file, dir, most)
  const wallSeconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const peakBytes = process.resourceUsage().maxRSS * 1024
  const heldBytes = engine === undefined ? 0 : Math.max(0, held() - before)
  const isKept = engine === undefined || (save && (await trySaving(() => engine.save?.(dir))))
  engine?.close()
  const outcome = { cpuSeconds: (user + system) / 1e6, wallSeconds, peakBytes, heldBytes }
  return isKept ? { ...outcome, diskBytes: folderSize(dir) } : outcome
}

/** Saving may fail, because a very large index in memory may exceed the longest string. */
async function trySaving(save: () => Promise<void> | undefined): Promise<boolean> {
  try {
    const saved = save()
    await saved
    return saved !== undefined
  } catch {
    return false
  }
}

async function answer(job: AnswerJob): Promise<AnswerOutcome> {
  const contender = contenderNamed(job.contender)
  const isKept = readdirSync(job.dir).length > 0
  const start = performance.now()
  const engine = isKept ? await contender.open(job.dir) : (await contender.build(job.file, job.dir, job.most))!
  const openMs = performance.now() - start
  const asked = JSON.parse(readFileSync(job.asked, 'utf8')) as Asked
  const outcome = await askAll(engine, asked, job)
  engine.close()
  return { openMs, ...outcome, peakBytes: process.resourceUsage().maxRSS * 1024 }
}

async function first({ contender, dir, query }: FirstJob): Promise<FirstOutcome> {
  const start = performance.now()
  const engine = await contenderNamed(contender).open(dir)
  const opened = performance.now()
  const found = (await engine.allWords(query)).length
  const queryMs = performance.now() - opened
  engine.close()
  return { openMs: opened - start, queryMs, found }
}

async function fresh({ contender, dir, asked, way, warmUp }: FreshJob): Promise<FreshOutcome> {
  const engine = await contenderNamed(contender).open(dir)
  const texts = JSON.parse(readFileSync(asked, 'utf8')) as string[]
  const ask = (text: string) => (way === 'phrase' ? engine.phrase(text, 10) : (engine[way] ?? engine.allWords)(text))
  for (const text of texts.slice(0, warmUp)) await ask(text)
  const milliseconds: number[] = []
  const used = process.cpuUsage()
  for (const text of texts.slice(warmUp)) {
    const before = performance.now()
    await ask(text)
    milliseconds.push(performance.now() - before)
  }
  const { user, system } = process.cpuUsage(used)
  const ownBytes = ownBytesOf(process.pid)
  engine.close()
  return { milliseconds, processor: (user + system) / 1000 / milliseconds.length, ownBytes }
}

function held(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

export function folderSize(dir: string): number {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
