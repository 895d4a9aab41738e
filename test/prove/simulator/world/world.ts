/** One simulated machine: a disk, a clock, its processes, and the chance that rules them. */
import { copyDisk, createDisk, makeFolderAt, syncNames } from '../disk/disk.js'
import type { Disk } from '../disk/disk.js'
import { cutPower } from '../disk/power-cut.js'
import { createClock } from './clock.js'
import type { Clock } from './clock.js'
import { createJournal } from './journal.js'
import type { Journal } from './journal.js'
import { createRandom } from './random.js'
import type { Random } from './random.js'

/** A process as the machine knows it. */
export interface Process {
  readonly pid: number
  /** Ticks since the boot. */
  readonly started: number
  isAlive: boolean
}

export interface World {
  disk: Disk
  readonly clock: Clock
  readonly random: Random
  readonly journal: Journal
  /** Faults and other events by kind, as often as they struck. */
  readonly faults: Map<string, number>
  processes: Process[]
  /** Another one after every start of the machine. */
  boot: number
  /** Records that the sources ever had: each has an id of its own. */
  records: number
  /** What the author mostly does: many files, or one that is kept line by line. */
  readonly habit: Habit
  /** Bytes were changed behind the engine's back: what it says of them may be that they are damaged. */
  isDamaged: boolean
  /** What broke a promise: the first ends the run. */
  readonly violations: string[]
}

export type Habit = 'folder' | 'journal'

export const sourceDir = '/sim/sources'
export const indexDir = '/sim/index'

export function createWorld(seed: number, listen?: (line: string) => void): World {
  const random = createRandom(seed)
  const habit = random.chance(0.3) ? 'journal' : 'folder'
  const disk = createDisk()
  makeFolderAt(disk, '/sim', 0)
  makeFolderAt(disk, sourceDir, 0)
  for (const folder of [disk.root, ...disk.root.names.values()]) if (folder.kind === 'folder') syncNames(folder)
  return {
    disk,
    clock: createClock(1_700_000_000_000 + random.below(1e9)),
    random,
    journal: createJournal(listen),
    faults: new Map(),
    processes: [],
    boot: 1,
    records: 0,
    habit,
    isDamaged: false,
    violations: [],
  }
}

export function countFault({ faults, journal }: World, kind: string): void {
  faults.set(kind, (faults.get(kind) ?? 0) + 1)
  journal.note(`fault ${kind}`)
}

/** @param what was promised and broken */
export function violate({ violations, journal }: World, what: string): void {
  violations.push(what)
  journal.note(`violation ${what}`)
}

/** Numbers of processes are given away again soon, so that a dead owner's number is often a living process's. */
export function startProcess(world: World): Process {
  const used = new Set(world.processes.filter(({ isAlive }) => isAlive).map(({ pid }) => pid))
  let pid = 100 + world.random.below(8)
  while (used.has(pid)) pid++
  const process = { pid, started: Math.floor(world.clock.uptime() * 10), isAlive: true }
  world.processes = [...world.processes.filter(({ isAlive }) => isAlive), process]
  return process
}

export function endProcess(process: Process): void {
  process.isAlive = false
}

/** The machine stops at once and starts again: nothing runs any more. */
export function losePower(world: World): void {
  countFault(world, 'power cut')
  cutPower(world.disk, world.random, (kind) => countFault(world, kind))
  for (const process of world.processes) process.isAlive = false
  world.processes = []
  world.boot++
}

/** What the disk would hold if the power failed now, without its failing. */
export function diskAfterPowerCut(world: World): Disk {
  const disk = copyDisk(world.disk)
  cutPower(disk, world.random, () => undefined)
  return disk
}
