/** Reads what changed since the last commit into new segments, and marks articles that are gone as deleted. */
import { draftMark } from '../../storage/commit/catalog.js'
import type { CatalogEntry } from '../../storage/commit/catalog.js'
import type { PendingSegment } from '../../storage/commit/commit.js'
import type { RepeatedLines } from '../../storage/commit/repeated-file.js'
import type { BuildContext } from '../build-context.js'
import { sumOfBlocks } from '../tasks/block-tally.js'
import type { BuildReport } from '../types.js'
import { catalogEntries, isSameEntry } from './catalog-entries.js'
import { findChanges } from './find-changes.js'
import type { FoundChanges } from './find-changes.js'
import { findOldArticles } from './old-articles.js'
import { planFiles } from './plan-update.js'
import { readBatches } from './read-batches.js'
import type { Scan } from './scan-roots.js'
import { settleChanges } from './settle-changes.js'
import type { SettledChanges } from './settle-changes.js'
import { reportLists, requireReadable } from './tell.js'
import type { ReportLists } from './tell.js'

export type ChangeCounts = Pick<
  BuildReport,
  'added' | 'updated' | 'removed' | 'skipped' | 'failed' | 'bytes' | 'blocksLeftOut'
>

export interface Changes {
  /** The old segments with their deletions and moves, then the new ones. */
  readonly segments: readonly PendingSegment[]
  /** Files whose own IDs other files have too (`text/told-apart.ts`). */
  readonly toldApart: readonly string[]
  readonly files: readonly CatalogEntry[]
  /** The same object as in the last commit if nothing has changed. */
  readonly repeated: RepeatedLines
  readonly counts: ChangeCounts
  /** Whether nothing has changed since the last commit, not even the catalog. */
  readonly isNothing: boolean
  /** The roots as the new commit records them. */
  readonly record: Scan['record']
  readonly lists: ReportLists
}

export async function readChanges(context: BuildContext): Promise<Changes> {
  const { options, previous, last } = context
  options.onProgress?.({ stage: 'scan', done: 0, total: 1, unit: 'files' })
  const recorded = { ...previous, roots: last, isNew: previous.manifest === undefined }
  const found = await findChanges(options, recorded, context.now(), context.dir)
  const { toRead, gone, unchanged } = found
  const old = findOldArticles(previous.segments, new Set([...toRead, ...gone].map(({ path }) => path)))
  const planned = planFiles(toRead, old)
  const results = await readBatches(context, planned, found.repeated)
  const settled = await settleChanges(context, found, { old, planned, results })
  for (const { problems } of settled.units) for (const problem of problems) found.report(problem)
  requireReadable(options, { scan: found.scan, unchanged, units: settled.units, isHeld: old.size > 0 })
  return changesOf(context, found, settled)
}

function changesOf({ previous }: BuildContext, found: FoundChanges, settled: SettledChanges): Changes {
  const { scan, repeated, rest, unchanged, toRead, gone, problems } = found
  const { segments, toldApart, units } = settled
  const files = [...rest, ...unchanged, ...catalogEntries(toRead, units, previous.catalog)]
  const isSameFiles = gone.length === 0 && files.every((entry) => isSameEntry(entry, previous.catalog.get(entry.path)))
  return {
    segments,
    toldApart,
    repeated,
    files,
    counts: countsOf(found, settled),
    record: scan.record,
    lists: reportLists(scan, problems, files),
    isNothing: isSameFiles && settled.isNothing && repeated === previous.repeated,
  }
}

function countsOf({ scan, unchanged }: FoundChanges, { counts, units }: SettledChanges): ChangeCounts {
  // The problems of unchanged files were reported when they were read, but still count.
  const known = unchanged.reduce((sum, { problems }) => sum + (problems < draftMark ? problems : 0), 0)
  const failed = scan.problems.length + known + units.reduce((sum, unit) => sum + unit.problems.length, 0)
  const bytes = units.reduce((sum, unit) => sum + unit.bytes, 0)
  const blocksLeftOut = sumOfBlocks(units.map((unit) => unit.blocksLeftOut))
  return { ...counts, skipped: unchanged.length, failed, bytes, blocksLeftOut }
}
