/** A second program that wants to write, in the middle of what the first one does. */
import { setWeather } from '../process/slot.js'
import { calm } from '../process/weather.js'
import { indexDir, sourceDir } from '../world/world.js'
import { teachable } from '../world/lexicon.js'
import { call, requireExplained } from './outcome.js'
import type { Run } from './run.js'

/** It is told who writes, or writes itself. */
const mayBeRefused = ['INDEX_LOCKED', 'INDEX_MISSING'] as const

export async function rivalTeaches(run: Run): Promise<void> {
  const { slot, engine } = run.machine.rival
  if (!slot.process.isAlive || run.tasks.has(slot)) return
  const words = [{ word: run.world.random.pick(teachable) }]
  setWeather(slot, calm())
  run.tasks.set(slot, { kind: 'teach', words })
  const outcome = call(slot, 'rival teaches', () => engine.addWords(indexDir, words))
  // Teaching is done when the call returns: nothing of it is left to wait for.
  run.tasks.delete(slot)
  requireExplained(slot, 'rival teaches', await outcome, mayBeRefused)
}

export async function rivalSyncs(run: Run): Promise<void> {
  const { slot, engine } = run.machine.rival
  if (!slot.process.isAlive || run.tasks.has(slot)) return
  setWeather(slot, calm())
  run.tasks.set(slot, { kind: 'sync' })
  const onProblem = ({ path }: { path: string }): void => void run.problems.push(path.replace(/:\d+$/, ''))
  const outcome = await call(slot, 'rival syncs', () => {
    return engine.buildIndex({ paths: [sourceDir], dir: indexDir, jobs: 1, onProblem })
  })
  run.tasks.delete(slot)
  requireExplained(slot, 'rival syncs', outcome, mayBeRefused)
}
