/** Converts roots to their record in a commit, and back. */
import type { SourceEntry } from '../segment/manifest-values.js'
import { createLocator, rootsOf, type SourcePlace, type SourceRoot } from '../../source/roots.js'

export interface RecordedRoots {
  readonly roots: readonly string[]
  readonly sources?: readonly SourceEntry[] | undefined
  readonly emptyRoots?: readonly string[] | undefined
}

/** The roots of a commit. If an older version wrote it, they are named as in a new index. */
export function recordedRoots({ roots, sources }: RecordedRoots): SourceRoot[] {
  if (sources === undefined) return rootsOf(roots)
  return roots.map((path, i) => ({ path, ...sources[i]! }))
}

/** The roots as a commit records them. */
export function toRecord(roots: readonly SourceRoot[]): { roots: string[]; sources: SourceEntry[] } {
  const entryOf = ({ kind, name, rules }: SourceRoot): SourceEntry => {
    return { kind, name, ...(rules && { rules: { ...rules } }) }
  }
  return { roots: roots.map(({ path }) => path), sources: roots.map(entryOf) }
}

/** A function from the name of a file in a commit to its place. */
export function createPlaceLookup(recorded: RecordedRoots): (name: string) => SourcePlace | undefined {
  return createLocator(recordedRoots(recorded))
}
