/** Bytes change behind the engine's back: then an answer is right or an error that names the damage, never wrong. */
import { copyDisk, fileAt, folderAt } from '../disk/disk.js'
import { damage, damageKinds } from '../disk/damage.js'
import type { FileNode } from '../disk/inode.js'
import { setWeather } from '../process/slot.js'
import { calm } from '../process/weather.js'
import { countFault, indexDir, violate } from '../world/world.js'
import { call, requireExplained } from './outcome.js'
import { ask, openReader } from './reading.js'
import { standing } from './run.js'
import type { Run } from './run.js'
import { write } from './writing.js'

/** A run as it was before its disk was damaged. */
type Before = Pick<Run, 'last' | 'possible'> & { readonly disk: Run['world']['disk'] }

/** Three times, each on what was sound before. */
export async function damageAndProbe(run: Run): Promise<void> {
  for (let round = 0; round < 3 && run.world.violations.length === 0; round++) await damageOnce(run)
}

async function damageOnce(run: Run): Promise<void> {
  const { world } = run
  const commit = standing(run)
  if (commit === undefined) return
  run.last = commit
  const before = { disk: copyDisk(world.disk), last: run.last, possible: run.possible }
  const names = [...folderAt(world.disk, indexDir).names.keys()].filter((name) => !name.startsWith('write.lock'))
  const node = (name: string): FileNode => fileAt(world.disk, `${indexDir}/${name}`)
  const kind = world.random.pick(damageKinds)
  const wanted = world.random.pick(names)
  const changed = damage(node(wanted), names.map(node), kind, world.random)
  countFault(world, `damage: ${kind}`)
  world.journal.note(`damage ${wanted}`)
  world.isDamaged = true
  // An earlier manifest of the same length, whose files all stand, is a commit that nothing tells from the last.
  const isEarlier = (name: string): boolean => kind === 'replaced' && name === 'manifest.json'
  const hurt = names.filter((name) => changed.includes(node(name)) && !isEarlier(name))
  await requireFound(run, hurt)
  await probe(run)
  if (world.random.chance(0.15)) await heal(run)
  else await restore(run, before)
}

/** `check` finds whatever a commit names and isn't as it was written. */
async function requireFound(run: Run, hurt: readonly string[]): Promise<void> {
  const { slot, engine } = run.machine.oracle
  const { world } = run
  const commit = standing(run)
  if (commit === undefined && !hurt.includes('manifest.json')) return
  setWeather(slot, calm())
  const outcome = await call(slot, 'check', () => engine.checkIndex(indexDir))
  requireExplained(slot, 'check', outcome, [])
  if (outcome.value?.ok === true && hurt.length > 0 && commit !== undefined) {
    const named = engine.filesOf(commit.manifest)
    const missed = hurt.filter((name) => named.has(name))
    if (missed.length > 0) violate(world, `check doesn't find the damage in ${missed.join()}`)
  }
}

async function probe(run: Run): Promise<void> {
  const { world, machine } = run
  const { slot, engine } = machine.reader
  setWeather(slot, calm())
  const key = run.last?.key ?? ''
  const outcome = await call(slot, 'open', () => engine.openIndex(indexDir))
  requireExplained(slot, 'open', outcome, ['INDEX_DAMAGED', 'INDEX_VERSION'])
  if (outcome.value === undefined) return
  for (let i = 0; i < 2; i++) await ask(run, { index: outcome.value, key, asked: 1 }, calm())
  await outcome.value.close()
  if (world.random.chance(0.3)) await write(run, { kind: world.random.pick(['sync', 'compact']) }, { isCalm: true })
}

/** Building anew needs nothing of what was damaged. */
async function heal(run: Run): Promise<void> {
  await forgetReaders(run)
  run.isHealing = true
  run.world.isDamaged = false
  const isDone = await write(run, { kind: 'sync', isForced: true }, { isCalm: true })
  run.isHealing = false
  if (!isDone) violate(run.world, "a damaged index can't be built anew")
  await openReader(run)
}

/** What wasn't safe before isn't safe now: a cut may still bring back the commit before. */
async function restore(run: Run, before: Before): Promise<void> {
  await forgetReaders(run)
  run.world.disk = before.disk
  run.world.isDamaged = false
  run.last = before.last
  run.possible = before.possible
}

/** Their files are those that were damaged. */
async function forgetReaders(run: Run): Promise<void> {
  for (const { index } of run.readers.splice(0)) await index.close()
}
