/** The paths of a segment's source files, in the form that `path:` searches. */
import type { SegmentReader } from '../../segment/reader.js'
import { normalize } from '../../text/normalize.js'

export interface FilePaths {
  /** Normalised, by file. */
  readonly paths: readonly string[]
  readonly fileOf: Int32Array
}

/** Paths are read at the first path query; `fileOf` only if some path matches, because it takes 1 µs an article. */
export function readFilePaths(segment: SegmentReader): FilePaths {
  let fileOf: Int32Array | undefined
  return {
    paths: segment.files.map((path) => normalize(path).text),
    get fileOf() {
      return (fileOf ??= Int32Array.from({ length: segment.articles }, (_, article) => segment.fileOf(article)))
    },
  }
}
