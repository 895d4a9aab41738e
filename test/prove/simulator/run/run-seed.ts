/** One run: a machine, a folder, an index, and a handful of things that happen to them. A seed decides all of it. */
import { folderAt, lookUp } from '../disk/disk.js'
import type { Machine } from '../process/machine.js'
import { drawWeather } from '../process/weather.js'
import { teachable } from '../world/lexicon.js'
import { countFault, createWorld, endProcess, indexDir, losePower, violate } from '../world/world.js'
import type { World } from '../world/world.js'
import { keyOn } from '../oracle/commit.js'
import { checkSound } from './checking.js'
import { damageAndProbe } from './damaging.js'
import { openReader, refresh, searchReader } from './reading.js'
import { createRun, edit, standing } from './run.js'
import type { Run } from './run.js'
import { revive, write } from './writing.js'
import type { Program } from '../process/machine.js'

export interface SeedResult {
  readonly world: World
  readonly digest: string
  readonly simulatedMs: number
}

const steps: readonly (readonly [weight: number, step: (run: Run) => unknown])[] = [
  [6, (run) => editSome(run)],
  [8, (run) => write(run, { kind: 'sync' })],
  [3, (run) => write(run, { kind: 'teach', words: someWords(run) })],
  [1, (run) => write(run, { kind: 'forget', words: someWords(run).map(({ word }) => word) })],
  [3, (run) => write(run, { kind: 'compact' })],
  [1, (run) => write(run, { kind: 'sync', isForced: true })],
  [3, (run) => openReader(run, drawWeather(run.world.random, 0.6))],
  [5, (run) => searchReader(run, drawWeather(run.world.random, 0.6))],
  [2, refresh],
  [1, checkSound],
  [5, damageAndProbe],
  [2, restartMachine],
]

const total = steps.reduce((sum, [weight]) => sum + weight, 0)

export async function runSeed(machine: Machine, seed: number, listen?: (line: string) => void): Promise<SeedResult> {
  const world = createWorld(seed, listen)
  const run = createRun(world, machine)
  const began = world.clock.uptime()
  editSome(run)
  // Nothing can happen to an index that isn't there.
  if (world.random.chance(0.8)) await write(run, { kind: 'sync' }, { isCalm: world.random.chance(0.5) })
  const count = 3 + world.random.below(5)
  for (let at = 0; at < count && world.violations.length === 0; at++) {
    if (world.habit === 'journal') await goOn(run)
    await someOf(run)(run)
  }
  if (world.violations.length === 0) await finish(run)
  for (const { index } of run.readers) await index.close()
  return { world, digest: world.journal.digest(), simulatedMs: world.clock.uptime() - began }
}

/** An index lives long: most of its updates follow small changes of the same files, and nothing befalls them. */
async function goOn(run: Run): Promise<void> {
  for (let at = 1 + run.world.random.below(2); at > 0 && run.world.violations.length === 0; at--) {
    edit(run)
    await write(run, { kind: 'sync' }, { isCalm: run.world.random.chance(0.7) })
  }
}

function someOf({ world }: Run): (run: Run) => unknown {
  let left = world.random.below(total)
  for (const [weight, step] of steps) if ((left -= weight) < 0) return step
  throw new Error('unreachable')
}

function editSome(run: Run): void {
  const count = 1 + run.world.random.below(4)
  for (let i = 0; i < count; i++) edit(run)
}

function someWords({ world: { random } }: Run): { word: string }[] {
  return [{ word: random.pick(teachable) }]
}

/** Between two calls. */
function restartMachine(run: Run): void {
  const { world, machine } = run
  const { boot } = world
  if (world.random.chance(0.5)) losePower(world)
  else {
    countFault(world, 'kill')
    for (const { slot } of Object.values(machine) as Program[]) endProcess(slot.process)
  }
  for (const program of Object.values(machine) as Program[]) revive(run, program)
  const key = keyOn(world.disk)
  if (!run.possible.has(key)) violate(world, 'after a start neither the last commit stands nor one that was tried')
  if (world.boot !== boot) run.possible = new Set([key])
  run.last = standing(run)
}

/** In the end, on a calm day, the index is what the folder says, and nothing else lies about. */
async function finish(run: Run): Promise<void> {
  const { world, machine } = run
  const isDone = await write(run, { kind: 'sync' }, { isCalm: true })
  if (!isDone && world.violations.length === 0) violate(world, 'a calm sync fails')
  await checkSound(run)
  await openReader(run)
  await searchReader(run)
  const commit = standing(run)
  if (commit === undefined || lookUp(world.disk, indexDir) === undefined) return
  const named = machine.oracle.engine.filesOf(commit.manifest)
  // What a killed process had set aside stays as long as another process has its number.
  const isKept = (name: string): boolean => world.processes.some(({ pid }) => name === `write.lock.${pid}`)
  const names = [...folderAt(world.disk, indexDir).names.keys()]
  const left = names.filter((name) => !named.has(name) && !isKept(name))
  if (left.length > 0) violate(world, `left behind: ${left.join()}`)
}
