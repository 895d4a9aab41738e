/** The order of files: articles of programs, then by root, then by path. It follows from the names and roots alone. */
import type { SourceRoot } from '../../source/roots.js'
import { givenPath } from '../../text/given-path.js'
import type { Scan } from './scan-roots.js'

export function rankFiles(
  paths: readonly string[],
  roots: readonly SourceRoot[],
  placeOf: Scan['placeOf'],
): ReadonlyMap<string, number> {
  const byRoot = new Map(roots.map((root, i) => [`${root.path}\0${root.name}`, i]))
  const rootOf = (path: string): number => {
    const root = path === givenPath ? undefined : placeOf(path)?.root
    return root === undefined ? -1 : (byRoot.get(`${root.path}\0${root.name}`) ?? -1)
  }
  const placed = paths.map((path) => ({ path, root: rootOf(path) }))
  placed.sort((a, b) => a.root - b.root || (a.path < b.path ? -1 : 1))
  return new Map(placed.map(({ path }, rank) => [path, rank]))
}
