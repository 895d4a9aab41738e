/** What one run knows: the machine, the commits seen so far, open readers, and what the sources were lately. */
import type { SearchBackend as Index } from '../../../../src/library/types.js'
import { keyOn, readCommit, sharedId } from '../oracle/commit.js'
import type { Commit } from '../oracle/commit.js'
import { judge } from '../oracle/judge.js'
import type { Task } from '../oracle/judge.js'
import { fileAt, folderAt, lookUp } from '../disk/disk.js'
import { moveTo } from '../process/machine.js'
import type { Machine, Program } from '../process/machine.js'
import type { Slot } from '../process/slot.js'
import { editSources, sourceFiles } from '../world/sources.js'
import { indexDir, violate } from '../world/world.js'
import type { World } from '../world/world.js'

export interface OpenReader {
  readonly index: Index
  readonly key: string
  /** Questions under way, which nobody closes it under. */
  asked: number
}

export interface Run {
  readonly world: World
  readonly machine: Machine
  /** All commits that ever stood, by key. */
  readonly commits: Map<string, Commit>
  /** The commit that stood when the last name was changed. */
  last: Commit | undefined
  /** Keys of what may stand after a power cut: what was acknowledged last, and what was tried since. */
  possible: Set<string>
  /** Since the last call that writes began, the latest last. */
  fresh: Commit[]
  readers: OpenReader[]
  /** By path, each content that a file had since the last call that writes began. */
  versions: Map<string, (Uint8Array | undefined)[]>
  problems: string[]
  /** What each program is at. */
  readonly tasks: Map<Slot, Task>
  /** An index that was damaged is built anew. */
  isHealing: boolean
  /** Started within another call; awaited after it. */
  waiting: Promise<void>[]
}

export function createRun(world: World, machine: Machine): Run {
  moveTo(machine, world)
  const run: Run = {
    world,
    machine,
    commits: new Map(),
    last: undefined,
    possible: new Set(['']),
    fresh: [],
    readers: [],
    versions: new Map(),
    problems: [],
    tasks: new Map(),
    isHealing: false,
    waiting: [],
  }
  for (const program of [machine.writer, machine.rival]) {
    program.slot.onNames = (path, what) => watchNames(run, program, path, what)
  }
  return run
}

/** From here on the sources are watched for the next judgement. */
export function beginWindow(run: Run): void {
  run.versions = new Map(Array.from(sourceFiles(run.world), ([path, bytes]) => [path, [bytes]]))
  run.problems = []
  run.fresh = []
}

/** The author changes something. */
export function edit(run: Run): void {
  editSources(run.world)
  const now = sourceFiles(run.world)
  for (const path of new Set([...now.keys(), ...run.versions.keys()])) {
    const known = run.versions.get(path)
    const bytes = now.get(path)
    if (known === undefined) run.versions.set(path, [undefined, bytes])
    else if (known.at(-1) !== bytes) known.push(bytes)
  }
}

/** The commit that stands now. */
export function standing(run: Run): Commit | undefined {
  const key = keyOn(run.world.disk)
  return key === '' ? undefined : (run.commits.get(key) ?? readCommit(run.machine.oracle, run.world.disk))
}

function watchNames(run: Run, { slot }: Program, path: string, what: 'create' | 'rename' | 'remove'): void {
  if (!path.startsWith(`${indexDir}/`)) return
  if (!path.includes('write.lock')) requireLock(run, slot, `${what} ${path}`)
  if (what === 'rename' && path === `${indexDir}/manifest.json`) noticeCommit(run, slot)
}

/** Nobody changes the folder who doesn't hold the lock. A living process's lock that was set aside is held until it is put back. */
function requireLock({ world }: Run, slot: Slot, what: string): void {
  const names = lookUp(world.disk, indexDir) === undefined ? [] : [...folderAt(world.disk, indexDir).names.keys()]
  const locks = names
    .filter((name) => name.startsWith('write.lock'))
    .map((name) => ({ name, owner: ownerOn(world, name) }))
  const aside = locks.filter(({ name, owner }) => name !== 'write.lock' && owner !== undefined)
  const holders = aside.length > 0 ? aside : locks
  if (!holders.some(({ owner }) => owner === slot.process))
    violate(world, `${what} by ${slot.name}, process ${slot.process.pid}; locks: ${names.join()}`)
}

/** The living process that a lock names; a number may be given away again, and a torn name is nobody's. */
function ownerOn(world: World, name: string): World['processes'][number] | undefined {
  const content = Buffer.from(fileAt(world.disk, `${indexDir}/${name}`).content).toString()
  try {
    const owner = JSON.parse(content) as { readonly pid: number; readonly started: string }
    return world.processes.find(
      ({ isAlive, pid, started }) => isAlive && owner.pid === pid && owner.started === `boot-${world.boot}/${started}`,
    )
  } catch {
    return undefined
  }
}

/** A manifest got its name: what it names must be what was asked for, whatever happens next. */
function noticeCommit(run: Run, slot: Slot): void {
  const { world, machine } = run
  const commit = readCommit(machine.oracle, world.disk)
  if (commit === undefined) return
  const task = run.tasks.get(slot)
  const { versions, problems } = run
  // The engine says so where it can't read them any more.
  const areLost = problems.some((path) => path.startsWith(`${indexDir}/`))
  const before = areLost && commit.taught.length === 0 ? withoutWords(run.last) : run.last
  const wrong = task === undefined ? 'nobody asked' : judge(before, commit, task, { versions, problems })
  if (wrong !== undefined && !world.isDamaged) violate(world, `${slot.name}, ${task?.kind}: ${wrong}`)
  const shared = sharedId(commit)
  if (shared !== undefined && !world.isDamaged) violate(world, `two articles are called ${shared}`)
  run.commits.set(commit.key, commit)
  run.last = commit
  run.fresh.push(commit)
}

function withoutWords(commit: Commit | undefined): Commit | undefined {
  return commit && { ...commit, taught: [] }
}
