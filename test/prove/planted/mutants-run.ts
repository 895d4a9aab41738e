/**
 * `npx tsx test/prove/planted/mutants-run.ts SEED COUNT [SEEDS]`: plants mutants into store, segment and commit, and counts
 * those that the simulator finds; those that it doesn't are given to the tests of these folders.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from '../forged/random.js'
import { drawMutants, sources } from './mutants.js'
import type { Mutant } from './mutants.js'

const [seed = '1', count = '20', seeds = '40', isAlone = ''] = process.argv.slice(2)
const folders = ['store', 'segment', 'commit']
const tests = ['test/store', 'test/segment', 'test/commit', 'test/prove/forged.test.ts', 'test/indexing/laws.test.ts']

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

function simulate({ file, from, to, name }: Mutant): number | null {
  const env = { ...process.env, XUNZHANG_MUTANT: JSON.stringify({ file, from, to, name }) }
  return spawnSync('npx', ['tsx', '--input-type=module', '-e', script], { env, timeout: 90_000 }).status
}

/** Changes the source while the tests run: call it in a copy of the project alone. */
function test({ path, changed }: Mutant): boolean {
  const target = join(sources, path)
  const original = readFileSync(target, 'utf8')
  writeFileSync(target, changed)
  try {
    return spawnSync('npx', ['vitest', 'run', '--bail', '1', ...tests], { timeout: 240_000 }).status !== 0
  } finally {
    writeFileSync(target, original)
  }
}

function endOf(mutant: Mutant): End {
  const status = simulate(mutant)
  if (status === 3) return 'no program'
  if (status !== 0) return 'found by the simulator'
  return isAlone === '--simulator' ? 'lives' : test(mutant) ? 'found by tests' : 'lives'
}

const ends = new Map<End, number>()
for (const mutant of drawMutants(folders, Number(count), createRandom(Number(seed)))) {
  const end = endOf(mutant)
  ends.set(end, (ends.get(end) ?? 0) + 1)
  console.log(`${end}: ${mutant.name}`)
}
console.log(Object.fromEntries(ends))
