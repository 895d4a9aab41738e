/**
 * `npx tsx test/prove/planted/mutants-run.ts SEED COUNT [SEEDS]`: plants mutants into store, segment and commit, and counts
 * those that the simulator finds; those that it doesn't are given to the tests of these folders.
 */
import { spawnSync } from 'node:child_process'
import type { SpawnSyncReturns } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from '../forged/random.js'
import { drawMutants, sources } from './mutants.js'
import type { Mutant } from './mutants.js'

const [seed = '1', count = '20', seeds = '40', isAlone = ''] = process.argv.slice(2)
const folders = ['store', 'segment', 'commit']
const others = ['test/prove/forged.test.ts', 'test/indexing/laws.test.ts']
const tests = [...folders.map((folder) => `test/${folder}`), ...others]

/** In a process of its own: a mutant may never come to an end. */
const script = `
const { bundleEngine } = await import('./test/prove/simulator/process/bundle.js')
const { createMachine } = await import('./test/prove/simulator/process/machine.js')
const { runSeed } = await import('./test/prove/simulator/run/run-seed.js')
const fault = JSON.parse(process.env.XUNZHANG_MUTANT)
let code
try { code = await bundleEngine([fault]) } catch { process.exit(3) }
Error.stackTraceLimit = 0
const machine = createMachine(code)
for (let seed = 1; seed <= ${Number(seeds)}; seed++)
  if ((await runSeed(machine, seed)).world.violations.length > 0) process.exit(1)
process.exit(0)
`

type End = 'found by the simulator' | 'found by tests' | 'no program' | 'lives'

/**
 * A mutant may never come to an end: each process gets so many seconds of the processor, about ten times what it needs.
 * A limit by the clock would count mutants as found on a busy machine.
 */
const mostSeconds = 120
/** For those that wait for ever. */
const patience = 1_800_000

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  const limited = ['-c', `ulimit -t ${mostSeconds}; exec "$@"`, 'bash', command, ...args]
  return spawnSync('bash', limited, { env: { ...process.env, ...env }, timeout: patience, encoding: 'utf8' })
}

function simulate({ file, from, to, name }: Mutant): number | null {
  const fault = JSON.stringify({ file, from, to, name })
  return run('npx', ['tsx', '--input-type=module', '-e', script], { XUNZHANG_MUTANT: fault }).status
}

/** The first test that fails; undefined where none does. */
function failingTest(of: readonly string[]): string | undefined {
  const args = ['vitest', 'run', '--bail', '1', '--testTimeout', '600000', '--hookTimeout', '600000', ...of]
  const { status, stdout, stderr } = run('npx', args, { NO_COLOR: '1' })
  return status === 0 ? undefined : (/ FAIL .*$/m.exec(stdout + stderr)?.[0].trim() ?? 'a process ended')
}

/** Changes the source while the tests run: call it in a copy of the project alone. */
function failingWith({ path, changed }: Mutant): string | undefined {
  const target = join(sources, path)
  const original = readFileSync(target, 'utf8')
  writeFileSync(target, changed)
  try {
    // Those of its own folder first: they find most.
    const own = `test/${path.slice(0, path.indexOf('/'))}`
    return failingTest([own]) ?? failingTest(tests.filter((folder) => folder !== own))
  } finally {
    writeFileSync(target, original)
  }
}

function endOf(mutant: Mutant): readonly [End, by?: string] {
  const status = simulate(mutant)
  if (status === 3) return ['no program']
  if (status !== 0) return ['found by the simulator']
  const by = isAlone === '--simulator' ? undefined : failingWith(mutant)
  return by === undefined ? ['lives'] : ['found by tests', by]
}

const broken = isAlone === '--simulator' ? undefined : failingTest(tests)
if (broken !== undefined) throw new Error(`without a mutant: ${broken}`)
const ends = new Map<End, number>()
for (const mutant of drawMutants(folders, Number(count), createRandom(Number(seed)))) {
  const [end, by = ''] = endOf(mutant)
  ends.set(end, (ends.get(end) ?? 0) + 1)
  console.log(`${end}: ${mutant.name} ${by}`.trimEnd())
}
console.log(Object.fromEntries(ends))
