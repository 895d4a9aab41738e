/** What a commit says of its roots, and back. */
import type { SourceEntry } from '../segment/manifest-values.js'
import { createLocator, rootsOf } from '../source/roots.js'
import type { SourcePlace, SourceRoot } from '../source/roots.js'

export interface RecordedRoots {
  readonly roots: readonly string[]
  readonly sources?: readonly SourceEntry[] | undefined
  readonly emptyRoots?: readonly string[] | undefined
}

/** The roots of a commit; of one by an older version, named as a new index would name them. */
export function recordedRoots({ roots, sources }: RecordedRoots): SourceRoot[] {
  if (sources === undefined) return rootsOf(roots)
  return roots.map((path, i) => ({ path, ...sources[i]! }))
}

/** What a commit is to say of its roots. */
export function toRecord(roots: readonly SourceRoot[]): { roots: string[]; sources: SourceEntry[] } {
  const entryOf = ({ kind, name, rules }: SourceRoot): SourceEntry => {
    return { kind, name, ...(rules && { rules: { ...rules } }) }
  }
  return { roots: roots.map(({ path }) => path), sources: roots.map(entryOf) }
}

/** Where the files of a commit lie, by their names in it. */
export function placesOf(recorded: RecordedRoots): (name: string) => SourcePlace | undefined {
  return createLocator(recordedRoots(recorded))
}
