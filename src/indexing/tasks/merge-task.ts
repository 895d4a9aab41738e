/** Merges segments into one. */
import { forgetBuilder } from '../../storage/segment/builder/segment-builder.js'
import { withSegments } from '../../storage/commit/snapshot.js'
import { mergeSegments } from '../../storage/segment/merge/merge.js'
import type { Moves } from '../../storage/segment/moves.js'
import { nodeFileSystem, type FileSystem } from '../../storage/store/file-system.js'

export interface MergeInput {
  readonly path: string
  readonly deleted?: Uint8Array
  readonly moves?: Moves
}

export interface MergeTask {
  readonly inputs: readonly MergeInput[]
  readonly output: string
  /** Total size of the inputs. */
  readonly bytes: number
}

export interface MergeTaskResult {
  readonly bytes: number
  readonly articles: number
}

export function runMergeTask({ inputs, output }: MergeTask, fs: FileSystem = nodeFileSystem): MergeTaskResult {
  forgetBuilder()
  return withSegments(fs, inputs, 'stream', (segments) => {
    const { table, bytes } = mergeSegments(segments, fs, output)
    return { bytes, articles: table.articles }
  })
}
