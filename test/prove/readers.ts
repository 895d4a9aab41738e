/**
 * Proves that a reader of a format withstands whatever stands in a file: it ends soon, in bounded memory, in articles and
 * problems of the right shape, the same ones each time, and costs no other file. One number replays a case:
 * `npx tsx test/prove/readers.ts 4711`; `… 1 2000 --each` runs so many for each format, and prints a row for each.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { createRandom } from './forged/random.js'
import { keepCase } from './readers/keep-case.js'
import { makeInput } from './readers/mutate.js'
import type { Mix } from './readers/mutate.js'
import { readCase } from './readers/read-case.js'
import { formats } from './readers/samples.js'
import { addTo, emptyTally, tableHead, tableRow } from './readers/tally.js'
import type { Tally } from './readers/tally.js'
import type { Share, WorkerInput } from './readers/worker.js'

export interface ReadersFigures extends Omit<Tally, 'bytes'> {
  megabytes: number
  seconds: number
  /** Cases that took longer than {@link patience}. */
  hangs: number
  /** Cases that took their thread along. */
  aborts: number
  mostMemoryMiB: number
  violations: string[]
  /** Seeds of the cases that lost a sentence without a word. */
  silentSeeds: number[]
}

export interface ReadersOptions {
  /** The first; the others follow it. */
  readonly seed: number
  /** When to stop, on the scale of `performance.now()`; or after how many cases, in steps of 2,000 at most. */
  readonly until: number | { readonly cases: number }
  /** All formats in the shares of their samples, without it. */
  readonly mix?: Mix | undefined
  /** Whether it is a violation to take long; true without it. */
  readonly isTimed?: boolean
  readonly report?: (line: string) => void
}

/** Milliseconds by the clock for one case, which takes some 0.3. */
const patience = 60_000
/** How often is looked for one, in milliseconds. */
const look = 1000
const heapMiB = 512
const mostAtOnce = 2000

export async function proveReaders({
  seed,
  until,
  mix,
  isTimed = true,
  report,
}: ReadersOptions): Promise<ReadersFigures> {
  const began = performance.now()
  const sum = emptyTally()
  const ends = { hangs: 0, aborts: 0 }
  const violations: string[] = []
  const silentSeeds: number[] = []
  const note = (line: string): void => {
    violations.push(line)
    report?.(line)
  }
  const code = await bundled()
  const casesAtOnce = typeof until === 'number' ? mostAtOnce : Math.min(mostAtOnce, until.cases)
  const isOver = (): boolean => (typeof until === 'number' ? performance.now() >= until : sum.cases >= until.cases)
  for (let next = seed; !isOver();) {
    const { end, last } = await runThread(code, { seed: next, casesAtOnce, mix, isTimed }, (share) => {
      addTo(sum, share.tally)
      silentSeeds.push(...share.silent)
      share.violations.forEach(note)
      if (sum.cases % 100_000 === 0) report?.(`${sum.cases} cases, ${Math.round(performance.now() - began)} ms`)
      return isOver()
    })
    if (end !== 'done') {
      ends[end === 'hang' ? 'hangs' : 'aborts']++
      note(`seed ${last}: ${end}`)
      sum.cases++
    }
    next = last + 1
  }
  const seconds = (performance.now() - began) / 1e3
  const mostMemoryMiB = Math.round(process.resourceUsage().maxRSS / 1024)
  const { bytes, ...counts } = sum
  return { ...counts, megabytes: bytes / 1e6, seconds, ...ends, mostMemoryMiB, violations, silentSeeds }
}

interface ThreadEnd {
  /** 'done', 'hang', or how it ended by itself. */
  readonly end: string
  /** Seed of the case that was under way last. */
  readonly last: number
}

/** One thread until it is told to stop, or stops by itself. */
function runThread(
  code: string,
  input: Omit<WorkerInput, 'current'>,
  take: (share: Share) => boolean,
): Promise<ThreadEnd> {
  const current = new Int32Array(new SharedArrayBuffer(4))
  const { seed } = input
  current[0] = seed
  const workerData: WorkerInput = { current, ...input }
  const worker = new Worker(code, { eval: true, workerData, resourceLimits: { maxOldGenerationSizeMb: heapMiB } })
  return new Promise((resolve) => {
    let [seen, since] = [seed, performance.now()]
    const finish = (end: string): void => {
      clearInterval(timer)
      worker.removeAllListeners()
      worker.on('error', () => undefined)
      void worker.terminate().then(() => resolve({ end, last: current[0]! }))
    }
    let last = since
    const timer = setInterval(() => {
      const now = performance.now()
      // A process that was stopped, and its thread with it, has lost the time since it last looked.
      const lost = now - last > 10 * look ? now - last : 0
      last = now
      if (current[0] !== seen) [seen, since] = [current[0]!, now]
      else if (now - (since += lost) > patience) finish('hang')
    }, look)
    worker.on('error', (error) => finish(`abort: ${error.message}`))
    worker.on('exit', (status) => finish(`abort: status ${status}`))
    worker.on('message', (share: Share) => {
      if (take(share)) finish('done')
      else worker.postMessage('more')
    })
    worker.postMessage('more')
  })
}

let bundle: Promise<string> | undefined

/** As one script, made once: a thread begins within a second. */
const bundled = (): Promise<string> => (bundle ??= bundleWorker())

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

/** Replays cases in this thread; with `--save`, their inputs are written into the working folder. */
async function replay(first: number, count: number, mix: Mix | undefined, isSaved: boolean): Promise<void> {
  for (let seed = first; seed < first + count; seed++) {
    const { path, bytes } = makeInput(createRandom(seed), mix)
    if (isSaved) writeFileSync(`case-${seed}-${path}`, bytes)
    console.log(seed, path, readCase(seed, true, mix), (await keepCase(seed, mix)) ?? 'nothing lost')
  }
}

/** So many of each format, or of one; more of them are large than where formats are mixed. */
export const mixOf = (format: string): Mix => ({ format, largeOnes: 20 })

async function proveEach(asked: string | undefined, seed: number, cases: number): Promise<void> {
  const report = (line: string): void => console.error(line)
  console.log(tableHead)
  let broken = 0
  for (const format of asked === undefined ? formats : [asked]) {
    const { violations, silentSeeds, megabytes, ...figures } = await proveReaders({
      seed,
      until: { cases },
      mix: mixOf(format),
      report,
    })
    console.log(tableRow(format, { ...figures, bytes: megabytes * 1e6 }, violations.length))
    if (silentSeeds.length > 0) report(`${format}: without a word ${silentSeeds.slice(0, 20).join(' ')}`)
    broken += violations.length
  }
  process.exitCode = broken === 0 ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { save: { type: 'boolean' }, each: { type: 'boolean' }, format: { type: 'string' } },
  })
  const { format, save, each } = values
  const [first, cases] = [Number(positionals[0] ?? 1), Number(positionals[1] ?? 1)]
  if (format !== undefined && !formats.includes(format)) throw new Error(`formats: ${formats.join(', ')}`)
  if (cases < 2000) {
    await replay(first, cases, format === undefined ? undefined : mixOf(format), save === true)
    // Where sources are compiled as they are loaded, the thread that converts documents would keep the process.
    process.exit()
  } else if (each === true || format !== undefined) await proveEach(format, first, cases)
  else {
    const report = (line: string): void => console.error(line)
    const { violations, silentSeeds, ...figures } = await proveReaders({ seed: first, until: { cases }, report })
    console.log({ ...figures, violations: violations.length, silentSeeds: silentSeeds.slice(0, 20).join(' ') })
  }
}
