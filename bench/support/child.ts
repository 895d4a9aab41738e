/** The child process of a benchmark: does one job in a fresh process and prints what it measured. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { contenderNamed } from '../contenders/index.js'
import type { Engine } from '../contenders/contender.js'
import { askAll, clockOf } from './answering.js'
import type { Asked } from './asked.js'
import type { AnswerJob, AnswerOutcome, BuildJob, BuildOutcome, FirstJob, FirstOutcome } from './jobs.js'
import type { FreshJob, FreshOutcome, Job, OutcomeOf } from './jobs.js'
import { ownBytesOf, peakBytesOf } from './process-times.js'

export async function runJob(job: Job): Promise<OutcomeOf<Job>> {
  if (job.kind === 'build') return build(job)
  if (job.kind === 'fresh') return fresh(job)
  return job.kind === 'answer' ? answer(job) : first(job)
}

async function build({ contender, file, dir, most, save }: BuildJob): Promise<BuildOutcome> {
  const before = held()
  const clock = clockOf()
  const [start, processorBefore] = [clock.elapsed(), clock.processor()]
  const built = await contenderNamed(contender).build(file, dir, most)
  const [end, processorAfter] = [clock.elapsed(), clock.processor()]
  const engine = built !== undefined && 'close' in built ? built : undefined
  const { cpuSeconds, wallSeconds, peakBytes } =
    built !== undefined && 'peakBytes' in built
      ? built
      : {
          cpuSeconds: (processorAfter - processorBefore) / 1000,
          wallSeconds: (end - start) / 1000,
          peakBytes: peakOf(),
        }
  const heldBytes = engine === undefined ? 0 : Math.max(0, held() - before)
  const isKept = engine === undefined || (save && (await trySaving(() => engine.save?.(dir))))
  engine?.close()
  const outcome = { cpuSeconds, wallSeconds, peakBytes, heldBytes }
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
  const engine = isKept
    ? await contender.open(job.dir)
    : ((await contender.build(job.file, job.dir, job.most)) as Engine)
  const openMs = performance.now() - start
  const asked = JSON.parse(readFileSync(job.asked, 'utf8')) as Asked
  const outcome = await askAll(engine, asked, job)
  const peakBytes = peakOf(engine)
  engine.close()
  return { openMs, ...outcome, peakBytes }
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
  if (engine[way] === undefined && way === 'passages') {
    engine.close()
    return { milliseconds: [], found: [], processor: 0, ownBytes: undefined }
  }
  const ask = (text: string) => (way === 'phrase' ? engine.phrase(text, 10) : (engine[way] ?? engine.allWords)(text))
  for (const text of texts.slice(0, warmUp)) await ask(text)
  const clock = clockOf(engine)
  const milliseconds: number[] = []
  const found: string[][] = []
  const start = clock.processor()
  for (const text of texts.slice(warmUp)) {
    const before = clock.elapsed()
    const hits = await ask(text)
    milliseconds.push(clock.elapsed() - before)
    found.push(hits.map((hit) => (typeof hit === 'string' ? hit : hit.id)))
  }
  const processor = (clock.processor() - start) / milliseconds.length
  const ownBytes = ownBytesOf(engine.apart?.pid ?? process.pid)
  engine.close()
  return { milliseconds, found, processor, ownBytes }
}

function peakOf(engine?: Engine): number {
  return engine?.apart === undefined ? process.resourceUsage().maxRSS * 1024 : peakBytesOf(engine.apart.pid)
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
