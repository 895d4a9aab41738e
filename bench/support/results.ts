/** The results of a run of the benchmarks: one JSON file of figures, with the machine and the collection. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Machine } from './machine.js'
import { projectRoot } from './places.js'

/** One number that was measured, with every sample of it. */
export interface Figure {
  /** Name of the question it answers. */
  readonly question: string
  /** What was measured: ours, a peer, or a size of collection. A row of the report's table. */
  readonly row: string
  /** A column of the report's table. */
  readonly column: string
  /** As printed: `ms`, `s`, `MB`, `%`, or '' for counts. */
  readonly unit: string
  /** Which direction is better; `none` for figures that only describe. */
  readonly better: 'lower' | 'higher' | 'none'
  /** One value for each run. */
  readonly samples: readonly number[]
}

export interface DataFacts {
  readonly name: string
  readonly articles: number
  /** UTF-8 bytes of titles and texts. */
  readonly bytes: number
  readonly seed: number
}

/** What was not measured, and why. */
export interface Skipped {
  readonly question: string
  readonly what: string
  readonly why: string
}

export interface Results {
  readonly format: 1
  readonly date: string
  readonly machine: Machine
  readonly data: DataFacts
  readonly runs: number
  /** The command that repeats the run. */
  readonly command: string
  readonly peers: Readonly<Record<string, string>>
  readonly figures: readonly Figure[]
  readonly skipped: readonly Skipped[]
}

export const resultsFolder = join(projectRoot, 'bench/results')

/** The file of a run that starts now, unless `--out` names another. */
export function resultsFile(date: string): string {
  return join(resultsFolder, `${date.slice(0, 19).replaceAll(':', '-')}.json`)
}

export function writeResults(file: string, results: Results): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(results, undefined, 1)}\n`)
}

/** @throws Error if the file is not a results file of this format */
export function readResults(file: string): Results {
  const results = JSON.parse(readFileSync(file, 'utf8')) as Results
  if (results.format !== 1 || !Array.isArray(results.figures)) throw new Error(`${file}: no results of a benchmark`)
  return results
}

/** The results files in the results folder, oldest first. */
export function resultsFiles(): string[] {
  try {
    const names = readdirSync(resultsFolder).filter((name) => name.endsWith('.json'))
    return names.sort().map((name) => join(resultsFolder, name))
  } catch {
    return []
  }
}
