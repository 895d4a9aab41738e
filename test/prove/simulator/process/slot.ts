/**
 * Where one simulated process runs: its handles, what befalls its calls, and what is told of its end. A process that was
 * ended makes no further call: each throws, as nothing that runs after a kill reaches the disk.
 */
import { systemError } from '../disk/disk.js'
import type { Node } from '../disk/inode.js'
import { countFault, startProcess } from '../world/world.js'
import type { Process, World } from '../world/world.js'
import { calm, refusals } from './weather.js'
import type { CallKind, Refusal, Weather } from './weather.js'

/** Thrown to what goes on running in a process that has ended. */
export class Ended extends Error {}

export interface OpenFile {
  readonly node: Node
  readonly path: string
  position: number
  readonly isAppending: boolean
}

export interface Slot {
  readonly name: string
  world: World
  process: Process
  weather: Weather
  /** System calls since the weather was set, of each kind and together. */
  calls: Map<CallKind, number>
  /** The same since the latest rename; undefined before one. */
  callsBehind: Map<CallKind, number> | undefined
  steps: number
  /** The call before, and its number among those of its kind. */
  last: { readonly call: CallKind; readonly at: number } | undefined
  readonly handles: Map<number, OpenFile>
  /** Runs after a change of names: path of what was renamed, created or removed. */
  onNames: (path: string, what: 'create' | 'rename' | 'remove') => void
}

export function createSlot(name: string, world: World): Slot {
  const process = startProcess(world)
  return {
    name,
    world,
    process,
    weather: calm(),
    calls: new Map(),
    callsBehind: undefined,
    steps: 0,
    last: undefined,
    handles: new Map(),
    onNames: () => undefined,
  }
}

/** From now on this befalls its calls. */
export function setWeather(slot: Slot, weather: Weather): void {
  slot.weather = weather
  slot.calls = new Map()
  slot.callsBehind = undefined
  slot.steps = 0
  slot.last = undefined
}

/** Starts the program again after its process has ended. */
export function restart(slot: Slot): void {
  // The program's own data files stay open: its memory outlives the simulated process.
  for (const [handle, { path }] of slot.handles) if (!path.startsWith('/program/')) slot.handles.delete(handle)
  if (slot.process.isAlive) slot.process.isAlive = false
  slot.process = startProcess(slot.world)
}

/**
 * One system call begins: time passes, events happen, refusals strike.
 * @returns the refusal that makes the call do less than it was asked, or undefined
 * @throws the system's error, or {@link Ended}
 */
export function enter(slot: Slot, call: CallKind, path: string): Refusal | undefined {
  const { world, weather } = slot
  requireAlive(slot)
  // The program's own files: read when its memory needs them, which is not the same in every run of a seed.
  if (path.startsWith('/program/')) return undefined
  world.journal.operations.system++
  world.clock.pass(0.03)
  const { last } = slot
  const count = countCall(slot.calls, call)
  const countBehind = slot.callsBehind && countCall(slot.callsBehind, call)
  if (call === 'rename') slot.callsBehind = new Map()
  slot.last = { call, at: count }
  const event = weather.events.get(slot.steps++)
  const behind = weather.behind.find((one) => one.call === last?.call && one.at === last.at)
  for (const happens of [event, behind?.event]) {
    if (happens === undefined) continue
    happens()
    requireAlive(slot)
  }
  world.journal.note(`${slot.name} ${call} ${path}`)
  const refusal = refusalOf(slot, call, count, countBehind)
  if (refusal === undefined) return undefined
  countFault(world, refusal.name)
  if (refusal.code === undefined) return refusal
  weather.struck = true
  // The caller does what a failing call still does, and throws.
  return refusal
}

function countCall(calls: Map<CallKind, number>, call: CallKind): number {
  const count = calls.get(call) ?? 0
  calls.set(call, count + 1)
  return count
}

function refusalOf(
  { weather, world }: Slot,
  call: CallKind,
  count: number,
  countBehind: number | undefined,
): Refusal | undefined {
  const planned = weather.planned.find(({ at, refusal, isBehindRename }) => {
    return refusal.call === call && at === (isBehindRename ? countBehind : count)
  })
  if (planned !== undefined) return planned.refusal
  if (weather.shortness === 0 || (call !== 'read' && call !== 'write')) return undefined
  if (!world.random.chance(weather.shortness)) return undefined
  return refusals.find((refusal) => refusal.call === call && refusal.code === undefined)
}

export function requireAlive({ process }: Slot): void {
  if (!process.isAlive) throw new Ended('this process has ended')
}

export function refuse(refusal: Refusal | undefined, path: string): void {
  if (refusal?.code !== undefined) throw systemError(refusal.code, path)
}
