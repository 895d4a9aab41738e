/** `check` on what stands: it finds nothing on a sound disk, and counts as many articles as the commit has. */
import { setWeather } from '../process/slot.js'
import { calm } from '../process/weather.js'
import { indexDir, violate } from '../world/world.js'
import { countOf } from './reading.js'
import { call, requireExplained } from './outcome.js'
import { standing } from './run.js'
import type { Run } from './run.js'

export function checkAll(run: Run): void {
  const commit = standing(run)
  if (commit !== undefined) run.waiting.push(checkSound(run))
}

export async function checkSound(run: Run): Promise<void> {
  const { slot, engine } = run.machine.oracle
  const commit = standing(run)
  setWeather(slot, calm())
  const outcome = await call(slot, 'check', () => engine.checkIndex(indexDir))
  requireExplained(slot, 'check', outcome, commit === undefined ? ['INDEX_MISSING'] : [])
  if (commit === undefined || outcome.value === undefined) return
  const { ok, articles, problems } = outcome.value
  if (!ok) violate(run.world, `check finds on a sound disk: ${problems.join('; ')}`)
  if (articles !== countOf(commit)) violate(run.world, `check counts ${articles} articles, not ${countOf(commit)}`)
}
