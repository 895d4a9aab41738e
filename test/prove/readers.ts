/**
 * Proves that a reader of a format withstands whatever stands in a file: it ends soon, in bounded memory, in articles and
 * problems of the right shape, the same ones each time, and costs no other file. One number replays a case:
 * `npx tsx test/prove/readers.ts 4711`.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { createRandom } from './forged/random.js'
import { keepCase } from './readers/keep-case.js'
import { makeInput } from './readers/mutate.js'
import { readCase } from './readers/read-case.js'
import type { Share, WorkerInput } from './readers/worker.js'

export interface ReadersFigures {
  cases: number
  megabytes: number
  articles: number
  problems: number
  /** Cases that went through an update of an index, too. */
  updates: number
  seconds: number
  /** Cases that took longer than {@link patience}. */
  hangs: number
  /** Cases that took their thread along. */
  aborts: number
  mostMemoryMiB: number
  violations: string[]
}

export interface ReadersOptions {
  /** The first; the others follow it. */
  readonly seed: number
  /** When to stop, on the scale of `performance.now()`; or after how many cases, in steps of 2,000. */
  readonly until: number | { readonly cases: number }
  readonly report?: (line: string) => void
}

/** Milliseconds by the clock for one case, which takes some 0.3. */
const patience = 60_000
const heapMiB = 512

export async function proveReaders({ seed, until, report }: ReadersOptions): Promise<ReadersFigures> {
  const began = performance.now()
  const figures = { cases: 0, megabytes: 0, articles: 0, problems: 0, updates: 0, seconds: 0 }
  const ends = { hangs: 0, aborts: 0, mostMemoryMiB: 0 }
  const violations: string[] = []
  const note = (line: string): void => {
    violations.push(line)
    report?.(line)
  }
  const code = await bundleWorker()
  const isOver = (): boolean => (typeof until === 'number' ? performance.now() >= until : figures.cases >= until.cases)
  for (let next = seed; !isOver();) {
    const { end, last } = await runThread(code, next, (share) => {
      figures.cases += share.cases
      figures.megabytes += share.bytes / 1e6
      figures.articles += share.articles
      figures.problems += share.problems
      figures.updates += share.updates
      share.violations.forEach(note)
      if (figures.cases % 100_000 === 0) report?.(`${figures.cases} cases, ${Math.round(performance.now() - began)} ms`)
      return isOver()
    })
    if (end !== 'done') {
      ends[end === 'hang' ? 'hangs' : 'aborts']++
      note(`seed ${last}: ${end}`)
      figures.cases++
    }
    next = last + 1
  }
  figures.seconds = (performance.now() - began) / 1e3
  ends.mostMemoryMiB = Math.round(process.resourceUsage().maxRSS / 1024)
  return { ...figures, ...ends, violations }
}

interface ThreadEnd {
  /** 'done', 'hang', or how it ended by itself. */
  readonly end: string
  /** Seed of the case that was under way last. */
  readonly last: number
}

/** One thread until it is told to stop, or stops by itself. */
function runThread(code: string, seed: number, take: (share: Share) => boolean): Promise<ThreadEnd> {
  const current = new Int32Array(new SharedArrayBuffer(4))
  current[0] = seed
  const workerData: WorkerInput = { current, seed }
  const worker = new Worker(code, { eval: true, workerData, resourceLimits: { maxOldGenerationSizeMb: heapMiB } })
  return new Promise((resolve) => {
    let [seen, since] = [seed, performance.now()]
    const finish = (end: string): void => {
      clearInterval(timer)
      worker.removeAllListeners()
      worker.on('error', () => undefined)
      void worker.terminate().then(() => resolve({ end, last: current[0]! }))
    }
    const timer = setInterval(() => {
      if (current[0] !== seen) [seen, since] = [current[0]!, performance.now()]
      else if (performance.now() - since > patience) finish('hang')
    }, 1000)
    worker.on('error', (error) => finish(`abort: ${error.message}`))
    worker.on('exit', (status) => finish(`abort: status ${status}`))
    worker.on('message', (share: Share) => {
      if (take(share)) finish('done')
      else worker.postMessage('more')
    })
    worker.postMessage('more')
  })
}

/** As one script: a thread begins within a second. */
async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('readers/worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // Data files are looked for from here.
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(fileURLToPath(new URL('../../src/index.ts', import.meta.url)))),
    },
    logLevel: 'silent',
  })
  return outputFiles[0]!.text
}

/** Replays cases in this thread; `--save` writes the input of the first into the working folder. */
async function replay(first: number, count: number, isSaved: boolean): Promise<void> {
  for (let seed = first; seed < first + count; seed++) {
    const { path, bytes } = makeInput(createRandom(seed))
    if (isSaved) writeFileSync(`case-${seed}-${path}`, bytes)
    console.log(seed, path, readCase(seed), (await keepCase(seed)) ?? 'nothing lost')
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first = '1', cases = '1', flag] = process.argv.slice(2)
  if (Number(cases) < 2000) await replay(Number(first), Number(cases), flag === '--save')
  else {
    const report = (line: string): void => console.error(line)
    const figures = await proveReaders({ seed: Number(first), until: { cases: Number(cases) }, report })
    console.log({ ...figures, violations: figures.violations.length })
  }
}
