/** Proves the engine by simulation: seed after seed until time is up, or until a promise is broken. */
import { bundleEngine } from './process/bundle.js'
import { createMachine } from './process/machine.js'
import { runSeed } from './run/run-seed.js'

export interface SimulatorFigures {
  seeds: number
  systemCalls: number
  engineCalls: number
  simulatedSeconds: number
  seconds: number
  faults: Record<string, number>
  /** One line for each seed that broke a promise. */
  violations: string[]
}

export interface ProveOptions {
  /** The first; the others follow it. */
  readonly seed: number
  /** When to stop, on the scale of `performance.now()`; or after how many seeds. */
  readonly until: number | { readonly seeds: number }
  readonly report?: (line: string) => void
}

export async function proveSimulator({ seed, until, report }: ProveOptions): Promise<SimulatorFigures> {
  const machine = createMachine(await bundleEngine())
  const began = performance.now()
  const figures: SimulatorFigures = {
    seeds: 0,
    systemCalls: 0,
    engineCalls: 0,
    simulatedSeconds: 0,
    seconds: 0,
    faults: {},
    violations: [],
  }
  const isOver = (): boolean => (typeof until === 'number' ? performance.now() >= until : figures.seeds >= until.seeds)
  for (let next = seed; !isOver(); next++) {
    const { world, simulatedMs } = await runSeed(machine, next)
    figures.seeds++
    figures.systemCalls += world.journal.operations.system
    figures.engineCalls += world.journal.operations.engine
    figures.simulatedSeconds += simulatedMs / 1e3
    for (const [kind, count] of world.faults) figures.faults[kind] = (figures.faults[kind] ?? 0) + count
    for (const what of world.violations) figures.violations.push(`seed ${next}: ${what}`)
    for (const what of world.violations) report?.(`seed ${next}: ${what}`)
    figures.seconds = (performance.now() - began) / 1e3
    if (figures.seeds % 1000 === 0) report?.(`${figures.seeds} seeds, ${Math.round(figures.seconds)} s`)
    // A run of hours may be cut short.
    if (figures.seeds % 10_000 === 0) report?.(JSON.stringify(figures))
  }
  return figures
}
