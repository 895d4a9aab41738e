/**
 * Proves that an index from a stranger does no harm: whatever its bytes say, behind right checksums, every use of it ends
 * in a true answer or in INDEX_DAMAGED, soon, in bounded memory. One number replays a case:
 * `npx tsx test/prove/forged.ts 4711`.
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CaseOutcome } from './forged/run-case.js'

export interface ForgedFigures {
  cases: number
  /** Refused, or found by `check`; of the others every answer was true. */
  told: number
  seconds: number
  slowestMs: number
  /** Cases that ended with no answer within {@link patience}. */
  hangs: number
  /** Cases that took their process along. */
  aborts: number
  /** One line for each broken promise, with its seed. */
  violations: string[]
}

export interface ForgedOptions {
  /** The first; the others follow it. */
  readonly seed: number
  /** When to stop, on the scale of `performance.now()`; or after how many cases. */
  readonly until: number | { readonly cases: number }
  readonly report?: (line: string) => void
}

/** Milliseconds by the clock; a case takes some 40 of the processor. */
const patience = 60_000
const casesAtOnce = 500

export async function proveForged({ seed, until, report }: ForgedOptions): Promise<ForgedFigures> {
  const figures: ForgedFigures = { cases: 0, told: 0, seconds: 0, slowestMs: 0, hangs: 0, aborts: 0, violations: [] }
  const began = performance.now()
  const note = (line: string): void => {
    figures.violations.push(line)
    report?.(line)
  }
  const take = ({ seed, milliseconds, isTold, violations }: CaseOutcome): void => {
    if (milliseconds > 0) figures.cases++
    figures.told += isTold ? 1 : 0
    figures.slowestMs = Math.max(figures.slowestMs, milliseconds)
    for (const what of violations) note(`seed ${seed}: ${what}`)
    if (figures.cases % 1000 === 0)
      report?.(`${figures.cases} cases, ${Math.round((performance.now() - began) / 1e3)} s`)
  }
  let child: ChildProcess | undefined
  let next = seed
  const left = (): number =>
    typeof until !== 'number' ? until.cases - (next - seed) : performance.now() < until ? casesAtOnce : 0
  while (left() > 0) {
    child ??= await startChild()
    const errand = { seed: next, count: Math.min(casesAtOnce, left()) }
    const { end, last } = await runErrand(child, errand, typeof until === 'number' ? until : Infinity, take)
    next = end === 'done' ? next + errand.count : last + 2
    if (end === 'done') continue
    child.kill('SIGKILL')
    child = undefined
    if (end === 'late') break
    figures.cases++
    figures[end === 'hang' ? 'hangs' : 'aborts']++
    note(`seed ${last + 1}: ${end}`)
  }
  child?.kill()
  figures.seconds = (performance.now() - began) / 1e3
  return figures
}

function startChild(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('forged/child.ts', import.meta.url))
  const child = fork(script, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`the child process ended with ${code}`)))
  })
}

interface ErrandEnd {
  readonly end: 'done' | 'hang' | 'abort' | 'late'
  /** Seed of the last case that came to an end. */
  readonly last: number
}

function runErrand(
  child: ChildProcess,
  errand: { readonly seed: number; readonly count: number },
  until: number,
  take: (outcome: CaseOutcome) => void,
): Promise<ErrandEnd> {
  return new Promise((resolve) => {
    let last = errand.seed - 1
    let timer: NodeJS.Timeout
    const finish = (end: ErrandEnd['end']): void => {
      clearTimeout(timer)
      child.removeAllListeners()
      resolve({ end, last })
    }
    const wait = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => finish('hang'), patience)
    }
    child.on('exit', () => finish('abort'))
    child.on('message', (message: CaseOutcome | 'done') => {
      if (message === 'done') return finish('done')
      last = message.seed
      take(message)
      if (performance.now() >= until) return finish('late')
      wait()
    })
    wait()
    child.send(errand)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first = '1', cases = '1'] = process.argv.slice(2)
  const { violations, ...figures } = await proveForged({
    seed: Number(first),
    until: { cases: Number(cases) },
    report: (line) => console.error(line),
  })
  console.log({ ...figures, violations: violations.length })
}
