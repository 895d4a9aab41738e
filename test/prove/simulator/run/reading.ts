/** Readers: what each has opened stays as it was, and every answer is the reference's. */
import type { SearchBackend as Index } from '../../../../src/library/types.js'
import { keyOn, shownId } from '../oracle/commit.js'
import type { Commit } from '../oracle/commit.js'
import { wrongAnswer } from '../oracle/answers.js'
import { setWeather } from '../process/slot.js'
import { calm } from '../process/weather.js'
import type { Weather } from '../process/weather.js'
import { someOptions, someQuery } from '../world/queries.js'
import { indexDir, violate } from '../world/world.js'
import { call, requireExplained } from './outcome.js'
import type { OpenReader, Run } from './run.js'

const mostReaders = 3

export async function openReader(run: Run, weather: Weather = calm()): Promise<void> {
  const { slot, engine } = run.machine.reader
  if (!slot.process.isAlive) return
  setWeather(slot, weather)
  // Opening is done when the call returns: so what it opens is what stands now.
  const opening = call(slot, 'open', () => engine.openIndex(indexDir))
  const key = keyOn(run.world.disk)
  const outcome = await opening
  if (outcome.value !== undefined && !outcome.isEnded) {
    run.readers.push({ index: outcome.value, key, asked: 0 })
    const oldest = run.readers.findIndex(({ asked }) => asked === 0)
    if (run.readers.length > mostReaders) await run.readers.splice(oldest, 1)[0]!.index.close()
  } else requireExplained(slot, 'open', outcome, key === '' ? ['INDEX_MISSING'] : [])
}

/** A question to one of the open readers, however old. */
export async function searchReader(run: Run, weather: Weather = calm()): Promise<void> {
  if (run.readers.length === 0) return
  const reader = run.world.random.pick(run.readers)
  reader.asked++
  await ask(run, reader, weather)
  reader.asked--
}

export async function ask(run: Run, { index, key }: OpenReader, weather: Weather): Promise<void> {
  const { slot } = run.machine.reader
  if (!slot.process.isAlive) return
  setWeather(slot, weather)
  const { world } = run
  const [query, options] = [someQuery(world), someOptions(world)]
  const name = `search ${query} ${JSON.stringify(options)}`
  const outcome = await call(slot, name, () => index.search(query, options))
  const also = world.isDamaged ? ['INDEX_DAMAGED', 'INDEX_VERSION'] : []
  requireExplained(slot, name, outcome, also)
  const commit = run.commits.get(key)
  if (outcome.value === undefined || outcome.isEnded || commit === undefined) return
  const { total, hits } = outcome.value
  world.journal.note(`answer ${total}: ${hits.map(({ id, score }) => `${id} ${score}`).join()}`)
  const wrong = wrongAnswer(commit, query, options, outcome.value)
  if (wrong !== undefined) violate(world, `${name}: ${wrong}`)
  if (index.articleCount !== countOf(commit)) violate(world, `${index.articleCount} articles, not ${countOf(commit)}`)
  await fetchOne(run, index, commit)
}

export function countOf({ articles }: Commit): number {
  return [...articles.values()].reduce((sum, list) => sum + list.length, 0)
}

/** One article whole, and one that isn't there. */
async function fetchOne(run: Run, index: Index, commit: Commit): Promise<void> {
  const { world, machine } = run
  const all = [...commit.articles.values()].flat()
  if (all.length === 0) return
  const wanted = world.random.pick(all)
  const id = shownId(commit, wanted)
  const outcome = await call(machine.reader.slot, `get ${id}`, () => index.get(id))
  requireExplained(machine.reader.slot, 'get', outcome, world.isDamaged ? ['INDEX_DAMAGED', 'INDEX_VERSION'] : [])
  if (outcome.error !== undefined || outcome.isEnded) return
  const { title, body } = outcome.value ?? {}
  if (title !== wanted.texts[0] || body !== wanted.texts[1]) violate(world, `get ${id} gives ${title}: ${body}`)
}

/** Opens again what stands now; what was open says whether it is old. */
export async function refresh(run: Run): Promise<void> {
  const reader = run.readers.shift()
  if (reader === undefined) return openReader(run)
  const { slot } = run.machine.reader
  const outcome = await call(slot, 'isStale', () => reader.index.isStale())
  const isOld = reader.key !== keyOn(run.world.disk)
  if (outcome.value !== undefined && outcome.value !== isOld)
    violate(run.world, `stale: ${outcome.value}, not ${isOld}`)
  await reader.index.close()
  await openReader(run)
}
