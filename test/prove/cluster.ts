/**
 * Two who push and two who read, on a modelled cluster, interleaved at every request; requests and answers are lost,
 * fail, come twice and late; pushes are killed, or stand still until their lease is over and then go on. Whatever is
 * read must be what some push had made that was the last when the answer was asked for or given. At the end, all is
 * still: one more push, and the collection holds exactly what it should, and nothing else.
 *
 * A seed decides everything: `proveCluster({ seed, until: () => … })` with one seed replays it step by step.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClusterClient } from '../../src/cluster/client.js'
import { isCommitted } from '../../src/cluster/generations.js'
import { headId, type CollectionHead } from '../../src/cluster/head.js'
import { versionAt } from '../../src/cluster/generations.js'
import type { PlaceVersion } from '../../src/cluster/point.js'
import { isXunzhangError } from '../../src/base/errors.js'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import { openWith } from '../../src/library/cluster-door.js'
import { createClusterModel } from '../cluster/support/model.js'
import { createRandom, type Random } from '../cluster/support/random.js'
import {
  access,
  address,
  answersOf,
  articlesOf,
  contentOf,
  queries,
  states,
  surroundingsOf,
  undisturbed,
  writeState,
  type Answers,
} from './cluster/states.js'
import { createWorld, type Actor, type World } from './cluster/world.js'

export interface ClusterProof {
  /** The first seed; each run takes the next. */
  readonly seed: number
  /** Asked before each run, with the number of those done: true ends it. */
  readonly until: (runs: number) => boolean
  /** Told of each run that went wrong: what, and the seed that replays it. */
  readonly report?: (failure: { readonly seed: number; readonly what: string }) => void
}

export interface ClusterFigures {
  readonly runs: number
  readonly failures: number
  /** Requests, reads compared, pushes committed, refused, killed, stalled…, and each kind of fault. */
  readonly counts: Readonly<Record<string, number>>
  /** One number for all that happened: equal for equal seeds. */
  readonly trace: number
}

export async function proveCluster({ seed, until, report }: ClusterProof): Promise<ClusterFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-prove-'))
  const counts: Record<string, number> = {}
  let [runs, failures, trace] = [0, 0, 0]
  try {
    const expected = await undisturbed(join(folder, 'news'))
    for (; !until(runs); runs++) {
      const world = createWorld(createClusterModel(), createRandom(seed + runs))
      const what = await run(world, createRandom(~(seed + runs)), folder, expected)
      for (const [name, count] of world.counts) counts[name] = (counts[name] ?? 0) + count
      trace = (Math.imul(trace, 31) + world.trace()) >>> 0
      if (what === undefined) continue
      failures++
      report?.({ seed: seed + runs, what })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { runs, failures, counts, trace }
}

interface Run {
  readonly world: World
  readonly random: Random
  readonly folder: string
  readonly expected: readonly Answers[]
  /** By the name of a push: the number of the state that it makes. */
  readonly made: Map<string, number>
  /** The pushes that were the last, one after the other; '' while there is none. */
  readonly heads: string[]
  readonly fail: (what: string) => void
}

const steps = 1500

/** @returns what went wrong first */
async function run(
  world: World,
  random: Random,
  folder: string,
  expected: readonly Answers[],
): Promise<string | undefined> {
  let failure: string | undefined
  const made = new Map<string, number>()
  const heads: string[] = ['']
  const fail = (what: string): void => void (failure ??= what)
  const simulated: Run = { world, random, folder, expected, made, heads, fail }
  world.watchers.push(() => {
    const head = headOf(world)
    if (head !== heads.at(-1)) {
      heads.push(head)
      requireContent(simulated, head)
    }
    world.ended.add(head)
  })
  const actors = [0, 1].map((number) => startPushing(simulated, number))
  for (const number of [0, 1]) startReading(simulated, number)
  for (let step = 0; step < steps && failure === undefined; step++) {
    if (!(await world.step(0.03))) break
    disturb(simulated, actors)
  }
  if (failure === undefined) await settle(simulated, actors)
  return failure
}

function headOf({ model }: World): string {
  const point = model.points('news.statistics')?.get(headId)
  return (point?.payload['head'] as { push?: string } | undefined)?.push ?? ''
}

/** Right at the commit: what the head makes visible is what its push was to make. */
function requireContent({ world, made, fail }: Run, push: string): void {
  const state = made.get(push)
  if (state === undefined) return
  const head = world.model.points('news.statistics')!.get(headId)!.payload['head'] as CollectionHead
  const shown = Array.from(world.model.points('news')!.values(), ({ payload }) => payload as unknown as Stored)
    .filter(({ since, until }) => isCommitted(since, head) && !(until !== undefined && isCommitted(until, head)))
    .map(({ path, id, article, places }) => `${path} ${id} ${(versionAt(places ?? [], head) ?? article).line}`)
  const [found, right] = [shown.sort().join(', '), contentOf(states[state]!).join(', ')]
  if (found !== right) fail(`${push} committed ${found} in place of ${right}`)
}

interface Stored {
  readonly path: string
  readonly id: string
  readonly since: number
  readonly until?: number
  readonly places?: readonly PlaceVersion[]
  readonly article: { readonly line: number }
}

interface Pusher {
  readonly number: number
  actor: Actor
  pushes: number
}

/** Pushes one state after the other; what it is killed in the middle of is begun anew under another name. */
function startPushing(run: Run, number: number): Pusher {
  const pusher: Pusher = { number, actor: { name: '', state: 'done' }, pushes: 0 }
  void beginPush(run, pusher, () => beginNext(run, pusher))
  return pusher
}

function beginNext(run: Run, pusher: Pusher): void {
  void beginPush(run, pusher, () => beginNext(run, pusher))
}

function beginPush(run: Run, pusher: Pusher, next: () => void, chosen?: number): Promise<string> {
  const { world, random, folder, made, fail } = run
  const state = chosen ?? random.below(states.length)
  const actor: Actor = { name: `push ${pusher.number}.${pusher.pushes++}`, state: 'running' }
  pusher.actor = actor
  const isForced = chosen === undefined && random.below(25) === 0
  const source = join(folder, String(pusher.number), 'news')
  writeState(source, states[state]!)
  made.set(actor.name, state)
  const client = createClusterClient(access, world.surroundings(actor))
  const surroundings = surroundingsOf(client, {
    now: world.now,
    newName: () => actor.name,
    every: (time, call) => world.every(actor, time, call),
    owner: { machine: 'simulated', pid: pusher.pushes * 2 + pusher.number, started: actor.name },
    // Half of the dead are seen to be dead; the others are waited for.
    mayRun: ({ started }) => !(run.world.counts.get(`dead ${started}`) ?? 0),
  })
  const options = { paths: [source], to: address, shards: 2, force: isForced, only: true }
  return pushCollection(options, surroundings).then(
    () => {
      // Killed at its last breath: another has begun in its place.
      if (actor.state === 'dead') return 'killed'
      world.count(isForced ? 'forced pushes committed' : 'pushes committed')
      if (!run.heads.includes(actor.name) && !isUnchanged(run, state)) fail(`${actor.name} ended, and was never seen`)
      actor.state = 'done'
      next()
      return ''
    },
    (error: unknown) => {
      if (actor.state === 'dead') return 'killed'
      const code = isXunzhangError(error) ? error.code : 'none'
      if (code !== 'INDEX_LOCKED' && code !== 'BACKEND') fail(`${actor.name}: ${String((error as Error).stack)}`)
      world.count(code === 'INDEX_LOCKED' ? 'pushes refused' : 'pushes failed')
      actor.state = 'dead'
      next()
      return String(error)
    },
  )
}

/** A push of what is there already commits nothing. */
function isUnchanged({ heads, made }: Run, state: number): boolean {
  return heads.some((head) => made.get(head) === state)
}

function startReading(run: Run, number: number): void {
  const { world, random } = run
  const actor: Actor = { name: `reader ${number}`, state: 'running' }
  const client = createClusterClient(access, world.surroundings(actor))
  const readAll = async (): Promise<never> => {
    for (;;) {
      const from = run.heads.length - 1
      try {
        const index = await openWith(client, false)
        for (let asked = 1 + random.below(4); asked > 0; asked--) await readOnce(run, index, actor)
      } catch (error) {
        const code = isXunzhangError(error) ? error.code : 'none'
        const isMissing = code === 'INDEX_MISSING' && run.heads.slice(from).includes('')
        if (code !== 'BACKEND' && !isMissing) run.fail(`${actor.name}: ${String((error as Error).stack)}`)
        world.count(isMissing ? 'reads before the first push' : 'reads failed')
        await client.read('GET', 'cluster').catch(() => undefined)
      }
    }
  }
  void readAll()
}

async function readOnce(run: Run, index: Awaited<ReturnType<typeof openWith>>, actor: Actor): Promise<void> {
  const { world, random, heads, made, expected, fail } = run
  const query = queries[random.below(queries.length)]!
  const from = heads.length - 1
  const answer = await answersOf(index, query)
  const possible = heads.slice(from).flatMap((head) => (made.has(head) ? [expected[made.get(head)!]!.get(query)!] : []))
  world.count('answers compared')
  if (possible.length > 1) world.count('answers overtaken by a commit')
  if (!possible.includes(answer))
    fail(
      `${actor.name} asked ${query} as of ${heads.slice(from).join(', ')}: ${answer} is none of ${possible.join(' ')}`,
    )
}

/** Kills pushes, and lets them stand still and go on. */
function disturb(run: Run, pushers: readonly Pusher[]): void {
  const { world, random } = run
  for (const pusher of pushers) {
    const { actor } = pusher
    const chance = random.below(1000)
    if (actor.state === 'running' && chance < 4) {
      actor.state = 'dead'
      if (random.below(2) === 0) world.count(`dead ${actor.name}`)
      world.count('pushes killed')
      beginNext(run, pusher)
    } else if (actor.state === 'running' && chance < 8) {
      actor.state = 'stalled'
      world.count('pushes stalled')
    } else if (actor.state === 'stalled' && chance < 3) actor.state = 'running'
  }
}

/** All who push are dead, and their leases over; then a last push must make exactly its state. */
async function settle(run: Run, pushers: readonly Pusher[]): Promise<void> {
  const { world, random, heads, expected, fail } = run
  for (const { actor } of pushers) actor.state = 'dead'
  world.pass(120_000)
  const state = random.below(states.length)
  let outcome: string | undefined
  const last: Pusher = { number: 9, actor: { name: '', state: 'done' }, pushes: 0 }
  void beginPush(run, last, () => undefined, state).then((text) => (outcome = text))
  while (outcome === undefined && (await world.step(0)));
  if (outcome !== '') return fail(`the last push: ${outcome}`)
  if (run.made.get(heads.at(-1)!) !== state) fail(`the head is of ${heads.at(-1)}`)
  const [points, articles] = [world.model.points('news')!.size, articlesOf(states[state]!)]
  if (points !== articles) fail(`${points} points are left of ${articles} articles`)
  const index = await openWith(createClusterClient(access, world.undisturbed()), false)
  for (const query of queries) {
    const [answer, right] = [await answersOf(index, query), expected[state]!.get(query)]
    if (answer !== right) fail(`at the end, ${query}: ${answer} is not ${right}`)
  }
}
