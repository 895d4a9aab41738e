/** Orders files by root, then by path; articles of programs come first. The order depends only on names and roots. */
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
