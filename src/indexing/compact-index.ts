/**
 * Work on an index without its sources: it is compacted into one segment, or as few as the format allows, without
 * deleted articles; or user words that were taught since the last run are applied.
 */
import { resolve } from 'node:path'
import { openAnalyzer, readUserWords, type AnalyzerConfig } from '../text/analyzers/analyzers.js'
import { machine, missingIndex, readManifest, type Environment } from '../storage/commit/snapshot.js'
import { joinWords, readLexiconState, type LexiconState } from '../storage/commit/lexicon-state.js'
import type { Manifest } from '../storage/segment/manifest.js'
import { requireAnalyzer } from './writer/transaction.js'
import type { PendingSegment } from '../storage/commit/commit.js'
import { requireFolder } from '../storage/commit/write-errors.js'
import { checkBuild } from './check-options.js'
import { finish, cleanedUp, whileLocked, openPrevious, type BuildContext, type Figures } from './build-context.js'
import { applyArticleChanges, createArticleChanges, liveSegments } from './scan/old-articles.js'
import { retokenizeArticles } from './scan/settle-changes.js'
import { fewestSegments, mergeUntilStable } from './merging.js'
import { sumOfBlocks } from './tasks/block-tally.js'
import type { BuildOptions, BuildReport } from './types.js'

type Options = Omit<BuildOptions, 'paths' | 'dir'>

/**
 * Merges an index into one segment and drops deleted articles for good.
 * @throws XunzhangError INDEX_MISSING, INDEX_LOCKED, INDEX_DAMAGED, DISK_FULL, NOT_WRITABLE
 */
export async function compactIndex(
  dir: string,
  options: Options = {},
  environment: Environment = machine,
): Promise<BuildReport> {
  checkBuild({ ...options, dir, paths: [] })
  return rewrite(
    dir,
    options,
    environment,
    (lexicon, { analyzer }) => ({ lexicon, analyzer }),
    (context) => fewestSegments(context, liveSegments(context.previous)),
  )
}

/**
 * Cuts the articles anew that hold words which were taught or removed since the last run.
 * @throws XunzhangError as {@link compactIndex}; INDEX_ANALYZER, LEXICON_INVALID
 */
export async function applyWords(dir: string, options: Options, environment: Environment): Promise<BuildReport> {
  const teach: Teach = ({ taught, applied }, manifest) => {
    requireAnalyzer({ ...cutterOf(manifest), words: applied }, manifest, dir)
    const words = joinWords(manifest.lexicon === '' ? [] : readUserWords(manifest.lexicon), taught)
    const { id } = openAnalyzer({ ...cutterOf(manifest), words })
    return { lexicon: { taught, applied: words }, analyzer: id }
  }
  return rewrite(dir, options, environment, teach, async (context) => {
    const { previous } = context
    const changes = createArticleChanges()
    const retokenized = await retokenizeArticles(context, changes)
    const old = applyArticleChanges(liveSegments(previous), previous.segments, changes)
    return mergeUntilStable(context, [...old, ...retokenized])
  })
}

/** Decides the user's words and the analyser of the new commit by those of the last one. */
type Teach = (last: LexiconState, manifest: Manifest) => { readonly lexicon: LexiconState; readonly analyzer: string }

const cutterOf = ({ tokenizer, lexicon }: Manifest): Pick<AnalyzerConfig, 'tokenizer' | 'lexicon'> => {
  return { tokenizer: tokenizer as AnalyzerConfig['tokenizer'], lexicon }
}

async function rewrite(
  dir: string,
  options: Options,
  environment: Environment,
  teach: Teach,
  work: (context: BuildContext) => Promise<PendingSegment[]>,
): Promise<BuildReport> {
  // Checked here because `whileLocked` would create the folder.
  requireFolder(dir)
  if (readManifest(environment.fileSystem, resolve(dir)) === undefined) throw missingIndex(dir)
  return whileLocked({ ...options, dir, paths: [] }, environment, async (folder) => {
    const manifest = readManifest(folder.fs, folder.dir)
    if (manifest === undefined) throw missingIndex(dir)
    const { clean, fields } = manifest
    const { lexicon, analyzer } = teach(readLexiconState(folder.fs, folder.dir, manifest), manifest)
    const previous = openPrevious(folder, false, lexicon)
    const config = { ...cutterOf(manifest), words: lexicon.applied }
    const context = { ...folder, analyzer: config, lexicon, clean, fields, previous }
    return cleanedUp(context, async () => {
      const segments = await work(context)
      const { words: _, ...kept } = manifest
      const base = { ...kept, generation: manifest.generation + 1, analyzer }
      const { catalog, repeated } = previous
      return finish(context, segments, { files: catalog.values(), repeated, lexicon }, base, noChanges)
    })
  })
}

const noChanges: Figures = {
  ...{ added: 0, updated: 0, removed: 0, skipped: 0, failed: 0, bytes: 0 },
  ...{ roots: [], problems: [], sites: [], leftOut: [] },
  blocksLeftOut: sumOfBlocks([]),
}
