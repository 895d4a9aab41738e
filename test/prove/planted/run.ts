/** Whether the simulator finds what it is for: small mistakes, planted into a copy of the engine one at a time. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleEngine } from '../simulator/process/bundle.js'
import { createMachine } from '../simulator/process/machine.js'
import { runSeed } from '../simulator/run/run-seed.js'
import type { PlantedFault } from './fault.js'
import { commitFaults } from './commit.js'
import { segmentFaults } from './segment.js'
import { storeFaults } from './store.js'

export interface FaultFound {
  readonly name: string
  readonly file: string
  /** How many seeds it took; undefined where none showed it. */
  readonly seeds: number | undefined
  readonly violation: string
}

export const plantedFaults: readonly PlantedFault[] = [...storeFaults, ...commitFaults, ...segmentFaults]

/**
 * @param most seeds until a fault counts as not found
 * @throws Error where a seed breaks a promise without the fault, too: then it shows nothing
 */
export async function findPlanted(fault: PlantedFault, seed: number, most: number): Promise<FaultFound> {
  const machine = createMachine(await bundleEngine([fault]))
  const { name, file } = fault
  for (let seeds = 1; seeds <= most; seeds++) {
    const [violation] = (await runSeed(machine, seed + seeds - 1)).world.violations
    if (violation === undefined) continue
    const sound = await runSeed(createMachine(await bundleEngine()), seed + seeds - 1)
    if (sound.world.violations.length > 0) throw new Error(`seed ${seed + seeds - 1} breaks a promise by itself`)
    return { name, file, seeds, violation }
  }
  return { name, file, seeds: undefined, violation: '' }
}

const sources = fileURLToPath(new URL('../../../src', import.meta.url))

/** Where it could be planted: once, or the source has changed. */
export function countPlaces({ file, from }: PlantedFault): number {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) => basename(path) === file)
  return files.reduce((sum, path) => sum + readFileSync(join(sources, path), 'utf8').split(from).length - 1, 0)
}
