/** One merge: segments to a larger one. Runs in a worker thread or in this one. */
import { formatVersion } from '../segment/format.js'
import { mergeSegments } from '../segment/merge/merge.js'
import { openSegment } from '../segment/reader.js'
import type { SegmentReader } from '../segment/reader.js'
import { nodeFileSystem } from '../store/file-system.js'
import { openPagedFile } from '../store/paged-file.js'

export interface MergeTask {
  readonly inputs: readonly { readonly path: string; readonly name: string; readonly deleted?: Uint8Array }[]
  readonly output: string
}

export interface MergeTaskResult {
  readonly bytes: number
  readonly articles: number
}

export function runMergeTask({ inputs, output }: MergeTask): MergeTaskResult {
  const segments: SegmentReader[] = []
  try {
    for (const { path, name, deleted } of inputs) {
      const file = openPagedFile(nodeFileSystem, path, name, { version: formatVersion, cache: 'window' })
      segments.push(openSegment(file, deleted))
    }
    const { table, bytes } = mergeSegments(segments, nodeFileSystem, output)
    return { bytes, articles: table.articles }
  } finally {
    for (const segment of segments) segment.close()
  }
}
