/** What the steps of one build share. */
import type { Manifest } from '../storage/segment/manifest.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import type { AnalyzerConfig } from '../text/analyzers/analyzers.js'
import type { Catalog } from '../storage/commit/catalog.js'
import type { CommitContext } from '../storage/commit/commit.js'
import type { LexiconState } from '../storage/commit/lexicon-state.js'
import type { RepeatedLines } from '../storage/commit/repeated-file.js'
import type { TaskRunner } from './threads/runner.js'
import type { FieldTypes } from '../text/own-fields.js'
import type { BuildOptions } from './types.js'

/** What an earlier commit left; empty before the first. */
export interface Previous {
  readonly manifest: Manifest | undefined
  readonly segments: readonly SegmentReader[]
  readonly catalog: Catalog
  readonly repeated: RepeatedLines
  readonly lexicon: LexiconState
}

/** The context of a build: its options, the last commit and the tools. */
export interface BuildContext extends CommitContext {
  readonly options: BuildOptions
  readonly analyzer: AnalyzerConfig
  /** The user's words as of this commit. */
  readonly lexicon: LexiconState
  /** Whether the texts of records are cleaned too. */
  readonly clean: boolean
  /** The collection's own fields, if any were declared. */
  readonly fields: FieldTypes | undefined
  readonly previous: Previous
  readonly runner: TaskRunner
  /** The last commit, even if nothing of it is kept; undefined before the first, and if it can't be read. */
  readonly last: Manifest | undefined
  /** The clock that dates source files. */
  readonly now: () => number
  /** `performance.now()` at the start. */
  readonly began: number
}
