/**
 * What must not empty an index by mistake: no paths at all, a folder that isn't mounted just now, a pipe whose other end
 * failed. Only `force` takes the last articles.
 */
import { resolve } from 'node:path'
import { XunzhangError } from '../errors.js'
import { countArticles } from '../segment/manifest.js'
import type { Manifest } from '../segment/manifest.js'
import type { LiveSegment } from './live-segments.js'
import { countDeleted } from '../segment/deletions.js'
import type { BuildOptions } from './types.js'

type Asked = Pick<BuildOptions, 'paths' | 'force'>

/** @throws XunzhangError USAGE where nothing is given to index */
export function requirePaths({ paths, force }: Asked): void {
  if (paths.length > 0 || force === true) return
  throw new XunzhangError('NO_PATHS', {}, { where: 'paths' })
}

/**
 * @param emptyRoots given paths that hold nothing to read
 * @throws XunzhangError INPUT_MISSING where one of them held something at the last commit
 */
export function requireFullRoots(
  { force }: Asked,
  emptyRoots: readonly string[],
  last: Pick<Manifest, 'roots' | 'emptyRoots'> | undefined,
): void {
  if (force === true || last?.emptyRoots === undefined) return
  const held = last.roots.filter((root) => last.emptyRoots?.includes(root) === false)
  const emptied = emptyRoots.map((path) => resolve(path)).find((path) => held.includes(path))
  if (emptied !== undefined) throw new XunzhangError('PATH_EMPTIED', {}, { where: emptied })
}

/** @throws XunzhangError INPUT_MISSING where an update would take all articles of an index */
export function requireArticles(
  { paths, force }: Asked,
  segments: readonly LiveSegment[],
  last: Manifest | undefined,
): void {
  if (force === true || last === undefined) return
  const count = (total: number, { articles, deleted }: LiveSegment): number =>
    total + articles - (deleted === undefined ? 0 : countDeleted(deleted))
  if (segments.reduce(count, 0) > 0) return
  const before = countArticles(last)
  if (before > 0) throw new XunzhangError('ARTICLES_GONE', { count: before }, { where: paths.join(', ') })
}
