import { beforeAll, describe, expect, it } from 'vitest'
import { countPlaces, findPlanted, plantedFaults } from './planted/run.js'
import { proveSimulator } from './simulator/index.js'
import { bundleEngine } from './simulator/process/bundle.js'
import { createMachine } from './simulator/process/machine.js'
import { runSeed } from './simulator/run/run-seed.js'
import { volume } from '../support/volume.js'

beforeAll(() => {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  return () => {
    Error.stackTraceLimit = limit
  }
})

describe('the simulated engine', () => {
  it('keeps every promise in runs that are the same each time', async () => {
    const all = volume(8, 25)
    const { seeds, violations } = await proveSimulator({ seed: 1, until: { seeds: all } })
    expect({ seeds, violations }).toEqual({ seeds: all, violations: [] })
  })

  it('keeps every promise in runs of other seeds', async () => {
    const { violations } = await proveSimulator({ seed: 1_700_000_000, until: { seeds: volume(12, 50) } })
    expect(violations, 'replay with: npm run prove -- --seed').toEqual([])
  })

  it('runs bit for bit as before from the same seed, alone and after others', async () => {
    const seeds = volume(4, 8)
    const code = await bundleEngine()
    const machine = createMachine(code)
    const digests: string[] = []
    for (let seed = 1; seed <= seeds; seed++) digests.push((await runSeed(machine, seed)).digest)
    for (const seed of [seeds, 3]) {
      expect((await runSeed(createMachine(code), seed)).digest).toBe(digests[seed - 1])
      expect((await runSeed(machine, seed)).digest).toBe(digests[seed - 1])
    }
    expect(new Set(digests).size).toBe(seeds)
  })
})

describe('planted faults', () => {
  it('are found, as one of them shows', async () => {
    const [first] = plantedFaults
    expect((await findPlanted(first!, 1, 500)).seeds).toBeDefined()
  })

  it('still fit the sources that they are planted into, each in one place', () => {
    const places = plantedFaults.map((fault) => [fault.name, countPlaces(fault)])
    expect(places.filter(([, count]) => count !== 1)).toEqual([])
  })

  it('that fit no source are an error', async () => {
    const fault = { file: 'atomic.ts', from: 'what stands nowhere', to: '' }
    await expect(bundleEngine([fault])).rejects.toThrow('not in the engine')
  })
})
