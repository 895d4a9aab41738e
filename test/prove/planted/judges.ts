/** Who may find a mutant: the simulator, in a process of its own, and the tests of the folders. */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sources } from './mutants.js'
import type { Mutant } from './mutants.js'

export const folders = ['store', 'segment', 'commit']
const others = [
  'test/prove/forged.test.ts',
  'test/embed/embed-index.test.ts',
  ...['laws', 'update', 'changes', 'failure'].map((name) => `test/indexing/${name}.test.ts`),
]
export const tests = [...folders.map((folder) => `test/${folder}`), ...others]

/** In a line that the simulator itself replaces. */
export const notPlanted = 3

/** In a process of its own: a mutant may never come to an end. */
const script = (seeds: number): string => `
const { bundleEngine } = await import('./test/prove/simulator/process/bundle.js')
const { createMachine } = await import('./test/prove/simulator/process/machine.js')
const { runSeed } = await import('./test/prove/simulator/run/run-seed.js')
const fault = JSON.parse(process.env.XUNZHANG_MUTANT)
let code
try { code = await bundleEngine([fault]) } catch { process.exit(${notPlanted}) }
Error.stackTraceLimit = 0
const machine = createMachine(code)
for (let seed = 1; seed <= ${seeds}; seed++)
  if ((await runSeed(machine, seed)).world.violations.length > 0) process.exit(1)
process.exit(0)
`

/**
 * A mutant may never come to an end: each process gets so many seconds of the processor, several times what it needs.
 * A limit by the clock would count mutants as found on a busy machine.
 */
const mostSeconds = 60
/** For those that wait for ever. */
const patience = 1_800_000

interface Ended {
  /** Of a process that was stopped: none. */
  readonly status: number | undefined
  readonly output: string
}

function run(command: 'tsx' | 'vitest', args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const limited = ['-c', `ulimit -t ${mostSeconds}; exec "$@"`, 'bash', join('node_modules/.bin', command), ...args]
  const options = { env: { ...process.env, ...env }, timeout: patience, maxBuffer: 1 << 28 }
  return new Promise((resolve) => {
    execFile('bash', limited, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      resolve({ status: typeof code === 'number' ? code : undefined, output: stdout + stderr })
    })
  })
}

/** @returns 0 where it finds nothing, {@link notPlanted}, or anything else where it finds the mutant */
export async function simulate({ file, from, to, name }: Mutant, seeds: number): Promise<number | undefined> {
  const fault = JSON.stringify({ file, from, to, name })
  return (await run('tsx', ['--input-type=module', '-e', script(seeds)], { XUNZHANG_MUTANT: fault })).status
}

/** Where no test has the time to fail. */
const ended = 'a process ended'

/**
 * The first test that fails, twice: some look at the clock, and a busy machine fails them without a fault.
 * @returns undefined where none does
 */
export async function failingTest(of: readonly string[]): Promise<string | undefined> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const failure = await firstFailure(of)
    if (failure === undefined || failure === ended) return failure
    const file = /test\/\S+\.test\.ts/.exec(failure)?.[0]
    if ((await firstFailure(file === undefined ? of : [file])) !== undefined) return failure
  }
  return undefined
}

async function firstFailure(of: readonly string[]): Promise<string | undefined> {
  const args = ['run', '--bail', '1', '--testTimeout', '600000', '--hookTimeout', '600000', ...of]
  for (let attempt = 1; ; attempt++) {
    const { status, output } = await run('vitest', args, { NO_COLOR: '1' })
    if (status === 0) return undefined
    const failure = / FAIL .*$/m.exec(output)?.[0].trim()
    if (failure !== undefined) return failure
    // A worker that got no time to begin tells nothing about the program.
    if (attempt === 5 || !/Timeout (starting|waiting)/.test(output)) return ended
  }
}

/** Changes the source while the tests run: call it in a copy of the project alone. */
export async function failingWith({ path, changed }: Mutant): Promise<string | undefined> {
  const target = join(sources, path)
  const original = readFileSync(target, 'utf8')
  writeFileSync(target, changed)
  try {
    // Those of its own folder first: they find most.
    const own = `test/${path.slice(0, path.indexOf('/'))}`
    return (await failingTest([own])) ?? (await failingTest(tests.filter((folder) => folder !== own)))
  } finally {
    writeFileSync(target, original)
  }
}
