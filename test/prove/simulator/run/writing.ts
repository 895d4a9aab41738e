/** Calls that write, whatever befalls them: afterwards the commit before stands, or the one that was asked for. */
import type { BuildReport } from '../../../../src/indexing/types.js'
import { readCommit, keyOn } from '../oracle/commit.js'
import type { Commit } from '../oracle/commit.js'
import { readingOf } from '../oracle/expected.js'
import { judge } from '../oracle/judge.js'
import type { Task } from '../oracle/judge.js'
import { diskAfterPowerCut, endProcess, indexDir, sourceDir, violate } from '../world/world.js'
import { sourceFiles } from '../world/sources.js'
import { restart, setWeather } from '../process/slot.js'
import { calm, drawWeather } from '../process/weather.js'
import type { Program } from '../process/machine.js'
import { addEvents } from './events.js'
import { checkAll } from './checking.js'
import { call, requireExplained } from './outcome.js'
import type { Outcome } from './outcome.js'
import { beginWindow, standing } from './run.js'
import type { Run } from './run.js'

interface Manner {
  /** Nothing befalls it. */
  readonly isCalm?: boolean
}

type Work = (program: Program, signal: AbortSignal) => unknown

export async function write(run: Run, task: Task, { isCalm = false }: Manner = {}): Promise<boolean> {
  const { world, machine } = run
  const program = machine.writer
  // What a damaged disk says of itself is nothing to go by.
  const before = run.isHealing ? run.last : (run.last = standing(run))
  beginWindow(run)
  const { boot } = world
  const controller = new AbortController()
  const weather = isCalm ? calm() : drawWeather(world.random, 0.85)
  if (!isCalm) addEvents(run, program.slot, weather, controller)
  setWeather(program.slot, weather)
  run.tasks.set(program.slot, task)
  const outcome = await call(program.slot, nameOf(task), () => workOf(run, task)(program, controller.signal))
  run.tasks.delete(program.slot)
  await settle(run)
  judgeOutcome(run, before, task, outcome, controller.signal.aborted)
  updatePossible(run, outcome, boot)
  requireClosed(run, program)
  // A command that was refused something ends. A lock that it could not remove is free only then.
  if (weather.struck) endProcess(program.slot.process)
  for (const each of Object.values(machine) as Program[]) if (!each.slot.process.isAlive) revive(run, each)
  setWeather(program.slot, calm())
  if (!world.isDamaged && world.random.chance(0.4)) requireDurable(run)
  return outcome.value !== undefined && !outcome.isEnded
}

/** Waits for what was started in between, which may start more. */
async function settle(run: Run): Promise<void> {
  while (run.waiting.length > 0) await run.waiting.shift()
}

export function revive(run: Run, { slot }: Program): void {
  restart(slot)
  if (slot === run.machine.reader.slot) run.readers = []
}

const nameOf = (task: Task): string => JSON.stringify(task)

function workOf(run: Run, task: Task): Work {
  const onProblem = ({ path }: { path: string }): void => {
    const place = path.replace(/:\d+$/, '')
    run.problems.push(place === sourceDir ? '' : place)
  }
  switch (task.kind) {
    case 'sync':
      return ({ engine }, signal) =>
        engine.buildIndex({
          paths: [sourceDir],
          dir: indexDir,
          jobs: 1,
          force: task.isForced === true,
          signal,
          onProblem,
        })
    case 'compact':
      return ({ engine }, signal) => engine.compactIndex(indexDir, { jobs: 1, signal })
    case 'teach':
      return ({ engine }) => engine.addWords(indexDir, task.words)
    case 'forget':
      return ({ engine }) => engine.removeWords(indexDir, task.words)
  }
}

function judgeOutcome(
  run: Run,
  before: Commit | undefined,
  task: Task,
  outcome: Outcome<unknown>,
  isAborted: boolean,
): void {
  const { world, machine } = run
  const { slot } = machine.writer
  const key = keyOn(world.disk)
  const isKnown = run.possible.has(key) || run.fresh.some((commit) => commit.key === key)
  if (!isKnown && !world.isDamaged)
    violate(world, `after ${task.kind} neither the commit before nor one that was made stands`)
  const reasons = [
    ...(before === undefined || keyOn(world.disk) === '' ? ['INDEX_MISSING'] : []),
    ...(isAborted ? ['INTERRUPTED'] : []),
    ...(run.fresh.length > 0 || [...slot.weather.events].length > 0 ? ['INDEX_LOCKED'] : []),
    ...(world.isDamaged ? ['INDEX_DAMAGED', 'INDEX_VERSION'] : []),
  ]
  requireExplained(slot, task.kind, outcome, reasons)
  if (outcome.error !== undefined || outcome.isEnded) return
  if (world.isDamaged) return
  const last = run.fresh.at(-1) ?? before
  if (key !== (last?.key ?? '')) violate(world, `the commit of ${task.kind} is lost, though it was acknowledged`)
  if (last !== undefined && run.fresh.length === 0) requireNothingMissed(run, last, task)
  if (task.kind === 'sync' && last !== undefined) {
    requireCounts(run, last, outcome.value as BuildReport)
    if (!slot.weather.struck) requireTold(run, outcome.value as BuildReport)
  }
  if (world.random.chance(0.15)) checkAll(run)
}

/** Only what was acknowledged, or found after a power cut, stands for good. */
export function updatePossible(run: Run, { value, isEnded }: Outcome<unknown>, boot: number): void {
  const key = keyOn(run.world.disk)
  const isCertain = (value !== undefined && !isEnded) || run.world.boot !== boot
  run.possible = isCertain ? new Set([key]) : new Set([...run.possible, ...run.fresh.map((commit) => commit.key), key])
}

/** No commit was made: then there was nothing to commit. */
function requireNothingMissed({ world, versions, problems }: Run, last: Commit, task: Task): void {
  const manifest = { ...last.manifest, generation: last.manifest.generation + 1 }
  const wrong = judge(last, { ...last, manifest }, task, { versions, problems })
  if (wrong !== undefined) violate(world, `${task.kind} leaves something out: ${wrong}`)
}

function requireCounts({ world, fresh }: Run, last: Commit, { articles }: BuildReport): void {
  const count = [...last.articles.values()].reduce((sum, list) => sum + list.length, 0)
  if (fresh.length <= 1 && articles !== count)
    violate(world, `the report says ${articles} articles, the index holds ${count}`)
}

/** Parts that can't be read are counted, whether their file changed or not. */
function requireTold({ world, versions, fresh }: Run, { failed }: BuildReport): void {
  if (fresh.length > 1 || [...versions.values()].some((contents) => contents.length > 1)) return
  const all = [...sourceFiles(world)].reduce((sum, [path, bytes]) => sum + readingOf(path, bytes).problems, 0)
  if (failed !== all) violate(world, `the report says ${failed} problems, the files have ${all}`)
}

/** What was acknowledged outlives a power cut; what failed, or was killed, is whole or not there. */
function requireDurable(run: Run): void {
  const { world, machine, possible } = run
  const disk = diskAfterPowerCut(world)
  if (!possible.has(keyOn(disk))) violate(world, 'an acknowledged commit would be lost by a power cut')
  else readCommit(machine.oracle, disk)
}

/** A call that is over holds no file open; what ended holds none by itself. */
function requireClosed({ world }: Run, { slot }: Program): void {
  if (!slot.process.isAlive) return
  const open = [...slot.handles.values()].filter(({ path }) => path.startsWith('/sim/'))
  if (open.length > 0) violate(world, `left open: ${open.map(({ path }) => path).join()}`)
}
