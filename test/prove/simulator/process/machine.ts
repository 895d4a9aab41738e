/**
 * Four processes of the true program: one writes, a rival writes, too, one holds readers, and one, which nothing
 * befalls, tells what is on the disk. They outlive a run: starting them takes longer than a run does.
 */
import { createSlot, restart } from './slot.js'
import type { Slot } from './slot.js'
import { startEngine } from './engine.js'
import type { Engine } from './engine.js'
import { createWorld } from '../world/world.js'
import type { World } from '../world/world.js'
import { calm } from './weather.js'

export interface Program {
  readonly slot: Slot
  readonly engine: Engine
}

export interface Machine {
  readonly writer: Program
  readonly rival: Program
  readonly reader: Program
  readonly oracle: Program
}

/** @param code what `bundleEngine` made */
export function createMachine(code: string): Machine {
  const world = createWorld(0)
  const program = (name: string): Program => {
    const slot = createSlot(name, world)
    return { slot, engine: startEngine(code, slot) }
  }
  return { writer: program('writer'), rival: program('rival'), reader: program('reader'), oracle: program('oracle') }
}

/** Puts the programs onto another machine. */
export function moveTo(machine: Machine, world: World): void {
  for (const { slot } of Object.values(machine) as Program[]) {
    slot.world = world
    slot.weather = calm()
    slot.onNames = () => undefined
    restart(slot)
  }
}
