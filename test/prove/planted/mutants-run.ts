/**
 * `npx tsx test/prove/planted/mutants-run.ts SEED COUNT [SEEDS]`: plants mutants into store, segment and commit, and counts
 * those that the simulator finds; those that it doesn't are given to the tests of these folders.
 */
import { availableParallelism } from 'node:os'
import { createRandom } from '../forged/random.js'
import { failingTest, failingWith, folders, notPlanted, simulate, tests } from './judges.js'
import { drawMutants } from './mutants.js'
import type { Mutant } from './mutants.js'

const [seed = '1', count = '20', seeds = '40', isAlone = ''] = process.argv.slice(2)

type End = 'found by the simulator' | 'found by tests' | 'lives'

const ends = new Map<End, number>()

function tell(end: End, { name }: Mutant, by = ''): void {
  ends.set(end, (ends.get(end) ?? 0) + 1)
  console.log(`${end}: ${name} ${by}`.trimEnd())
}

/** The simulator changes no source: as many run at once as there are processors. @returns those that it lets live */
async function withoutFound(mutants: readonly Mutant[]): Promise<Mutant[]> {
  const living = new Set<Mutant>()
  const left = mutants.values()
  const goOn = async (): Promise<void> => {
    for (const mutant of left) {
      const status = await simulate(mutant, Number(seeds))
      if (status === 0 || status === notPlanted) living.add(mutant)
      else tell('found by the simulator', mutant)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, goOn))
  return mutants.filter((mutant) => living.has(mutant))
}

const living = await withoutFound(drawMutants(folders, Number(count), createRandom(Number(seed))))
const isTested = isAlone !== '--simulator'
const broken = isTested ? await failingTest(tests) : undefined
if (broken !== undefined) throw new Error(`without a mutant: ${broken}`)
for (const mutant of living) {
  const by = isTested ? await failingWith(mutant) : undefined
  tell(by === undefined ? 'lives' : 'found by tests', mutant, by)
}
console.log(Object.fromEntries(ends))
