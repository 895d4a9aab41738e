/**
 * Prevents an index from being emptied by mistake: by missing paths, a folder that isn't mounted at the moment, or a
 * pipe whose other end failed. Only `force` removes the last articles.
 */
import { XunzhangError } from '../base/errors.js'
import { countArticles, type Manifest } from '../storage/segment/manifest.js'
import type { PendingSegment } from '../storage/commit/commit.js'
import { countDeleted } from '../storage/segment/deletions.js'
import type { SourceRoot } from '../source/roots.js'
import type { RecordedRoots } from '../storage/commit/recorded-roots.js'
import type { BuildOptions } from './types.js'

type Asked = Pick<BuildOptions, 'paths' | 'force' | 'forget'>

/**
 * @param empty roots that contain nothing to read
 * @throws XunzhangError INPUT_MISSING if one of them contained something at the last commit
 */
export function requireNoEmptiedRoot(
  { force }: Asked,
  empty: readonly SourceRoot[],
  last: RecordedRoots | undefined,
): void {
  if (force === true || last?.emptyRoots === undefined) return
  const held = last.roots.filter((root) => last.emptyRoots?.includes(root) === false)
  const emptied = empty.find(({ kind, path }) => kind !== 'file' && kind !== 'pipe' && held.includes(path))
  if (emptied !== undefined) throw new XunzhangError('SOURCE_GONE', { what: 'files' }, { where: emptied.path })
}

/** @throws XunzhangError INPUT_MISSING if an update would remove all articles of an index */
export function requireArticles(
  { paths, force, forget }: Asked,
  segments: readonly PendingSegment[],
  last: Manifest | undefined,
): void {
  if (force === true || forget !== undefined || last === undefined) return
  const count = (total: number, { articles, deleted }: PendingSegment): number =>
    total + articles - (deleted === undefined ? 0 : countDeleted(deleted))
  if (segments.reduce(count, 0) > 0) return
  const before = countArticles(last)
  if (before > 0)
    throw new XunzhangError(
      'SOURCE_GONE',
      { what: 'articles', count: before },
      { where: (paths.length > 0 ? paths : last.roots).join(', ') },
    )
}
