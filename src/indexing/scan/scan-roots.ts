/** Scans the roots that an update examines, and determines what the next commit records about all roots. */
import { toRecord, type CatalogEntry, type RecordedRoots } from '../../storage/commit/catalog.js'
import { walkRoots } from '../../source/walk/walk.js'
import type { WalkResult } from '../../source/walk/types.js'
import { isInside } from '../../source/open-source.js'
import { createLocator, type SourceRoot } from '../../source/roots.js'
import { mostArticleBytes } from '../build-context.js'
import type { BuildOptions } from '../types.js'
import { planRoots, type RootPlan } from './plan-roots.js'
import { XunzhangError } from '../../base/errors.js'
import { countArticles, type Manifest } from '../../storage/segment/manifest.js'
import type { PendingSegment } from '../../storage/commit/commit.js'
import { countDeleted } from '../../storage/segment/moves.js'

export interface Scan
  extends
    Pick<WalkResult, 'files' | 'problems' | 'sites' | 'leftOut'>,
    Pick<RootPlan, 'roots' | 'isDue' | 'isSameFile' | 'rulesChanged'> {
  /** Finds the place of a file by its name in the index. */
  readonly placeOf: ReturnType<typeof createLocator>
  /** Whether an entry of the catalog is a file, or lies in a folder, that isn't available at the moment. */
  readonly mayBeThere: (entry: CatalogEntry) => boolean
  /** The roots as the next commit records them. */
  readonly record: ReturnType<typeof toRecord> & { readonly emptyRoots: readonly string[] }
}

interface LastCommit {
  readonly roots: RecordedRoots | undefined
  /** The names of its files; undefined if everything is read again. */
  readonly files: readonly string[] | undefined
}

/**
 * @param own the index's own folder as an absolute path; files in it are not sources
 * @throws XunzhangError USAGE, INPUT_MISSING
 */
export function scanRoots(options: Omit<BuildOptions, 'dir'>, last: LastCommit, now: number, own?: string): Scan {
  const bounds = { articleBytes: mostArticleBytes(options), own }
  let plan = planRoots(options, last.roots, last.files)
  let found = walkRoots(plan.walked, plan.roots, now, bounds)
  // A path that is given by name is read even if the root that contains it leaves it out.
  const unread = plan.covered.filter((path) => !found.files.some(({ absolute }) => isInside(absolute, path)))
  if (unread.length > 0) {
    plan = planRoots(options, last.roots, last.files, unread)
    found = walkRoots(plan.walked, plan.roots, now, bounds)
  }
  const { roots, walked } = plan
  requireNoEmptiedRoot(options, found.empty, last.roots)
  const record = { ...toRecord(roots), emptyRoots: emptyRoots(found, walked, last) }
  return { ...found, ...plan, record, placeOf: createLocator(roots), mayBeThere: unlistedIn(found, plan) }
}

/** The paths of empty roots. Roots that were not scanned or can't be listed are as before. */
function emptyRoots(found: WalkResult, walked: RootPlan['walked'], { roots: last, files }: LastCommit): string[] {
  const isWalked = (path: string): boolean => walked.some((root) => root.path === path)
  const before = (last?.emptyRoots ?? []).filter((path) => last!.roots.includes(path) && !isWalked(path))
  const heldNothing = ({ path }: SourceRoot): boolean =>
    files === undefined || last?.emptyRoots?.includes(path) === true
  const missing = found.unlisted.filter(({ inner, root }) => inner === '' && heldNothing(root))
  const empty = [...found.empty, ...missing.map(({ root }) => root)]
  return [...before, ...empty.filter(({ kind }) => kind !== 'pipe').map(({ path }) => path)]
}

function unlistedIn({ unlisted }: WalkResult, { roots }: RootPlan): Scan['mayBeThere'] {
  if (unlisted.length === 0) return () => false
  const placeOf = createLocator(roots)
  return ({ path }) => {
    const place = placeOf(path)
    return unlisted.some(({ root, inner }) => {
      if (place?.root.path !== root.path || place.root.name !== root.name) return false
      return inner === '' || place.inner === inner || place.inner.startsWith(`${inner}/`)
    })
  }
}

/*
 * Prevents an index from being emptied by mistake: by missing paths, a folder that isn't mounted at the moment, or a
 * pipe whose other end failed. Only `force` removes the last articles.
 */

type Asked = Pick<BuildOptions, 'paths' | 'force' | 'forget'>

/**
 * @param empty roots that contain nothing to read
 * @throws XunzhangError INPUT_MISSING if one of them contained something at the last commit
 */
function requireNoEmptiedRoot({ force }: Asked, empty: readonly SourceRoot[], last: RecordedRoots | undefined): void {
  if (force === true || last?.emptyRoots === undefined) return
  const held = last.roots.filter((root) => last.emptyRoots?.includes(root) === false)
  const emptied = empty.find(
    ({ kind, path, rules }) => kind !== 'file' && kind !== 'pipe' && rules?.allowEmpty !== true && held.includes(path),
  )
  if (emptied !== undefined) throw new XunzhangError('SOURCE_GONE', { what: 'files' }, { where: emptied.path })
}

/** @throws XunzhangError INPUT_MISSING if an update would remove all articles of an index */
export function requireArticles(
  { paths, force, forget }: Asked,
  roots: readonly SourceRoot[],
  segments: readonly PendingSegment[],
  last: Manifest | undefined,
): void {
  if (force === true || forget !== undefined || last === undefined) return
  if (roots.some(({ rules }) => rules?.allowEmpty === true)) return
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
