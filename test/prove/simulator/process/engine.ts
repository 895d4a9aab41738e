/** The engine in a simulated process: its own memory, and the simulated machine in place of Node's. */
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'
import type * as Doors from './doors.js'
import { createNodeFs, loudly } from './node-fs.js'
import { requireAlive } from './slot.js'
import type { Slot } from './slot.js'

export type Engine = typeof Doors

const require = createRequire(import.meta.url)
const parameters = [
  'require',
  'module',
  'exports',
  'process',
  'performance',
  'setImmediate',
  'setTimeout',
  'Atomics',
  'Date',
]

/** @param slot whose machine the engine sees, now and after it was given another */
export function startEngine(code: string, slot: Slot): Engine {
  const module = { exports: {} }
  const modules: Record<string, unknown> = {
    'node:fs': createNodeFs(slot),
    'node:fs/promises': loudly({}, 'node:fs/promises'),
    'node:os': { hostname: () => 'simulated', availableParallelism: () => 1 },
    'node:timers/promises': { setImmediate: async () => undefined },
    'node:worker_threads': loudly({}, 'node:worker_threads'),
  }
  const load = (name: string): unknown => modules[name] ?? require(name)
  const run = compileFunction(code, parameters) as (...values: unknown[]) => void
  run(
    load,
    module,
    module.exports,
    processOf(slot),
    { now: () => slot.world.clock.uptime() },
    (call: () => void) => queueMicrotask(call),
    () => {
      throw new Error('the simulator has no setTimeout')
    },
    atomicsOf(slot),
    dateOf(slot),
  )
  return module.exports as Engine
}

function processOf(slot: Slot): NodeJS.Process {
  const kill = (pid: number): true => {
    if (slot.world.processes.some((one) => one.pid === pid && one.isAlive)) return true
    throw Object.assign(new Error('no such process'), { code: 'ESRCH' })
  }
  const hrtime = (): [number, number] => {
    const milliseconds = slot.world.clock.uptime()
    return [Math.floor(milliseconds / 1e3), (milliseconds % 1e3) * 1e6]
  }
  return Object.create(process, {
    pid: { get: () => slot.process.pid },
    kill: { value: kill },
    hrtime: { value: hrtime },
    platform: { value: 'linux' },
  }) as NodeJS.Process
}

/** Waiting takes simulated time alone. */
function atomicsOf(slot: Slot): typeof Atomics {
  const wait = (_: unknown, __: number, ___: number, milliseconds: number): string => {
    requireAlive(slot)
    slot.world.clock.pass(milliseconds)
    return 'timed-out'
  }
  return Object.create(Atomics, { wait: { value: wait } }) as typeof Atomics
}

function dateOf(slot: Slot): DateConstructor {
  return class extends Date {
    constructor(...values: []) {
      if (values.length === 0) super(slot.world.clock.now())
      else super(...values)
    }
    static override now(): number {
      return slot.world.clock.now()
    }
  } as unknown as DateConstructor
}
