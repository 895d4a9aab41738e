/** The end of a build: the commit, and the report. */
import { commit, commitBytes, removeLeftovers, type PendingSegment } from '../storage/commit/commit.js'
import { interrupted } from '../storage/commit/interrupted.js'
import { countArticles, type Manifest } from '../storage/segment/manifest.js'
import type { BuildContext } from './build-context.js'
import type { BuildReport } from './types.js'

/** The part of a report that doesn't follow from the index itself. */
export type Figures = Omit<BuildReport, 'articles' | 'seconds' | 'indexBytes'>

/** The part of a manifest that a commit doesn't determine itself. */
export type Base = Parameters<typeof commit>[3]

export function finish(
  context: BuildContext,
  segments: readonly PendingSegment[],
  sources: Parameters<typeof commit>[2],
  base: Base,
  figures: Figures,
): BuildReport {
  const { options } = context
  if (options.signal?.aborted === true) throw interrupted()
  options.onProgress?.({ stage: 'commit', done: 0, total: 1, unit: 'files' })
  return reportOn(context, commit(context, segments, sources, base), figures)
}

/** Removes leftover files and makes the report. */
export function reportOn({ fs, dir, began }: BuildContext, manifest: Manifest, figures: Figures): BuildReport {
  removeLeftovers(fs, dir, manifest)
  return {
    articles: countArticles(manifest),
    ...figures,
    seconds: (performance.now() - began) / 1000,
    indexBytes: commitBytes(fs, dir, manifest),
  }
}
