/** All that is proved, each part by a generator of cases of its own. */
import { proveForged } from './forged.js'
import { proveReaders } from './readers.js'
import { proveSimulator } from './simulator/index.js'

export interface Figures {
  /** What to print: plain figures by name. */
  readonly figures: object
  /** Broken promises. */
  readonly violations: readonly string[]
}

export type Part = (seed: number, until: number, report: (line: string) => void) => Promise<Figures>

export const parts: Readonly<Record<string, Part>> = {
  simulator: async (seed, until, report) => {
    const { violations, ...figures } = await proveSimulator({ seed, until, report })
    return { figures, violations }
  },
  forged: async (seed, until, report) => {
    const { violations, ...figures } = await proveForged({ seed, until, report })
    return { figures, violations }
  },
  readers: async (seed, until, report) => {
    const { violations, silentSeeds: _, ...figures } = await proveReaders({ seed, until, report })
    return { figures, violations }
  },
}
