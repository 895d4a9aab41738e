/** Merges segments into one. */
import { forgetBuilder } from '../../storage/segment/builder/segment-builder.js'
import { formatVersion } from '../../storage/segment/format.js'
import { mergeSegments } from '../../storage/segment/merge/merge.js'
import type { Moves } from '../../storage/segment/moves.js'
import { openSegment } from '../../storage/segment/reader.js'
import { nodeFileSystem, type FileSystem } from '../../storage/store/file-system.js'
import { openPagedFile, type PagedFile } from '../../storage/store/paged/reader.js'

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
  const files: PagedFile[] = []
  try {
    const segments = inputs.map(({ path, deleted, moves }) => {
      const file = openPagedFile(fs, path, { version: formatVersion, cache: 'stream' })
      files.push(file)
      return openSegment(file, { deleted, moves })
    })
    const { table, bytes } = mergeSegments(segments, fs, output)
    return { bytes, articles: table.articles }
  } finally {
    for (const file of files) file.close()
  }
}
